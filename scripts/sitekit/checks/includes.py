"""Shared text that markdown-include does not find leaves a hole, or stops with a traceback.

The house rules keep an include from publishing a file of the build machine, and from spilling
out of the list or box it stands in.
"""

from __future__ import annotations

import difflib
import re

from sitekit import markup
from sitekit.checks.content import Content, Text
from sitekit.findings import Finding

LOOKS_LIKE = re.compile(r"{\s*!")


def check(content: Content) -> list[Finding]:
    """Return a finding for each include that breaks a rule."""
    known = {
        path.relative_to(content.docs).as_posix()
        for path in (content.docs / "_includes").glob("**/*.md")
    }
    findings = []
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
    if line.rstrip() != found[0]:
        return finding(
            "an include shares its line with other text, or is indented, so the page would "
            "break there",
            "put it alone on its line, at its very beginning",
        )
    return []
