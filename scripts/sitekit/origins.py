"""Where each part of a page comes from, for the preview only.

A page is made of many files. In the preview each figure, drawing, shared text and source carries
a link to the file and line an editor has to change; :mod:`sitekit.preview` answers such a link
with the file, line by line.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import yaml

from sitekit import (
    article,
    blocks,
    data,
    experts,
    glossary,
    markup,
    options,
    outcomes,
    references,
)
from sitekit.checks import characters

ROUTE = "/-source/"  # no page's address can begin like this
CLASS = "preview-origin"

# Blocks that are filled from a data file; the others come from the lines in the page itself.
FILES = {
    "article": article.FILE,
    "experts": experts.FILE,
    "glossary": glossary.FILE,
    "options": options.FILE,
    "outcome": outcomes.FILE,
    "sources": references.FILE,
}
KINDS = ("mermaid", *blocks.RENDERERS)
_DEFINITION = re.compile(r'(?P<item><li id="fn:[^"]+">)(?P<before>.*?href="(?P<to>[^"]+)")', re.S)


def link(shown: str, line: int) -> str:
    """Return a link to a line of a file, as HTML that Markdown leaves alone.

    Args:
        shown: The file, from the root of the repository.
        line: The line, counted from 1.
    """
    name = html.escape(shown, quote=True)
    return f'<a class="{CLASS}" href="{ROUTE}{name}#L{line}">{name}:{line}</a>'


def mark(markdown: str, shown: str, docs: Path) -> str:
    """Return a page's text with a link above each block and each shared text.

    Args:
        markdown: The text as MkDocs hands it over, without front matter.
        shown: The page's file, from the root of the repository.
        docs: The folder with the pages.
    """
    lines = markdown.split("\n")
    file = (docs.parent / shown).read_bytes().decode("utf-8", "replace")
    offset = len(re.split(r"\r\n?|\n", file)) - len(lines)
    above: dict[int, str] = {}
    fences = markup.fences(lines)
    for fence in fences:
        if fence.kind in KINDS and fence.end is not None:
            where = _home(fence, docs) or (shown, offset + fence.line)
            above[fence.line] = fence.indent + link(*where)
    inside = {n for fence in fences for n in range(fence.line, (fence.end or len(lines)) + 1)}
    for number, line in enumerate(lines, start=1):
        found = markup.INCLUDE.fullmatch(line.rstrip())
        if found and number not in inside:
            above[number] = link(f"docs/{found['target']}", 1)
    result: list[str] = []
    for number, line in enumerate(lines, start=1):
        if number in above:
            result += ["", above[number], ""]
        result.append(line)
    return "\n".join(result)


def _home(fence: markup.Fence, docs: Path) -> tuple[str, int] | None:
    """Return file and line of the entry that fills a block, or None if it has no data file."""
    name = FILES.get(fence.kind)
    if name is None:
        return None
    document, _ = data.read(docs / name, f"docs/{name}")
    if document is None:
        return f"docs/{name}", 1
    return f"docs/{name}", document.line(_key(fence, document.value))


def _key(fence: markup.Fence, value: Any) -> data.Key:
    try:
        asked = yaml.safe_load("\n".join(fence.body))
    except yaml.YAMLError:
        return ()
    if not isinstance(asked, dict):
        return ()
    if "section" in asked and isinstance(value, dict):
        sections = value.get("sections")
        for index, section in enumerate(sections if isinstance(sections, list) else ()):
            if isinstance(section, dict) and section.get("number") == asked["section"]:
                return ("sections", index)
    return (str(asked.get("id", "")),)


def mark_sources(content: str, docs: Path) -> str:
    """Return a page's HTML with a link at each source to its entry.

    Args:
        content: The HTML that became of the page's Markdown.
        docs: The folder with the pages.
    """
    shown = f"docs/{references.FILE}"
    document, _ = data.read(docs / references.FILE, shown)
    known, _ = references.load(docs)
    names = {reference.address: name for name, reference in known.items()}

    def add(match: re.Match[str]) -> str:
        name = names.get(html.unescape(match["to"]), "")
        line = document.line((name,)) if document else 1
        return f"{match['item']}{link(shown, line)}{match['before']}"

    return _DEFINITION.sub(add, content)


def view(address: str, docs: Path) -> bytes | None:
    """Return a page with the lines of a file, None if it is not one that editors write.

    Args:
        address: The path of the request, which begins with :data:`ROUTE`.
        docs: The folder with the pages.
    """
    name = address.removeprefix(ROUTE)
    path = next((p for p in characters.files(docs) if _shown(p, docs) == name), None)
    if path is None:
        return None
    text = path.read_bytes().decode("utf-8", "replace")
    rows = "\n".join(
        f'<li id="L{number}"><code>{html.escape(line) or " "}</code></li>'
        for number, line in enumerate(markup.split(text), start=1)
    )
    title = html.escape(name)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:15px/1.5 sans-serif;margin:1rem;color-scheme:light dark}"
        "code{white-space:pre-wrap;font-family:monospace}li{padding-left:.5rem}"
        "li:target{background:#ffe08a;color:#222}</style>"
        f"<body><h1>{title}</h1><p>Change it in your editor; the preview follows.</p>"
        f"<ol>{rows}</ol></body></html>"
    ).encode()


def _shown(path: Path, docs: Path) -> str:
    return path.relative_to(docs.parent).as_posix()
