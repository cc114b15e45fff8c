"""Every page on paper, as a reader without JavaScript prints it: read from the PDF."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass, field

import pytest
from pypdf import PdfReader
from test_publish import NAMES, address_of

# What stands on the page, in the words and places that a browser would print. "shown" is false for
# what the print styles leave out.
READ = """() => {
  const shown = part => part.checkVisibility();
  const words = part => part.innerText ?? part.textContent;
  const article = document.querySelector('article');
  const outside = [...document.body.children].flatMap(part => [part, ...part.querySelectorAll('*')])
    .filter(part => !article.contains(part) && !part.contains(article) && shown(part)
      && part.getBoundingClientRect().height > 1 && words(part)?.trim());
  return {
    cards: [...article.querySelectorAll('.admonition')].filter(shown)
      .map(card => ({parts: [...card.children].map(words),
        height: card.getBoundingClientRect().height})),
    closed: [...article.querySelectorAll('details')].filter(shown)
      .map(part => [...part.querySelectorAll(':scope > :not(summary) *')].flatMap(leaf =>
        [...leaf.childNodes].filter(node => node.nodeType === 3).map(node => node.data))),
    sources: [...article.querySelectorAll('.footnote a[href^=http]')].filter(shown)
      .map(link => link.getAttribute('href')),
    outside: outside.map(part => part.className + ': ' + words(part).trim().slice(0, 40)),
    tapped: [...article.querySelectorAll('button, .share, .path-strip, .term-note')]
      .filter(shown).map(part => part.className),
  };
}"""

# Text that is not dark, or stands on a ground that is not white.
GRAY = """() => {
  document.body.setAttribute('data-md-color-scheme', 'slate');
  const level = color => Math.max(...color.match(/[\\d.]+/g).slice(0, 3).map(Number));
  const clear = color => /, 0\\)$/.test(color) || color === 'transparent';
  const found = new Set();
  for (const part of document.querySelectorAll('article, article *')) {
    if (!part.checkVisibility()) continue;
    const style = getComputedStyle(part);
    const own = [...part.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const ink = part.ownerSVGElement ? style.fill : style.color;
    if (own && level(ink) > 60) found.add('ink ' + part.tagName + '.' + part.classList);
    const ground = style.backgroundColor;
    if (!part.ownerSVGElement && !clear(ground) && level(ground) < 250)
      found.add('ground ' + part.tagName + '.' + part.classList);
  }
  return [...found];
}"""

PAPER = 900  # pixels of a Letter page between its margins, a little less than there are


@dataclass
class Printed:
    """One page: what a browser says it prints, and what stands on the paper."""

    said: dict[str, list]
    gray: list[str]
    sheets: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.sheets)


def squeezed(text: str) -> str:
    """Return text without white space, which a PDF does not keep, and with letters apart."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def letters(text: str) -> str:
    """Return only the letters: raised numbers and bullets have no fixed place in a PDF."""
    return re.sub("[^A-Za-z]", "", text)


@pytest.fixture(scope="module")
def printed(address, chromium) -> dict[str, Printed]:
    """Print every page once."""
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 718, "height": 900}
    )
    tab = context.new_page()
    tab.emulate_media(media="print")
    found = {}
    for name in NAMES:
        tab.goto(address + address_of(name))
        paper = PdfReader(io.BytesIO(tab.pdf(format="Letter")))
        found[name] = Printed(tab.evaluate(READ), tab.evaluate(GRAY))
        found[name].sheets = [squeezed(sheet.extract_text()) for sheet in paper.pages]
    context.close()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_page_prints_the_addresses_of_its_sources(printed, name):
    page = printed[name]

    assert [link for link in page.said["sources"] if squeezed(link) not in page.text] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_prints_what_is_closed_on_the_screen(printed, name):
    page = printed[name]

    for words in page.said["closed"]:
        # The longest, because a short one may stand elsewhere on the page.
        longest = max((letters(part) for part in words), key=len, default="")
        assert longest, "a closed block has no words"
        assert longest in letters(page.text), "a closed block stays closed on paper"


@pytest.mark.parametrize("name", NAMES)
def test_a_care_card_is_not_torn_in_two(printed, name):
    page = printed[name]
    for card in page.said["cards"]:
        parts = [letters(part) for part in card["parts"]]
        whole = any(all(part in letters(sheet) for part in parts) for sheet in page.sheets)
        assert whole or card["height"] > PAPER, card["parts"][0]


@pytest.mark.parametrize("name", NAMES)
def test_paper_has_no_menus_and_nothing_to_tap(printed, name):
    assert printed[name].said["outside"] == []
    assert printed[name].said["tapped"] == []


@pytest.mark.parametrize("name", NAMES)
def test_paper_is_black_on_white_though_the_screen_was_dark(printed, name):
    assert printed[name].gray == []


def test_the_sources_of_a_treatment_page_are_there_to_be_read(printed):
    """The tests above would pass on a page without any."""
    assert sum(len(page.said["sources"]) for page in printed.values()) > len(NAMES)
    assert sum(len(page.said["closed"]) for page in printed.values()) > 3
    assert sum(len(page.said["cards"]) for page in printed.values()) > 10
