"""Citations: ``[^busse-2025]`` in a page becomes a number and a source at its foot.

Editors write footnotes as they know them and leave the definition to the build, so that a
source reads the same on every page. An id that is not in ``references.yml`` is shown as a fault
by :mod:`sitekit.sources` before the build, and here once more for the preview.
"""

from __future__ import annotations

import logging
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from sitekit import markup, references
from sitekit.paths import docs_path

log = logging.getLogger("mkdocs.plugins.sitekit")  # a warning here fails a strict build

# After includes (101) and fences (25), so that included text counts and code does not; before
# footnotes (15), which reads the definitions.
PRIORITY = 24


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


class CitationExtension(Extension):
    """Registers the preprocessor."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {"docs": ["docs", "folder with the pages"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the step to the Markdown parser."""
        step = CitationPreprocessor(md, self.getConfig("docs"))
        md.preprocessors.register(step, "citations", PRIORITY)


def makeExtension(**kwargs: Any) -> CitationExtension:
    """Return the extension, as Python-Markdown asks for it."""
    return CitationExtension(**kwargs)
