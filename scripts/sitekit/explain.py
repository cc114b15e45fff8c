"""Explain a term where a page first uses it.

A reader who meets a hard word must not have to leave the sentence to go on. The word becomes a
plain link to its entry in the glossary, with the definition as its description: so it works by
mouse, touch and keyboard, with a screen reader, and without any script. Browsers that know
``interestfor`` show the definition on the spot; for others the style sheet does.

What the page explains itself is left alone: a term in its title or headings, in bold, in a link,
in or before parentheses, or after "called".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from sitekit import glossary, pages
from sitekit.paths import docs_path

PRIORITY = 7  # after attribute lists (8), which name the "Also called" line; before links (0)

SKIPPED_PAGES = {glossary.PAGE, "urgent-help"}
SILENT = {"a", "code", "pre", "figure", "table", "svg", "button", "summary", "sup", "script"}
EXPLAINS = {"h1", "h2", "h3", "h4", "h5", "h6", "strong", "em"}  # and links
SILENT_CLASSES = {
    *("admonition", "all-pages", "also-called", "checks", "experts", "footnote", "ledger"),
}
BLOCKS = {"p", "li"}

_BEFORE = re.compile(r"(?:\([^()]*|\bcall(?:s|ed)?\s+(?:it\s+)?(?:an?\s+|the\s+)?[\"']?)$")
_AFTER = re.compile(r"s?[\"']?\s*\(")


@dataclass(frozen=True)
class Form:
    """A way in which a text writes a term."""

    name: str
    definition: str


@dataclass
class Words:
    """The terms that are still to be explained on a page."""

    forms: dict[str, Form]
    pattern: re.Pattern[str]
    done: set[str] = field(default_factory=set)


def words(terms: dict[str, glossary.Term], page: str) -> Words | None:
    """Return the terms to look for on a page, or None if there are none.

    Args:
        terms: The glossary.
        page: The page's id; a term about which this page is needs no explanation.
    """
    forms: dict[str, Form] = {}
    for name, term in terms.items():
        if term.page == page or page in SKIPPED_PAGES:
            continue
        for form in [name] if term.in_text is None else term.in_text:
            forms[form.casefold()] = Form(name, term.definition)
    if not forms:
        return None
    longest = sorted(forms, key=len, reverse=True)
    choice = "|".join(re.escape(form) for form in longest)
    return Words(forms, re.compile(rf"(?<![\w-])({choice})(?P<plural>s?)(?![\w-])", re.I))


class ExplainProcessor(Treeprocessor):
    """Links the first use of each term to its entry."""

    def __init__(self, md: Markdown, docs: str) -> None:
        super().__init__(md)
        self.docs = docs

    def run(self, root: Element) -> None:
        """Explain the terms of a page."""
        docs = docs_path(self.docs)
        where = pages.by_id(docs)
        terms, _, _ = glossary.load(docs)
        if glossary.PAGE not in where:
            return
        target = f"/{where[glossary.PAGE].relative_to(docs).as_posix()}"
        found = words(terms, _page(root, where, docs))
        if found:
            explain(root, found, target)


def _page(root: Element, where: dict[str, Path], docs: Path) -> str:
    """Return the id of the page, which only its title tells in a Markdown extension."""
    heading = root.find(".//h1")
    title = " ".join("".join(heading.itertext()).split()) if heading is not None else ""
    for name, path in where.items():
        if _title(path, docs, path.stat().st_mtime_ns) == title:
            return name
    return ""


@lru_cache(maxsize=512)
def _title(path: Path, docs: Path, changed: int) -> str:
    """Return a page's title; read once for each state of the file, since every page asks."""
    return pages.read(path, docs)[0].title


def explain(root: Element, found: Words, target: str) -> None:
    """Link the first use of each term in a tree.

    Args:
        root: The page.
        found: The terms; those that are explained are noted in it.
        target: The glossary page.
    """
    _walk(root, _Place(), found, target)


@dataclass(frozen=True)
class _Place:
    """What holds for the text in an element."""

    block: bool = False
    silent: bool = False
    explains: bool = False

    def inside(self, element: Element) -> _Place:
        """Return what holds one level further in."""
        classes = set((element.get("class") or "").split())
        silent = self.silent or element.tag in SILENT or bool(classes & SILENT_CLASSES)
        return _Place(
            block=self.block or element.tag in BLOCKS,
            silent=silent,
            explains=self.explains
            or (element.tag in EXPLAINS and not silent)
            or (element.tag == "a" and not self.silent),
        )


def _walk(element: Element, outside: _Place, found: Words, target: str) -> None:
    """Explain the terms in an element, in reading order."""
    place = outside.inside(element)
    element.text, new = _text(element.text, place, found, target)
    children = list(element)
    for offset, part in enumerate(new):
        element.insert(offset, part)
    for child in children:
        _walk(child, place, found, target)
        child.tail, new = _text(child.tail, place, found, target)
        start = list(element).index(child) + 1
        for offset, part in enumerate(new):
            element.insert(start + offset, part)


def _text(
    text: str | None, place: _Place, found: Words, target: str
) -> tuple[str | None, list[Element]]:
    """Return a piece of text with the elements that come in; note what the page explains."""
    if place.explains:
        for match in found.pattern.finditer(text or ""):
            found.done.add(found.forms[match[1].casefold()].name)
        return text, []
    if text and place.block and not place.silent:
        return _split(text, found, target)
    return text, []


def _split(text: str, found: Words, target: str) -> tuple[str, list[Element]]:
    """Return the text before the first term, and the elements that take the place of the rest."""
    start = 0
    before = ""
    new: list[Element] = []
    for match in found.pattern.finditer(text):
        form = found.forms[match[1].casefold()]
        if form.name in found.done:
            continue
        found.done.add(form.name)
        earlier = text[: match.start()]
        quoted = earlier.count('"') % 2 == 1  # somebody else's words, such as the article's title
        if quoted or _BEFORE.search(earlier) or _AFTER.match(text[match.end() :]):
            continue
        between = text[start : match.start()]
        if new:
            new[-1].tail = between
        else:
            before = between
        new += _explained(match[0], form, target)
        start = match.end()
    if not new:
        return text, []
    new[-1].tail = text[start:]
    return before, new


def _explained(word: str, form: Form, target: str) -> list[Element]:
    anchor = glossary.anchor(form.name)
    note = f"term-{anchor}"
    link = Element(
        "a",
        {
            "class": "term",
            "href": f"{target}#{anchor}",
            "aria-describedby": note,
            "interestfor": note,
        },
    )
    link.text = word
    span = Element("span", {"class": "term-note", "id": note, "popover": "hint"})
    span.text = form.definition
    return [link, span]


class ExplainExtension(Extension):
    """Registers the step."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {"docs": ["docs", "folder with the pages"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the step to the Markdown parser."""
        md.treeprocessors.register(
            ExplainProcessor(md, self.getConfig("docs")), "explain", PRIORITY
        )


def makeExtension(**kwargs: Any) -> ExplainExtension:
    """Return the extension, as Python-Markdown asks for it."""
    return ExplainExtension(**kwargs)
