"""Begin a page: its file from the starter page of its type, and its line in the menu.

The menu is edited as text and not through a YAML library: one line is added and every other
stays as it is. A library that keeps comments (ruamel.yaml) still writes the whole of mkdocs.yml
anew, with one indent for all lists and other line breaks.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from sitekit import pages
from sitekit.checks.front_matter import KEBAB

TEMPLATES = "_templates"
FOLDER_TYPE = "section"  # such a page is the first of a folder of its own


@dataclass(frozen=True)
class Start:
    """What a new page begins with.

    Attributes:
        page_type: One of :func:`types`.
        id: The file name without its ending; for a section the name of its folder.
        title: The title, also the page's name in the menu.
    """

    page_type: str
    id: str
    title: str


def types(docs: Path) -> list[str]:
    """Return the page types that have a starter page.

    Args:
        docs: The folder with the pages.
    """
    return sorted(path.stem for path in (docs / TEMPLATES).glob("*.md"))


def suggest_id(title: str) -> str:
    """Return a file name made from a title, such as ``nerve-block`` from ``Nerve block``."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "")).strip("-")


def problem(field: str, value: str, docs: Path) -> str:
    """Return what is wrong with one of the three values and what to type, empty if nothing is.

    Args:
        field: ``page_type``, ``id`` or ``title``.
        value: What was given.
        docs: The folder with the pages.
    """
    if field == "page_type":
        return _problem_of_type(value, docs)
    if field == "id":
        return _problem_of_id(value, docs)
    return _problem_of_title(value, docs)


def _problem_of_type(value: str, docs: Path) -> str:
    known = types(docs)
    schema, _ = pages.schema(docs)
    if value in known:
        return ""
    if schema and value in schema.page_types:
        return f"the site has its one page of the type '{value}'; choose one of: {', '.join(known)}"
    return f"there is no page type '{value}'; choose one of: {', '.join(known)}"


def _problem_of_id(value: str, docs: Path) -> str:
    if not KEBAB.fullmatch(value):
        better = suggest_id(value.removesuffix(".md")) or "nerve-block"
        return f"'{value}' becomes an address: use small letters, digits and hyphens, as {better}"
    if value == "index":
        return "'index' is the home page's name; name the page after what it is about"
    if value in (known := pages.by_id(docs)):
        return f"{known[value].relative_to(docs.parent)} has this name already; choose another"
    if (docs / value).exists():
        return f"docs/{value} is there already; choose another name"
    return ""


def _problem_of_title(value: str, docs: Path) -> str:
    if len(value) < 3 or not re.search(r"[^\W\d_]", value):
        return "a title needs words; write it as a reader would say it"
    if signs := re.search(r"[^\w\s,.:;?!'()/&+-]", value):
        return f"leave '{signs[0]}' out of the title; it would show as a sign or as nothing"
    if "\n" in value or value != " ".join(value.split()):
        return "write the title on one line, with single spaces"
    for page in pages.read_all(docs)[0]:
        if page.title.casefold() == value.casefold():
            return f"{page.shown} has this title already; choose another"
    return ""


def place(start: Start, docs: Path) -> Path:
    """Return where the page's file belongs: beside the pages of its stage, or of its type.

    Args:
        start: The page.
        docs: The folder with the pages.
    """
    if start.page_type == FOLDER_TYPE:
        return docs / start.id / "index.md"
    document = yaml.safe_load(_front(_template(start, docs)))
    schema, _ = pages.schema(docs)
    stage = schema.stages.get(str(document.get("stage"))) if schema else None
    first = pages.by_id(docs).get(stage.page if stage else start.page_type)
    folder = first.parent if first else docs / start.page_type
    return folder / f"{start.id}.md"


def _template(start: Start, docs: Path) -> str:
    return (docs / TEMPLATES / f"{start.page_type}.md").read_text("utf-8")


def _front(text: str) -> str:
    return text.split("---\n")[1]


def text(start: Start, docs: Path, today: datetime.date) -> str:
    """Return the text of the page: its starter page with title and dates filled in.

    Args:
        start: The page.
        docs: The folder with the pages.
        today: The day it was written; it is due for its check a year later.
    """
    due = today.replace(year=today.year + 1, day=min(today.day, 28))
    result = _template(start, docs)
    for start_of_line, line in (
        ("title: ", f"title: {scalar(start.title)}"),
        ("written: ", f"written: {today}"),
        ("next_due: ", f"next_due: {due}"),
        ("# ", f"# {start.title}"),
    ):
        head, _, rest = result.partition(f"\n{start_of_line}")
        result = f"{head}\n{line}\n{rest.partition(chr(10))[2]}"
    return result


def scalar(value: str) -> str:
    """Return a text as YAML, in quotes only where it would be read as something else."""
    try:
        plain = yaml.safe_load(f"{value}: {value}") == {value: value}
    except yaml.YAMLError:
        plain = False
    return value if plain else json.dumps(value, ensure_ascii=False)


def with_entry(menu: str, name: str, title: str, sections: set[str]) -> str:
    """Return ``mkdocs.yml`` with a line for a page, and every other line as it was.

    The line comes after the last page of the same folder. A new folder gets a group of its own
    after the last group that begins with a page of the type section.

    Args:
        menu: The text of ``mkdocs.yml``.
        name: The page's file, from the folder with the pages.
        title: Its name in the menu.
        sections: The files of all pages of the type section.

    Raises:
        ValueError: The menu cannot be read; the message says so in an editor's words.
    """
    try:
        root = yaml.compose(menu, yaml.SafeLoader)
    except yaml.YAMLError:
        raise ValueError("mkdocs.yml cannot be read; 'make check' says where") from None
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    nav = next((value for key, value in pairs if key.value == "nav"), None)
    if not isinstance(nav, yaml.SequenceNode) or not nav.value or nav.flow_style:
        raise ValueError("the menu 'nav' in mkdocs.yml has no lines; 'make check' says more")
    folder = name.rpartition("/")[0]
    entries = list(_entries(nav))
    same = [item for item, file in entries if file.rpartition("/")[0] == folder and folder]
    if same:
        indent = same[-1].start_mark.column - 2
        lines = [f"- {scalar(title)}: {name}"]
        after = same[-1]
    else:
        groups = [item for item in nav.value if any(file in sections for file in _files(item))]
        after = (groups or nav.value)[-1]
        indent = after.start_mark.column - 2
        lines = [f"- {scalar(title)}:", f"    - {name}"]
        if not name.endswith("/index.md"):
            lines = [f"- {scalar(title)}: {name}"]
    rows = menu.split("\n")
    end = _last_line(after)
    rows[end:end] = [" " * indent + line for line in lines]
    return "\n".join(rows)


def _last_line(node: yaml.Node) -> int:
    """Return the line, counted from 1, on which the last value of a node ends."""
    if isinstance(node, yaml.ScalarNode) or not node.value:
        return node.end_mark.line + 1
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)


def _entries(node: yaml.Node) -> Iterator[tuple[yaml.Node, str]]:
    """Yield each entry of the menu that names a page, and the page's file."""
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        value = item.value[0][1] if isinstance(item, yaml.MappingNode) and item.value else item
        if isinstance(value, yaml.ScalarNode):
            yield item, str(value.value)
        else:
            yield from _entries(value)


def _files(item: yaml.Node) -> Iterator[str]:
    if isinstance(item, yaml.MappingNode):
        for _, value in item.value:
            yield from (file for _, file in _entries(value))


def write(start: Start, docs: Path, today: datetime.date) -> Path:
    """Write the page and its line in the menu.

    Args:
        start: The page; its values have no :func:`problem`.
        docs: The folder with the pages; mkdocs.yml stands beside it.
        today: The day it was written.

    Returns:
        The page's file.

    Raises:
        ValueError: The menu cannot be read. Then nothing was written.
    """
    path = place(start, docs)
    config = docs.parent / "mkdocs.yml"
    sections = {
        page.path.relative_to(docs).as_posix()
        for page in pages.read_all(docs)[0]
        if pages.meta(page).get("page_type") == FOLDER_TYPE
    }
    name = path.relative_to(docs).as_posix()
    menu = with_entry(config.read_bytes().decode("utf-8"), name, start.title, sections)
    content = text(start, docs, today)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode())
    config.write_bytes(menu.encode())
    return path
