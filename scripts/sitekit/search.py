"""Make the index of the site's search from the finished pages.

The theme's own search finds nothing for "injections" where a page says "injection", knows no other
names, mends no slips, and costs every visitor its index on the first page. Ours
(``docs/assets/javascripts/search/``) reads this index with the first query. It holds the text of
the pages itself, each paragraph once, and what readers call things: the pages' aliases, the
glossary, and the words that name an emergency.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from lxml import html
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sitekit import contents, data, guides, pages
from sitekit.findings import Finding

SIGNS = "_data/search-signs.yml"
WORDS = "_data/search-words.yml"
GLOSSARY = "_data/glossary.yml"
FOLDER = "assets/javascripts/search"
# What the theme's own search brings, and ours does without.
THEMES = ("search", "assets/javascripts/workers", "assets/javascripts/lunr")
URGENT = "urgent-help"

_LEFT_OUT = {"script", "style", "svg", "noscript", "template", "summary", "button", "nav", "footer"}
_LEFT_OUT_CLASSES = {
    *("footnote", "also-called", "visually-hidden", "mermaid"),
    "term-note",  # an explanation, which would run into its sentence
    "sources",  # the list of all sources: more than half as long again as all pages together
    contents.CLASS,
    guides.CLASS,
}
_CITATION = re.compile(r"#(fn|s):")  # as footnotes have it, and as the finished page has it
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "mark", "q"),
    *("s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
}
_CELLS = {"td", "th"}
_HEADINGS = {"h1", "h2", "h3"}


class Sign(BaseModel):
    """Words that name an emergency."""

    model_config = ConfigDict(extra="forbid")

    sign: str
    part: str
    words: Annotated[list[Annotated[list[str], Field(min_length=1)]], Field(min_length=1)]


class Signs(BaseModel):
    """The whole of ``search-signs.yml``."""

    model_config = ConfigDict(extra="forbid")

    signs: Annotated[list[Sign], Field(min_length=1)]


class Words(BaseModel):
    """The whole of ``search-words.yml``."""

    model_config = ConfigDict(extra="forbid")

    same: list[Annotated[list[str], Field(min_length=2)]]


def _as_list(value: object) -> object:
    """Read a missing value as none, and one word as a list of one."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else value


_Words = Annotated[list[str], BeforeValidator(_as_list)]


class Term(BaseModel):
    """What the search needs of a glossary entry; the glossary itself checks the rest."""

    synonyms: _Words = []
    abbreviations: _Words = []
    misspellings: _Words = []
    page: str | None = None


@dataclass
class Part:
    """A heading with the text under it, or the start of a page.

    Attributes:
        anchor: Its place on the page; empty for the start.
        title: The heading.
        texts: The paragraphs, list items and table rows under it.
    """

    anchor: str
    title: str
    texts: list[str] = field(default_factory=list)


def signs(docs: Path) -> tuple[list[Sign], list[Finding]]:
    """Read the words that name an emergency.

    Args:
        docs: The folder with the pages.

    Returns:
        The signs, and a finding for each fault: also for a part that the urgent-help page does
        not have, because the result would lead to the top of that page.
    """
    shown = f"docs/{SIGNS}"
    document, findings = data.read(docs / SIGNS, shown)
    if document is None:
        return [], findings
    model, findings = data.validate(Signs, document, shown, check="search")
    if model is None:
        return [], findings
    page = next((page for page in pages.read_all(docs)[0] if page.id == URGENT), None)
    known = {text for _, _, text in pages.headings(page.body)} if page else set()
    for number, sign in enumerate(model.signs):
        if sign.part and sign.part not in known:
            message = f"the urgent-help page has no heading '{sign.part}'"
            line = document.line(("signs", number, "part"))
            findings.append(
                Finding(shown, line, message, "copy the heading from the page", check="search")
            )
    return model.signs, findings


def words(docs: Path) -> tuple[list[list[str]], list[Finding]]:
    """Read the everyday words that stand for one another.

    Args:
        docs: The folder with the pages.

    Returns:
        The words, a list for each meaning, and a finding for each fault.
    """
    shown = f"docs/{WORDS}"
    document, findings = data.read(docs / WORDS, shown)
    if document is None:
        return [], findings
    model, findings = data.validate(Words, document, shown, check="search")
    return (model.same if model else []), findings


def terms(docs: Path) -> dict[str, Term]:
    """Return the entries of the glossary; none while there is no glossary.

    Args:
        docs: The folder with the pages.
    """
    document, _ = data.read(docs / GLOSSARY, f"docs/{GLOSSARY}")
    value = document.value if document else None
    entries = value.get("terms", value) if isinstance(value, dict) else {}
    return {
        str(name): Term.model_validate(entry)
        for name, entry in entries.items()
        if isinstance(entry, dict)
    }


def parts(tree: html.HtmlElement) -> list[Part]:
    """Return the parts of a finished page, in order.

    Args:
        tree: The page.
    """
    articles = tree.xpath("//article")
    if not articles:
        return []
    reader = _Reader()
    reader.walk(articles[0])
    reader.end_text()
    return [part for part in reader.parts if part.texts or not part.anchor]


class _Reader:
    """Collects parts and their texts while it walks over a page."""

    def __init__(self) -> None:
        self.parts = [Part("", "")]
        self.text = ""

    def end_text(self) -> None:
        """Close the paragraph that is being read."""
        if text := " ".join(self.text.split()):
            self.parts[-1].texts.append(text)
        self.text = ""

    def walk(self, element: html.HtmlElement) -> None:
        """Read an element and what is in it."""
        if self._starts_part(element):
            return
        inline = element.tag in _INLINE or element.tag in _CELLS
        if not inline:
            self.end_text()
        self.text += element.text or ""
        for child in element:
            if isinstance(child.tag, str) and not _is_left_out(child):
                self.walk(child)
                if child.tag in _CELLS and child.getnext() is not None:
                    self.text = f"{self.text.rstrip()}; "
            self.text += child.tail or ""
        if not inline:
            self.end_text()

    def _starts_part(self, element: html.HtmlElement) -> bool:
        """Begin a new part at a heading, or at a term that has its own address."""
        anchor = element.get("id")
        if not anchor or element.tag not in {*_HEADINGS, "dt"}:
            return False
        self.end_text()
        title = " ".join("".join(_texts(element)).split())
        if element.tag == "h1":
            self.parts[0].title = title
        else:
            self.parts.append(Part(anchor, title))
        return True


def _is_left_out(element: html.HtmlElement) -> bool:
    classes = set((element.get("class") or "").split())
    if element.tag == "a" and _CITATION.match(element.get("href") or ""):
        return True
    return element.tag in _LEFT_OUT or bool(classes & _LEFT_OUT_CLASSES)


def _texts(element: html.HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not _is_left_out(child):
            yield from _texts(child)
        yield child.tail or ""


def index(site: Path, docs: Path) -> dict[str, Any]:
    """Return what the search knows.

    Args:
        site: The folder with the finished pages.
        docs: The folder with their Markdown.

    Raises:
        ValueError: The words that name an emergency cannot be read.
    """
    urgent, faults = signs(docs)
    if not urgent:
        raise ValueError("\n".join(map(str, faults)))  # a search without them would be unsafe
    texts: dict[str, int] = {}
    listed = []
    for page in pages.read_all(docs)[0]:
        url = address(page.path, docs)
        file = site / url / "index.html"
        if not file.is_file():
            continue
        found = parts(html.fromstring(file.read_text("utf-8")))
        if not found:
            continue
        meta = pages.meta(page)
        listed.append(
            {
                "id": page.id,
                "kind": meta.get("page_type") or "",
                "url": url,
                "title": found[0].title or page.title,
                "names": meta.get("aliases") or [],
                "parts": [_written(part, texts) for part in found],
            }
        )
    return {
        "pages": listed,
        "terms": [_named(name, term) for name, term in terms(docs).items()],
        "same": words(docs)[0],
        "signs": [sign.model_dump(include={"part", "words"}) for sign in urgent],
    }


def _written(part: Part, texts: dict[str, int]) -> dict[str, Any]:
    """Return a part as the index holds it, without what can be worked out again.

    A text that was there before is its number, and the anchor stands only where the heading does
    not give it.
    """
    record: dict[str, Any] = {"title": part.title}
    if part.anchor and not (part.title.isascii() and part.anchor == pages.slug(part.title)):
        record["anchor"] = part.anchor
    record["texts"] = []
    for text in part.texts:
        record["texts"].append(texts.get(text, text))
        texts.setdefault(text, len(texts))
    return record


def _named(name: str, term: Term) -> dict[str, Any]:
    """Return a term as the index holds it: its names, the slips that nobody sees, its page."""
    record: dict[str, Any] = {"names": [name, *term.synonyms, *term.abbreviations]}
    if term.misspellings:
        record["slips"] = term.misspellings
    return record | ({"page": term.page} if term.page else {})


def address(path: Path, docs: Path) -> str:
    """Return where a page is, from the root of the site.

    Args:
        path: The page's Markdown file.
        docs: The folder with all pages.
    """
    name = path.relative_to(docs).as_posix()
    return re.sub(r"(^|/)index\.md$", r"\1", name) if path.stem == "index" else f"{name[:-3]}/"


def write(site: Path, docs: Path) -> None:
    """Write the index into a finished site, as a script: workers and plain pages can load it.

    Args:
        site: The folder with the finished pages.
        docs: The folder with their Markdown.
    """
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(index(site, docs), ensure_ascii=False, separators=(",", ":"))
    (folder / "index.js").write_text(f'"use strict"\nself.searchIndex = {text}\n', "utf-8")


def drop_the_themes(site: Path) -> None:
    """Take the theme's own search out of a finished site: its index, its worker, its word lists.

    Nothing of the site loads them, and the index alone is half a megabyte.

    Args:
        site: The folder with the finished pages.
    """
    for name in THEMES:
        shutil.rmtree(site / name, ignore_errors=True)
