"""A clinician's name must not stand under a text that they have not read."""

from __future__ import annotations

from sitekit import pages, review
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Signatures of clinicians",
    why="A reader trusts a page more if a clinician has signed it. A signature holds for the text "
    "that was read. When a word, a shared text or a figure changes, the page says again that no "
    "clinician has reviewed it, and this check says why.",
    cases=(
        ("reviews: [{name: Dr. A, credential: MD, date: 2030-01-01, hash: ...}]", "a past date"),
        ("a hash made up or typed by hand", "the line that 'make review-sheet PAGE=name' prints"),
        ("name: YOUR NAME", "the name of the person who signed"),
    ),
)

SHEET = "make review-sheet PAGE={id}"


def check(content: Content) -> list[Finding]:
    """Return a finding for each review that is out of date, unfilled, doubled or yet to come."""
    findings: list[Finding] = []
    for page in content.pages:
        listed = review.entries(pages.meta(page))
        if any(listed):
            findings.extend(_page(page, listed, review.text_hash(page.body, content.docs)))
    return findings


def _page(page: pages.Page, listed: list[pages.Review | None], now: str) -> list[Finding]:
    findings: list[Finding] = []
    seen: set[str] = set()
    sheet = SHEET.format(id=page.id)
    for index, entry in enumerate(listed):
        if entry is None:  # the check of the front matter says what is wrong
            continue
        line = 1 + (page.matter.line(("reviews", index)) if page.matter else 0)

        def fault(message: str, fix: str, severity: str = "error", line: int = line) -> None:
            findings.append(Finding(page.shown, line, message, fix, severity, "reviews"))

        if review.is_placeholder(entry):
            fault(
                "the line of the review sheet was pasted before anybody filled it in, and it "
                "would name nobody",
                "write name and credential of the person who signed, or 'reviews: []'",
            )
        if review.is_in_future(entry.date):
            fault(
                f"the review of {entry.name} is dated {entry.date}, which is still to come",
                "write the day on which the sheet was signed",
            )
        if entry.name.casefold() in seen:
            fault(f"{entry.name} stands here twice", "keep the later review only")
        seen.add(entry.name.casefold())
        if reasons := review.changed(entry, now):
            fault(
                f"the review of {entry.name} is out of date ({'; '.join(reasons)} since "
                f"{entry.date}), so the page says again that no clinician has reviewed it",
                f"ask for a new one with '{sheet}', or take this entry out",
                "warning",
            )
    return findings
