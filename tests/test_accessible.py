"""Every page can be used by everyone: axe, zoom, spacing, contrast of drawings."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

WIDE, PHONE = (1280, 800), (320, 640)  # 320 is also 1,280 at a zoom of 400 %
SCHEMES = {"light": "default", "dark": "slate"}
OPEN = """document.querySelectorAll('details').forEach(block => { block.open = true })"""
# One page of each kind, and what the color scheme can change.
TYPES = ["", "pathway/", "compare-options/", "surgery/laminectomy/", "reference/glossary/"]
EVERYTHING = os.environ.get("AXE") == "all"
COLORS = ["color-contrast", "link-in-text-block"]
AXE = """([context, rules, preload, colors]) => {
  const options = { resultTypes: ['violations'], iframes: false, preload }
  // The room for a finger is off in axe until 2.2 is the rule everywhere; it is the rule here.
  options.rules = { 'target-size': { enabled: true }, 'color-contrast': { enabled: colors } }
  if (rules.length) options.runOnly = { type: 'rule', values: rules }
  window.found = axe.run(context || document, options)
  return null
}"""
# The box behind the menu must stand before all that it opens, where no landmark can hold it. Like
# the link that skips to the text, it comes first and says what it does.
FOUND = """async () => (await window.found).violations.flatMap(rule => rule.nodes.filter(node =>
  rule.id !== 'region' || node.target.join() !== '#__drawer').map(node =>
  `${rule.id} at ${node.target.join(' ')}: `
  + [...node.any, ...node.all, ...node.none].map(check => check.message).join('; ')))"""


class Desk:
    """Two tabs that work at the same time, since axe takes most of a second for each page."""

    def __init__(self, chromium: Any, address: str) -> None:
        self.address = address
        self.tabs = []
        for scheme, (width, height) in (("light", WIDE), ("dark", PHONE)):
            context = chromium.new_context(
                color_scheme=scheme,
                viewport={"width": width, "height": height},
                reduced_motion="reduce",  # a color halfway through its change is no fault
            )
            # Each page starts as on a first visit, in the colors of the device.
            context.add_init_script("localStorage.clear()")
            context.add_init_script(AXE_SCRIPT)
            self.tabs.append((context.new_page(), scheme, width))

    def go(self, page: str) -> None:
        """Open a page in both tabs."""
        for tab, scheme, _ in self.tabs:
            tab.goto(self.address + page)
            assert tab.evaluate("document.body.dataset.mdColorScheme") == SCHEMES[scheme]
            tab.evaluate(OPEN)

    def swap_colors(self) -> None:
        """Turn the light tab dark and the dark one light, as a device does in the evening."""
        swapped = []
        for tab, scheme, width in self.tabs:
            other = "light" if scheme == "dark" else "dark"
            tab.emulate_media(color_scheme=other, reduced_motion="reduce")
            tab.wait_for_selector(f"body[data-md-color-scheme={SCHEMES[other]}]")
            swapped.append((tab, other, width))
        self.tabs = swapped

    def axe(
        self, where: str, context: str = "", rules: list[str] | None = None, colors: bool = True
    ) -> list[str]:
        """Return what axe finds in both tabs; it reads the one style sheet on the home page."""
        for tab, _, _ in self.tabs:
            tab.evaluate(AXE, [context, rules or [], not where, colors])
        return [
            f"{where} ({scheme}, {width}): {fault}"
            for tab, scheme, width in self.tabs
            for fault in tab.evaluate(FOUND)
        ]

    def each(self, selector: str, act: str) -> None:
        """Do the same to an element in both tabs."""
        for tab, _, _ in self.tabs:
            tab.locator(selector).evaluate(act)

    def close(self) -> None:
        """Close both tabs."""
        for tab, _, _ in self.tabs:
            tab.context.close()


@pytest.fixture
def desk(address: str, chromium: Any) -> Iterator[Desk]:
    two = Desk(chromium, address)
    yield two
    two.close()


def test_axe_finds_nothing_on_any_page(site: Any, desk: Desk) -> None:
    """Each kind of page in both tabs and crosswise; the others in one by turns, without contrast.

    Contrast takes most of the time, and pages of a kind share their colors. With ``AXE=all`` in
    the environment every page is asked everything in both, which takes minutes.
    """
    faults = []
    both = list(desk.tabs)
    for count, name in enumerate([*site.addresses(), "404.html"]):
        whole = EVERYTHING or name in TYPES
        desk.tabs = both if whole else [both[count % 2]]
        desk.go(name)
        faults += desk.axe(name, colors=whole)
        # Both schemes have been seen; the other way around differs where tables turn into cards.
        if name in TYPES:
            desk.swap_colors()
            faults += desk.axe(name, rules=COLORS)
            desk.swap_colors()
    desk.tabs = both

    assert faults == []


def test_axe_finds_nothing_in_what_opens(desk: Desk) -> None:
    faults = []
    for name, _ in itertools.product(("", "surgery/laminectomy/"), SCHEMES):
        desk.go(name)
        for tab, _, _ in desk.tabs:
            tab.evaluate("document.querySelector('.term-note')?.showPopover()")
        faults += desk.axe(f"{name} with an explanation", ".md-content")
        desk.each("[data-md-toggle=drawer]", "box => box.click()")
        faults += desk.axe(f"{name} with its menu", ".md-sidebar--primary")
        desk.each("[data-md-toggle=drawer]", "box => box.click()")
        for tab, _, _ in desk.tabs:
            tab.evaluate("document.querySelector('[data-md-toggle=search]').click()")
            tab.locator("[data-md-component=search-query]").press_sequentially("nerve")
            tab.locator(".md-search-result__link").first.wait_for()
        faults += desk.axe(f"{name} with its search", "[data-md-component=search]")
        desk.swap_colors()

    assert faults == []
