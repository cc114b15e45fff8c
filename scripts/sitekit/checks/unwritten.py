"""What a starter page tells the editor to write must not reach a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sitekit import data, markup
from sitekit.checks.content import Content, Text
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Text still to be written",
    why="A starter page says what to write in each place. A page that still says so is not "
    "finished, and a reader would find a task where the answer should be.",
    cases=(("Write what it is, the plain word first.", "what it is, in plain words"),),
)

TASK = re.compile(r"\bwrite .*", re.I)


def tasks(docs: Path) -> set[str]:
    """Return what the starter pages tell an editor to write.

    Args:
        docs: The folder with the pages.
    """
    return {
        found[0].strip(" *")
        for path in (docs / "_templates").glob("*.md")
        for line in path.read_bytes().decode("utf-8", "replace").splitlines()
        if (found := TASK.search(line))
    }


def check(content: Content) -> list[Finding]:
    """Return a finding for each line that a starter page brought and nobody has written."""
    known = sorted(tasks(content.docs))
    return [
        Finding(
            text.shown,
            number,
            f"this is still to be written: the starter page says '{task}'",
            "write it, or take the line out where the page does not need it",
            check="unwritten",
        )
        for text in content.texts
        for number, line in _lines(text)
        if TASK.search(line)
        for task in known
        if task in line
    ]


def _lines(text: Text) -> Iterator[tuple[int, str]]:
    """Yield file line and words of the prose, the title and the description."""
    yield from ((text.offset + number, line) for number, line in markup.prose(text.lines))
    matter = text.page.matter if text.page else None
    if isinstance(matter, data.Document) and isinstance(matter.value, dict):
        for key in ("title", "description"):
            yield 1 + matter.line((key,)), str(matter.value.get(key, ""))
