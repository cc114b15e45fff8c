"""A number keeps its source, its denominator and its size."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitekit.checks.content import Text
from sitekit.checks.numbers import numbers


def found(text: str) -> list[tuple[int, str]]:
    page = Text(Path("page.md"), "docs/page.md", text.splitlines(), 0, None)
    return [(line, message) for line, message, _ in numbers(page)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("It helped 12 out of 100 people.[^a-2020]", None),
        ("It helped 12 out of 100 people.", "no source"),
        ("It helped 12 people out of 100.", "no source"),
        ("It helped 12 out of 100.[^a-2020] It harmed 3 out of 100.", "'3 out of 100'"),
        ("It helped 12 out of 100.[^a-2020] [^b-2020] Good.", None),
        ("- 12 out of 100 got better.[^a-2020] 88 out of 100 did not.[^a-2020]", None),
        ("Out of 100 people like me, how many are better?", None),
        ("| 12 out of 100 | [^a-2020] |", None),
        ("| 12 out of 100 | people |", "no source"),
        ("`12 out of 100`", None),
        ("It helped 12% of people.[^a-2020]", "percentage"),
        ("It helped 12 percent.[^a-2020]", "percentage"),
        ("It helped 1 in 20 people.[^a-2020]", "wrong way round"),
        ("It helped one in ten people.[^a-2020]", "wrong way round"),
        ("About 1 in every 1,000 had it.[^a-2020]", "wrong way round"),
        ("You take 1 in 2 days.", None),
        ("It is 1 in the afternoon.", None),
        ("A rare harm came in 1 out of 1,000.[^a-2020]", "'rare'"),
        ("It is common: 40 out of 100 have it.[^a-2020]", "'common'"),
        ("It is very unlikely, at 1 out of 1,000.[^a-2020]", "unlikely"),
        ("It is common. It came in 40 out of 100.[^a-2020]", None),
        ("They have it in common.", None),
        ("Tears are twice as likely, in 8 out of 100.[^a-2020]", None),
    ],
)
def test_a_number_that_breaks_a_rule_is_found(text, says):
    messages = [message for _, message in found(text)]

    assert (messages == []) if says is None else any(says in message for message in messages)


def test_practical_parts_need_no_source():
    body = "### Getting ready\n\nAt 7 out of 10, call.\n\n### Later\n\nAt 7 out of 10, call.\n"

    assert [line for line, _ in found(body)] == [7]


def test_a_part_below_a_practical_one_is_practical_too():
    body = (
        "## On the day\n\n### Pain\n\nAt 7 out of 10, call.\n\n## After\n\nAt 7 out of 10, call.\n"
    )

    assert [line for line, _ in found(body)] == [9]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (["| What | Out of 100 |", "| --- | --- |", "| Fever | 4[^a] |"], []),
        (["| What | Out of 1,000 |", "| --- | --- |", "| Fever | 4 out of 100[^a] |"], [3]),
        (["| A | 4 out of 100[^a] |", "| B | 4 out of 1,000[^a] |"], [2]),
        (["| A | 4 out of 100[^a] |", "", "| B | 4 out of 1,000[^a] |"], []),
    ],
    ids=["one", "head and cell", "two cells", "two tables"],
)
def test_a_table_has_one_denominator(rows, lines):
    assert [line for line, message in found("\n".join(rows)) if "table" in message] == lines
