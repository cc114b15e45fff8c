"""Sentences that a tired reader cannot follow.

Pages on these procedures average grade 11 to 13; half of all adults read at grade 8 or below.
The grade is a measure and not the aim: a sentence split only to score loses the reason in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sitekit import glossary, grades, markup
from sitekit.checks import said, spelling
from sitekit.checks.content import Content, Text
from sitekit.checks.guide import Guide
from sitekit.checks.words import plain
from sitekit.findings import Finding

GUIDE = Guide(
    title="Reading level",
    why="Half of all adults read at grade 8 or below, and pain makes reading harder. The pages "
    "together stay at grade 6 or less and no page goes over 7, with the glossary's terms left "
    "out; no page goes over 9 with them. Aim at 14 words a sentence. Over 20 gets a hint, over "
    "25 is a mistake. Tables do not count. Keep because, so and but: a sentence that is cut in two "
    "only for the score loses its reason.",
    cases=(
        ("one sentence of 30 words", "two sentences, each with its own thought"),
        ("two sentences on a line of the file", "one sentence on each line"),
        ("It helps. Because it is warm.", "It helps because it is warm."),
        ("Ask about the RCT.", "Ask about the fair test (randomized trial, RCT)."),
    ),
)

MEAN, MOST, MOST_RAW = 6.0, 7.0, 9.0
LONG, TOO_LONG = 20, 25
END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(]?[A-Z0-9])")
# A full stop after these ends no sentence.
SHORT = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|vs|St|No|e\.g|i\.e|etc|approx|U\.S|a\.m|p\.m)\.$", re.I)
ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
LEAD = re.compile(r"^\s*\*\*[^*]+[?.!:]\*\*\s*")
FRAGMENT = re.compile(r"^(?:Because|Which|Whereas|Although|Unless|Until|While)\b[^,?]*\.$")
CAPITALS = re.compile(r"\b[A-Z][A-Z]+s?\b")
EVERYDAY = {"US", "UK", "OK", "TV", "ID", "AM", "PM", "USA", "DVD", "GPS", "PDF", "ER", "NO", "YES"}


def sentences(line: str) -> list[str]:
    """Return the sentences of one line.

    Args:
        line: The words as a reader sees them.
    """
    parts: list[str] = []
    for part in END.split(line.strip()):
        if parts and SHORT.search(parts[-1]):
            parts[-1] += f" {part}"
        elif part:
            parts.append(part)
    return parts


def crowded(line: str) -> int:
    """Return how many sentences share a line that should hold one, 0 if it is as it should be.

    An answer in a list or box may have two short sentences, and so may a bold beginning with its
    answer.

    Args:
        line: One line of Markdown outside fences, tables and headings.
    """
    if line.startswith("  ") or ITEM.match(line):
        return 0
    count = len(sentences(plain(LEAD.sub("", line))))
    return count if count > 1 else 0


def prose(text: Text) -> Iterator[tuple[int, bool, str]]:
    """Yield line, whether it is an item of a list, and the words of each line that counts.

    Args:
        text: The Markdown. Headings, tables, includes and titles of boxes do not count.
    """
    for number, line in markup.prose(text.lines):
        stripped = line.strip()
        if not stripped or stripped.startswith(("#", "|", "!!!")) or markup.INCLUDE.search(line):
            continue
        words = plain(ITEM.sub("", line)).strip()
        if words:
            yield number, bool(ITEM.match(line)), words


def check(content: Content) -> list[Finding]:
    """Return a finding for each long sentence, hard page and unexplained short form."""
    findings = []
    terms, _, _ = glossary.load(content.docs)
    masked = _masked(terms)
    graded: list[tuple[float, Text]] = []
    known_grades = grades.Grades()
    judged = not content.broken & {glossary.FILE, spelling.FILE}  # else every term looks unknown
    for text in content.texts:

        def fault(
            number: int, message: str, fix: str, severity: str = "error", text: Text = text
        ) -> None:
            findings.append(
                Finding(text.shown, text.offset + number, message, fix, severity, "reading")
            )

        counted = []
        for number, is_item, words in prose(text):
            parts = sentences(words)
            line = text.lines[number - 1]
            # A bold beginning is a small heading, and its answer may stand on the same line.
            asked = bool(LEAD.match(line)) or _after_question(text.lines, number)
            rest = crowded(line)
            if rest and not is_item:
                fault(
                    number,
                    f"{rest} sentences stand on one line, so a review cannot show which one "
                    "changed",
                    "begin a new line after each full stop, or run 'make fix'",
                )
            for part in parts:
                for message, fix, severity in _sentence(part, asked):
                    fault(number, message, fix, severity)
            counted += [part for part in parts if part.rstrip("\"')").endswith((".", "!", "?"))]
        if text.page is None or not counted or not judged:
            continue
        raw = known_grades.of(" ".join(counted))
        grade = known_grades.of(" ".join(counted), masked) if masked else raw
        graded.append((grade, text))
        if grade > MOST:
            fault(
                _hardest(text),
                f"the page reads at grade {grade:.1f}, and {MOST:.0f} is the most; this is its "
                "hardest line",
                "use shorter words and sentences here and in the lines like it",
            )
        elif raw > MOST_RAW:
            fault(
                _hardest(text),
                f"the page reads at grade {raw:.1f} with its terms, and {MOST_RAW:.0f} is the "
                "most; this is its hardest line",
                "use the plain word for a term after its first use",
            )
    for shown, where, told in said.texts(content):
        for part in sentences(told):
            for message, fix, severity in _sentence(part, True):
                findings.append(Finding(shown, where, message, fix, severity, "reading"))
    known_grades.keep()
    findings.extend(_mean(graded))
    known = {name.upper() for term, entry in terms.items() for name in (term, *entry.names)}
    known |= {name.upper() for name in spelling.load(content.docs)[0]}
    for text in content.texts if judged else ():
        findings.extend(_short_forms(text, known))
    return findings


def _after_question(lines: list[str], number: int) -> bool:
    """Say whether a line answers the question above it, and so may be half a sentence."""
    above = (line.rstrip("* ") for line in reversed(lines[: number - 1]) if line.strip())
    return next(above, "").endswith("?")


def _sentence(part: str, asked: bool) -> Iterator[tuple[str, str, str]]:
    """Yield message, fix and severity for one sentence."""
    count = len(part.split())
    start = " ".join(part.split()[:5])
    if count > TOO_LONG:
        yield (
            f"the sentence '{start} ...' has {count} words, and {TOO_LONG} is the most",
            "say one thing in each sentence, and keep the because, so or but",
            "error",
        )
    elif count > LONG:
        yield (
            f"the sentence '{start} ...' has {count} words; aim at 14",
            "make it shorter if nothing is lost",
            "advice",
        )
    if FRAGMENT.match(part) and not asked:
        yield (
            f"'{start} ...' is half a sentence, cut off from its reason",
            "join it to the sentence before it",
            "error",
        )


def _masked(terms: dict[str, glossary.Term]) -> re.Pattern[str] | None:
    """Return a pattern for every form of every term that the site explains."""
    forms = {
        form
        for name, term in terms.items()
        for form in ([name, *term.names] if term.in_text is None else term.in_text)
    }
    if not forms:
        return None
    # The same order in every run, or no grade is ever found again.
    longest = sorted((re.escape(form) for form in forms), key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(longest)})s?\b", re.I)


@lru_cache(maxsize=1000)
def _grade(text: str) -> float:
    return grades.measure(text)


def _hardest(text: Text) -> int:
    """Return the line of the sentence with the highest grade."""
    rated = [(_grade(words), number) for number, _, words in prose(text) if len(words.split()) > 5]
    return max(rated)[1] if rated else 1


def _mean(graded: list[tuple[float, Text]]) -> list[Finding]:
    if not graded:
        return []
    mean = sum(grade for grade, _ in graded) / len(graded)
    if mean <= MEAN:
        return []
    grade, text = max(graded, key=lambda pair: pair[0])
    return [
        Finding(
            text.shown,
            text.offset + _hardest(text),
            f"all pages together read at grade {mean:.1f}, and {MEAN:.0f} is the most; this page "
            f"is the hardest with {grade:.1f}",
            "use shorter words and sentences on the hardest pages",
            check="reading",
        )
    ]


def _short_forms(text: Text, known: set[str]) -> Iterator[Finding]:
    """Yield a finding for each short form that nobody explains to the reader."""
    seen: set[str] = set()
    for number, _, words in prose(text):
        if words.isupper():
            continue
        for found in CAPITALS.finditer(words):
            word = found[0].removesuffix("s")
            if word in seen or word in known or word in EVERYDAY:
                continue
            seen.add(word)
            if not re.search(rf"\([^)]*\b{word}|\b{word}s?\s*\(", words):
                yield Finding(
                    text.shown,
                    text.offset + number,
                    f"'{word}' is used before it is explained",
                    f"write the plain words first and '({word})' after them, or add it to "
                    f"docs/{glossary.FILE}",
                    check="reading",
                )
