"""Every claim of a page, in reading order, with the sources that it names.

A reviewer who has to find each claim and its source by hand checks a few and trusts the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sitekit import blocks, markup, review
from sitekit.checks.reading import sentences
from sitekit.checks.words import plain

Kind = Literal["heading", "sentence", "row", "figure", "chart"]

# Holds the place of a citation while the rest of the Markdown is taken away.
_MARK = re.compile("\ue000(.*?)\ue001")
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
_BOX = re.compile(r'^\s*!!!\s+\S+\s+"(?P<title>[^"]*)"')
_LABEL = re.compile(r'"([^"]+)"')


@dataclass(frozen=True)
class Claim:
    """One thing that a page says.

    Attributes:
        kind: A heading; a sentence; a row of a table; the figure of an outcome; a flowchart.
        text: The words as a reader reads them.
        sources: The ids of the sources that it names.
    """

    kind: Kind
    text: str
    sources: tuple[str, ...] = ()

    @property
    def is_checked(self) -> bool:
        """Whether the sheet has a box for it: all but headings and sentences without a source."""
        return self.kind in {"row", "figure", "chart"} or bool(self.sources)


def of(lines: list[str], docs: Path) -> list[Claim]:
    """Return everything that a page says, with shared texts and data blocks filled in.

    Args:
        lines: The page's own lines, without front matter.
        docs: The folder with the pages.
    """
    whole = review.with_shared(lines, docs)
    whole, _ = blocks.expand(whole, docs, skip=review.NOT_SIGNED | {"outcome"})
    fences = {fence.line: fence for fence in markup.fences(whole)}
    found: list[Claim] = []
    head: list[str] = []
    number = 1
    while number <= len(whole):
        fence = fences.get(number)
        if fence is not None:
            found += _fence(fence, docs)
            number = (fence.end or len(whole)) + 1
            continue
        text, number = whole[number - 1], number + 1
        if not text.strip().startswith("|"):
            head = []
            found += _line(text)
        elif not head:
            head = _cells(text)
        elif not _RULE.match(text):
            found.append(_row(head, _cells(text)))
    return found


def _fence(fence: markup.Fence, docs: Path) -> Iterator[Claim]:
    if fence.kind == "outcome":
        told = [text for text, _ in review.outcome_words(fence, docs)]
        if told:
            yield _claim("figure", " ".join(told))
    elif fence.kind == "mermaid":
        labels = [label for row in fence.body for label in _LABEL.findall(row) if "/" not in label]
        yield Claim("chart", " \u2192 ".join(plain(label) for label in labels))
    elif fence.kind == "spine":
        yield from (
            Claim("sentence", row.removeprefix("caption:").strip())
            for row in fence.body
            if row.startswith("caption:")
        )


def _line(text: str) -> Iterator[Claim]:
    if heading := markup.HEADING.match(text):
        yield Claim("heading", plain(heading["text"]))
    elif box := _BOX.match(text):
        yield Claim("sentence", plain(box["title"]))
    elif not text.lstrip().startswith(("<", "{")):
        marked = plain(markup.CITATION.sub("\ue000\\g<id>\ue001", _ITEM.sub("", text)))
        yield from _sentences(marked)


def _sentences(marked: str) -> Iterator[Claim]:
    """Give each citation to the sentence that it follows or stands in."""
    words = _MARK.sub("", marked)
    starts, position = [], 0
    parts = sentences(words)
    for part in parts:
        position = max(words.find(part, position), position)
        starts.append(position)
        position += len(part)
    sources: list[list[str]] = [[] for _ in parts]
    removed = 0
    for mark in _MARK.finditer(marked):
        place = mark.start() - removed
        removed += len(mark[0])
        owners = [index for index, start in enumerate(starts) if start < place]
        if parts:
            sources[owners[-1] if owners else 0].append(mark[1])
    for part, names in zip(parts, sources, strict=True):
        yield Claim("sentence", " ".join(part.split()), tuple(dict.fromkeys(names)))


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", text.strip().strip("|"))]


def _row(head: list[str], cells: list[str]) -> Claim:
    named = [f"{plain(h)}: {c}" for h, c in zip(head, cells, strict=False) if plain(c).strip()]
    claim = _claim("row", ". ".join(named))
    sources = [match["id"] for cell in cells for match in markup.CITATION.finditer(cell)]
    return Claim("row", claim.text, tuple(dict.fromkeys(sources)))


def _claim(kind: Kind, text: str) -> Claim:
    sources = [match["id"] for match in markup.CITATION.finditer(text)]
    return Claim(kind, " ".join(plain(text).split()), tuple(dict.fromkeys(sources)))
