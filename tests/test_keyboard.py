"""Every thing that can be used can be reached and seen with the keyboard, and left again."""

from __future__ import annotations

from typing import Any

import pytest

TYPES = ["", "pathway/", "surgery/laminectomy/", "reference/glossary/"]
SIZES = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 320, "height": 640}}
# All that takes the focus and is there to be seen; of a group of radio buttons the chosen one.
EXPECTED = """() => {
  const all = [...document.querySelectorAll(
    'a[href], button, input, summary, select, textarea, [tabindex]')]
  const there = all.filter(part => part.tabIndex >= 0 && !part.disabled
    && part.closest('[inert]') === null
    && part.checkVisibility({
      checkVisibilityCSS: true, checkOpacity: !part.matches('[type=radio], [type=checkbox]') })
    && !(part.type === 'radio' && !part.checked))
  window.reached = new Set([document.activeElement])
  window.expected = there
  return there.length
}"""
# Where the focus is, and what is wrong with how it shows (WCAG 2.2: 2.4.7 and 2.4.11).
HERE = """async () => {
  const part = document.activeElement
  // The search opens when the focus comes to it.
  if (part?.matches('[type=text]')) await new Promise(done => { setTimeout(done, 300) })
  if (!part || part === document.body) return null
  const name = `${part.tagName.toLowerCase()}#${part.id} "${
    (part.getAttribute('aria-label') || part.textContent).trim().slice(0, 40)}"`
  const again = window.reached.has(part)
  window.reached.add(part)
  // The theme holds the page still until the search has closed.
  const away = () => {
    const { bottom, top } = part.getBoundingClientRect()
    return bottom < 0 || top > innerHeight
  }
  for (let wait = 0; wait < 20 && away(); wait += 1) {
    await new Promise(done => { setTimeout(done, 50) })
  }
  // What shows the focus of a box that is itself not drawn: the label after it.
  const label = part.matches('input:not([type=text])')
    ? [...document.querySelectorAll(`label[for="${part.id}"]`)]
      .find(one => one.checkVisibility({ checkVisibilityCSS: true })
        && one.getBoundingClientRect().width) : null
  const shown = part.closest('.md-header__option')
    || label?.closest('.md-nav__container') || label || part
  const style = getComputedStyle(shown)
  const drawn = shown.matches('svg a')
    && parseFloat(getComputedStyle(shown.querySelector('rect, polygon, path')).strokeWidth) >= 3
  const box = shown.getBoundingClientRect()
  const faults = []
  if (!drawn && (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2)
      && !part.matches('[data-md-component=search-query]')) faults.push('no outline')
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5]].map(([x, y]) =>
    document.elementFromPoint(box.left + box.width * x, box.top + box.height * y))
  const first = shown.getClientRects()[0] || box
  points.push(document.elementFromPoint(first.left + 3, first.top + first.height / 2))
  const seen = points.some(at => at
    && (shown.contains(at) || at.contains(shown) && !at.matches('html, body')))
  if (!seen) faults.push(`hidden at ${Math.round(box.left)}, ${Math.round(box.top)}`)
  return { name, again, faults }
}"""
MISSED = """() => window.expected.filter(part => !window.reached.has(part)).map(part =>
  `${part.tagName}#${part.id} ${part.className} "${part.textContent.trim().slice(0, 40)}"`)"""


def walk(tab: Any) -> list[str]:
    """Return what is wrong on a walk through the whole page with Tab."""
    faults = []
    expected = tab.evaluate(EXPECTED)
    for _ in range(2 * expected):
        tab.keyboard.press("Tab")
        here = tab.evaluate(HERE)
        if here is None or here["again"]:
            break
        faults += [f"{here['name']}: {fault}" for fault in here["faults"]]
    else:
        faults.append("the walk does not end")
    return faults + [f"not reached: {part}" for part in tab.evaluate(MISSED)]


@pytest.mark.parametrize("size", SIZES)
def test_everything_is_reached_and_the_focus_is_seen(
    address: str, chromium: Any, size: str
) -> None:
    context = chromium.new_context(viewport=SIZES[size], reduced_motion="reduce")
    tab = context.new_page()
    faults = []
    for name in TYPES:
        tab.goto(address + name)
        tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        faults += [f"{name} {fault}" for fault in walk(tab)]
    context.close()

    assert faults == []


def test_the_menu_opens_and_closes_on_a_phone(address: str, chromium: Any) -> None:
    context = chromium.new_context(viewport=SIZES["phone"], reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(address + "surgery/laminectomy/")
    menu = tab.get_by_role("checkbox", name="Menu", exact=True)
    menu.focus()
    tab.keyboard.press("Space")
    assert tab.locator(".md-sidebar--primary .md-nav__link:visible").count() > 3
    faults = walk(tab)
    menu.focus()
    tab.keyboard.press("Escape")

    assert faults == []
    assert not menu.is_checked()
    assert menu.evaluate("box => box === document.activeElement")
    assert not tab.locator(".md-sidebar--primary").is_visible()
    context.close()


def test_the_search_is_left_with_tab_and_with_escape(address: str, chromium: Any) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(address)
    query, results = tab.locator("[data-md-component=search-query]"), tab.locator("#__search")
    query.focus()
    query.press_sequentially("nerve")
    tab.locator(".md-search-result__link").first.wait_for()
    inside = "document.activeElement.closest('[data-md-component=search]') !== null"
    links = set()
    while tab.evaluate(inside) and len(links) < 100:
        tab.keyboard.press("Tab")
        links.add(tab.evaluate("document.activeElement.href || document.activeElement.className"))
    assert any("urgent-help" in link for link in links)
    assert not results.is_checked(), "what opened stays open when the focus has left it"
    assert not tab.locator(".md-search__output").is_visible()

    query.focus()
    assert results.is_checked()
    tab.keyboard.press("Escape")
    assert not results.is_checked()
    context.close()


def test_the_menu_works_without_scripts(address: str, chromium: Any) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport=SIZES["phone"], reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.goto(address)
    tab.get_by_role("checkbox", name="Menu", exact=True).focus()
    tab.keyboard.press("Space")
    tab.get_by_role("checkbox", name="Pages in Procedures").focus()
    tab.keyboard.press("Space")
    link = tab.locator(".md-sidebar--primary a[href$='procedures/nerve-block/']")
    link.click()

    assert tab.url.endswith("procedures/nerve-block/")
    context.close()


def test_what_follows_the_search_is_scrolled_into_view(address: str, chromium: Any) -> None:
    context = chromium.new_context(viewport=SIZES["phone"], reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(address + "surgery/laminectomy/")
    tab.evaluate("scrollTo(0, 2000)")
    tab.locator("[data-md-component=search-query]").focus()
    tab.wait_for_selector("body[data-md-scrolllock]")
    while tab.evaluate("document.activeElement.closest('[data-md-component=search]') !== null"):
        tab.keyboard.press("Tab")
    tab.locator("body:not([data-md-scrolllock])").wait_for(state="attached")
    box = "document.activeElement.getBoundingClientRect()"
    tab.wait_for_function(f"{box}.bottom > 0 && {box}.top < innerHeight", timeout=2000)
    context.close()
