"""A page about a disputed procedure that does not say who disputes it, and why."""

from __future__ import annotations

from sitekit import experts, markup, pages
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Do experts agree?",
    why="On injections, ablation and implants experts disagree. A reader who hears one side only "
    "cannot choose, and one who hears both without their grounds cannot weigh them.",
    cases=(
        ("'### Do experts agree?' with a sentence only", "an experts block below it"),
        ("a letter above a review of trials with a dummy", "sham_trials: true first"),
    ),
)

# Injections, ablation, stimulator and pump: the pages that owe their readers both sides.
REQUIRED = (
    "epidural-steroid-injection",
    "nerve-block",
    "radiofrequency-ablation",
    "spinal-cord-stimulator",
    "intrathecal-pump",
)


def check(content: Content) -> list[Finding]:
    """Return a finding for each dispute with a fault, and each page that owes one."""
    known, document, findings = experts.load(content.docs)
    for name, dispute in known.items():
        for source in experts.sources(dispute):
            if not content.has_source(source):
                findings.append(
                    Finding(
                        f"docs/{experts.FILE}",
                        document.where((name,), source),
                        f"the dispute '{name}' rests on '{source}', which is not in references.yml",
                        "check the spelling, or add the source to docs/_data/references.yml",
                        check="experts",
                    )
                )
    for page in content.pages:
        if page.id in REQUIRED and not _has_block(page):
            findings.append(
                Finding(
                    page.shown,
                    page.offset + _line(page),
                    "experts disagree about this procedure, and the page does not show both sides",
                    f"add '### {experts.HEADING}', and under it an experts block with an id from "
                    f"docs/{experts.FILE}",
                    check="experts",
                )
            )
    return findings


def _line(page: pages.Page) -> int:
    found = [number for _, number, text in pages.headings(page.body) if text == experts.HEADING]
    return found[0] if found else 1


def _has_block(page: pages.Page) -> bool:
    """Say whether an experts block stands under its heading."""
    found = pages.headings(page.body)
    for index, (_, number, text) in enumerate(found):
        if text == experts.HEADING:
            end = found[index + 1][1] if index + 1 < len(found) else len(page.body) + 1
            return any(
                fence.kind == "experts" and number < fence.line < end
                for fence in markup.fences(page.body)
            )
    return False
