"""Readers who set their own colors or no motion get what they asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

# What a page must hold to be asked; the first page that has it is taken.
KINDS = {
    "people": "svg.people",
    "a spine": "[class*='drawing shows-']",
    "a chart": ".diagram",
    "an emergency": ".admonition.emergency",
    "a card of another kind": ".admonition.urgent",
    "an explanation": ".term-note",
    "the visit sheet": ".visit-sheet",
    "a table": "article table",
}
# A browser puts the reader's own ground behind words, whatever the style sheet says.
FAINT = """() => {
  const light = color => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const probe = document.body.appendChild(document.createElement('p'))
  const system = name => { probe.style.color = name; return getComputedStyle(probe).color }
  const ground = light(system('Canvas'))
  const ratio = color => {
    const [x, y] = [light(color), ground].sort((m, n) => n - m)
    return (x + 0.05) / (y + 0.05)
  }
  const found = new Set()
  const fault = (what, part) => found.add(`${what}: ${part.tagName}.${
    part.getAttribute('class') || ''} "${part.textContent.trim().slice(0, 30)}"`)
  for (const part of document.querySelectorAll('body *')) {
    const own = [...part.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    if (!own || part.matches('script, style, noscript, title, desc')) continue
    const style = getComputedStyle(part)
    if (ratio(part.closest('svg') ? style.fill : style.color) < 4.5) fault('faint words', part)
  }
  const colors = part => {
    const { fill, stroke, strokeWidth } = getComputedStyle(part)
    return [fill, stroke, strokeWidth]
  }
  for (const drawing of document.querySelectorAll('.outcome-drawing svg')) {
    for (const on of drawing.querySelectorAll('.on')) {
      if (getComputedStyle(on).fill !== system('CanvasText')) fault('a figure not filled', on)
    }
    for (const off of drawing.querySelectorAll('.off')) {
      const [fill, stroke] = colors(off)
      if (fill !== 'none' || ratio(stroke) < 3) fault('a figure not outlined', off)
    }
  }
  for (const drawing of document.querySelectorAll('.drawing')) {
    const part = drawing.className.match(/shows-(\\w+)/)[1]
    const [picked, ...others] = [drawing.querySelector(`.${part}`),
      ...drawing.querySelectorAll(`.part:not(.${part})`)].map(one => colors(one).join())
    if (others.includes(picked)) fault('a part not picked out', drawing)
  }
  const frame = part => parseFloat(getComputedStyle(part).borderTopWidth)
  for (const card of document.querySelectorAll('.admonition')) {
    if (frame(card) < (card.matches('.emergency') ? 4 : 1)) fault('a card without its frame', card)
    if (!card.matches('.emergency') && frame(card) > 3) fault('a card like an emergency', card)
  }
  for (const part of document.querySelectorAll(
    '.path-strip .here a, .term-note, .outcome, table, .visit-sheet textarea, .md-search__form')) {
    if (frame(part) < 1) fault('no frame', part)
  }
  const logo = getComputedStyle(document.querySelector('.md-header .md-logo img'))
  if (light(logo.backgroundColor) > 0.18) fault('a white logo on a light ground',
    document.querySelector('.md-header .md-logo'))
  probe.remove()
  return [...found]
}"""
OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement)
  return style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2
    && style.outlineColor !== getComputedStyle(document.body).backgroundColor
}"""
# More than a frame is a movement that can be seen.
MOVING = """() => {
  const long = times => times.split(',').some(time => parseFloat(time) > 0.001)
  const found = new Set()
  for (const part of document.querySelectorAll('*')) {
    for (const pseudo of [null, '::before', '::after']) {
      const style = getComputedStyle(part, pseudo)
      const name = `${part.tagName}.${part.getAttribute('class') || ''}${pseudo || ''}`
      if (style.animationName !== 'none' && (long(style.animationDuration)
          || style.animationIterationCount === 'infinite')) found.add(`${name} is animated`)
      if (long(style.transitionDuration)) found.add(`${name} changes slowly`)
      if (!pseudo && style.scrollBehavior === 'smooth') found.add(`${name} glides`)
    }
  }
  return [...found, ...document.getAnimations().filter(run => run.playState === 'running')
    .map(run => `an animation runs: ${run.animationName || run.transitionProperty || 'script'}`)]
}"""
# Notes each scroll for which a script asks to be smooth by name.
GLIDES = """window.glides = []
for (const owner of [Element.prototype, window]) {
  for (const name of ['scroll', 'scrollTo', 'scrollBy', 'scrollIntoView']) {
    const scroll = owner[name]
    if (scroll) owner[name] = function (...to) {
      if (to[0]?.behavior === 'smooth') window.glides.push(`${name} of ${this.className}`)
      return scroll.apply(this, to)
    }
  }
}"""


@pytest.fixture(scope="module")
def kinds(site: Any) -> list[str]:
    """Return a few pages that hold one of each kind of thing."""
    trees = {page: site.tree(page) for page in site.addresses()}
    found = {
        kind: next((page for page, tree in trees.items() if tree.cssselect(mark)), None)
        for kind, mark in KINDS.items()
    }
    assert [kind for kind, page in found.items() if page is None] == []
    return sorted({page for page in found.values() if page is not None})


@pytest.fixture
def tab(chromium: Any) -> Iterator[Callable[..., Any]]:
    """A fresh tab; keywords as for a browser context."""
    opened = []

    def new(**options: Any) -> Any:
        opened.append(chromium.new_context(viewport={"width": 1280, "height": 800}, **options))
        return opened[-1].new_page()

    yield new
    for context in opened:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_readers_own_colors_lose_nothing(
    address: str, kinds: list[str], tab: Callable[..., Any], scheme: str
) -> None:
    forced = tab(forced_colors="active", color_scheme=scheme, reduced_motion="reduce")
    faults = []
    for page in kinds:
        forced.goto(address + page)
        forced.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        faults += [f"{page} {fault}" for fault in forced.evaluate(FAINT)]

    assert faults == []
    forced.keyboard.press("Tab")
    forced.keyboard.press("Tab")
    assert forced.evaluate(OUTLINE), "the focus cannot be seen"


def follows(tab: Any, what: str, before: float) -> float:
    """Return a number of the page as soon as it is another one than before."""
    # The policy of the page forbids Playwright's own way to wait for this.
    for _ in range(100):
        now = float(tab.evaluate(what))
        if now != before:
            return now
        tab.wait_for_timeout(50)
    raise AssertionError(f"{what} stays at {before}")


def test_nothing_moves_for_who_asks_for_no_motion(
    address: str, kinds: list[str], tab: Callable[..., Any]
) -> None:
    still = tab(reduced_motion="reduce")
    still.add_init_script(GLIDES)
    faults = []
    for page in kinds:
        still.goto(address + page)
        still.evaluate(
            """document.querySelectorAll('details').forEach(block => { block.open = true })
            document.querySelector('.term-note')?.showPopover()
            document.querySelector('[data-md-toggle=search]').click()"""
        )
        faults += [f"{page} {fault}" for fault in still.evaluate(MOVING)]

    # The contents beside a long page follow the reader, and a button leads back to its top.
    still.set_viewport_size({"width": 1280, "height": 300})
    still.goto(address + "surgery/laminectomy/")
    still.evaluate("document.querySelector('.footnote').scrollIntoView()")
    beside = "document.querySelector('.md-sidebar--secondary .md-sidebar__scrollwrap').scrollTop"
    far = follows(still, beside, 0)
    still.wait_for_timeout(400)  # a quarter of a second after a rest the theme begins to glide
    still.evaluate("document.querySelectorAll('article h2')[1].scrollIntoView()")
    follows(still, beside, far)
    faults += [f"glides by script: {glide}" for glide in still.evaluate("window.glides")]
    top = still.locator(".md-top")
    top.wait_for()
    at_once = top.evaluate("button => { button.click(); return scrollY }")

    assert faults == []
    assert at_once == 0
