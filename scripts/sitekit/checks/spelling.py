"""A slip in the name of a medicine or a treatment sends a reader's search astray."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pydantic import RootModel
from spellchecker import SpellChecker

from sitekit import data, glossary, pages
from sitekit.checks import said, tools, words
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

FILE = "_data/spelling.yml"

GUIDE = Guide(
    title="Spelling",
    why="Readers search for the words they see. The site is written in American English. A word "
    "that is right and unknown goes into docs/_data/spelling.yml, under the reason for it.",
    cases=(
        ("an injetion", "an injection"),
        ("anaesthetic, colour, centre", "anesthetic, color, center"),
    ),
)

TOKEN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:'[A-Za-z]+)*")


class Lists(RootModel[dict[str, list[str] | None]]):
    """The whole of ``spelling.yml``: words by reason."""


@lru_cache(maxsize=1)
def _dictionary() -> SpellChecker:
    return SpellChecker(language="en", distance=1)


def load(docs: Path) -> tuple[set[str], list[Finding]]:
    """Return the site's own words in small letters.

    Args:
        docs: The folder with the pages.
    """
    found: set[str] = set()
    findings: list[Finding] = []
    if (docs / FILE).is_file():
        document, findings = data.read(docs / FILE, f"docs/{FILE}")
        if document is not None and document.value is not None:
            model, findings = data.validate(Lists, document, f"docs/{FILE}", check="spelling")
            for entries in model.root.values() if model else ():
                found.update(part.lower() for word in entries or () for part in TOKEN.findall(word))
    terms, _, _ = glossary.load(docs)
    for name, term in terms.items():
        for text in (name, *term.names):
            found.update(part.lower() for part in TOKEN.findall(text))
    return found, findings


def check(content: Content) -> list[Finding]:
    """Return a finding for each word that is in no dictionary, or British."""
    own, findings = load(content.docs)
    if content.broken & {glossary.FILE, FILE}:
        return findings  # else every term would look misspelt
    known = _first(frozenset(own))
    seen: set[tuple[str, int, str]] = set()
    for text in content.texts:
        for number, line in [*words.matter(text), *_names(text.page), *words.reading(text)]:
            for word in _unknown(line, known):
                seen.add((text.shown, number, word))
    for shown, number, line in said.texts(content):
        seen |= {(shown, number, word) for word in _unknown(line, known)}
    british = dict(_typos(content))
    for shown, number, word in seen:
        better = british.pop((shown, number, word.lower()), None) or _nearest(word, known)
        if better and better.lower() == word.lower():
            continue
        findings.append(_finding(shown, number, word, better))
    for (shown, number, word), better in british.items():
        if word not in known:
            findings.append(_finding(shown, number, word, better))
    return findings


def _finding(shown: str, number: int, word: str, better: str | None) -> Finding:
    own = f"if it is right, add it to docs/{FILE} under its reason"
    return Finding(
        shown,
        number,
        f"the word '{word}' is in no dictionary of American English",
        f"write '{better}'; {own}" if better else f"check the spelling; {own}",
        check="spelling",
    )


def _names(page: pages.Page | None) -> list[tuple[int, str]]:
    """Return line and text of a page's other names, which readers see."""
    names = pages.meta(page).get("aliases") if page else None
    if page is None or page.matter is None or not isinstance(names, list):
        return []
    return [(1 + page.matter.line(("aliases", i)), str(name)) for i, name in enumerate(names)]


def _unknown(line: str, known: frozenset[str]) -> Iterator[str]:
    return (word for word in TOKEN.findall(line) if not _is_known(word, known))


@lru_cache(maxsize=8)
def _first(known: frozenset[str]) -> frozenset[str]:
    """Return the first of equal sets; to compare them again for each word takes longer."""
    return known


@lru_cache(maxsize=20_000)
def _is_known(word: str, known: frozenset[str]) -> bool:
    """Look each word up once, and not at each place where it stands."""
    plain = re.sub(r"'s?$", "", word.lower())
    if len(plain) < 2 or plain in known or plain in _dictionary().word_frequency:
        return True
    return plain.endswith("s") and plain[:-1] in known  # the plural of a word of the list


@lru_cache(maxsize=2000)
def _nearest(word: str, known: frozenset[str]) -> str | None:
    close = difflib.get_close_matches(word.lower(), known, 1, 0.85)
    better = close[0] if close else _dictionary().correction(word.lower())
    if not better or better == word.lower():
        return None
    return better.capitalize() if word[0].isupper() else str(better)


def _typos(content: Content) -> Iterator[tuple[tuple[str, int, str], str]]:
    """Yield place and word of each known slip and British spelling, with the better word."""
    lines = {(shown, line): words for shown, line, words in said.texts(content)}
    shown = {str(text.path): text.shown for text in content.texts}
    if not shown:
        return
    shown |= {str(content.docs.parent / name): name for name, _ in lines}
    settings = ["--format", "json", "--locale", "en-us", "--isolated", "--force-exclude"]
    for fault in tools.run("typos", [*settings, *shown], content.docs):
        if fault.get("type") != "typo" or fault.get("path") not in shown:
            continue
        better = (fault.get("corrections") or [None])[0]
        word = str(fault["typo"])
        place = (shown[fault["path"]], fault["line_num"])
        if place[0].endswith(".yml"):
            is_read = word.lower() in lines.get(place, "").lower()
        else:
            is_read = not _is_outside(content, fault["path"], fault["line_num"], word)
        if better and is_read:
            yield (*place, word.lower()), str(better)


def _is_outside(content: Content, path: str, number: int, word: str) -> bool:
    """Say whether the word stands only in an id, an address or code, which nobody reads."""
    text = next(text for text in content.texts if str(text.path) == path)
    if number <= text.offset:
        return False
    line = text.lines[number - text.offset - 1] if number - text.offset <= len(text.lines) else ""
    return word.lower() not in words.plain(line).lower()
