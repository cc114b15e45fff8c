"""The visit sheet: one page on paper, and nothing typed into it leaves the reader's device."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from sitekit import visit_sheet
from sitekit.paths import DOCS

PAGE = "reference/visit-sheet/"
FIELDS = ".visit-sheet :is(input, textarea)"
WRITTEN = "Seven words that a person could write."


def sheet_of(folder: Path, text: str) -> Path:
    """Return a docs folder whose sheet has this text."""
    (folder / "_data").mkdir()
    (folder / visit_sheet.FILE).write_text(text, "utf-8")
    return folder


def test_the_sheet_asks_for_what_a_visit_needs(site):
    text = site.tree(PAGE).cssselect(".visit-sheet")[0].text_content().casefold()

    for word in ("pain", "better", "worse", "tried", "medicines", "blood thinners", "allergies"):
        assert word in text
    for word in ("questions", "benefits", "risks", "alternatives", "nothing", "notes"):
        assert word in text


def test_no_field_can_be_sent_kept_or_read_along(site):
    sheet = site.tree(PAGE).cssselect(".visit-sheet")[0]

    assert not sheet.xpath(".//form | ancestor::form | .//button")
    for field in sheet.cssselect("input, textarea"):
        assert field.get("autocomplete") == "off"
        if field.get("type") not in {"radio", "checkbox"}:
            assert field.get("name") is None
            assert field.get("spellcheck") == "false"


def test_every_field_has_a_name_and_every_group_too(address, chromium):
    page = chromium.new_page()
    page.goto(address + PAGE)
    named = page.evaluate(
        f"() => [...document.querySelectorAll('{FIELDS}')].map(f => f.labels.length)"
    )
    tree = page.locator(".visit-sheet").aria_snapshot()
    page.close()

    assert set(named) == {1}
    assert tree.count("radio ") == 2 * (visit_sheet.WORST + 1)
    assert "group:" not in tree, "a group has no name"


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
def test_the_sheet_is_one_page_on_paper(address, chromium, paper, filled):
    page = chromium.new_page()
    page.goto(address + PAGE)
    if filled:
        for field in page.locator(".visit-sheet :is([type=text], textarea)").all():
            field.fill(WRITTEN)
        for box in page.locator(".visit-sheet :is([type=radio], [type=checkbox])").all():
            box.check()
    printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
    text = " ".join(printed.pages[0].extract_text().split())
    page.close()

    assert len(printed.pages) == 1
    assert "Notes from the visit" in text
    assert "No clinician has reviewed" not in text
    assert not filled or text.count(WRITTEN) > 8


def test_what_is_typed_asks_nobody_and_is_gone_with_the_page(address, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address + PAGE)
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    first = page.locator(".visit-sheet [type=text]").first
    first.fill(WRITTEN)
    first.press("Enter")
    kept = page.evaluate("() => JSON.stringify({...localStorage, ...sessionStorage})")
    where = page.url
    page.reload()

    assert asked[:1] in ([], [where])
    assert where == address + PAGE
    assert WRITTEN not in kept
    assert page.locator(".visit-sheet [type=text]").first.input_value() == ""
    context.close()


def test_a_sheet_that_cannot_be_shown_says_where_and_why(tmp_path):
    docs = sheet_of(tmp_path, "heading: My sheet\nfoot: Nothing.\nparts:\n  - title: Pain\n")

    with pytest.raises(ValueError, match=r"visit-sheet\.yml, line 4: .*missing"):
        visit_sheet.render([], docs)
    with pytest.raises(ValueError, match="is empty: its words stand in"):
        visit_sheet.render(["id: mine"], DOCS)


def test_a_field_is_one_kind_and_its_words_are_no_html(tmp_path):
    base = "heading: My sheet\nfoot: Nothing.\nparts:\n  - title: Pain\n    fields:\n      - "
    both = sheet_of(tmp_path, base + "{ label: One, scale: true, choices: [Two] }\n")
    with pytest.raises(ValueError, match="take one of the two out"):
        visit_sheet.render([], both)

    (both / visit_sheet.FILE).write_text(base + '{ label: "<b>One" }\n', "utf-8")
    assert "&lt;b&gt;One" in "".join(visit_sheet.render([], both))
