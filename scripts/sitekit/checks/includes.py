"""Shared text that markdown-include does not find leaves a hole, or stops with a traceback.

The house rules keep an include from publishing a file of the build machine, and from spilling
out of the list or box it stands in.
"""

from __future__ import annotations

import difflib
import re

from sitekit import markup
from sitekit.checks.content import Content, Text
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Shared text",
    why="A warning that stands on several pages has one home in docs/_includes/. A page that asks "
    "for it in a wrong way shows a hole where the warning should be. CONTRIBUTING.md shows how "
    "such a line is written.",
    cases=(
        ("the name of a text that does not exist", "the name of one in docs/_includes/"),
        ("the line in the middle of a sentence, or indented", "alone on its line"),
        ("shared text that asks for shared text", "both lines on the page"),
        ("a heading or a block of keys in a shared text", "text, lists and boxes only"),
    ),
)

LOOKS_LIKE = re.compile(r"{\s*!|!\s*}|{\s*_includes/")


def check(content: Content) -> list[Finding]:
    """Return a finding for each include that breaks a rule."""
    known = {
        path.relative_to(content.docs).as_posix()
        for path in (content.docs / "_includes").glob("**/*.md")
    }
    findings = [
        finding for text in content.texts if text.page is None for finding in _fragment(text)
    ]
    for text in content.texts:
        # Includes expand even inside code, so every line counts.
        for number, line in enumerate(text.lines, start=1):
            if LOOKS_LIKE.search(line):
                findings.extend(_line(text, number, line, known))
    return findings


def _line(text: Text, number: int, line: str, known: set[str]) -> list[Finding]:
    def finding(message: str, fix: str) -> list[Finding]:
        return [Finding(text.shown, text.offset + number, message, fix, check="includes")]

    found = markup.INCLUDE.search(line)
    if not found:
        return finding(
            "this include is not closed, so readers would see it as text",
            "write it like {!_includes/crisis.md!}",
        )
    target = found["target"]
    if text.page is None:
        return finding(
            "an included text includes another, and such a chain can run in a circle",
            "copy the sentence here, or include both texts in the page",
        )
    if not target.startswith("_includes/") or ".." in target:
        return finding(
            f"the include '{target}' is not in docs/_includes/, so it could publish any file",
            "move the text to docs/_includes/ and write {!_includes/its-name.md!}",
        )
    if target not in known:
        close = difflib.get_close_matches(target, known, 1, 0.6)
        return finding(
            f"the page asks for the shared text '{target}', which does not exist",
            f"write {{!{close[0]}!}}" if close else f"add the file docs/{target}",
        )
    if line.rstrip() == found[0] and _is_glued(text.lines, number):
        return finding(
            "no empty line stands between this include and the text next to it, so a box in it "
            "would lose its form",
            "put an empty line before and after it",
        )
    if line.rstrip() != found[0]:
        return finding(
            "an include shares its line with other text, or is indented, so the page would "
            "break there",
            "put it alone on its line, at its very beginning",
        )
    return []


def _is_glued(lines: list[str], number: int) -> bool:
    around = [lines[i] for i in (number - 2, number) if 0 <= i < len(lines)]
    return any(line.strip() and not line.startswith("#") for line in around)


def _fragment(text: Text) -> list[Finding]:
    """Return what a shared text may not hold, because it would show or break on every page."""
    findings = []
    if text.lines and text.lines[0].strip() == "---":
        findings.append(
            Finding(
                text.shown,
                1,
                "a shared text begins with '---', and its keys would show on every page",
                "take the block of keys out",
                check="includes",
            )
        )
    for number, line in markup.prose(text.lines):
        if markup.HEADING.match(line):
            findings.append(
                Finding(
                    text.shown,
                    number,
                    "a shared text has a heading, which may be at the wrong level on some pages",
                    "write a sentence, or put the heading into the pages",
                    check="includes",
                )
            )
    if not any(line.strip() for line in text.lines):
        findings.append(
            Finding(
                text.shown,
                1,
                "this shared text is empty, so pages show a hole",
                "write its text, or delete the file and the lines that ask for it",
                check="includes",
            )
        )
    return findings
