"""The list of all pages by stage, from the menu: for readers whose browser runs no search.

An empty ``pages`` fence is filled with it, so that no page can be missing from a list kept by hand.
"""

from __future__ import annotations

from pathlib import Path

from sitekit import config, pages

CLASS = "all-pages"
FOR_ALL = "For everyone"


def render(lines: list[str], docs: Path) -> list[str]:
    """Return the list as Markdown: a heading for each stage, its pages in the order of the menu.

    Args:
        lines: What stands in the fence; nothing is read from it.
        docs: The folder with all pages.

    Raises:
        ValueError: Something stands in the fence.
    """
    if any(line.strip() for line in lines):
        raise ValueError("leave the block 'pages' empty: it lists every page by itself")
    schema, _ = pages.schema(docs)
    stages = {name: stage.label for name, stage in schema.stages.items()} if schema else {}
    found: dict[str, list[str]] = {name: [] for name in ("", *stages)}
    for entry in config.menu(docs.parent):
        path = docs / entry
        if not path.is_file():
            continue
        page, _ = pages.read(path, docs)
        meta = pages.meta(page)
        stage = meta.get("stage")
        line = f"- [{page.title}](/{entry})  \n  {meta.get('description', '')}"
        found[stage if stage in stages else ""].extend(line.split("\n"))
    # The search leaves this class out, or every title would be found twice.
    result = [f'<div class="{CLASS}" markdown="1">']
    for name, items in found.items():
        if items:
            result += ["", f"## {stages.get(name, FOR_ALL)}", "", *items]
    return [*result, "", "</div>"]
