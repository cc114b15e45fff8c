"""Nothing is lost at a zoom of 400 % or with wider text, and drawings keep their contrast."""

from __future__ import annotations

from typing import Any

import pytest

# WCAG 2.2, 1.4.12: no more than these may be asked, and all must be borne.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""
LOST = """() => {
  // For ears only, or not of the page's text: the header repeats the page's title.
  const HIDDEN = '.visually-hidden, thead, svg, .md-search, .md-header__topic'
  const cuts = overflow => overflow === 'hidden' || overflow === 'clip'
  const page = document.documentElement
  const found = page.scrollWidth > page.clientWidth ? [`the page is ${page.scrollWidth} wide`] : []
  for (const part of document.querySelectorAll('article *, header *, footer *, .md-tabs *')) {
    if (!part.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue
    if (part.closest(HIDDEN) || !part.clientWidth) continue
    const text = part.textContent.trim().slice(0, 60)
    const { overflowX, overflowY } = getComputedStyle(part)
    const cut = cuts(overflowX) && part.scrollWidth > part.clientWidth + 1
      || cuts(overflowY) && part.scrollHeight > part.clientHeight + 1
    if (cut && text) found.push(`${part.className}: ${text}`)
    const box = part.getBoundingClientRect()
    const scrolls = part.closest('table, .md-typeset__scrollwrap, .md-tabs')
    if (!scrolls && (box.right > innerWidth + 1 || box.left < -1) && text)
      found.push(`beside the window: ${part.tagName} ${text}`)
  }
  return found
}"""
# Text over a shape, which axe cannot judge; shapes that carry meaning need 3 to 1 (1.4.11).
FAINT = """() => {
  const numbers = color => (color.match(/[\\d.]+/g) || []).map(Number)
  const seen = color => color !== 'none' && numbers(color)[3] !== 0 && numbers(color).length >= 3
  const light = color => {
    const [r, g, b] = numbers(color).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((m, n) => n - m)
    return (x + 0.05) / (y + 0.05)
  }
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor
      if (seen(color)) return color
    }
    return 'rgb(255, 255, 255)'
  }
  const found = []
  for (const svg of document.querySelectorAll('article figure svg')) {
    const ground = behind(svg)
    const shapes = [...svg.querySelectorAll('rect, polygon, path, circle, ellipse, line, use')]
    for (const text of svg.querySelectorAll('text')) {
      const box = text.getBoundingClientRect()
      const x = box.x + box.width / 2, y = box.y + box.height / 2
      // The last shape before the text that lies under its middle.
      const under = shapes.filter(shape => {
        if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) return false
        if (!seen(getComputedStyle(shape).fill) || shape.closest('marker, defs')) return false
        const own = shape.getBoundingClientRect()
        return own.left <= x && x <= own.right && own.top <= y && y <= own.bottom
      }).at(-1)
      const paper = under ? getComputedStyle(under).fill : ground
      const got = ratio(getComputedStyle(text).fill, paper)
      if (got < 4.5) found.push(`text "${text.textContent}" has ${got.toFixed(2)}`)
    }
    for (const shape of shapes) {
      if (shape.closest('marker, defs, .edge-label')) continue
      const { fill, stroke } = getComputedStyle(shape)
      const drawn = [fill, stroke].filter(seen)
      const best = Math.max(0, ...drawn.map(color => ratio(color, ground)))
      const name = shape.closest('[class]').getAttribute('class')
      if (drawn.length && best < 3) found.push(`shape ${name} has ${best.toFixed(2)}`)
    }
  }
  return [...new Set(found)]
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_wide_text_and_zoom_lose_nothing(
    site: Any, address: str, chromium: Any, width: int
) -> None:
    # The policy would refuse the reader's own style sheet, which a browser puts in by other ways.
    context = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    tab = context.new_page()
    faults = []
    for name in site.addresses():
        tab.goto(address + name)
        tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        faults += [f"{name}: {fault}" for fault in tab.evaluate(LOST)]
        tab.add_style_tag(content=SPACING)
        faults += [f"{name}, wide text: {fault}" for fault in tab.evaluate(LOST)]
    context.close()

    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_keep_their_contrast(site: Any, address: str, chromium: Any, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme)
    tab = context.new_page()
    faults = []
    for name in site.addresses():
        tab.goto(address + name)
        faults += [f"{name}: {fault}" for fault in tab.evaluate(FAINT)]
    context.close()

    assert faults == []
