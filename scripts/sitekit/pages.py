"""The pages: Markdown files with a block of front matter at the top.

A page's file name is its id; the index page of a folder has the folder's id, and the home page
is ``index``. Ids are unique across the site, so that data files can name a page
without its path.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from markdown.extensions.toc import slugify
from pydantic import BaseModel, ConfigDict, Field

from sitekit import data, markup
from sitekit.findings import Finding

SCHEMA = "_data/page-schema.yml"


class Review(BaseModel):
    """A clinician's signature under one state of a page's text."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=2)]
    credential: Annotated[str, Field(min_length=2)]
    date: datetime.date
    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$")]


class FrontMatter(BaseModel):
    """The keys at the top of a page."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(min_length=3)]
    description: Annotated[str, Field(min_length=20, max_length=160)]
    page_type: str
    stage: str
    aliases: list[str] = []
    written: datetime.date
    next_due: datetime.date
    reviews: list[Review] = []
    covers: list[str] = []


class Stage(BaseModel):
    """A stage of the path."""

    label: str
    page: str


class PageType(BaseModel):
    """What a page of this type must have."""

    model_config = ConfigDict(extra="forbid")

    sections: list[str]
    emergency: bool = False


class Schema(BaseModel):
    """The whole of ``page-schema.yml``."""

    model_config = ConfigDict(extra="forbid")

    stages: dict[str, Stage]
    page_types: dict[str, PageType]


@dataclass(frozen=True)
class Page:
    """A page as it stands in the repository.

    Attributes:
        path: The file.
        shown: How a finding names the file, such as ``docs/index.md``.
        id: The page's id.
        matter: Front matter as YAML, or None if it is missing or cannot be read.
        body: The lines after the front matter.
        offset: How many lines stand above the body.
    """

    path: Path
    shown: str
    id: str
    matter: data.Document | None
    body: list[str]
    offset: int

    @property
    def title(self) -> str:
        """The title from the front matter, or the id."""
        value = self.matter.value if self.matter else None
        return str(value.get("title", self.id)) if isinstance(value, dict) else self.id


def page_id(path: Path, docs: Path) -> str:
    """Return the id of a page.

    Args:
        path: The page's file.
        docs: The folder with all pages.
    """
    if path.stem == "index" and path.parent != docs:
        return path.parent.name
    return path.stem


def paths(docs: Path) -> list[Path]:
    """Return the files of all pages, sorted; folders with a leading underscore hold no pages."""
    return sorted(
        path
        for path in docs.rglob("*.md")
        if not any(part.startswith("_") for part in path.relative_to(docs).parts)
    )


def read(path: Path, docs: Path) -> tuple[Page, list[Finding]]:
    """Read one page.

    Args:
        path: The file.
        docs: The folder with all pages.

    Returns:
        The page, and findings for what could not be read.
    """
    page, findings = _parse(path, docs, path.read_bytes())
    return page, list(findings)


@lru_cache(maxsize=1024)
def _parse(path: Path, docs: Path, raw: bytes) -> tuple[Page, tuple[Finding, ...]]:
    """Parse each state of a page once; checks and blocks that list pages ask for it often."""
    shown = path.relative_to(docs.parent).as_posix()
    name = page_id(path, docs)
    text, findings = decode(raw, shown)
    front = re.match(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", text, re.S | re.M)
    if not front:
        page = Page(path, shown, name, None, markup.split(text), 0)
        return page, (*findings, _no_front(text, shown))
    body, offset = markup.split(text[front.end() :]), text[: front.end()].count("\n")
    try:
        matter = data.parse(front[1])
    except yaml.YAMLError as error:
        fault = replace(data.yaml_finding(error, shown, 1), check="front-matter")
        return Page(path, shown, name, None, body, offset), (*findings, fault)
    if matter.value is not None and not isinstance(matter.value, dict):
        return Page(path, shown, name, None, body, offset), (*findings, _no_front(text, shown))
    return Page(path, shown, name, matter, body, offset), tuple(findings)


def _no_front(text: str, shown: str) -> Finding:
    """Say what keeps the block at the top from being read."""
    line, message = 1, "the page does not start with front matter, so it has no title and no date"
    fix = "begin the file with a line '---', the keys, and a line '---', as on the other pages"
    first = next((i for i, row in enumerate(markup.split(text)) if row.strip()), 0)
    if first and markup.split(text)[first].strip() == "---":
        message = "empty lines stand above the front matter, so it would be shown as text"
        fix = "take the empty lines above '---' out"
    elif re.match(r"---[ \t]*\n", text):
        message = "the front matter is opened and never closed, so the whole page is lost"
        fix = "add a line '---' after the last key"
    elif known := re.match(r"(title|description)\s*:", text):
        message = (
            f"the line '---' above '{known[1]}' is missing, so the keys would be shown as text"
        )
        fix = "write '---' alone on the first line"
    return Finding(shown, line, message, fix, check="front-matter")


def read_text(path: Path, shown: str) -> tuple[str, list[Finding]]:
    """Return a file's text with plain line ends, and a finding if it is not UTF-8.

    Args:
        path: The file.
        shown: How a finding names it.
    """
    return decode(path.read_bytes(), shown)


def decode(raw: bytes, shown: str) -> tuple[str, list[Finding]]:
    """Return the text of a file's bytes, as ``read_text`` does.

    Args:
        raw: The bytes.
        shown: How a finding names the file.
    """
    try:
        text, findings = raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        # The rest of the page is still checked.
        text, findings = raw.decode("utf-8-sig", "replace"), [data.not_utf8(error, shown)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), findings


def read_all(docs: Path) -> tuple[list[Page], list[Finding]]:
    """Read every page under a folder, with the findings of all of them."""
    pages, findings = [], []
    for path in paths(docs):
        page, faults = read(path, docs)
        pages.append(page)
        findings.extend(faults)
    return pages, findings


def by_id(docs: Path) -> dict[str, Path]:
    """Return the file of every page, by the page's id."""
    return {page_id(path, docs): path for path in paths(docs)}


def schema(docs: Path) -> tuple[Schema | None, list[Finding]]:
    """Read what pages may be."""
    shown = f"docs/{SCHEMA}"
    document, findings = data.read(docs / SCHEMA, shown)
    if document is None:
        return None, findings
    return data.validate(Schema, document, shown, check="page-schema")


def slug(text: str) -> str:
    """Return the anchor that a heading gets.

    Args:
        text: The heading, as written or as shown.
    """
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    plain = re.sub(r"\[\^[^\]]+\]|[*_`]", "", plain)
    return str(slugify(plain, "-"))


def headings(lines: list[str]) -> list[tuple[int, int, str]]:
    """Return level, line and text of each heading outside code.

    Args:
        lines: The text, line by line; lines are counted from 1.
    """
    return [
        (len(match["marks"]), number, match["text"])
        for number, line in markup.prose(lines)
        if (match := markup.HEADING.match(line))
    ]


def meta(page: Page) -> dict[str, Any]:
    """Return the front matter as a plain dictionary, empty if it cannot be used."""
    value = page.matter.value if page.matter else None
    return value if isinstance(value, dict) else {}
