"""Numbers that flatter: an open trial in front of the blinded one, or a figure with no source."""

from __future__ import annotations

import yaml

from sitekit import markup, outcomes, pages
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Outcome figures",
    why="docs/_data/outcomes.yml makes the figures. A picture persuades more than a sentence, so "
    "none is drawn without its comparison, its time span and its source, and a trial in which "
    "people knew what they got stands beside the blinded one.",
    cases=(
        ("count: 156 with out_of: 100", "a count that fits"),
        ("a comparison without 'when'", "when: after 3 months"),
        ("knew: true alone", "knew: true, with sham_result: the-blinded-outcome, or none"),
        ("an open trial as the first figure", "its sham result right before it"),
    ),
)


def check(content: Content) -> list[Finding]:
    """Return a finding for each fault in the outcomes and in their order on the pages."""
    known, document, findings = outcomes.load(content.docs)
    shown = f"docs/{outcomes.FILE}"
    for name, outcome in known.items():
        for source in outcomes.sources(outcome):
            if not content.has_source(source):
                findings.append(
                    Finding(
                        shown,
                        document.where((name,), source),
                        f"the outcome '{name}' rests on '{source}', which is not in references.yml",
                        "check the spelling, or add the source to docs/_data/references.yml",
                        check="outcomes",
                    )
                )
        beside = outcome.sham_result if isinstance(outcome, outcomes.Compared) else None
        if beside not in {None, "none"} and beside not in known:
            findings.append(
                Finding(
                    shown,
                    document.line((name, "sham_result")),
                    f"the outcome '{name}' names the sham result '{beside}', which does not exist",
                    "write the id of an outcome in this file, or 'none'",
                    check="outcomes",
                )
            )
    for page in content.pages:
        findings.extend(_order(page, known))
    return findings


def figures(page: pages.Page) -> list[tuple[int, str]]:
    """Return line and outcome id of each figure on a page, in order."""
    found = []
    for fence in markup.fences(page.body):
        if fence.kind == "outcome":
            try:
                found.append((page.offset + fence.line, outcomes.asked(list(fence.body))))
            except (ValueError, yaml.YAMLError):
                continue  # the check of fences says so
    return found


def _order(page: pages.Page, known: dict[str, outcomes.Outcome]) -> list[Finding]:
    findings = []
    seen: dict[str, int] = {}
    before: outcomes.Compared | None = None
    before_name = ""
    for line, name in figures(page):
        outcome = known.get(name)
        if name in seen:
            findings.append(
                Finding(
                    page.shown,
                    line,
                    f"the figure '{name}' stands twice on this page; the first is on line "
                    f"{seen[name]}",
                    "take one of the two out",
                    check="outcomes",
                )
            )
        seen.setdefault(name, line)
        if not isinstance(outcome, outcomes.Compared):
            continue
        beside = outcome.sham_result
        if outcome.knew and beside != "none":
            same = before is not None and before.knew and before.sham_result == beside
            if before_name != beside and not same:
                findings.append(
                    Finding(
                        page.shown,
                        line,
                        f"the figure '{name}' is from a trial in which people knew what they got, "
                        "and does not stand beside the result against a dummy treatment",
                        f"put a block with 'id: {beside}' right before it",
                        check="outcomes",
                    )
                )
        before, before_name = outcome, name
    return findings
