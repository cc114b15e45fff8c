"""Flowcharts: a ``mermaid`` fence becomes a light drawing and the same path in words.

``fence`` and ``makeExtension`` are what ``mkdocs.yml`` names. The fence leaves a mark in the page;
a later step puts the figure into the page's tree, where MkDocs resolves and checks the links of
the drawing like any other link.
"""

from __future__ import annotations

import logging
import os
import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from sitekit.diagrams import draw, graph, svg, twin
from sitekit.diagrams.rules import DiagramError

__all__ = ["DiagramError", "fence", "makeExtension"]

log = logging.getLogger("mkdocs.plugins.sitekit")  # a warning here fails a strict build

FIGURES = 9  # after inline text (20) and its layout (10), before MkDocs resolves links (0)
RESOLVED = -10  # after MkDocs has resolved links

_HOW = ": start at the top and follow the arrows"
_MARK = re.compile(r"^<!--diagram (\d+)-->$")


def in_browser() -> bool:
    """Say whether the reader's browser is to draw the charts (``DIAGRAMS=browser``)."""
    return os.environ.get("DIAGRAMS") == "browser"


def fence(
    source: str,
    language: str,
    css_class: str,
    options: dict[str, Any],
    md: Markdown,
    **kwargs: Any,
) -> str:
    """Keep a chart for the tree step and leave a mark in its place.

    Args:
        source: The text inside the fence.
        language: The fence's word.
        css_class: Class from the configuration.
        options: Options of the fence.
        md: The parser, which carries the extension's settings.
        kwargs: What else superfences hands over.

    Returns:
        The mark. A chart that cannot be drawn is shown as a fault by the tree step, because an
        exception here would make superfences show the source instead.
    """
    step = _figures(md)
    step.sources.append(source)
    return f"<!--diagram {len(step.sources) - 1}-->"


def _figures(md: Markdown) -> FigureProcessor:
    step = md.treeprocessors["diagrams"]
    assert isinstance(step, FigureProcessor)
    return step


class FigureProcessor(Treeprocessor):
    """Puts each figure in the place of its mark."""

    def __init__(self, md: Markdown, arguments: dict[str, Any]) -> None:
        super().__init__(md)
        self.arguments = arguments
        self.sources: list[str] = []
        self.browser: list[tuple[Element, list[tuple[str, Element]]]] = []

    def run(self, root: Element) -> None:
        """Replace the marks in a page's tree."""
        for element in list(root.iter()):
            number = self._mark(element)
            if number is not None:
                self._fill(element, number)

    def reset(self) -> None:
        """Forget the charts of the page before."""
        self.sources = []
        self.browser = []

    def _mark(self, element: Element) -> int | None:
        found = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip())
        if not found:
            return None
        stashed = self.md.htmlStash.rawHtmlBlocks[int(found[1])]
        mark = _MARK.match(str(stashed).strip())
        if not mark:
            return None
        self.md.htmlStash.rawHtmlBlocks[int(found[1])] = ""
        return int(mark[1])

    def _fill(self, element: Element, number: int) -> None:
        if element.tag == "p":
            element.tag, figure = "figure", element
        else:
            figure = SubElement(element, "figure")
        element.text = ""
        source = self.sources[number]
        try:
            chart = graph.read(draw.draw(source, self.arguments))
        except DiagramError as error:
            log.warning("A diagram cannot be drawn (line %s of it): %s", error.line, error)
            figure.set("class", "admonition failure")
            SubElement(figure, "p", {"class": "admonition-title"}).text = "Diagram not drawn"
            SubElement(figure, "p").text = f"Line {error.line} of the diagram: {error.message}."
            SubElement(figure, "p").text = f"Fix: {error.fix}."
            return
        figure.set("class", "diagram")
        prefix = f"diagram-{number + 1}"
        caption = SubElement(figure, "figcaption")
        title = SubElement(caption, "span", {"id": f"{prefix}-title"})
        title.text = chart.title
        title.tail = _HOW
        steps = twin.render(chart)
        if in_browser():
            drawing = SubElement(figure, "div", {"class": "mermaid"})
            drawing.text = source
            written = [(link.get("href", ""), link) for link in steps.iter("a")]
            self.browser.append((drawing, written))
        else:
            figure.append(svg.render(chart, prefix, f"{prefix}-title"))
        details = SubElement(figure, "details", {"class": "diagram-text"})
        SubElement(details, "summary").text = "Read this as text"
        details.append(steps)


class ResolvedProcessor(Treeprocessor):
    """Finishes what needs the resolved links: the page's own box, and the browser's source."""

    def run(self, root: Element) -> None:
        """Mark the boxes that lead to the page itself."""
        for figure in root.iter("figure"):
            if figure.get("class") != "diagram":
                continue  # in other figures a link within the page is a source
            for link in figure.iter("a"):
                if re.fullmatch(r"(\./|\.)?(#.*)?", link.get("href", "x")):
                    link.set("aria-current", "page")
        for drawing, links in _figures(self.md).browser:
            for written, link in links:
                resolved = f'"{link.get("href", "")}"'
                drawing.text = (drawing.text or "").replace(f'"{written}"', resolved)


class DiagramExtension(Extension):
    """Registers the two steps."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {"arguments": [{}, "Mermaid's configuration, shared with mermaid2"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the steps to the Markdown parser."""
        self.figures = FigureProcessor(md, self.getConfig("arguments"))
        md.registerExtension(self)
        md.treeprocessors.register(self.figures, "diagrams", FIGURES)
        md.treeprocessors.register(ResolvedProcessor(md), "diagrams-resolved", RESOLVED)

    def reset(self) -> None:
        """Begin a new page."""
        self.figures.reset()


def makeExtension(**kwargs: Any) -> DiagramExtension:
    """Return the extension, as Python-Markdown asks for it."""
    return DiagramExtension(**kwargs)
