"""The parts that each page type owes its readers, in an order they can rely on."""

from __future__ import annotations

from sitekit import markup, pages
from sitekit.checks.content import Content
from sitekit.findings import Finding


def check(content: Content) -> list[Finding]:
    """Return a finding for each missing or misplaced heading and missing emergency card."""
    schema, findings = pages.schema(content.docs)
    if schema is None:
        return findings
    for page in content.pages:
        findings.extend(_headings(page))
        page_type = schema.page_types.get(str(pages.meta(page).get("page_type")))
        if page_type:
            findings.extend(_parts(page, page_type))
            if page_type.emergency and not _has_card(page):
                findings.append(
                    Finding(
                        page.shown,
                        page.offset + 1,
                        "a page of this type needs an emergency card, or a reader may wait too "
                        "long",
                        "add a line such as {!_includes/emergency-before.md!}",
                        check="structure",
                    )
                )
    return findings


def _headings(page: pages.Page) -> list[Finding]:
    findings = []

    def fault(number: int, message: str, fix: str) -> None:
        findings.append(Finding(page.shown, page.offset + number, message, fix, check="structure"))

    found = pages.headings(page.body)
    tops = [(number, text) for level, number, text in found if level == 1]
    if not tops:
        fault(1, "the page has no title", f"begin the text with '# {page.title}'")
    for number, _ in tops[1:]:
        fault(number, "the page has a second title", "begin this heading with ## instead of #")
    if tops and page.matter and tops[0][1] != page.title:
        fault(
            tops[0][0],
            f"the title here is '{tops[0][1]}', and 'title' above says '{page.title}'",
            "make the two the same",
        )
    before = 0
    seen: dict[str, int] = {}
    for level, number, text in found:
        if level > before + 1 and before:
            fault(
                number,
                f"the heading '{text}' skips a level, which misleads screen readers",
                f"begin it with {'#' * (before + 1)}",
            )
        before = level
        if text in seen:
            fault(
                number,
                f"the heading '{text}' stands twice, so a link to it could mean either",
                f"change one of them; the other is on line {page.offset + seen[text]}",
            )
        seen.setdefault(text, number)
    return findings


def _parts(page: pages.Page, page_type: pages.PageType) -> list[Finding]:
    found = {text: number for level, number, text in pages.headings(page.body) if level == 2}
    findings = []
    last = 0
    for part in page_type.sections:
        number = found.get(part)
        if number is None:
            message = f"the part '## {part}' is missing, and readers look for it on such a page"
            line, fix = page.offset + 1, f"add the heading '## {part}' and its text"
        elif number < last:
            message = f"the part '## {part}' stands too early"
            line, fix = page.offset + number, f"keep this order: {', '.join(page_type.sections)}"
        else:
            last = number
            continue
        findings.append(Finding(page.shown, line, message, fix, check="structure"))
    return findings


def _has_card(page: pages.Page) -> bool:
    text = "\n".join(page.body)
    return "!!! emergency" in text or any(
        "emergency" in match["target"] for match in markup.INCLUDE.finditer(text)
    )
