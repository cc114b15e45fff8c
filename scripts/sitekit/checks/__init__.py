"""Checks of the Markdown and the data, before anything is built.

MkDocs and its plugins notice few of these mistakes, and name no line. Each module here holds one
check: a function ``check(content)`` that returns findings, and a docstring that says why.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sitekit.checks import (
    characters,
    citations,
    diagrams,
    experts,
    fences,
    front_matter,
    includes,
    ledger,
    markdown,
    menu,
    outcomes,
    search,
    structure,
    targets,
)
from sitekit.checks.content import Content
from sitekit.findings import Finding

Check = Callable[[Content], list[Finding]]

ALL: dict[str, Check] = {
    "characters": characters.check,
    "front-matter": front_matter.check,
    "menu": menu.check,
    "structure": structure.check,
    "markdown": markdown.check,
    "fences": fences.check,
    "includes": includes.check,
    "citations": citations.check,
    "diagrams": diagrams.check,
    "targets": targets.check,
    "article": ledger.check,
    "outcomes": outcomes.check,
    "experts": experts.check,
    "search": search.check,
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
        findings.extend(ALL[name](content))
    return sorted(set(findings))
