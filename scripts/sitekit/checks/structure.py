"""The parts that each page type owes its readers, in an order they can rely on."""

from __future__ import annotations

import difflib

from sitekit import markup, pages
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Parts and headings",
    why="Readers who know one page find their way on the next, because pages of a type have the "
    "same parts in the same order (docs/_data/page-schema.yml). A screen reader jumps from "
    "heading to heading.",
    cases=(
        ("a procedure without '## Is it for me?'", "the four parts, in their order"),
        ("# Title, then ### Detail", "# Title, then ## Part, then ### Detail"),
        ("two lines that begin with #", "one, at the top"),
        ("two headings with the same words", "two headings that say what is different"),
        ("a heading with nothing below it", "a heading with its text"),
    ),
)


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
        fault(
            1,
            "the page has no title ",
            f"begin the text with '# {page.title}'",
        )
    for number, _ in tops[1:]:
        fault(number, "the page has a second title", "begin this heading with ## instead of #")
    if tops and page.matter and tops[0][1] != page.title:
        fault(
            tops[0][0],
            f"the title here is '{tops[0][1]}', and 'title' above says '{page.title}'",
            "make the two the same",
        )
    for number, text in _empty(page, found):
        fault(number, f"nothing stands below the heading '{text}'", "write its text, or delete it")
    if tops and tops[0][0] != found[0][1]:
        fault(found[0][1], "a heading stands above the page's title", "move it below the title")
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
    levels = {text: (level, number) for level, number, text in pages.headings(page.body)}
    others = [text for text in found if text not in page_type.sections]
    findings = []
    moved = _moved(page_type.sections, found)
    for part in page_type.sections:
        number = found.get(part)
        near = difflib.get_close_matches(part, others, 1, 0.6)
        if number is None and near:
            message = f"the part '## {part}' is called '{near[0]}' here"
            line, fix = page.offset + found[near[0]], f"write '## {part}', as on the other pages"
        elif number is None and (level := levels.get(part)):
            message = f"the part '{part}' has {'#' * level[0]} before it, and needs ##"
            line, fix = page.offset + level[1], f"write '## {part}'"
        elif number is None:
            message = f"the part '## {part}' is missing, and readers look for it on such a page"
            line, fix = page.offset + 1, f"add the heading '## {part}' and its text"
        elif part in moved:
            message = f"the part '## {part}' stands in another place than on the other pages"
            line, fix = page.offset + number, f"keep this order: {', '.join(page_type.sections)}"
        else:
            continue
        findings.append(Finding(page.shown, line, message, fix, check="structure"))
    return findings


def _moved(wanted: list[str], found: dict[str, int]) -> set[str]:
    """Return the parts that are out of order, and not those that others were moved past."""
    order = sorted((part for part in wanted if part in found), key=lambda part: found[part])
    matcher = difflib.SequenceMatcher(None, wanted, order, autojunk=False)
    kept = {
        part for block in matcher.get_matching_blocks() for part in order[block.b :][: block.size]
    }
    return set(order) - kept


def _empty(page: pages.Page, found: list[tuple[int, int, str]]) -> list[tuple[int, str]]:
    """Return line and words of each heading with neither text nor a deeper heading below it."""
    if not found:
        return []
    empty = []
    for index, (level, number, text) in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        end = after[1] if after else len(page.body) + 1
        deeper = after is not None and after[0] > level
        if not deeper and not any(line.strip() for line in page.body[number : end - 1]):
            empty.append((number, text))
    return empty


def _has_card(page: pages.Page) -> bool:
    text = "\n".join(page.body)
    return "!!! emergency" in text or any(
        "emergency" in match["target"] for match in markup.INCLUDE.finditer(text)
    )
