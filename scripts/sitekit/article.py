"""The source article's ledger: what it says, and how far studies bear it out.

Each statement has one entry in ``docs/_data/article.yml``. A section page shows its entries with
an ``article`` fence, and a test fails when a statement is covered nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from sitekit import data, pages
from sitekit.findings import Finding

FILE = "_data/article.yml"

VERDICT_WORDS = {
    "supported": "The evidence backs this.",
    "partly": "The evidence backs a part of this.",
    "contradicted": "The evidence does not back this.",
    "unproven": "We found no proof of this.",
}


class Place(BaseModel):
    """Where the site covers a statement."""

    model_config = ConfigDict(extra="forbid")

    page: str
    heading: str | None = None


class Statement(BaseModel):
    """One statement of the article, in our words, with its verdict."""

    model_config = ConfigDict(extra="forbid")

    id: str
    section: int
    says: str
    verdict: Literal["supported", "partly", "contradicted", "unproven"]
    reason: str
    sources: list[str]
    covered: list[Place]


class Section(BaseModel):
    """One section of the article, and the page that stands for it."""

    model_config = ConfigDict(extra="forbid")

    number: int
    title: str
    page: str


class Ledger(BaseModel):
    """The whole of ``article.yml``."""

    model_config = ConfigDict(extra="forbid")

    title: str
    sections: list[Section]
    statements: list[Statement]

    @model_validator(mode="after")
    def _ids_once(self) -> Ledger:
        ids = [statement.id for statement in self.statements]
        doubled = sorted({name for name in ids if ids.count(name) > 1})
        if doubled:
            raise ValueError(f"these statement ids stand twice: {', '.join(doubled)}")
        return self


def load(docs: Path) -> tuple[Ledger | None, data.Document | None, list[Finding]]:
    """Read the ledger.

    Args:
        docs: The folder with the pages.

    Returns:
        The ledger and its document, or None with the findings that say why not.
    """
    shown = f"docs/{FILE}"
    document, findings = data.read(docs / FILE, shown)
    if document is None:
        return None, None, findings
    ledger, findings = data.validate(Ledger, document, shown, check="article")
    return ledger, document, findings


def check(docs: Path, is_known: Callable[[str], bool]) -> list[Finding]:
    """Return what is wrong between the ledger and the pages.

    Args:
        docs: The folder with the pages.
        is_known: Says whether a source of this id exists.

    Returns:
        A finding for each statement that is covered nowhere, or whose page, heading or source
        does not exist, or whose page does not name it under ``covers``.
    """
    ledger, document, findings = load(docs)
    if ledger is None or document is None:
        return findings
    shown = f"docs/{FILE}"
    all_pages, _ = pages.read_all(docs)
    by_id = {page.id: page for page in all_pages}

    def fault(index: int, message: str, fix: str, value: str = "") -> None:
        line = document.where(("statements", index), value)
        findings.append(Finding(shown, line, message, fix, check="article"))

    for index, statement in enumerate(ledger.statements):
        if not statement.covered:
            fault(
                index,
                f"statement {statement.id} of the article is covered on no page",
                "name the page and the heading under 'covered'",
            )
        for source in statement.sources:
            if not is_known(source):
                fault(
                    index,
                    f"statement {statement.id} cites '{source}', which is not in references.yml",
                    "check the spelling, or add the source to docs/_data/references.yml",
                    source,
                )
        for place in statement.covered:
            page = by_id.get(place.page)
            if page is None:
                fault(
                    index,
                    f"statement {statement.id} names the page '{place.page}', which does not exist",
                    "write the file name of a page without .md; a folder's index page has the "
                    "folder's name",
                    place.page,
                )
            elif place.heading and place.heading not in _headings(page):
                fault(
                    index,
                    f"statement {statement.id} names the heading '{place.heading}', which is not "
                    f"on the page {page.shown}",
                    "copy the heading from the page, or write: heading: null",
                    place.heading,
                )
        places = {place.page for place in statement.covered}
        if not any(statement.id in _covers(by_id[name]) for name in places if name in by_id):
            fault(
                index,
                f"no page has statement {statement.id} under 'covers' in its front matter",
                f"add it to 'covers' of {', '.join(sorted(places)) or 'the page'}",
            )
    ids = {statement.id for statement in ledger.statements}
    for page in all_pages:
        for name in _covers(page):
            if name not in ids:
                findings.append(
                    Finding(
                        page.shown,
                        1 + (page.matter.line(("covers",)) if page.matter else 0),
                        f"'covers' names the statement {name}, which is not in docs/{FILE}",
                        "take it out, or correct the number",
                        check="article",
                    )
                )
    return findings


def _covers(page: pages.Page) -> list[str]:
    return [str(name) for name in pages.meta(page).get("covers") or []]


def _headings(page: pages.Page) -> set[str]:
    return {text for _, _, text in pages.headings(page.body)}


def render(body: list[str], docs: Path) -> list[str]:
    """Return one section of the ledger as Markdown.

    Args:
        body: The lines of an ``article`` fence: ``section: 3``.
        docs: The folder with the pages.

    Raises:
        ValueError: The fence names no section of the article; the text is for an editor.
    """
    asked = data.parse("\n".join(body)).value
    number = asked.get("section") if isinstance(asked, dict) else None
    ledger, _, _ = load(docs)
    statements = [s for s in ledger.statements if s.section == number] if ledger else []
    if not statements:
        raise ValueError("an article block holds one line such as 'section: 3', with 0 to 6")
    where = pages.by_id(docs)
    lines = ['<div class="ledger" markdown="1">', ""]
    for statement in statements:
        citations = "".join(f"[^{source}]" for source in statement.sources)
        lines += [
            f"- **The article says:** {statement.says}",
            "",
            f"    **{VERDICT_WORDS[statement.verdict]}** {statement.reason}{citations}",
            "",
        ]
        links = [_link(place, where, docs) for place in statement.covered if place.page in where]
        if links:
            more = ", ".join(links)
            end = "" if re.search(r"\?\]\([^)]*\)$", more) else "."  # a question has its own end
            lines += [f"    More: {more}{end}", ""]
    return [*lines, "</div>"]


def _link(place: Place, where: dict[str, Path], docs: Path) -> str:
    page, _ = pages.read(where[place.page], docs)
    target = f"/{page.path.relative_to(docs).as_posix()}"
    if not place.heading:
        return f"[{page.title}]({target})"
    return f"[{page.title}: {place.heading}]({target}#{pages.slug(place.heading)})"
