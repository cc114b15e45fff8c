"""What a screen reader is told: the accessibility tree of every page, as the browser makes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

# Who goes from landmark to landmark meets these; a name is left out where there can be only one.
ONCE = {"main", "banner", "contentinfo", "search"}
LANDMARKS = ONCE | {"navigation", "complementary", "region"}
NAMED = {
    *("link", "button", "textbox", "searchbox", "combobox", "checkbox", "radio", "dialog"),
    *("heading", "image", "graphics-document", "DisclosureTriangle"),
}
DRAWN = {"image", "graphics-document", "graphics-symbol"}
# The figures in their order; of an outcome each sentence that its drawing repeats. Some drawings
# have one for the whole figure, others one for each group.
FIGURES = """() => [...document.querySelectorAll('figure')].map(figure =>
  !figure.matches('.outcome') ? null : [...figure.querySelectorAll('p:not(.outcome-about)')]
    .map(words => words.textContent))"""
SKIP = """() => {
  const link = document.querySelector('.md-skip')
  return Boolean(link && document.querySelector('main').contains(
    document.getElementById(link.hash.slice(1))))
}"""


@dataclass
class Node:
    """One thing that a screen reader can stop at."""

    role: str
    name: str
    level: int
    inside: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all inside it, in the order of reading."""
        yield self
        for part in self.inside:
            yield from part.walk()

    def words(self) -> str:
        """Return all text inside, as letters and digits only."""
        return letters("".join(node.name for node in self.walk() if node.role == "StaticText"))


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def read(session: Any) -> Node:
    """Return the accessibility tree of the page, without what is hidden in it."""
    told = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}

    def inside(node: dict[str, Any]) -> list[Node]:
        parts = [told[name] for name in node["childIds"] if name in told]
        return [made for part in parts for made in make(part)]

    def make(node: dict[str, Any]) -> list[Node]:
        if node["ignored"]:
            return inside(node)
        level = [p["value"]["value"] for p in node["properties"] if p["name"] == "level"]
        name = node.get("name", {}).get("value", "")
        return [Node(node["role"]["value"], name, int(level[0]) if level else 0, inside(node))]

    (root,) = (node for node in told.values() if "parentId" not in node)
    return make(root)[0]


def headings(nodes: list[Node]) -> Iterator[str]:
    found = [node for node in nodes if node.role == "heading"]
    if [node.level for node in found].count(1) != 1:
        yield "not one heading of level 1"
    last = 0
    for node in found:
        if node.level > last + 1:
            yield f'the heading "{node.name}" skips a level'
        last = node.level


def landmarks(nodes: list[Node]) -> Iterator[str]:
    found = [node for node in nodes if node.role in LANDMARKS]
    for role in ("main", "banner"):
        if (count := [node.role for node in found].count(role)) != 1:
            yield f"{count} landmarks of the kind {role}"
    for (role, name), count in Counter((node.role, node.name) for node in found).items():
        if count > 1:
            yield f'{count} landmarks are {role} "{name}"'
        if not name and role not in ONCE:
            yield f"a {role} has no name"
    for node in found:
        if node.role == "navigation" and not any(p.role in ("link", "radio") for p in node.walk()):
            yield f'the navigation "{node.name}" leads nowhere'


def names(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        # A sign such as an arrow is read out as "up down wave" or not at all.
        if node.role in NAMED and not letters(node.name):
            yield f'{node.role} "{node.name}" has no name in words'
        if node.role == "heading" and not letters(node.name[-1:] + node.name[-2:-1]):
            yield f'the heading "{node.name}" ends in a sign'


def outcomes(nodes: list[Node], shown: list[list[str] | None]) -> Iterator[str]:
    figures = [node for node in nodes if node.role == "figure"]
    if len(figures) != len(shown):
        yield f"{len(shown)} figures are {len(figures)} for a screen reader"
    for figure, sentences in zip(figures, shown, strict=False):
        if sentences is None:
            continue
        if not sentences or any(node.role in DRAWN for node in figure.walk()):
            yield f"a figure is read out as a drawing: {figure.words()[:60]}"
        for sentence in sentences:
            if (count := figure.words().count(letters(sentence))) != 1:
                yield f'"{sentence}" is read out {count} times'


def test_every_page_makes_sense_to_who_hears_it(address: str, site: Any, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    faults, seen = [], 0
    for page in [*site.addresses(), "404.html"]:
        tab.goto(address + page)
        nodes = list(read(session).walk())
        shown = tab.evaluate(FIGURES)
        seen += sum(sentences is not None for sentences in shown)
        found = [*headings(nodes), *landmarks(nodes), *names(nodes), *outcomes(nodes, shown)]
        if not tab.evaluate(SKIP):
            found.append("no link skips to the text")
        faults += [f"{page}: {fault}" for fault in found]
    context.close()

    assert faults == []
    assert seen, "no page shows an outcome in figures"


@pytest.mark.parametrize("page", ["", "surgery/laminectomy/", "404.html"])
def test_the_first_link_skips_the_menu(address: str, chromium: Any, page: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.goto(address + page)
    tab.keyboard.press("Tab")
    skip = tab.locator(".md-skip")
    assert skip.evaluate("link => link === document.activeElement")
    tab.wait_for_function(  # the theme lets it fade in for a quarter of a second
        """() => {
          const link = document.activeElement, box = link.getBoundingClientRect()
          return link === document.elementFromPoint(box.left + box.width / 2, box.top + 4)
            && Number(getComputedStyle(link).opacity) === 1
        }""",
        timeout=2000,
    )
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    after = tab.evaluate(
        """() => {
          const title = document.querySelector('article h1'), here = document.activeElement
          return title.contains(here)
            || Boolean(title.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING)
              && document.querySelector('article').contains(here)
        }"""
    )
    context.close()

    assert after, "the focus is not where the text begins"
