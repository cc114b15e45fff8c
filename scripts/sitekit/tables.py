"""Tables that a phone can show: each cell carries the heading of its column.

Side by side, four columns leave a word or two a line on a phone. With the heading in the cell
the style sheet can set each row as a card, without any script.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

PRIORITY = 8  # after inline text (20), so that a heading's words are known


class LabelProcessor(Treeprocessor):
    """Copies column headings into the cells of a page's tables."""

    def run(self, root: Element) -> None:
        """Label every cell but those of the first column, which names its row."""
        for table in root.iter("table"):
            label(table)


def label(table: Element) -> None:
    """Label the cells of one table.

    Args:
        table: A table with a head and a body, as Python-Markdown makes it.
    """
    heads = [" ".join("".join(cell.itertext()).split()) for cell in table.findall("thead/tr/th")]
    for cell in table.findall("thead/tr/th"):
        cell.set("scope", "col")
    for row in table.findall("tbody/tr"):
        for head, cell in list(zip(heads, row, strict=False))[1:]:
            cell.set("data-label", head)


class TableExtension(Extension):
    """Registers the step."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the step to the Markdown parser."""
        md.treeprocessors.register(LabelProcessor(md), "table-labels", PRIORITY)


def makeExtension(**kwargs: Any) -> TableExtension:
    """Return the extension, as Python-Markdown asks for it."""
    return TableExtension(**kwargs)
