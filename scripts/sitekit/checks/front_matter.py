"""The keys at the top of a page feed the menu, the search, the dates and the notices."""

from __future__ import annotations

import datetime
import difflib

from sitekit import config, data, pages
from sitekit.checks.content import Content
from sitekit.findings import Finding


def check(content: Content) -> list[Finding]:
    """Return a finding for each key that is missing, unknown, doubled or untrue."""
    schema, findings = pages.schema(content.docs)
    if schema is None:
        return findings
    titles: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    ids: dict[str, str] = {}
    menu = set(config.menu(content.docs.parent))
    for page in content.pages:
        findings.extend(_unique(page, 1, "id (file name)", page.id, ids))
        name = page.path.relative_to(content.docs).as_posix()
        if name not in menu:
            findings.append(
                Finding(
                    page.shown,
                    1,
                    "the page is not in the menu, so readers cannot find it",
                    f"add a line for {name} under 'nav' in mkdocs.yml",
                    check="front-matter",
                )
            )
        if page.matter is None:
            continue
        model, faults = data.validate(
            pages.FrontMatter, page.matter, page.shown, offset=1, check="front-matter"
        )
        findings.extend(_nearer(fault) for fault in faults)
        if model is not None:
            findings.extend(_values(page, model, schema))
            findings.extend(_unique(page, _line(page, "title"), "title", model.title, titles))
            findings.extend(
                _unique(
                    page, _line(page, "description"), "description", model.description, descriptions
                )
            )
    return findings


def _line(page: pages.Page, key: str) -> int:
    return 1 + (page.matter.line((key,)) if page.matter else 0)


def _nearer(finding: Finding) -> Finding:
    """Name the nearest known key where one is misspelt."""
    if "extra inputs" not in finding.message:
        return finding
    key = finding.message.split(":")[0]
    close = difflib.get_close_matches(key, pages.FrontMatter.model_fields, 1, 0.5)
    return Finding(
        finding.path,
        finding.line,
        f"the key '{key}' is unknown, so what it says would be lost",
        f"write '{close[0]}'" if close else f"use: {', '.join(pages.FrontMatter.model_fields)}",
        check="front-matter",
    )


def _values(page: pages.Page, matter: pages.FrontMatter, schema: pages.Schema) -> list[Finding]:
    findings = []

    def fault(key: str, message: str, fix: str, severity: str = "error") -> None:
        findings.append(
            Finding(page.shown, _line(page, key), message, fix, severity, "front-matter")
        )

    if matter.page_type not in schema.page_types:
        close = difflib.get_close_matches(matter.page_type, schema.page_types, 1)
        fix = f"write {close[0]}" if close else f"use one of: {', '.join(schema.page_types)}"
        fault("page_type", f"there is no page type '{matter.page_type}'", fix)
    if matter.stage != "any" and matter.stage not in schema.stages:
        stages = ", ".join((*schema.stages, "any"))
        fault("stage", f"there is no stage '{matter.stage}' on the path", f"use one of: {stages}")
    if matter.next_due <= matter.written:
        fault("next_due", "the page is due before it was written", "write a later date")
    elif matter.next_due < datetime.date.today():
        fault(
            "next_due",
            "the page is overdue for its check",
            "read the whole page against its sources, then change both dates",
            "warning",
        )
    return findings


def _unique(
    page: pages.Page, line: int, what: str, value: str, seen: dict[str, str]
) -> list[Finding]:
    other = seen.setdefault(value.casefold(), page.shown)
    if other == page.shown:
        return []
    message = f"the {what} is the same as that of {other}, so readers cannot tell them apart"
    return [Finding(page.shown, line, message, "choose another", check="front-matter")]
