"""A clinician's signature holds for one state of a page's text, and for no other.

A page that says "reviewed by" after its numbers have changed tells a lie. Each review carries a
hash of what was read: the page's own text, the text that it shares with other pages, and what the
build fills in from the data files. Spaces and line ends do not count, because `make fix` moves
them and never touches a word.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sitekit import blocks, markup, outcomes, pages

# Why a review no longer holds, in the order of the parts of the hash.
REASONS = (
    "the page's own text has changed",
    "a text that it shares with other pages has changed",
    "a figure or a block from the data files has changed",
)
DIGITS = 8  # of each part
PLACEHOLDERS = ("YOUR NAME", "YOUR CREDENTIAL")

# What no reviewer signs: lists that the build makes of other pages, and a drawing of the spine.
NOT_SIGNED = frozenset({"checks", "glossary", "pages", "sources", "spine"})


def with_shared(lines: list[str], docs: Path) -> list[str]:
    """Return a text with the texts in it that it shares with other pages.

    Args:
        lines: The page's own lines.
        docs: The folder with the pages. An include that is missing stays as it is.
    """
    result = []
    for line in lines:
        path = _shared(line, docs)
        result += markup.split(pages.read_text(path, path.name)[0]) if path else [line]
    return result


def text_hash(lines: list[str], docs: Path) -> str:
    """Return the hash of a page's text: three parts of 8 hexadecimal digits.

    Args:
        lines: The page's own lines, without front matter.
        docs: The folder with the pages.
    """
    whole = with_shared(lines, docs)
    parts = (
        lines,
        [pages.read_text(path, path.name)[0] for row in lines if (path := _shared(row, docs))],
        [line for fence in markup.fences(whole) for line in _filled(fence, docs)],
    )
    return "-".join(_digest(part) for part in parts)


def _shared(line: str, docs: Path) -> Path | None:
    """Return the file that a line includes, if it is there."""
    found = markup.INCLUDE.search(line)
    path = docs / found["target"] if found else None
    return path if path is not None and path.is_file() else None


def _digest(lines: Iterable[str]) -> str:
    words = unicodedata.normalize("NFC", " ".join(" ".join(lines).split()))
    # The same table with other spaces and dashes between its bars is the same table.
    words = re.sub(r"(?<=\|)(:?)-+(:?)(?=\|)", r"\1-\2", re.sub(r"\s*\|\s*", "|", words))
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:DIGITS]


def _filled(fence: markup.Fence, docs: Path) -> list[str]:
    """Return what the build fills a block with; of a figure the words, and not the drawing."""
    if fence.kind == "outcome":
        return [text for text, _ in outcome_words(fence, docs)]
    if fence.kind not in blocks.RENDERERS or fence.kind in NOT_SIGNED:
        return []
    return blocks.expand([f"```{fence.kind}", *fence.body, "```"], docs)[0]


def outcome_words(fence: markup.Fence, docs: Path) -> list[tuple[str, bool]]:
    """Return the sentences of an outcome's figure, and whether each stands in its caption.

    Args:
        fence: An ``outcome`` block. One that cannot be filled gives nothing.
        docs: The folder with the pages.
    """
    try:
        name = outcomes.asked(list(fence.body))
    except Exception:  # the check of the blocks says what is wrong
        return []
    outcome = outcomes.load(docs)[0].get(name)
    if outcome is None:
        return []
    told = [(f"{who}: {words}" if who else words) for who, words in outcomes.sentences(outcome)]
    return [
        (outcomes.caption(outcome), True),
        *((text, False) for text in [*told, *outcomes.about(outcome)]),
    ]


def changed(review: pages.Review, now: str) -> list[str]:
    """Return why a review no longer holds; empty if it does.

    Args:
        review: The review.
        now: The hash of the text as it stands.
    """
    if review.hash == now:
        return []
    before, after = review.hash.split("-"), now.split("-")
    return [why for why, a, b in zip(REASONS, before, after, strict=True) if a != b]


def entries(meta: dict[str, Any]) -> list[pages.Review | None]:
    """Return the reviews of a page's front matter, with None for each that cannot be read."""
    listed = meta.get("reviews")
    found: list[pages.Review | None] = []
    for value in listed if isinstance(listed, list) else ():
        try:
            found.append(pages.Review.model_validate(value))
        except ValidationError:
            found.append(None)
    return found


def holding(
    meta: dict[str, Any], lines: list[str], docs: Path, today: datetime.date | None = None
) -> list[pages.Review]:
    """Return the reviews that hold for the text as it stands.

    Args:
        meta: The page's front matter.
        lines: The page's own lines, without front matter.
        docs: The folder with the pages.
        today: The day to count from; a review of a later day does not hold.
    """
    listed = [review for review in entries(meta) if review is not None]
    if not listed:
        return []
    now = text_hash(lines, docs)
    return [
        review
        for review in listed
        if not changed(review, now)
        and not is_in_future(review.date, today)
        and not is_placeholder(review)
    ]


def is_in_future(day: datetime.date, today: datetime.date | None = None) -> bool:
    """Return whether a day is still to come anywhere on earth."""
    return day > (today or datetime.date.today()) + datetime.timedelta(days=1)


def is_placeholder(review: pages.Review) -> bool:
    """Return whether nobody has filled in the line that the review sheet prints."""
    return review.name in PLACEHOLDERS or review.credential in PLACEHOLDERS


def line(reviews: Iterable[pages.Review]) -> str:
    """Return the line of the front matter that holds reviews.

    Args:
        reviews: The reviews, in the order in which the page shows them.
    """
    items = [
        f"{{name: {json.dumps(review.name, ensure_ascii=False)}, "
        f"credential: {json.dumps(review.credential, ensure_ascii=False)}, "
        f"date: {review.date}, hash: {review.hash}}}"
        for review in reviews
    ]
    return f"reviews: [{', '.join(items)}]"
