"""Citations: ``[^busse-2025]`` in a page becomes a number and a source at its foot.

Editors write footnotes as they know them and leave the definition to the build, so that a
source reads the same on every page. An id that is not in ``references.yml`` is shown as a fault
by :mod:`sitekit.sources` before the build, and here once more for the preview.
"""

from __future__ import annotations

import itertools
import logging
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from sitekit import markup, references
from sitekit.paths import docs_path

log = logging.getLogger("mkdocs.plugins.sitekit")  # a warning here fails a strict build

# After includes (101) and fences (25), so that included text counts and code does not; before
# footnotes (15), which reads the definitions.
PRIORITY = 24
MOST = 3  # citations in a row without a place to break
LINKS_PRIORITY = 5  # after footnotes (15) has given each citation its way back


def used(lines: list[str]) -> list[str]:
    """Return the ids that a text cites, each once, in reading order.

    Args:
        lines: The text, line by line.
    """
    ids = [
        match["id"] for _, line in markup.prose(lines) for match in markup.CITATION.finditer(line)
    ]
    return list(dict.fromkeys(ids))


class CitationPreprocessor(Preprocessor):
    """Append a heading and the definitions of the sources that the page cites."""

    def __init__(self, md: Markdown, docs: str) -> None:
        super().__init__(md)
        self.docs = docs

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with the definitions appended."""
        cited = used(lines)
        if not cited:
            return lines
        known, _ = references.load(docs_path(self.docs))
        definitions = [f"[^{name}]: {known[name].markdown()}" for name in cited if name in known]
        for name in cited:
            if name not in known:
                log.warning("The source '%s' is cited but is not in docs/%s", name, references.FILE)
        return [*lines, "", "## Sources", "", *definitions]


class SourceLinks(Treeprocessor):
    """Name sources by their number, with one way back.

    The footnotes name each source by its id in every citation, and put an arrow for each citation
    behind the source: on a long page a twentieth of the bytes, and rows of arrows that all look the
    same. One arrow leads to the first; to go back to another, a browser has its own button.
    """

    def run(self, root: Element) -> None:
        """Change the tree of a page."""
        numbers: dict[str, int] = {}
        for item in root.iter("li"):
            before, _, name = item.get("id", "").partition(":")
            if before == "fn":
                numbers[name] = len(numbers) + 1
                item.set("id", f"fn:{numbers[name]}")
                _keep_one_way_back(item)
        for element in root.iter():
            for key in ("id", "href"):
                before, _, name = element.get(key, "").partition(":")
                if name not in numbers:
                    continue
                if before in {"#fn", "fnref", "#fnref"}:
                    element.set(key, f"{before}:{numbers[name]}")
                elif before.startswith("fnref"):  # a later citation, to which nothing leads
                    del element.attrib[key]
        for element in root.iter():
            _keep_together(element)


def _keep_together(parent: Element) -> None:
    """Take out the space between two citations: the second would begin a line of its own.

    The style sheet keeps them apart. After every third a line may end, or a narrow cell would be
    as wide as all its citations.
    """
    run = 1
    for child, after in itertools.pairwise(parent):
        if not (_cites(child) and _cites(after)) or (child.tail or "").strip():
            run = 1
            continue
        child.tail = None if run % MOST else "\u200b"
        run += 1


def _cites(element: Element) -> bool:
    return element.tag == "sup" and element.find("a[@class='footnote-ref']") is not None


def _keep_one_way_back(item: Element) -> None:
    for parent in item.iter():
        arrows = [e for e in parent if e.get("class") == "footnote-backref"]
        for arrow in arrows[1:]:
            parent.remove(arrow)


class CitationExtension(Extension):
    """Registers the preprocessor."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {"docs": ["docs", "folder with the pages"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the step to the Markdown parser."""
        step = CitationPreprocessor(md, self.getConfig("docs"))
        md.preprocessors.register(step, "citations", PRIORITY)
        md.treeprocessors.register(SourceLinks(md), "source-links", LINKS_PRIORITY)


def makeExtension(**kwargs: Any) -> CitationExtension:
    """Return the extension, as Python-Markdown asks for it."""
    return CitationExtension(**kwargs)
