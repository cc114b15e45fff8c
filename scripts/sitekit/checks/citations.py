"""A citation of a source that is not in the list would show as plain text."""

from __future__ import annotations

import difflib

from sitekit import evidence, markup, references
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Sources",
    why="A reader must be able to see what a number rests on. A source has one entry in "
    "docs/_data/references.yml, and a page cites it by its id.",
    cases=(
        ("an id that is misspelt: [^buse-2025]", "[^busse-2025]"),
        ("a source that no page cites", "cited, or taken out"),
    ),
)


def check(content: Content) -> list[Finding]:
    """Return a finding for each unknown citation, and for each source that no page cites."""
    findings = [
        Finding(
            f"docs/{references.FILE}",
            line,
            f"no page cites the source '{name}', so the list of sources looks longer than it is",
            f"write [^{name}] where it is needed, or take the source out",
            "warning",
            "citations",
        )
        for name, line in evidence.uncited(content.docs)
    ]
    for text in content.texts:
        for number, line in markup.prose(text.lines):
            for match in markup.CITATION.finditer(line):
                if not content.has_source(match["id"]):
                    findings.append(
                        Finding(
                            text.shown,
                            text.offset + number,
                            f"the source '{match['id']}' is not in docs/{references.FILE}",
                            _nearest(match["id"], list(content.references)),
                            check="citations",
                        )
                    )
    return findings


def _nearest(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, 1, 0.6)
    if close:
        return f"write [^{close[0]}], or add the source '{name}' to docs/{references.FILE}"
    return f"add the source to docs/{references.FILE}, or correct the id"
