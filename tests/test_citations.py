"""Citations become numbers with a source at the foot of the page."""

from __future__ import annotations

import pytest
from markdown import Markdown

from sitekit import citations, references
from sitekit.paths import DOCS

KNOWN, _ = references.load(DOCS)


def page(text: str) -> str:
    return Markdown(
        extensions=["footnotes", "pymdownx.superfences", "sitekit.citations"],
        extension_configs={"sitekit.citations": {"docs": str(DOCS)}},
    ).convert(text)


def test_a_citation_gives_its_source_with_a_link_to_the_original():
    text = page("It helps.[^busse-2025]")

    assert 'href="https://doi.org/10.1136/bmj-2024-079970"' in text
    assert "Guideline, 2025" in text
    assert text.count("fnref:1") == 2, "there is no way back"


def test_an_unknown_source_is_a_fault(caplog):
    page("It helps.[^nobody-1900]")

    assert "nobody-1900" in caplog.text


@pytest.mark.parametrize("text", ["`[^busse-2025]`", "```\n[^busse-2025]\n```"])
def test_a_citation_in_code_is_an_example(text):
    assert citations.used(text.splitlines()) == []


def test_numbers_follow_the_text():
    first, second = list(KNOWN)[:2]
    text = page(f"One.[^{second}] Two.[^{first}] Three.[^{second}]")

    foot = text[text.index('class="footnote"') :]
    assert foot.index(KNOWN[second].address) < foot.index(KNOWN[first].address)


def test_a_source_that_is_cited_often_has_one_way_back_and_every_citation_leads_to_it():
    first, second = list(KNOWN)[:2]
    text = page(f"One.[^{second}] Two.[^{first}] Three.[^{second}] Four.[^{second}]")

    assert text.count('href="#fn:1"') == 3
    assert text.count('href="#fn:2"') == 1
    assert text.count('href="#fnref:1"') == text.count('id="fnref:1"') == 1
    assert "fnref2" not in text


@pytest.mark.parametrize("name", KNOWN)
def test_a_source_reads_as_one_line(name):
    assert "\n" not in KNOWN[name].markdown()
    assert KNOWN[name].address.startswith("https://")
