"""A citation without its source shows as plain text, one without words as a lost number."""

from __future__ import annotations

import difflib
import re

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
        ("a citation alone on its line", "at the end of the sentence it holds for"),
        ("a source that no page cites", "cited, or taken out"),
    ),
)


def check(content: Content) -> list[Finding]:
    """Return a finding for each citation without a source or words, and each source uncited."""
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
            bare = markup.CITATION.sub("", line)
            if bare != line and not re.search(r"\w", bare):
                findings.append(
                    Finding(
                        text.shown,
                        text.offset + number,
                        "this line holds a citation and no words, so a reader sees a number that "
                        "belongs to nothing",
                        "put it at the end of the sentence that it holds for, after the full stop",
                        check="citations",
                    )
                )
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
