"""Each check explains itself, and one page shows all of them."""

from __future__ import annotations

import re

import pytest
from lxml import html
from markdown import Markdown

from sitekit import checks, guides
from sitekit.checks.fences import KINDS
from sitekit.paths import DOCS, ROOT


def words(text: str) -> str:
    return " ".join(text.split())


def test_each_check_has_a_guide():
    assert sorted(checks.guides()) == sorted(checks.ALL)


@pytest.mark.parametrize("name", checks.ALL)
def test_a_guide_says_why_and_shows_wrong_and_right(name: str) -> None:
    guide = checks.guides()[name]
    assert len(guide.title) > 3
    assert guide.why.endswith(".")
    assert guide.cases
    assert all(wrong.strip() and right.strip() for wrong, right in guide.cases)


def test_no_two_checks_have_one_title():
    titles = [guide.title for guide in checks.guides().values()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    "case", ["```artcle", "a `b` c", "**bold", "<script>", "[^a-1]", "a | b", "&nbsp;", "1) first"]
)
def test_a_case_is_shown_as_it_would_be_typed(case: str) -> None:
    shown = html.fromstring(Markdown().convert(f"- **Wrong:** {guides.typed(case)}"))
    assert words(shown.text_content()) == f"Wrong: {case}"


def test_words_are_shown_as_words():
    assert guides.typed("a photograph of 3 MB") == "a photograph of 3 MB"
    assert guides.typed("nerve-block.md") == "`nerve-block.md`"


def test_the_block_takes_nothing():
    with pytest.raises(ValueError, match="empty"):
        guides.render(["numbers"], DOCS)


def test_the_page_shows_every_check_with_every_case(site):
    page = site.tree("about/how-we-check/")
    shown = words(page.cssselect(f".{guides.CLASS}")[0].text_content())
    for guide in checks.guides().values():
        for text in [guide.title, guide.why, *(part for case in guide.cases for part in case)]:
            assert words(text) in shown


def test_the_page_says_that_no_clinician_has_reviewed_the_pages(site):
    text = words(site.tree("about/how-we-check/").text_content())
    assert "What can no machine check?" in text
    assert "No clinician had reviewed any page" in text


def test_a_patients_search_finds_no_example_of_a_mistake(site):
    index = (site.folder / "assets/javascripts/search/index.js").read_text("utf-8")
    assert checks.guides()["spelling"].cases[0][0] not in index


def test_contributing_names_each_kind_of_block_and_no_other():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text.split("| fence |")[1].split("\n\n")[0]
    assert sorted(re.findall(r"^\| `([a-z-]+)` \|", table, re.M)) == sorted(KINDS)
