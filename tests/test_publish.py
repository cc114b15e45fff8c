"""The finished site is private and safe, and says true things of itself."""

from __future__ import annotations

import json
import re
import zipfile

import pytest

from sitekit import offline, pages, structured, weight
from sitekit.paths import DOCS
from sitekit.publish import policy

# What a page can keep beside cookies and storage.
KEPT = """async () => [
  ...(await indexedDB.databases()).map(base => `database ${base.name}`),
  ...(await caches.keys()).map(name => `cache ${name}`),
  ...(await navigator.serviceWorker.getRegistrations()).map(one => `worker ${one.scope}`)]"""
NAMES = [path.relative_to(DOCS).as_posix() for path in pages.paths(DOCS)]


def address_of(name: str) -> str:
    return re.sub(r"(index)?\.md$", "", name).rstrip("/") + "/" if name != "index.md" else ""


@pytest.mark.parametrize("name", NAMES)
def test_a_page_allows_nothing_from_elsewhere_and_nothing_unsafe(site, name):
    text = (site.folder / address_of(name) / "index.html").read_text("utf-8")
    (rules,) = site.tree(address_of(name)).xpath("//meta[@http-equiv='Content-Security-Policy']")
    rules = rules.get("content")

    assert "unsafe" not in rules
    assert "http" not in rules
    assert "form-action 'none'" in rules
    for script in policy.scripts(text):
        assert script in rules
    # A policy does not stop a browser from greeting another host ahead of time.
    greeted = site.tree(address_of(name)).xpath(
        "//link[starts-with(@rel, 'pre') or @rel='dns-prefetch']"
    )
    assert [link.get("href") for link in greeted if "//" in link.get("href")] == []


def test_a_handler_in_an_attribute_is_refused():
    with pytest.raises(ValueError, match="onclick"):
        policy.add('<meta charset="utf-8"><p onclick="x()">', policy.Policy())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_can_be_shared_and_claims_no_review(site, name):
    tree = site.tree(address_of(name))
    data = json.loads(tree.cssselect("script[type='application/ld+json']")[0].text)
    picture = tree.cssselect("meta[property='og:image']")[0].get("content")

    assert "lastReviewed" not in json.dumps(data)
    assert (site.folder / picture.split("/", 3)[3]).stat().st_size < 30_000


def test_text_cannot_end_the_script_it_stands_in():
    assert "</script>" not in structured.script({"name": "</script><script>alert(1)"})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_asks_others_stores_cookies_or_breaks_its_policy(address, chromium, scheme):
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    asked, faults = set(), []
    # What a worker asks for is seen by the context and not by the page.
    context.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    for name in NAMES:
        page.goto(address + address_of(name))
    kept = page.evaluate(KEPT)
    page.locator("[data-md-component=search-query]").press_sequentially("nerve")
    page.locator(".md-search-result__link").first.wait_for()
    stored = page.evaluate("() => Object.keys({...localStorage, ...sessionStorage})")
    cookies = context.cookies()
    context.close()

    assert faults == []
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert cookies == []
    assert kept == []
    assert all("palette" in key for key in stored), stored


def test_every_page_keeps_within_its_weight(site):
    assert weight.over(site.folder) == []


def test_the_offline_copy_opens_from_disk(site, chromium, tmp_path):
    folder = tmp_path / "copy"
    offline.unfold(site.folder, folder)
    target = tmp_path / "copy.zip"
    offline.pack(folder, target)
    with zipfile.ZipFile(target) as packed:
        packed.extractall(tmp_path / "unpacked")
    page = chromium.new_page()
    page.goto((tmp_path / "unpacked" / "copy" / "index.html").as_uri())
    page.locator("a.urgent-bar").click()
    page.wait_for_url("**/urgent-help/index.html")

    assert page.locator("h1").is_visible()
    page.close()
