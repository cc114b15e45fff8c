"""Each cell of a table says which column it belongs to."""

from __future__ import annotations

import re

from markdown import Markdown


def convert(text: str) -> str:
    return Markdown(extensions=["tables", "sitekit.tables"]).convert(text)


def test_a_cell_carries_its_heading():
    page = convert("| Drive | When | *How* |\n|---|---|---|\n| Car | Next day | Slowly |\n")

    assert re.findall(r'data-label="([^"]*)"', page) == ["When", "How"]
    assert page.count('scope="col"') == 3


def test_a_short_row_does_no_harm():
    page = convert("| A | B |\n|---|---|\n| only one |\n")

    assert page.count("data-label") == 1
