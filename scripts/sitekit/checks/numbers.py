"""Numbers that a reader cannot follow, or that say more or less than they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitekit import markup
from sitekit.checks import said
from sitekit.checks.content import Content, Text
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Numbers",
    why="A number without a source cannot be checked, '1 in 20' and '1 in 50' are read the wrong "
    "way round by many people, and a word such as rare makes the same number sound like another.",
    cases=(
        ("12 out of 100 people, and no source", "12 out of 100 people did.[^busse-2025]"),
        ("half of the people, or twice as likely, and no source", "the count, with its source"),
        ("12% of people", "12 out of 100 people"),
        ("1 in 20 people", "5 out of 100 people"),
        ("6 out of 1,000 in a table with 'out of 100'", "one denominator in a table"),
        ("a rare harm, in 1 out of 1,000", "a harm in 1 out of 1,000"),
    ),
)

FRACTION = re.compile(
    r"\b(?P<count>\d[\d,.]*)(?: people)? (?:out )?of (?:(?:the|every) )?(?P<of>\d[\d,]*\d|\d)\b",
    re.I,
)
SHARE = re.compile(
    r"\b(?:half|an? (?:third|quarter|fifth|tenth)|(?:two|three|four)[ -](?:thirds|quarters|fifths))"
    r" of (?:(?:all|the|these|those) )*(?:people|patients|adults|women|men|those)\b",
    re.I,
)
TIMES = re.compile(
    r"\b(?:twice|thrice|\d+ times|(?:two|three|four|five|ten) times|half) as likely\b"
    r"|\b(?:doubles?|triples?|halves?) (?:the|your) (?:chance|risk|odds)\b",
    re.I,
)
OUT_OF = re.compile(r"\bout of (?P<of>\d[\d,]*\d|\d)\b", re.I)
PERCENT = re.compile(r"\b\d[\d,.]*\s?(?:%|per ?cent\b)", re.I)
ONE_IN = re.compile(
    r"\b(?:1|one) in (?:every )?(?P<of>\d[\d,]*\d|[2-9]|two|three|four|five|six|seven|eight|nine"
    r"|ten|twenty|fifty|a hundred|a thousand)\b"
    r"(?!\s*(?:day|week|month|year|hour|minute|place)s?\b)",
    re.I,
)
COUNTED = (FRACTION, PERCENT, SHARE, TIMES)  # what needs a source
BAND = re.compile(
    r"\b(?:(?:very |extremely )?(?:rare(?:ly)?|(?:un)?common(?:ly)?|(?:in)?frequent(?:ly)?|seldom)"
    r"|(?:very|highly|quite|most) (?:un)?likely|unlikely)\b",
    re.I,
)
SENTENCE = re.compile(r"(?<=[.!?\])])\s+(?=[A-Z0-9\"*])")
ROW = re.compile(r"^\s*\|")
RULE = re.compile(r"^\s*\|[\s:|-]+\|\s*$")

# Parts that hold instructions of clinics and no effects: "no food for 6 hours".
PRACTICAL = {"getting ready", "the day", "on the day"}


def check(content: Content) -> list[Finding]:
    """Return a finding for each number that breaks a rule."""
    findings = []
    for text in content.texts:
        for number, message, fix in numbers(text):
            line = text.offset + number
            findings.append(Finding(text.shown, line, message, fix, check="numbers"))
    for shown, line, words in said.texts(content):
        for message, fix in _wording(words):
            findings.append(Finding(shown, line, message, fix, check="numbers"))
    return findings


def numbers(text: Text) -> Iterator[tuple[int, str, str]]:
    """Yield line, message and fix for each number in a text that breaks a rule.

    Args:
        text: A page or an included text.
    """
    practical = 0  # level of the heading that opened such a part
    rows: list[tuple[int, str]] = []
    before = 0
    for number, line in markup.prose(text.lines):
        if rows and (not ROW.match(line) or number != before + 1):
            yield from _table(rows)
            rows = []
        before = number
        if heading := markup.HEADING.match(line):
            level = len(heading["marks"])
            if not practical or level <= practical:
                practical = level if heading["text"].strip().lower() in PRACTICAL else 0
        if ROW.match(line):
            rows.append((number, line))
            if not practical:
                yield from ((number, *fault) for fault in _uncited(line, [line]))
        elif not practical:
            yield from ((number, *fault) for fault in _uncited(line, SENTENCE.split(line)))
        for fault in _wording(line):
            yield number, *fault
    if rows:
        yield from _table(rows)


def _uncited(line: str, sentences: list[str]) -> Iterator[tuple[str, str]]:
    for sentence in sentences:
        found = next(filter(None, (form.search(sentence) for form in COUNTED)), None)
        if found and not markup.CITATION.search(sentence):
            yield (
                f"'{found[0]}' has no source in its sentence, so nobody can follow it",
                "add [^id] right after the full stop of this sentence",
            )


def _wording(line: str) -> Iterator[tuple[str, str]]:
    plain = markup.CITATION.sub("", line)
    for found in PERCENT.finditer(plain):
        yield (
            f"'{found[0]}' is a percentage, which many readers cannot picture",
            "write it as '12 out of 100 people'",
        )
    for found in ONE_IN.finditer(plain):
        yield (
            f"'{found[0]}' is often read the wrong way round beside another such number",
            "write it out of 100, or out of 1,000 if it is less than 1 out of 100",
        )
    for sentence in SENTENCE.split(plain):
        band = BAND.search(sentence)
        if band and (FRACTION.search(sentence) or PERCENT.search(sentence)):
            yield (
                f"'{band[0]}' stands beside a number and changes how large the number sounds",
                f"take '{band[0]}' out, and leave the number alone",
            )


def _table(rows: list[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    """Yield a fault where a table counts out of different numbers."""
    first = ""
    for number, line in rows:
        if RULE.match(line):
            continue
        for found in OUT_OF.finditer(markup.CITATION.sub("", line)):
            first = first or found["of"]
            if found["of"] != first:
                yield (
                    number,
                    f"this table counts out of {first} and here out of {found['of']}, so readers "
                    "compare the wrong numbers",
                    f"write the number out of {first}, or move it below the table",
                )
                break
