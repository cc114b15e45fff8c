"""The keys at the top of a page feed the menu, the search, the dates and the notices."""

from __future__ import annotations

import datetime
import difflib
import re
from dataclasses import dataclass, field

from sitekit import config, data, pages
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="The block at the top of a page",
    why="Title, description, dates and other names feed the menu, the search, the head of the "
    "page and the notices at its foot. A key that is misspelt is lost without a word.",
    cases=(
        ("descripton: What it is", "description: What it is"),
        ("written: 2026-02-30", "written: 2026-02-28"),
        ("a description of over 160 characters, or that of another page", "one of its own"),
        ("title: Nerve block, and '# Nerve blocks' below", "the same words in both"),
        ("Nerve_Block.md", "nerve-block.md"),
    ),
)

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_WAIT = datetime.timedelta(days=3 * 366)
CURLY = re.compile("[\u2018-\u201f]")


def check(content: Content) -> list[Finding]:
    """Return a finding for each key that is missing, unknown, doubled or untrue."""
    schema, findings = pages.schema(content.docs)
    if schema is None:
        return findings
    same = _Same()
    menu = set(config.menu(content.docs.parent))
    for page in content.pages:
        same.add(page, 1, "id (file name)", page.id)
        name = page.path.relative_to(content.docs).as_posix()
        findings.extend(_file_name(page, content))
        if menu and name not in menu:
            findings.append(
                Finding(
                    page.shown,
                    1,
                    "the page is not in the menu, so readers cannot find it",
                    f"add a line '- {page.title}: {name}' under 'nav' in mkdocs.yml",
                    check="front-matter",
                )
            )
        if page.matter is None:
            continue
        findings.extend([*_quotes(page), *_cut(page), *_below(page)])
        model, faults = data.validate(
            pages.FrontMatter, page.matter, page.shown, offset=1, check="front-matter"
        )
        findings.extend(_nearer(fault) for fault in faults)
        if model is not None:
            findings.extend(_values(page, model, schema))
            same.add(page, _line(page, "title"), "title", model.title)
            same.add(page, _line(page, "description"), "description", model.description)
    return findings + same.findings()


def _line(page: pages.Page, key: str) -> int:
    return 1 + (page.matter.line((key,)) if page.matter else 0)


def _nearer(finding: Finding) -> Finding:
    """Name the nearest known key where one is misspelt."""
    key = finding.message.split(":")[0]
    if "extra inputs" not in finding.message or "." in key:
        return finding
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
    elif matter.next_due - matter.written > LONGEST_WAIT:
        fault("next_due", "the next check is due more than 3 years later", "write an earlier date")
    if matter.written > datetime.date.today() + datetime.timedelta(days=1):
        fault("written", "the page was written in the future", "write the day of the last change")
    if matter.written < matter.next_due < datetime.date.today():
        fault(
            "next_due",
            "the page is overdue for its check",
            "read the whole page against its sources, then change both dates",
            "warning",
        )
    return findings


def _file_name(page: pages.Page, content: Content) -> list[Finding]:
    """Say so if a page's address would be hard to type, or differ between computers."""
    parts = page.path.relative_to(content.docs).with_suffix("").parts
    wrong = [part for part in parts if not KEBAB.fullmatch(part)]
    if not wrong:
        return []
    better = re.sub(r"[^a-z0-9]+", "-", wrong[0].lower()).strip("-")
    return [
        Finding(
            page.shown,
            1,
            f"the name '{wrong[0]}' becomes a part of the page's address, and holds other signs "
            "than small letters, digits and hyphens",
            f"rename it to {better or 'a-short-name'}, also in mkdocs.yml and in links to it",
            check="front-matter",
        )
    ]


def _quotes(page: pages.Page) -> list[Finding]:
    """Say so if a word processor's quotes became a part of a value."""
    if page.matter is None:
        return []
    return [
        Finding(
            page.shown,
            1 + page.matter.line((key,)),
            f"a curly quote stands in '{key}', where it becomes a part of the text",
            "type a straight one: \" or ', or run 'make fix'",
            check="front-matter",
        )
        for key, value in pages.meta(page).items()
        if CURLY.search(f"{key} {value}")
    ]


def _cut(page: pages.Page) -> list[Finding]:
    """Say so if YAML takes the rest of a line for a note and drops it."""
    lines = pages.read_text(page.path, page.shown)[0].split("\n")[: page.offset]
    return [
        Finding(
            page.shown,
            number,
            f"YAML drops what follows after # here, so '{found[1]}' ends before it",
            f'put quotes around the text: {found[1]}: "..."',
            check="front-matter",
        )
        for number, line in enumerate(lines, 1)
        if (found := re.match(r"(title|description):\s+[^\"'\s][^\"']*\s#", line))
    ]


def _below(page: pages.Page) -> list[Finding]:
    """Say so if keys stand below the line that closes the block, where readers see them."""
    top = [(n, line) for n, line in enumerate(page.body, page.offset + 1) if line.strip()]
    if not top:
        return []
    number, line = top[0]
    key = re.match(r"(\w+)\s*:", line)
    if line.strip() == "---":
        message = "a second block begins here, and readers would see its keys"
        fix = "keep one of the two blocks and delete the other with its lines '---'"
    elif key and key[1].lower() in pages.FrontMatter.model_fields:
        message = f"'{key[1]}' stands below the line '---' that ends the block above the page"
        fix = "move the line '---' below the last key"
    else:
        return []
    return [Finding(page.shown, number, message, fix, check="front-matter")]


@dataclass
class _Same:
    """What two pages have in common that only one may have."""

    places: dict[tuple[str, str], list[tuple[str, int]]] = field(default_factory=dict)

    def add(self, page: pages.Page, line: int, what: str, value: str) -> None:
        self.places.setdefault((what, value.casefold()), []).append((page.shown, line))

    def findings(self) -> list[Finding]:
        """Return a finding on each of the pages: an editor may look at only one of them."""
        return [
            Finding(
                shown,
                line,
                f"the {what} is the same as that of {other}, so readers cannot tell them apart",
                "choose another for one of the two",
                check="front-matter",
            )
            for (what, _), places in self.places.items()
            for shown, line in places
            for other in [next((name for name, _ in places if name != shown), None)]
            if other
        ]
