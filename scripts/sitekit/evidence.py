"""All sources of the site by kind, with the pages that cite them.

A reader who doubts a page can see here what the whole site rests on, and a source that no page
cites any more would make the list longer than the evidence is.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sitekit import citations, data, markup, pages, references

BLOCK = "sources"
HEADINGS = {
    "guideline": "Guidelines",
    "systematic review": "Reviews of studies",
    "trial": "Trials",
    "cohort": "Studies that followed or counted people",
    "regulator": "Regulators",
    "policy": "Rules of payers and health services",
    "expert": "Expert views",
    "leaflet": "Leaflets and web pages for patients",
}


def anchor(name: str) -> str:
    """Return the anchor of a source on the page of sources."""
    return f"source-{name}"


def cited_by(docs: Path) -> dict[str, list[str]]:
    """Return the pages that cite each source, as file names from the folder with the pages.

    Citations in shared text and in blocks that are filled from data count for every page that
    shows them.

    Args:
        docs: The folder with the pages.
    """
    state = tuple(
        (str(path), path.stat().st_mtime_ns)
        for path in sorted(docs.rglob("*"))
        if path.suffix in {".md", ".yml"}
    )
    return _cited_by(docs, state)


@lru_cache(maxsize=4)
def _cited_by(docs: Path, state: tuple[tuple[str, int], ...]) -> dict[str, list[str]]:
    """Collect the citations once for each state of the files."""
    # Here, because blocks name this module among those that fill them.
    from sitekit import blocks

    found: dict[str, list[str]] = {}
    for page in pages.read_all(docs)[0]:
        lines = with_includes(page.body, docs)
        lines, _ = blocks.expand(lines, docs, skip={BLOCK})
        for name in citations.used(lines):
            found.setdefault(name, []).append(page.path.relative_to(docs).as_posix())
    return found


def with_includes(lines: list[str], docs: Path) -> list[str]:
    """Return the lines of a page with the shared text in its place.

    Args:
        lines: The page, line by line.
        docs: The folder with the pages.
    """
    result: list[str] = []
    for line in lines:
        match = markup.INCLUDE.fullmatch(line.strip())
        path = docs / match["target"] if match else None
        if path and path.is_file() and path.resolve().is_relative_to(docs.resolve()):
            result += path.read_text("utf-8").splitlines()
        else:
            result.append(line)
    return result


def render(body: list[str], docs: Path) -> list[str]:
    """Return every source as Markdown, by kind, with the pages that cite it.

    Args:
        body: The lines of a ``sources`` fence, which stays empty.
        docs: The folder with the pages.

    Raises:
        ValueError: There is nothing to show; the text is for an editor.
    """
    if any(line.strip() for line in body):
        raise ValueError("a sources block is empty: it shows every source")
    known, _ = references.load(docs)
    if not known:
        raise ValueError(f"docs/{references.FILE} has no sources that can be used")
    where = cited_by(docs)
    every = pages.read_all(docs)[0]
    titles = {page.path.relative_to(docs).as_posix(): page.title for page in every}
    lines = []
    for kind, heading in HEADINGS.items():
        names = [name for name, source in known.items() if source.kind == kind]
        if not names:
            continue
        names.sort(key=lambda name: (-(known[name].year or 0), known[name].title.casefold()))
        lines += [f"## {heading}", "", f"{len(names)} of {len(known)} sources.", ""]
        lines.append('<ul class="sources" markdown="1">')
        for name in names:
            cited = [f"[{titles[page]}](/{page})" for page in where.get(name, [])]
            ending = f"Cited on: {', '.join(cited)}." if cited else "No page cites it."
            text = f"{known[name].markdown(label=False)} {ending}"
            lines.append(f'<li id="{anchor(name)}" markdown="span">{text}</li>')
        lines += ["</ul>", ""]
    return lines


def uncited(docs: Path) -> list[tuple[str, int]]:
    """Return id and line of each source that no page cites.

    Args:
        docs: The folder with the pages.
    """
    known, _ = references.load(docs)
    document, _ = data.read(docs / references.FILE, references.FILE)
    where = cited_by(docs)
    return [
        (name, document.line((name,)) if document else 1) for name in known if name not in where
    ]
