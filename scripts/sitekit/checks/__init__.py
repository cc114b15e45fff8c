"""Checks of the Markdown and the data, before anything is built.

MkDocs and its plugins notice few of these mistakes, and name no line. Each module here holds one
check: a function ``check(content)`` that returns findings, and a ``GUIDE`` that explains it to
editors.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from sitekit.checks import (
    characters,
    citations,
    diagrams,
    experts,
    fences,
    files,
    front_matter,
    glossary,
    images,
    includes,
    ledger,
    links,
    markdown,
    menu,
    numbers,
    options,
    outcomes,
    reading,
    reviews,
    safety,
    search,
    slips,
    sources,
    spelling,
    structure,
    targets,
    unwritten,
    words,
)
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

Check = Callable[[Content], list[Finding]]

ALL: dict[str, Check] = {
    "characters": characters.check,
    "files": files.check,
    "front-matter": front_matter.check,
    "reviews": reviews.check,
    "menu": menu.check,
    "structure": structure.check,
    "unwritten": unwritten.check,
    "markdown": markdown.check,
    "fences": fences.check,
    "includes": includes.check,
    "citations": citations.check,
    "diagrams": diagrams.check,
    "targets": targets.check,
    "article": ledger.check,
    "numbers": numbers.check,
    "outcomes": outcomes.check,
    "experts": experts.check,
    "options": options.check,
    "glossary": glossary.check,
    "search": search.check,
    "links": links.check,
    "images": images.check,
    "safety": safety.check,
    "words": words.check,
    "spelling": spelling.check,
    "slips": slips.check,
    "reading": reading.check,
    "sources": sources.check,
}


def run(docs: Path, names: list[str] | None = None) -> list[Finding]:
    """Run checks over all pages, included texts and data files.

    Args:
        docs: The folder with the pages.
        names: Which checks; all of them if None.

    Returns:
        All findings of all checks, sorted by file and line.
    """
    content, findings = Content.load(docs)
    for name in names or ALL:
        findings.extend(_attempt(name, content))
    return sorted(set(findings))


def _attempt(name: str, content: Content) -> list[Finding]:
    """Run one check; one that fails must not keep the others from an editor."""
    try:
        return ALL[name](content)
    except Exception as error:
        return [
            Finding(
                "docs",
                1,
                f"the check '{name}' could not be finished ({type(error).__name__}: {error})",
                "this is a fault of the check and not yours: report it with this line",
                check=name,
            )
        ]


def guides() -> dict[str, Guide]:
    """Return what each check says about itself, by its name."""
    return {
        name: sys.modules[check.__module__].GUIDE
        for name, check in ALL.items()
        if hasattr(sys.modules[check.__module__], "GUIDE")
    }
