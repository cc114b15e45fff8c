"""What a reader does with the finished site, in a real browser."""

from __future__ import annotations

import functools
import http.server
import os
import re
import threading

import pytest

from sitekit import build, pages
from sitekit.paths import DOCS

CHARTS = ["", "pathway/", "diagnosis/", "procedures/", "surgery/laminectomy/"]

# Every label must lie inside its own box; the arrow labels have boxes of their own.
OVERFLOW = """() => [...document.querySelectorAll('.diagram svg .node, .diagram svg .edge-label')]
  .filter(part => {
    const box = part.querySelector('rect, polygon, path').getBoundingClientRect();
    const text = part.querySelector('text').getBoundingClientRect();
    return text.left < box.left - 1 || text.right > box.right + 1
        || text.top < box.top - 2 || text.bottom > box.bottom + 2;
  }).map(part => part.textContent)"""

CLIPPED = """() => [...document.querySelectorAll('.diagram svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text, rect, polygon')].filter(part => {
    const box = part.getBoundingClientRect();
    return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
  }).map(part => part.textContent || part.tagName);
})"""

SMALLEST = """() => Math.min(...[...document.querySelectorAll('.diagram svg')].map(svg =>
  16 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width))"""

CONTRAST = """() => {
  const light = color => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((m, n) => n - m);
    return (x + 0.05) / (y + 0.05);
  };
  const ground = getComputedStyle(document.body).backgroundColor;
  const found = [];
  for (const node of document.querySelectorAll('.diagram svg .node')) {
    const shape = getComputedStyle(node.querySelector('rect, polygon, path'));
    const text = getComputedStyle(node.querySelector('text'));
    if (ratio(text.fill, shape.fill) < 4.5) found.push('text ' + node.textContent);
    const border = Math.max(ratio(shape.stroke, ground), ratio(shape.fill, ground));
    if (border < 3) found.push('border ' + node.textContent);
  }
  for (const edge of document.querySelectorAll('.diagram svg .edge')) {
    if (ratio(getComputedStyle(edge).stroke, ground) < 3) found.push('arrow');
  }
  for (const label of document.querySelectorAll('.diagram svg .edge-label text')) {
    if (ratio(getComputedStyle(label).fill, ground) < 4.5) found.push('label');
  }
  return found;
}"""


@pytest.fixture
def tab(chromium):
    """A fresh tab; keywords as for a browser context."""
    opened = []

    def new(**options):
        context = chromium.new_context(**options)
        opened.append(context)
        return context.new_page()

    yield new
    for context in opened:
        context.close()


PHONE = {"viewport": {"width": 320, "height": 640}}


@pytest.mark.parametrize("page", CHARTS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_can_be_read_on_a_phone(address, tab, page, scheme):
    phone = tab(color_scheme=scheme, **PHONE)
    phone.goto(address + page)

    assert phone.locator(".diagram svg").count() >= 1
    assert phone.evaluate(SMALLEST) >= 12, "the labels are under 12 pixels"
    assert phone.evaluate(OVERFLOW) == []
    assert phone.evaluate(CLIPPED) == []
    assert phone.evaluate(CONTRAST) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_card_names_no_column_that_says_nothing(address, tab):
    phone = tab(**PHONE)
    phone.goto(address + "surgery/discectomy/")
    empty = """[...document.querySelectorAll('td')].filter(cell => !cell.textContent.trim())
      .map(cell => cell.getBoundingClientRect().height)"""

    assert phone.evaluate(empty), "no table of this page has an empty cell any more"
    assert not any(phone.evaluate(empty))


@pytest.mark.parametrize("font", ["Liberation Sans", "DejaVu Sans"])
def test_a_chart_holds_its_words_in_a_wider_font_too(address, tab, font):
    desktop = tab(bypass_csp=True)
    desktop.goto(address + "pathway/")
    desktop.add_style_tag(content=f".diagram svg {{ font-family: '{font}' !important }}")

    assert desktop.evaluate(OVERFLOW) == []


def test_a_chart_keeps_its_borders_in_forced_colors(address, tab):
    forced = tab(forced_colors="active")
    forced.goto(address + "pathway/")
    same = forced.evaluate(
        """() => [...document.querySelectorAll('.diagram svg .node')].filter(node => {
          const shape = getComputedStyle(node.querySelector('rect, polygon, path'));
          const text = getComputedStyle(node.querySelector('text'));
          return shape.fill === shape.stroke || shape.fill === text.fill;
        }).length"""
    )

    assert same == 0


def test_a_chart_is_walked_with_the_keyboard(address, tab):
    desktop = tab()
    desktop.goto(address + "pathway/")
    first = desktop.locator(".diagram svg a").first
    first.focus()
    desktop.keyboard.press("Shift+Tab")
    desktop.keyboard.press("Tab")
    width = first.evaluate(
        "link => getComputedStyle(link.querySelector('rect, polygon, path')).strokeWidth"
    )
    assert float(width.removesuffix("px")) >= 3, "focus cannot be seen"

    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/urgent-help/")


def test_a_page_shows_where_it_is_on_the_chart(address, tab):
    desktop = tab()
    desktop.goto(address + "surgery/laminectomy/")
    here = desktop.locator(".diagram svg a[aria-current=page]")

    assert here.count() == 1
    assert here.get_attribute("aria-label") == "Laminectomy"


def test_links_of_a_chart_speak_and_the_rest_is_silent(address, tab):
    desktop = tab()
    desktop.goto(address + "pathway/")
    tree = desktop.locator(".diagram").first.aria_snapshot()

    assert re.search(r'link "History and exam"', tree)
    assert 'text: "Yes' not in tree.split("list")[0]


@pytest.mark.parametrize("name", [p.relative_to(DOCS).as_posix() for p in pages.paths(DOCS)])
def test_a_page_can_be_read_without_scripts(address, tab, name):
    plain = tab(java_script_enabled=False)
    plain.goto(address + re.sub(r"(index)?\.md$", "", name).rstrip("/"))

    assert plain.locator("article h1").is_visible()
    for chart in plain.locator(".diagram svg").all():
        assert chart.is_visible()
    assert plain.locator("nav a[href$='urgent-help/'], a.urgent-bar").first.is_visible()


@pytest.fixture(scope="module")
def drawn_in_browser(tmp_path_factory):
    """The site with mermaid2 drawing in the reader's browser, on a free port."""
    folder = tmp_path_factory.mktemp("browser-mode") / "site"
    os.environ["DIAGRAMS"] = "browser"
    try:
        built, notes = build.build(folder)
    finally:
        del os.environ["DIAGRAMS"]
    assert built, notes
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    handler.log_message = lambda *args: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.mark.parametrize("page", ["", "surgery/laminectomy/"], ids=["home", "nested"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_plugin_can_draw_in_the_browser(drawn_in_browser, tab, page, scheme):
    desktop = tab(color_scheme=scheme)
    faults, asked = [], []
    desktop.on("pageerror", lambda error: faults.append(str(error)))
    desktop.on("request", lambda request: asked.append(request.url))
    desktop.goto(drawn_in_browser + page)
    desktop.wait_for_selector(".mermaid svg .node")

    assert faults == []
    assert [url for url in asked if not url.startswith((drawn_in_browser, "data:", "blob:"))] == []
    assert (
        desktop.evaluate(CONTRAST.replace(".diagram svg .edge", ".mermaid svg .flowchart-link"))
        == []
    )
    links = desktop.locator(".mermaid svg a").evaluate_all(
        "all => all.map(a => a.getAttribute('href') || a.getAttribute('xlink:href'))"
    )
    assert links
    assert not any(link.endswith(".md") for link in links)
