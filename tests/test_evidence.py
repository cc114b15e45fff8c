"""Every source is listed with the pages that cite it, also through shared text and blocks."""

from __future__ import annotations

import re

import pytest

from sitekit import evidence, references
from sitekit.checks import citations as check
from sitekit.checks.content import Content
from sitekit.paths import DOCS

SOURCE = (
    "{name}:\n  title: A study of {name}\n  publisher: BMJ\n  year: 2020\n  doi: 10.1000/{name}\n"
    "  kind: trial\n  read: abstract\n  read_on: 2026-11-25\n"
)
OUTCOME = "pain:\n  form: no-count\n  question: Harm\n  who: after it\n  sources: [by-block]\n"


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    (folder / "_data").mkdir(parents=True)
    (folder / "_includes").mkdir()
    names = ("by-page", "by-include", "by-block", "by-nobody", "in-code")
    (folder / "_data" / "references.yml").write_text("".join(SOURCE.format(name=n) for n in names))
    (folder / "_data" / "outcomes.yml").write_text(OUTCOME)
    (folder / "_includes" / "card.md").write_text("Shared.[^by-include]\n")
    (folder / "page.md").write_text(
        "---\ntitle: The page\n---\n\n# The page\n\nText.[^by-page]\n\n{!_includes/card.md!}\n\n"
        "```outcome\nid: pain\n```\n\n`[^in-code]`\n"
    )
    (folder / "sources.md").write_text("---\ntitle: Sources\n---\n\n# Sources\n\n```sources\n```\n")
    return folder


def test_citations_count_wherever_a_page_shows_them(docs):
    assert evidence.cited_by(docs) == {
        "by-page": ["page.md"],
        "by-include": ["page.md"],
        "by-block": ["page.md"],
    }


def test_a_source_that_nobody_cites_is_found_on_its_line(docs):
    found = [f for f in check.check(Content.load(docs)[0]) if "no page cites" in f.message]
    lines = (docs / "_data" / "references.yml").read_text().splitlines()

    assert [lines[f.line - 1] for f in found] == ["by-nobody:", "in-code:"]


def test_a_change_of_a_page_is_seen(docs):
    evidence.cited_by(docs)
    page = docs / "page.md"
    page.write_text(page.read_text() + "\nMore.[^by-nobody]\n")

    assert "by-nobody" in evidence.cited_by(docs)


def test_the_list_names_each_source_once_with_its_pages(docs):
    text = "\n".join(evidence.render([], docs))

    assert re.findall(r'<li id="source-([\w-]+)"', text) == [
        "by-block",
        "by-include",
        "by-nobody",
        "by-page",
        "in-code",
    ]
    assert text.count("Cited on: [The page](/page.md).") == 3
    assert "[A study of by-page](https://doi.org/10.1000/by-page)" in text


def test_every_kind_of_source_has_its_heading():
    assert set(evidence.HEADINGS) == set(references.KIND_WORDS)


def test_every_source_of_the_site_is_cited():
    assert [name for name, _ in evidence.uncited(DOCS)] == []


def test_the_page_of_sources_lists_all_of_them(site):
    known, _ = references.load(DOCS)
    tree = site.tree("reference/evidence-and-sources")

    assert len(tree.cssselect("ul.sources > li")) == len(known)
    assert len(tree.cssselect("ul.sources > li[id]")) == len(known)
