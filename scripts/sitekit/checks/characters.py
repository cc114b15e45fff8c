"""Signs that nobody sees while writing, and that break a page or change what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Signs that nobody sees",
    why="Word processors, mail and chat paste hidden signs with the text. Some turn the order of "
    "letters around, some break a link, and some make a heading into plain text.",
    cases=(
        ("a space that never breaks, a soft hyphen", "a plain space, nothing"),
        ("<<<<<<< HEAD", "one of the two versions, without the marks"),
        ("a file saved as Windows-1252, or with Windows line ends", "UTF-8, Unix line ends"),
    ),
)

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Letters of other alphabets that look like ours (a Cyrillic "a"), signs as wide as two, pictures.
FOREIGN = re.compile("[\u0370-\u03bb\u03bd-\u052f\uff01-\uff5e\u3001\u3002]")
PICTURE = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
HIDDEN: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(f"[{BIDI}]"),
        "a hidden sign turns the order of the letters around, so readers see other words than "
        "are written",
        "delete the words around it and type them again",
    ),
    (
        re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]"),
        "a special space stands here, which looks like a plain one and breaks search and links",
        "delete it and type a plain space, or run 'make fix'",
    ),
    (
        re.compile(
            "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2065"
            "\u206a-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\U000e0000-\U000e0fff]"
        ),
        "a sign that nobody can see stands here, so a search for the word fails",
        "delete the words around it and type them again, or run 'make fix'",
    ),
    (
        re.compile("[\u2028\u2029\u0085]"),
        "a hidden line break from a word processor stands here",
        "delete it and press Enter, or run 'make fix'",
    ),
    (
        re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]"),
        "a control sign stands here, which browsers show as a box or not at all",
        "delete it",
    ),
    (
        re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]"),
        "a sign from a private font stands here, which readers see as an empty box",
        "delete it; a list item begins with '- '",
    ),
    (
        FOREIGN,
        "a letter or sign of another alphabet stands here that looks like ours, so a search for "
        "the word fails",
        "delete the word and type it again",
    ),
    (
        PICTURE,
        "a small picture (emoji) stands here, which a screen reader reads out by its long name",
        "delete it, or say it in words",
    ),
    (
        re.compile("[\ufb00-\ufb06]"),
        "two letters were joined into one sign by a PDF, so a search for the word fails",
        "type the letters one by one",
    ),
    (
        re.compile("[\u2010-\u2012\u2043\ufe58\ufe63\uff0d]"),
        "a special hyphen was pasted, which search and charts do not know",
        "delete it and type a plain hyphen: -",
    ),
    (
        re.compile("\ufffd"),
        "a letter was lost here when the file was saved or pasted",
        "type the word again",
    ),
    (
        re.compile(r"â€.|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]"),
        "these signs are one letter that was read in the wrong encoding",
        "type the letter again",
    ),
)
MERGE = re.compile(r"^(<{7}( .*)?|\|{7}( .*)?|={7}|>{7}( .*)?)$")


def files(docs: Path) -> Iterator[Path]:
    """Yield every text file that an editor writes: pages, shared text, data and the menu."""
    for path in sorted(docs.rglob("*")):
        if path.suffix in {".md", ".yml", ".yaml"} and path.is_file():
            yield path
    if (docs.parent / "mkdocs.yml").is_file():
        yield docs.parent / "mkdocs.yml"


def check(content: Content) -> list[Finding]:
    """Return a finding for each line with a sign that should not be there."""
    findings: list[Finding] = []
    for path in files(content.docs):
        shown = path.relative_to(content.docs.parent).as_posix()
        findings.extend(_inspect(path.read_bytes(), shown))
    return findings


@lru_cache(maxsize=256)
def _inspect(raw: bytes, shown: str) -> tuple[Finding, ...]:
    """Look at each state of a file once; the preview asks again and again."""
    return tuple(inspect(raw, shown))


def inspect(raw: bytes, shown: str) -> list[Finding]:
    """Check one file.

    Args:
        raw: What is in it.
        shown: How a finding names it.
    """
    findings = []

    def fault(line: int, message: str, fix: str) -> None:
        findings.append(Finding(shown, line, message, fix, check="characters"))

    if raw.startswith(b"\xef\xbb\xbf"):
        fault(
            1,
            "the file begins with a byte-order mark, which hides the front matter from some "
            "programs",
            "save it as 'UTF-8' and not 'UTF-8 with BOM', or run 'make fix'",
        )
        raw = raw[3:]
    text = raw.decode("utf-8", "surrogateescape")
    ends = re.search(r"\r\n?", text)
    if ends:
        fault(
            text[: ends.start()].count("\n") + 1,
            "the lines end as on Windows or an old Mac, so a comparison would show every line "
            "as changed",
            "choose 'LF' as line end in the editor, or run 'make fix'",
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        if MERGE.match(line):
            fault(
                number,
                "two versions of this text were merged and the marks are still there",
                "keep one of the two versions and delete the lines with <<<<<<<, ======= and "
                ">>>>>>>",
            )
        for pattern, message, fix in HIDDEN:
            found = pattern.search(line)
            if found:
                code = f"U+{ord(found[0][0]):04X}"
                fault(number, f"{message} ({code}, sign {found.start() + 1} of the line)", fix)
    return findings
