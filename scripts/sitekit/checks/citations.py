"""A citation of a source that is not in the list would show as plain text."""

from __future__ import annotations

import difflib

from sitekit import markup, references
from sitekit.checks.content import Content
from sitekit.findings import Finding


def check(content: Content) -> list[Finding]:
    """Return a finding for each unknown citation, and for each source that no page cites."""
    findings = []
    cited: set[str] = set()
    for text in content.texts:
        for number, line in markup.prose(text.lines):
            for match in markup.CITATION.finditer(line):
                cited.add(match["id"])
                if match["id"] not in content.references:
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
