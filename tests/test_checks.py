"""Each trap of Markdown is found, and each near miss is left alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from test_build import PAGE, append, copy

from sitekit import checks
from sitekit.paths import DOCS

__all__ = ["copy"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\u2022 a pasted bullet",
        "A curly \u201cquote\u201d.",
        "A hidden\u200b sign.",
        "1) a list",
        "~~gone~~",
        "<<<<<<< HEAD",
        "[words] (page.md)",
        "A source.[^ busse-2025]",
        "**A bold line as a heading**",
    ],
)
def test_a_trap_is_found_on_its_line(copy: Path, text: str) -> None:
    line = append(copy, text)

    found = checks.run(copy, ["characters", "markdown"])

    assert [f for f in found if f.path == f"docs/{PAGE}" and f.line == line and f.fix], [
        str(f) for f in found
    ]


@pytest.mark.parametrize(
    "text",
    [
        "About 5 out of 10, less than 6.",
        '"A straight quote" and an apostrophe: it\'s fine.',
        "1. a list",
        "**A bold beginning.** And more.",
        "[words](nerve-block.md)",
    ],
)
def test_a_near_miss_is_left_alone(copy: Path, text: str) -> None:
    append(copy, text)

    assert checks.run(copy, ["characters", "markdown"]) == []


def test_the_checks_are_quick() -> None:
    checks.run(DOCS)
    start = time.process_time()  # work and not waiting, so that a busy machine does not count
    checks.run(DOCS)

    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("page_type: procedure", "page_type: procdure", 4, "no page type"),
        ("stage: procedures", "stage: needles", 5, "no stage"),
        ("aliases:", "alias:", 6, "alias"),
        ("written: 2026-11-25", "written: 2026-13-45", 7, "written"),
        ("next_due: 2027-11-25", "next_due: 2025-11-25", 8, "before it was written"),
        ("title: Nerve block", "title: Nerve blocks", 13, "the two the same"),
        ("## Is it for me?", "### Is it for me?", 0, "needs ##"),
        ("## Is it for me?", "## What now?", 0, "is missing"),
        ("{!_includes/emergency-after-injection.md!}", "", 0, "emergency card"),
    ],
)
def test_a_slip_in_a_page_is_found(copy: Path, old: str, new: str, line: int, says: str) -> None:
    page = copy / PAGE
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), "utf-8")

    found = [f for f in checks.run(copy) if f.path == f"docs/{PAGE}"]

    assert any(says in f"{f.message} {f.fix}" and (not line or f.line == line) for f in found), [
        str(f) for f in found
    ]
