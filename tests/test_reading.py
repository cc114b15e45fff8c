"""What a reader meets within the text: citations, explanations, and the name in the header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

# Citations that begin a line without the word before them.
ALONE = """() => [...document.querySelectorAll('article sup')].filter(mark => {
  const block = mark.closest('p, li, td, th, dd, figcaption, h2, h3, summary')
  if (!block || !mark.getClientRects().length) return false
  if (mark.previousSibling?.data === '\u200b') return false // after three in a row a line may end
  const before = document.createRange()
  before.setStart(block, 0)
  before.setEndBefore(mark)
  if (!before.toString().trim()) return false
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  let text = null
  while (walker.nextNode() && !mark.contains(walker.currentNode)) {
    if (walker.currentNode.data.trim()) text = walker.currentNode
  }
  const range = document.createRange()
  const end = text.data.trimEnd().length
  range.setStart(text, end - 1)
  range.setEnd(text, end)
  const word = [...range.getClientRects()].at(-1)
  const here = mark.getClientRects()
  return word && (here.length > 1 || here[0].top >= word.bottom)
}).map(mark => `${mark.textContent} in "${mark.parentElement.textContent.slice(0, 60)}"`)"""
# The name of the site if it is cut off; the title of a page if it sticks out, or a word is cut.
CUT = """() => [...document.querySelectorAll('.md-header__topic > *')].filter((name, at) => {
  const box = name.getBoundingClientRect()
  const header = document.querySelector('.md-header').getBoundingClientRect()
  return name.scrollWidth > name.clientWidth
    || at === 0 && name.scrollHeight > name.clientHeight + 1
    || box.top < header.top - 1 || box.bottom > header.bottom + 1
}).map(name => name.textContent.trim())"""


def test_no_citation_stands_alone_and_no_name_is_cut_off(
    site: Any, address: str, chromium: Any
) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    tab = context.new_page()
    faults = []
    for name in site.addresses():
        tab.goto(address + name)
        tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        for width in (320, 390):
            tab.set_viewport_size({"width": width, "height": 640})
            faults += [f"{name} {width}: cut off: {text}" for text in tab.evaluate(CUT)]
            faults += [f"{name} {width}: alone: {text}" for text in tab.evaluate(ALONE)]
        tab.emulate_media(media="print")
        faults += [f"{name} on paper: alone: {text}" for text in tab.evaluate(ALONE)]
        tab.emulate_media(media="screen")
    context.close()

    assert faults == []


@pytest.fixture(scope="module")
def page_with_a_term(site: Any) -> str:
    return next(name for name in site.addresses() if site.tree(name).cssselect("p > a.term"))


def without_interest(route: Any) -> None:
    """Answer as if the browser did not know ``interestfor`` and the styles that come with it."""
    got = route.fetch()
    text = re.sub(r" interestfor=[^\s>]+", "", got.text())
    route.fulfill(response=got, body=text.replace("interest-delay", "no-such-property"))


@pytest.fixture(params=["by the browser", "by our script"])
def tab(request: pytest.FixtureRequest, chromium: Any) -> Iterator[Any]:
    """A page in a browser that opens explanations by itself, and in one that does not."""
    context = chromium.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    if request.param == "by our script":
        page.route(re.compile(r"/$|\.css$|/page-foot\.js$"), without_interest)
    yield page
    context.close()


def test_an_explanation_closes_on_escape_and_on_a_press_elsewhere(
    address: str, tab: Any, page_with_a_term: str
) -> None:
    tab.goto(address + page_with_a_term)
    term, note = tab.locator("p > a.term").first, tab.locator("p > a.term + .term-note").first
    has_focus = "link => link === document.activeElement"

    term.focus()
    # Focus by the keyboard: back and forth.
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Tab")
    assert term.evaluate(has_focus)
    note.wait_for(state="visible")
    tab.keyboard.press("Escape")
    note.wait_for(state="hidden")
    assert term.evaluate(has_focus), "the reader has lost the place"

    tab.mouse.move(1, 899)
    tab.evaluate("document.activeElement.blur()")
    term.hover()
    note.wait_for(state="visible")
    note.hover()
    tab.wait_for_timeout(1700)
    assert note.is_visible(), "it goes while the pointer is on it"
    tab.locator("article h1").click()
    note.wait_for(state="hidden")


def test_without_scripts_an_explanation_stands_in_the_sentence_and_covers_nothing(
    address: str, chromium: Any, page_with_a_term: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route(re.compile(r"/$|\.css$"), without_interest)
    page.goto(address + page_with_a_term)
    term, note = page.locator("p > a.term").first, page.locator("p > a.term + .term-note").first
    assert not note.is_visible()
    term.hover()

    assert note.is_visible()
    assert note.evaluate("note => getComputedStyle(note).position") == "static"
    context.close()
