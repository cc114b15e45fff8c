"""The finished site, read as a reader gets it."""

from __future__ import annotations

import itertools
import json
import re

import pytest

from sitekit import build, links, pages, references
from sitekit.paths import DOCS, ROOT

PAGES = {path.relative_to(DOCS).as_posix(): pages.read(path, DOCS)[0] for path in pages.paths(DOCS)}


def address_of(name: str) -> str:
    return re.sub(r"(index)?\.md$", "", name).rstrip("/") + "/" if name != "index.md" else ""


def pages_of(*types: str) -> list[str]:
    return [name for name, page in PAGES.items() if pages.meta(page).get("page_type") in types]


def test_every_link_of_the_site_leads_somewhere(site):
    findings = links.check_site(site.folder, docs=DOCS)

    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_honest_about_itself(site, name):
    text = site.tree(address_of(name)).text_content()

    assert "No clinician has reviewed this page." in text
    assert re.search(r"Written: [A-Z][a-z]+ \d+, 20\d\d\.\s+Next check due: [A-Z][a-z]+ \d+", text)
    assert "It does not advise you" in text
    assert "Publisher: not stated" in text


@pytest.mark.parametrize("name", pages_of("procedure", "surgery", "condition", "urgent"))
def test_a_page_about_a_treatment_shows_an_emergency_card(site, name):
    cards = site.tree(address_of(name)).cssselect(".admonition.emergency")

    assert cards
    assert "911" in cards[0].text_content()


# Lists that the build makes say nothing of their own that a source could bear out.
LISTS = {"about/all-pages.md", "about/how-we-check.md"}


@pytest.mark.parametrize("name", [name for name in PAGES if name not in LISTS])
def test_a_page_cites_at_least_one_source(site, name):
    tree = site.tree(address_of(name))

    assert tree.cssselect(".footnote li"), "the page has no source"
    assert not re.search(r"\[\^[\w-]+\]", tree.text_content()), "a citation is shown as text"


@pytest.mark.parametrize("name", pages_of("home", "section"))
def test_a_section_page_weighs_the_article(site, name):
    tree = site.tree(address_of(name))

    assert tree.cssselect("h2#what-the-article-says-and-what-studies-show")
    assert tree.cssselect(".ledger li")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_title_and_no_gap_between_headings(site, name):
    tree = site.tree(address_of(name))
    levels = [
        int(h.tag[1])
        for h in tree.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_no_page_asks_another_server_for_anything(site):
    asks = []
    for page in site.pages():
        tree = site.tree(page.parent.relative_to(site.folder).as_posix())
        for tag, name in (("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")):
            for element in tree.iter(tag):
                address = element.get(name) or ""
                if element.get("rel") not in {"canonical"} and re.match(r"(https?:)?//", address):
                    asks.append(f"{page}: {address}")

    assert asks == []


def test_no_page_needs_a_script_for_its_diagrams(site):
    assert not any("mermaid" in page.read_text("utf-8") for page in site.pages())


@pytest.mark.parametrize("name", ["index.md", "pathway.md"])
def test_the_path_is_drawn_with_links_and_in_words(site, name):
    tree = site.tree(address_of(name))
    figure = tree.cssselect("figure.diagram")[0]
    drawn = [a.get("href") for a in figure.cssselect("svg a")]
    words = [a.get("href") for a in figure.cssselect("ol.diagram-steps a")]

    assert len(drawn) >= 8
    assert sorted(drawn) == sorted(words)
    assert not any(href.endswith(".md") for href in drawn)


def test_two_builds_give_the_same_bytes(site, tmp_path):
    built, notes = build.build(tmp_path / "again")
    assert built, notes
    first, second = (
        {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        for folder in (site.folder, tmp_path / "again")
    )

    assert sorted(first) == sorted(second)
    differing = [name for name in first if first[name] != second[name]]
    assert [name for name in differing if not name.endswith(".gz")] == []


def test_the_search_knows_the_words_of_a_chart_and_not_its_source(site):
    index = "".join(
        path.read_text("utf-8", "replace")
        for path in (site.folder / "search").rglob("*")
        if path.suffix in {".json", ".js"}
    ) + "".join(
        path.read_text("utf-8", "replace") for path in (site.folder / "assets").rglob("*index*.js*")
    )

    assert index, "there is no index"
    assert "flowchart TD" not in index
    assert "accDescr" not in index


def test_every_result_of_the_search_leads_somewhere(site):
    text = (site.folder / "assets/javascripts/search/index.js").read_text("utf-8")
    index = json.JSONDecoder().raw_decode(text, text.index("{"))[0]
    gone = []
    for page in index["pages"]:
        ids = set(site.tree(page["url"]).xpath("//@id"))
        # The first part is the page itself; the others are found by their heading.
        anchors = [part.get("anchor", pages.slug(part["title"])) for part in page["parts"][1:]]
        gone += [f"{page['url']}#{anchor}" for anchor in anchors if anchor not in ids]

    assert len(index["pages"]) == len(PAGES)
    assert gone == []


def test_the_two_largest_risks_of_the_menu_are_kept_out_of_it():
    """The article's own section titles promise more than the evidence bears."""
    menu = (ROOT / "mkdocs.yml").read_text("utf-8")

    assert "Lasting Solution" not in menu
    assert "Relief" not in menu.split("nav:")[1]


def test_every_source_is_complete():
    known, findings = references.load(DOCS)

    assert findings == []
    assert len(known) > 50


@pytest.mark.parametrize("name", PAGES)
def test_only_menus_and_charts_say_that_a_link_leads_to_this_page(site, name):
    here = site.tree(address_of(name)).cssselect("article [aria-current]")

    assert [link for link in here if "footnote" in str(link.get("class"))] == []
