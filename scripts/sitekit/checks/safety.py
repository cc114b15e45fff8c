"""What could run on a reader's device, tell on somebody, or be followed as a prescription."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sitekit import markup
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.checks.links import links
from sitekit.findings import Finding

GUIDE = Guide(
    title="Safety",
    why="Nothing on a page may run, nothing may tell another company who reads it, no private "
    "person's address may stand on it, and no dose, because a reader could follow it.",
    cases=(
        ("<script>, <iframe>, <form>, onclick=", "text, and a link"),
        ("![A scan](https://example.org/scan.png)", "the picture in docs/assets/images/"),
        ("[open](javascript:...)", "[words](page.md)"),
        ("Call Ann at 555 010 1234, 12 Oak Street", "Call your clinic."),
        ("Take 300 mg", "Ask your prescriber how much to take."),
        ("Stop taking your blood thinner", "Ask your prescriber whether to stop it, and when."),
    ),
)

_TAGS = "script|iframe|frame|style|form|input|button|object|embed|link|meta|base|video|audio|svg"
RUNS = re.compile(rf"</?\s*(?:{_TAGS})\b|\bon[a-z]{{3,}}\s*=\s*[\"'{{\w]", re.I)
RUNS_IN_SVG = re.compile(
    r"<\s*(?:script|foreignObject|iframe|style|animate\w*|set|handler)\b|\bon[a-z]{3,}\s*=\s*[\"']"
    r"|javascript:|<!ENTITY|<\?xml-stylesheet|(?:href|src)\s*=\s*[\"'](?!#)[^\"']"
    r"|url\(\s*[\"']?(?!#)\w",
    re.I,
)
BAD_LINK = re.compile(r"^\s*(?:javascript|data|vbscript)\s*:", re.I)
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w|[\w.+-]+\s*(?:\(at\)|\[at\])\s*[\w-]+\.\w+", re.I)
PHONE = re.compile(r"(?<![\w./-])\+?\(?\d[\d().\s/-]{5,}\d(?![\w%])")
STREET = re.compile(
    r"\b\d{1,5}[a-z]? (?:[NSEW]\.? )?(?:[A-Z]\w+ ){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl)\b\.?"
    r"|\b[A-Z]{2} \d{5}(?:-\d{4})?\b|\bP\.? ?O\.? Box \d+"
)
_UNITS = (
    r"mg|mcg|µg|μg|ug|micrograms?|milligrams?|grams?|ml|cc|milliliters?|units?|IU|"
    r"tablets?|pills?|capsules?|puffs?|drops?|patch(?:es)?|teaspoons?|mg/kg|mg/day"
)
_NUMBER = r"(?:\d[\d.,]*|one|two|three|four|five|six|eight|ten|half a|a half)"
DOSE = re.compile(
    rf"\b{_NUMBER}(?:\s?(?:-|to|or|\u2013)\s?{_NUMBER})?[\s-]?(?:{_UNITS})\b(?!\s*/\s*d?L)(?!/dL)",
    re.I,
)
# Nobody but the prescriber may say so: stopping some of these medicines suddenly can kill.
STOP = re.compile(
    r"^\s*(?:[-*]\s+|\d+\.\s+)?(?:\*\*)?"
    r"(?:stop (?:taking|using)|skip|halve|double|reduce|increase|cut down)\b[^.]{0,30}"
    r"\b(?:medicines?|pills?|thinners?|opioids?|steroids?|insulin|aspirin|antidepressants?|doses?)\b",
    re.I,
)
HOW_OFTEN = re.compile(
    r"\b(?:take|use|inject|swallow)\b[^.]{0,60}"
    r"\b(?:once|twice|(?:three|four|\d+) times)\b[^.]{0,12}"
    r"\b(?:a|per|each|every) (?:day|week|hour)",
    re.I,
)


ALARM = re.compile(r"\b(?:call|dial|text|phone|ring)\s+\**(\d{3})\b(?![-.\s]?\d)", re.I)
ALARMS = {"911", "988", "112", "999", "111", "000", "211", "811", "110", "119"}


def check(content: Content) -> list[Finding]:
    """Return a finding for each thing that could harm a reader or tell on a person."""
    findings = []
    for text in content.texts:

        def fault(
            number: int, message: str, fix: str, shown: str = text.shown, offset: int = text.offset
        ) -> None:
            findings.append(Finding(shown, offset + number, message, fix, check="safety"))

        for number, line in enumerate(text.lines, start=1):
            if RUNS.search(line):
                fault(
                    number,
                    "code that could run on a reader's device stands here",
                    "take it out; pages hold text, lists, tables, pictures and links only",
                )
            for message, fix in _line(line):
                fault(number, message, fix)
        for number, match in links(text):
            if BAD_LINK.match(match["target"]):
                fault(
                    number,
                    "this link would run code or carry hidden content",
                    "write the path of a page, or an address with https://",
                )
            elif match["image"] and re.match(r"(?:[a-z]+:)?//", match["target"], re.I):
                fault(
                    number,
                    "this picture is fetched from another server, which learns who reads the page",
                    "put the file into docs/assets/images/ and write its path there",
                )
        for number, line in markup.prose(text.lines):
            if re.search(r"@import|url\(\s*[\"']?https?:", line):
                fault(number, "a style is fetched from another server", "take it out")
    for path in sorted(content.docs.rglob("*.svg")):
        shown = path.relative_to(content.docs.parent).as_posix()
        for number, line in enumerate(
            path.read_bytes().decode("utf-8", "replace").split("\n"), start=1
        ):
            if found := RUNS_IN_SVG.search(line):
                findings.append(
                    Finding(
                        shown,
                        number,
                        f"the picture holds '{found[0][:30].strip()}', which could run or fetch "
                        "something",
                        "export it as plain SVG, or delete this part in a text editor",
                        check="safety",
                    )
                )
    return findings


@lru_cache(maxsize=20_000)
def _line(line: str) -> tuple[tuple[str, str], ...]:
    """Look at each line once; the preview asks again and again."""
    return (*words(line), *_alarm(line))


def _alarm(line: str) -> Iterator[tuple[str, str]]:
    """Yield message and fix for an emergency number with a slip in it."""
    for found in ALARM.finditer(line):
        if found[1] not in ALARMS:
            yield (
                f"'{found[0]}' names a number that is no emergency or crisis line we know",
                "write 911, or 988 for a crisis of the mind",
            )


def words(line: str) -> Iterator[tuple[str, str]]:
    """Yield message and fix for a person's address or number and for a dose.

    Args:
        line: One line of a page.
    """
    plain = re.sub(r"\]\((?!mailto|tel)[^)]*\)|\[\^[^\]]*\]|https?://\S+|\{!.*?!\}", " ", line)
    if MAIL.search(plain):
        yield (
            "an email address stands in the text, where programs collect it",
            "take it out; the site's contact is under 'extra' in mkdocs.yml",
        )
    elif (found := PHONE.search(plain)) and _is_phone(found[0]):
        yield (
            f"'{found[0].strip()}' looks like a telephone number of a person or clinic",
            "take it out; pages name emergency and crisis numbers only",
        )
    elif found := STREET.search(plain):
        yield (
            f"'{found[0]}' looks like somebody's address",
            "take it out; a page names no private person",
        )
    if (found := DOSE.search(plain)) or (found := HOW_OFTEN.search(plain)):
        yield (
            f"'{found[0]}' reads like a dose, and a reader could follow it",
            "take the amount out; write: ask your prescriber how much",
        )
    elif found := STOP.search(plain):
        yield (
            f"'{found[0].strip(' *-')}' tells a reader to change a medicine, which can do harm",
            "write: ask your prescriber whether, when and how",
        )


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    if re.fullmatch(r"\s*\d{1,3}(,\d{3})+\s*|\s*\d+\s*", text) and len(digits) != 10:
        return False
    if re.fullmatch(r"\(?(?:19|20)\d\d[\s/().-]+(?:19|20)\d\d\)?", text.strip()):
        return False  # two years
    if re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d", text.strip()):
        return False  # a date
    return 7 <= len(digits) <= 15
