"""Blocks that are filled from a data file: a fence that names what it wants.

An editor writes three lines; the build puts Markdown in their place, before anything else reads
the page, so that citations and links in the block work like those an editor typed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Set
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from sitekit import (
    article,
    contents,
    data,
    evidence,
    experts,
    glossary,
    guides,
    markup,
    options,
    outcomes,
    spine,
    visit_sheet,
)
from sitekit.paths import docs_path

log = logging.getLogger("mkdocs.plugins.sitekit")  # a warning here fails a strict build

Render = Callable[[list[str], Path], list[str]]

RENDERERS: dict[str, Render] = {
    "article": article.render,
    "checks": guides.render,
    "experts": experts.render,
    "glossary": glossary.render,
    "options": options.render,
    "outcome": outcomes.render,
    "pages": contents.render,
    "sources": evidence.render,
    "spine": spine.render,
    "visit-sheet": visit_sheet.render,
}

PRIORITY = 60  # after includes (101), before code fences (25)


def expand(
    lines: list[str], docs: Path, skip: Set[str] = frozenset()
) -> tuple[list[str], list[tuple[int, str, str]]]:
    """Put Markdown in the place of every data block.

    Args:
        lines: The text, line by line.
        docs: The folder with the pages.
        skip: Kinds of block that stay as they are.

    Returns:
        The new lines, and line, kind and message for each block that could not be
        filled; the line is that of what the block asks for.
    """
    faults = []
    result = list(lines)
    for fence in reversed(markup.fences(lines)):
        renderer = RENDERERS.get(fence.kind)
        if renderer is None or fence.end is None or fence.kind in skip:
            continue
        try:
            filled = renderer(list(fence.body), docs)
        except (ValueError, yaml.YAMLError) as error:
            told = data.yaml_words(error)[0] if isinstance(error, yaml.YAMLError) else str(error)
            asks = next((i for i, line in enumerate(fence.body, 1) if line.strip()), 0)
            faults.append((fence.line + asks, fence.kind, told))
            filled = [
                f'!!! failure "This {fence.kind} block could not be filled"',
                "",
                f"    {told}",
            ]
        result[fence.line - 1 : fence.end] = ["", *(fence.indent + line for line in filled), ""]
    return result, faults[::-1]


class BlockPreprocessor(Preprocessor):
    """Fills the data blocks of a page."""

    def __init__(self, md: Markdown, docs: str) -> None:
        super().__init__(md)
        self.docs = docs

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with every data block filled."""
        result, faults = expand(lines, docs_path(self.docs))
        for _, kind, message in faults:
            log.warning("A block '%s' could not be filled: %s", kind, message)
        return result


class BlockExtension(Extension):
    """Registers the preprocessor."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {"docs": ["docs", "folder with the pages"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the step to the Markdown parser."""
        md.preprocessors.register(BlockPreprocessor(md, self.getConfig("docs")), "blocks", PRIORITY)


def makeExtension(**kwargs: Any) -> BlockExtension:
    """Return the extension, as Python-Markdown asks for it."""
    return BlockExtension(**kwargs)
