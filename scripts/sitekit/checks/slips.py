"""Slips of the keyboard that no dictionary knows, and that a reader stumbles over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitekit import markup
from sitekit.checks import reading, words
from sitekit.checks.content import Content, Text
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Slips of the keyboard",
    why="A number with a wrong digit can frighten or mislead, and a quote or a parenthesis that "
    "never ends leaves a reader waiting for it.",
    cases=(
        ("100 out of 12", "12 out of 100"),
        ("12 out of l00, with the letter l", "12 out of 100"),
        ("It helps.It is warm.", "It helps. It is warm., each on a line of its own"),
        ("(a scan, and no end of it", "(a scan)"),
        ("a paragraph without its full stop", "with it"),
        ("the same sentence twice on a page", "once"),
    ),
)

TWICE = 60  # letters from which a sentence that stands twice was pasted twice
OUT_OF = re.compile(r"(\d[\d,]*) out of (\d[\d,]*)")
LINE = tuple(
    (re.compile(pattern), message, fix)
    for pattern, message, fix in (
        (
            r"\b[lOI]\d{2,}\b|\b\d+[lO]\d*\b",
            "a letter stands in this number, where a digit was meant",
            "type the number again: 1 and 0 are digits, l and O are letters",
        ),
        (
            r"\b\d+ out (?!of\b)\w+ \d",
            "a word in this number is misspelt",
            "write it like 12 out of 100",
        ),
        (
            r"[a-z]{2}[.!?][A-Z][a-z]",
            "no space stands after the end of this sentence",
            "begin the next sentence on a new line",
        ),
        (r"\w\s+[.,;:!?](?:\s|$)", "a space stands before this sign", "take the space out"),
        (
            r"(?<!\.)\.\.(?!\.)|,,|;;|[?!.],|[?!]\.(?=\s|$)",
            "two signs stand here where one was meant",
            "keep one of them",
        ),
    )
)
PAIRS = (
    ('"', '"', "a quote is opened and not closed, or closed and not opened"),
    ("(", ")", "a parenthesis has no partner"),
)


def check(content: Content) -> list[Finding]:
    """Return a finding for each slip in a sentence, a number or a paragraph."""
    findings = []
    for text in content.texts:
        for number, message, fix in [*_lines(text), *_paragraphs(text), *_sentences(text)]:
            findings.append(Finding(text.shown, number, message, fix, check="slips"))
    return findings


def _lines(text: Text) -> Iterator[tuple[int, str, str]]:
    """Yield line, message and fix for each slip in a line or a number."""
    marked = {text.offset + n for n, line in enumerate(text.lines, 1) if "<" in line}
    for number, line in [*words.matter(text), *words.reading(text)]:
        if number in marked:
            continue  # the check of Markdown says so, and words are missing here
        for pattern, message, fix in LINE:
            if found := pattern.search(line):
                yield number, f"{message}: '{found[0].strip()}'", fix
        for found in OUT_OF.finditer(line):
            part, whole = (int(value.replace(",", "")) for value in found.groups())
            if part > whole:
                yield (
                    number,
                    f"'{found[0]}' is more than all of them",
                    f"check the number in its source; perhaps {whole} out of {part}",
                )


def _paragraphs(text: Text) -> Iterator[tuple[int, str, str]]:
    """Yield a fault for each quote or parenthesis that does not end in its paragraph."""
    for rows in _blocks(text):
        whole = " ".join(line for _, line in rows)
        for opening, closing, message in PAIRS:
            if opening == closing and whole.count(opening) % 2 == 0:
                continue
            if opening != closing and whole.count(opening) == whole.count(closing):
                continue
            number = next((n for n, line in rows if _uneven(line, opening, closing)), rows[0][0])
            yield number, message, f"write {opening} before the words and {closing} after them"


def _uneven(line: str, opening: str, closing: str) -> bool:
    if opening == closing:
        return line.count(opening) % 2 == 1
    return line.count(opening) != line.count(closing)


def _blocks(text: Text) -> Iterator[list[tuple[int, str]]]:
    """Yield the paragraphs and items of a text, with the line of each of their lines."""
    block: list[tuple[int, str]] = []
    before = 0
    for number, line in markup.prose(text.lines):
        starts = not line.strip() or re.match(r"\s*(?:[-*+]|\d+[.)]|\||#|!!!)\s?", line)
        if block and (starts or number != before + 1):
            yield block
            block = []
        before = number
        if line.strip() and not markup.INCLUDE.search(line):
            item = re.sub(r"^\s*(?:\d+|[a-z])\)", "", line)  # a list's own sign is no partner
            block.append((text.offset + number, words.plain(item)))
    if block:
        yield block


def _sentences(text: Text) -> Iterator[tuple[int, str, str]]:
    """Yield a fault for each sentence that does not end, or that stands twice on a page."""
    seen: dict[str, int] = {}
    for number, is_item, sentence in reading.prose(text):
        line = text.lines[number - 1]
        if is_item or line.startswith((" ", "![", "[^")) or "^" in sentence:
            continue
        if re.fullmatch(r"\[[^\]]*\]\([^)]*\)", line.strip()) or re.match(r"\W+$|\W*<", line):
            continue
        if not re.search(r"[.!?:][\"')]*$", sentence):
            yield (
                text.offset + number,
                "this line ends without a full stop, so a screen reader runs on into the next",
                "end the sentence with a full stop, and keep the whole sentence on one line",
            )
        if len(sentence) >= TWICE and sentence in seen:
            yield (
                text.offset + number,
                f"this sentence stands twice on the page; the first is on line {seen[sentence]}",
                "take one of the two out",
            )
        seen.setdefault(sentence, text.offset + number)
