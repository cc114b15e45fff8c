"""What the site shows when it is found, shared, lost or reported to its maintainers."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader
from lxml import etree, html
from test_publish import NAMES, address_of

from sitekit.paths import ROOT

REPO = "https://code.example/pain/site"
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
WARNING = "This is public. Do not write about your own health."


def foot(repo: str = "", contact: str = "", edit: str = "") -> html.HtmlElement:
    """Return the foot of a page for an owner who has set these values."""
    templates = Environment(loader=FileSystemLoader(ROOT / "overrides/partials"), autoescape=False)
    templates.filters["url"] = lambda address: f"../{address}"
    templates.filters["urlencode"] = lambda text: quote(text, safe="/")
    text = templates.get_template("page-foot.html").render(
        config=SimpleNamespace(
            repo_url=repo, site_url="https://pain.example/", extra={"contact": contact}
        ),
        page=SimpleNamespace(
            title="Nerve block & more", canonical_url="https://pain.example/a/", edit_url=edit
        ),
        place={"reviews": [], "written": "x", "next_due": "y", "card": "card.png"},
    )
    return html.fromstring(text)


def links(tree: html.HtmlElement, inside: str) -> dict[str, str]:
    return {a.text_content(): a.get("href") for a in tree.cssselect(f"{inside} a")}


def size_of(png: Path) -> tuple[int, int]:
    data = png.read_bytes()
    assert data.startswith(b"\x89PNG")
    return struct.unpack(">II", data[16:24])


def file_at(folder: Path, address: str) -> Path:
    return folder / urlsplit(address).path.lstrip("/")


# Reports


def test_where_nobody_can_be_reached_nothing_is_shown():
    assert foot().cssselect(".feedback, .report") == []


@pytest.mark.parametrize("form", ["problem", "harm"])
def test_a_report_begins_with_the_warning_and_knows_its_page(form):
    tree = foot(repo=f"{REPO}/")
    first = tree.cssselect(".feedback p")[0].text_content()
    (link,) = [a for a in links(tree, ".feedback").values() if f"{form}.yml" in a]
    asked = parse_qs(urlsplit(link).query)

    assert " ".join(first.split()).startswith(WARNING)
    assert links(tree, ".feedback p")["urgent help"].endswith("urgent-help/")
    assert link.startswith(f"{REPO}/issues/new?")
    assert asked["page"] == ["https://pain.example/a/"]
    assert asked["title"] == ["Nerve block & more: "]


@pytest.mark.parametrize("form", ["problem", "harm"])
def test_a_form_takes_what_the_page_sends_after_the_same_warning(form):
    body = yaml.safe_load((FORMS / f"{form}.yml").read_text("utf-8"))["body"]

    assert WARNING in body[0]["attributes"]["value"]
    assert "urgent help" in body[0]["attributes"]["value"]
    assert {"page", "heading"} <= {part.get("id") for part in body}


def test_people_without_an_account_can_write():
    tree = foot(contact="help@pain.example")
    (address,) = [a for a in links(tree, ".feedback").values() if a.startswith("mailto:")]
    words = " ".join(tree.cssselect(".feedback")[0].text_content().split())

    assert address.startswith("mailto:help@pain.example?subject=Page%3A%20Nerve%20block%20%26")
    assert "https%3A//pain.example/a/" in address
    assert "do not write about your own health" in words
    assert "go to urgent help" in words
    assert not tree.cssselect("a.report")


@pytest.mark.parametrize("contact", ["https://pain.example/form", "by post: 1 Main St <x>"])
def test_a_contact_may_be_a_form_or_words(contact):
    tree = foot(contact=contact)

    assert contact in tree.cssselect(".feedback")[0].text_content()
    assert (contact in links(tree, ".feedback")) == contact.startswith("https")


def test_a_report_knows_the_heading_at_which_the_reader_is(address, chromium):
    context = chromium.new_context()
    page = context.new_page()
    report = f'<a class="report" href="{REPO}/issues/new?template=problem.yml">Report</a>'

    def with_a_report(route):
        got = route.fetch()
        body = re.sub(r'<p class="?share\b', lambda foot: report + foot[0], got.text(), count=1)
        assert report in body
        route.fulfill(response=got, body=body)

    page.route("**/urgent-help/", with_a_report)
    page.route(f"{REPO}/**", lambda route: route.fulfill(body="ok"))
    page.goto(address + "urgent-help/")
    heading = page.locator("article > h2[id]").nth(1)
    anchor, words = heading.get_attribute("id"), heading.evaluate("h => h.firstChild.data.trim()")
    page.goto(f"{address}urgent-help/#{anchor}")
    page.locator("a.report").click()
    page.wait_for_url(f"{REPO}/**")
    asked = parse_qs(urlsplit(page.url).query)
    context.close()

    assert asked["heading"] == [words]


def test_reports_are_made_with_the_keyboard_alone(address, chromium):
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    feedback = html.tostring(foot(repo=REPO).cssselect(".feedback")[0], encoding="unicode")
    asked = []

    def with_reports(route):
        got = route.fetch()
        body = re.sub(r"(?=<p [^>]*class=.?share)", lambda _: feedback, got.text(), count=1)
        route.fulfill(response=got, body=body)

    def stay(route):
        asked.append(parse_qs(urlsplit(route.request.url).query))
        route.fulfill(status=204)

    page.route("**/urgent-help/", with_reports)
    page.route(f"{REPO}/**", stay)
    page.goto(address + "urgent-help/")
    part = page.locator(".md-sidebar--secondary a[href^='#']").nth(1)
    heading = " ".join(part.inner_text().split())
    part.focus()
    page.keyboard.press("Enter")
    for _ in range(page.locator("a[href]").count()):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.report')"):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            with page.expect_request(f"{REPO}/**"):
                page.keyboard.press("Enter")
        if len(asked) == len(("problem", "harm")):
            break
    context.close()

    assert asked == [
        {
            "template": [f"{form}.yml"],
            "page": ["https://pain.example/a/"],
            "title": ["Nerve block & more: "],
            "heading": [heading],
        }
        for form in ("problem", "harm")
    ]


# Found and shared


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_says_of_itself_is_what_it_shows(site, name):
    tree = site.tree(address_of(name))
    said = {m.get("property") or m.get("name"): m.get("content") for m in tree.cssselect("meta")}
    graph = json.loads(tree.cssselect("script[type='application/ld+json']")[0].text)["@graph"]
    title = tree.cssselect("article h1")[0].text
    home = tree.cssselect("link[rel=canonical]")[0].get("href")

    assert graph[0]["name"] == said["og:title"] == title
    assert graph[0]["description"] == said["og:description"] == said["description"]
    assert graph[0]["url"] == said["og:url"] == home
    assert said["twitter:card"] == "summary_large_image"
    assert size_of(file_at(site.folder, said["og:image"])) == (1200, 630)
    for step in graph[1]["itemListElement"] if graph[1:] else ():
        assert (file_at(site.folder, step["item"]) / "index.html").is_file()
    assert bool(graph[1:]) == (name != "index.md")


def test_the_map_for_search_engines_has_every_page_and_nothing_else(site):
    tree = etree.parse(site.folder / "sitemap.xml")
    listed = sorted(urlsplit(e.text).path for e in tree.iter("{*}loc"))

    assert listed == sorted(f"/{address_of(name)}" for name in NAMES)
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", e.text) for e in tree.iter("{*}lastmod"))
    assert re.search(r"^Sitemap: .*/sitemap\.xml$", (site.folder / "robots.txt").read_text(), re.M)


def test_the_site_can_stand_on_the_first_screen_of_a_phone(site):
    manifest = json.loads((site.folder / "manifest.webmanifest").read_text("utf-8"))
    home = site.tree("")

    assert manifest["name"]
    assert manifest["description"]
    for icon in manifest["icons"]:
        width, height = size_of(site.folder / icon["src"])
        assert icon["sizes"] == f"{width}x{height}"
    for rel in ("icon", "apple-touch-icon", "manifest"):
        (link,) = home.cssselect(f"link[rel={rel}]")
        assert (site.folder / link.get("href")).is_file()


def test_who_is_lost_finds_urgent_help_and_every_page_from_any_depth(site):
    text = (site.folder / "404.html").read_text("utf-8")
    tree = html.fromstring(text)
    led = [a.get("href").removesuffix(".") for a in tree.cssselect("article a[href]")]

    assert "noindex" in text
    assert "urgent-help" in led[0]
    assert all(a.startswith("/") for a in led)
    missing = {f"/{address_of(name)}" for name in NAMES} - set(led)
    assert missing == set()
