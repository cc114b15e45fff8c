"""A file that the site copies to readers by mistake, or never shows because of its ending."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.checks.images import ENDINGS as PICTURES
from sitekit.findings import Finding

GUIDE = Guide(
    title="Files",
    why="Everything under docs/ is published, a draft or a letter as well. A page with another "
    "ending than .md is published as a bare file and never shown as a page.",
    cases=(
        ("docs/surgery/draft.docx", "the text itself, in a page that ends in .md"),
        ("docs/surgery/new-page.txt", "docs/surgery/new-page.md"),
        ("docs/_data/more.yaml", "its entries in one of the files of docs/_data/"),
    ),
)

TEXTS = {".txt", ".markdown", ".mdown", ".mkd", ".mdx", ".text", ".htm", ".html", ".rst"}
KNOWN = {"CNAME", "robots.txt"}  # what a host of the site asks for
CODE = {".css", ".js", ".mjs", ".json", ".txt", ".woff2"}


def check(content: Content) -> list[Finding]:
    """Return a finding for each file that does not belong where it is."""
    return [
        Finding(path.relative_to(content.docs.parent).as_posix(), 1, *fault, check="files")
        for path in sorted(content.docs.rglob("*"))
        if path.is_file() and not path.name.startswith(".")  # MkDocs copies no hidden file
        for fault in judge(path.relative_to(content.docs))
    ]


def judge(path: Path | PurePosixPath) -> Iterator[tuple[str, str]]:
    """Yield message and fix for a file that does not belong where it is.

    Args:
        path: The file, from the pages' folder.
    """
    ending, top = path.suffix.lower(), path.parts[0]
    if top in {"_data", "_includes", "_templates"}:
        wanted = ".yml" if top == "_data" else ".md"
        if path.suffix != wanted:
            yield (
                f"this file does not belong here: docs/{top}/ holds files that end in {wanted}, "
                "and no others are read",
                f"give it the ending {wanted}, or take it out",
            )
    elif (
        path.suffix == ".md"
        or str(path) in KNOWN
        or ending in PICTURES
        or (top == "assets" and ending in CODE)
    ):
        return
    elif ending in TEXTS or ending == ".md":
        yield (
            f"a page ends in .md, and '{path.name}' would be published as a bare file",
            f"rename it to {path.stem.lower()}.md",
        )
    else:
        yield (
            f"the file '{path.name}' does not belong here, and would be published for everybody",
            "take it out; write its text on a page, and put pictures into docs/assets/images/",
        )
