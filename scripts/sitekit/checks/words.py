"""Words that blame, frighten or promise, and one reader in pain remembers those only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, RootModel

from sitekit import article, data, markup, pages
from sitekit.checks import said
from sitekit.checks.content import Content, Text
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

FILE = "_data/words.yml"

GUIDE = Guide(
    title="Words not to use",
    why="docs/_data/words.yml holds words that blame, frighten, promise too much or hide a number, "
    "each with its reason and a better word.",
    cases=(
        ("people suffering from back pain", "people with back pain"),
        ("this cures sciatica", "this eases sciatica, with the number"),
        ("your spine is worn out", "your spine has changed with age"),
        ("the the nerve", "the nerve"),
        ("a dash \u2013 like this", "a comma, or a new sentence"),
    ),
)

DOUBLED = re.compile(r"\b(?P<word>[A-Za-z]+)\s+(?P=word)\b", re.I)
LABEL = re.compile(r'(?<=")[^"]+(?=")|(?<=accTitle: ).+|(?<=accDescr: ).+')
MAY_DOUBLE = {"had", "that", "bye", "so", "very", "no", "is"}


class Group(BaseModel):
    """Words that share a reason."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=5)
    words: dict[str, str | list[str]]


class WordList(RootModel[list[Group]]):
    """The whole of ``words.yml``; the key ``unless`` among the words lists exceptions."""


@dataclass(frozen=True)
class Rule:
    """One phrase, ready to be looked for; ``key`` is a part of it, for a fast first look."""

    key: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    better: str
    reason: str


def load(docs: Path) -> tuple[list[Rule], list[Finding]]:
    """Read the word list.

    Args:
        docs: The folder with the pages.
    """
    shown = f"docs/{FILE}"
    if not (docs / FILE).is_file():
        return [], []
    document, findings = data.read(docs / FILE, shown)
    if document is None:
        return [], findings
    model, findings = data.validate(WordList, document, shown, check="words")
    rules = []
    for index, group in enumerate(model.root if model else ()):
        unless = group.words.get("unless")
        exceptions = _any(unless) if isinstance(unless, list) and unless else None
        for phrase, better in group.words.items():
            if phrase == "unless":
                continue
            if not isinstance(better, str) or not phrase.strip("* "):
                line = document.line((index, "words", phrase))
                findings.append(
                    Finding(
                        shown,
                        line,
                        f"'{phrase}' has no better word beside it",
                        f'write {phrase}: "the better word"',
                        check="words",
                    )
                )
                continue
            key = phrase.rstrip("*").split(" ")[0].lower()
            rules.append(Rule(key, _any([phrase]), exceptions, better, group.reason))
    return rules, findings


def _any(phrases: list[str]) -> re.Pattern[str]:
    parts = []
    for phrase in phrases:
        words = re.escape(phrase.rstrip("*")).replace(r"\ ", r"\s+")
        parts.append(words + (r"\w*" if phrase.endswith("*") else ""))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.I)


def check(content: Content) -> list[Finding]:
    """Return a finding for each word on the list, doubled word and long dash."""
    rules, findings = load(content.docs)
    titles = _titles(content.docs)
    for text in content.texts:
        for number, line in [*matter(text), *reading(text)]:
            for message, fix in _line(_without(titles, line), rules):
                findings.append(Finding(text.shown, number, message, fix, check="words"))
    for shown, number, line in said.texts(content):
        for message, fix in _line(_without(titles, line), rules):
            findings.append(Finding(shown, number, message, fix, check="words"))
    return findings


def _titles(docs: Path) -> list[str]:
    """Return the source article's own titles, which pages quote."""
    ledger, _, _ = article.load(docs)
    return [ledger.title, *(section.title for section in ledger.sections)] if ledger else []


def _without(titles: list[str], line: str) -> str:
    """Take out what a page quotes: the article's titles, and ``("a word of a scan report")``."""
    for title in titles:
        line = line.replace(f'"{title}"', '""')
    return re.sub(r'\("[^"]*"\)', "()", line)


def _line(line: str, rules: list[Rule]) -> Iterator[tuple[str, str]]:
    lower = line.lower()
    for rule in rules:
        if rule.key not in lower:
            continue
        rest = rule.unless.sub(" ", line) if rule.unless else line
        if found := rule.pattern.search(rest):
            yield f"'{found[0]}': {rule.reason}", f"write instead: {rule.better}"
    for found in DOUBLED.finditer(line):
        if found["word"].lower() not in MAY_DOUBLE:
            yield f"the word '{found['word']}' stands twice", f"write '{found['word']}' once"
    if re.search(r"[\u2013\u2014]", line):
        yield (
            "a long dash stands here, which screen readers skip or spell out",
            "use a comma, 'to', or a new sentence",
        )


def matter(text: Text) -> list[tuple[int, str]]:
    """Return file line and text of a page's title and description."""
    if text.page is None or text.page.matter is None:
        return []
    meta = pages.meta(text.page)
    return [
        (1 + text.page.matter.line((key,)), str(meta[key]))
        for key in ("title", "description")
        if meta.get(key)
    ]


def reading(text: Text) -> list[tuple[int, str]]:
    """Return file line and the words that a reader sees, without marks, addresses and ids.

    Args:
        text: The Markdown. A line keeps its place, so that a finding can name it.
    """
    found = [
        (text.offset + number, plain(line))
        for number, line in markup.prose(text.lines)
        if line.strip() and not markup.INCLUDE.search(line)
    ]
    for fence in markup.fences(text.lines):
        if fence.kind == "mermaid":
            found += [
                (text.offset + fence.line + number, label)
                for number, line in enumerate(fence.body, start=1)
                for label in LABEL.findall(line)
                if not line.lstrip().startswith("click")
            ]
    return found


@lru_cache(maxsize=20_000)
def plain(line: str) -> str:
    """Return one line of Markdown as a reader reads it."""
    line = re.sub(r"\[\^[^\]]*\]", "", line)
    line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
    line = re.sub(r"https?://\S+|\{[^}]*\}|<[^>]*>", " ", line)
    return re.sub(r"[*`]|(?<!\w)_|_(?!\w)", "", line)
