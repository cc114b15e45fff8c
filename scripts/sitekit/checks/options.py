"""A comparison that names an outcome, a page or a source that is not there."""

from __future__ import annotations

import difflib
import re

from sitekit import options
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Options side by side",
    why="docs/_data/options.yml makes the page that compares the options. A number there needs its "
    "source, as on any page.",
    cases=(
        ("text: 44 out of 100 could do more", "the same, with sources: [cherkin-2016]"),
        ("a condition that begins with an injection", "option: nothing as its first row"),
    ),
)


def check(content: Content) -> list[Finding]:
    """Return a finding for each fault in the options."""
    if not (content.docs / options.FILE).is_file():
        return []
    comparison, document, findings = options.load(content.docs)
    if comparison is None:
        return findings

    def fault(key: tuple[str | int, ...], message: str, fix: str) -> None:
        line = document.line(key)
        findings.append(Finding(f"docs/{options.FILE}", line, message, fix, check="options"))

    known = {page.id for page in content.pages}
    for name, option in comparison.options.items():
        if option.page not in known:
            close = difflib.get_close_matches(option.page, known, 1, 0.6)
            fix = f"write page: {close[0]}" if close else "write the file name without .md"
            message = f"the option '{name}' leads to the page '{option.page}', which does not exist"
            fault(("options", name, "page"), message, fix)
        for source in option.sources:
            if not content.has_source(source):
                message = f"the option '{name}' rests on '{source}', which is not in references.yml"
                fault(("options", name, "sources"), message, "check the spelling")
    for index, condition in enumerate(comparison.conditions):
        for number, row in enumerate(condition.rows):
            for part, facts in (("helps", row.helps), ("harms", row.harms)):
                for place, fact in enumerate(facts):
                    key = ("conditions", index, "rows", number, part, place)
                    for source in fact.sources:
                        if not content.has_source(source):
                            message = (
                                f"this row rests on '{source}', which is not in references.yml"
                            )
                            fault(key, message, "check the spelling")
                    if fact.text and re.search(r"\d", fact.text) and not fact.sources:
                        message = "this number has no source, so nobody can follow it"
                        fault(key, message, "add 'sources' with the id of the source")
    return findings
