"""The words of pain care in plain words, from ``docs/_data/glossary.yml``.

A term has one entry. It makes the glossary page, the explanation at the term's first use on a page
(:mod:`sitekit.explain`), and a part of the "Also called" line; the search reads the same file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from sitekit import data, pages
from sitekit.findings import Finding

FILE = "_data/glossary.yml"
PAGE = "glossary"
CHECK = "glossary"

Word = Annotated[str, Field(min_length=1)]


class Term(BaseModel):
    """One term.

    Attributes:
        definition: What it means, for a reader at grade 6.
        synonyms: Other words for it, which the site shows.
        abbreviations: Short forms, which the site shows.
        misspellings: Slips and words that we do not use ourselves; the search knows them, and
            they are never shown.
        page: The page on which to read more.
        in_text: The forms that are explained in the text of a page; None for the term itself.
    """

    model_config = ConfigDict(extra="forbid")

    definition: Annotated[str, Field(min_length=10, pattern=r"[.?!]$")]
    synonyms: list[Word] = []
    abbreviations: list[Word] = []
    misspellings: list[Word] = []
    page: str | None = None
    in_text: list[Word] | None = None

    @property
    def names(self) -> list[str]:
        """Its other names, in the order in which the site shows them."""
        return [*self.synonyms, *self.abbreviations]


def load(docs: Path) -> tuple[dict[str, Term], data.Document, list[Finding]]:
    """Read the glossary.

    Args:
        docs: The folder with the pages.

    Returns:
        The terms, the document, and a finding for each fault. A term with a fault is left out.
    """
    shown = f"docs/{FILE}"
    document, findings = data.read(docs / FILE, shown)
    if document is None or document.value is None:
        return {}, document or data.Document(None), findings
    found, findings = data.entries(Term, document, shown, check=CHECK)
    return found, document, findings


def title(name: str) -> str:
    """Return a term as a heading has it, with a capital at its beginning."""
    return name[:1].upper() + name[1:]


def anchor(name: str) -> str:
    """Return the anchor of a term on the glossary page."""
    return pages.slug(name)


def also_called(page_title: str, page_id: str, aliases: list[str], docs: Path) -> list[str]:
    """Return a page's other names: its aliases, and those of the term that it is about.

    A page can be the place to read about many terms; the names of one belong to the page only if
    its title has the term or the short form of it.

    Args:
        page_title: The page's title.
        page_id: The page's id.
        aliases: The names in its front matter.
        docs: The folder with the pages.
    """
    found = list(aliases)
    shown = page_title.casefold()
    for name, term in load(docs)[0].items():
        about = any(word.casefold() in shown for word in (name, *term.abbreviations))
        if term.page == page_id and about:
            found += [name, *term.names]
    seen = {shown}
    names = []
    for name in found:
        if name.casefold() not in seen:
            names.append(name)
            seen.add(name.casefold())
    return names


def render(body: list[str], docs: Path) -> list[str]:
    """Return the whole glossary as Markdown.

    Args:
        body: The lines of a ``glossary`` fence, which stays empty.
        docs: The folder with the pages.

    Raises:
        ValueError: There is nothing to show; the text is for an editor.
    """
    if any(line.strip() for line in body):
        raise ValueError("a glossary block is empty: it shows every term")
    terms, _, _ = load(docs)
    if not terms:
        raise ValueError(f"docs/{FILE} has no terms that can be used")
    where = pages.by_id(docs)
    by_letter: dict[str, list[str]] = {}
    for name in sorted(terms, key=str.casefold):
        by_letter.setdefault(name[0].upper(), []).append(name)
    letters = " ".join(f"[{letter}](#letter-{letter.lower()})" for letter in by_letter)
    lines = ['<div class="letters" markdown="1">', "", f"Go to: {letters}", "", "</div>", ""]
    for letter, names in by_letter.items():
        lines += [f"## {letter} {{#letter-{letter.lower()}}}", ""]
        lines += ['<dl class="glossary" markdown="1">']
        for name in names:
            lines += _entry(name, terms[name], where, docs)
        lines += ["</dl>", ""]
    return lines


def _entry(name: str, term: Term, where: dict[str, Path], docs: Path) -> list[str]:
    text = term.definition
    if term.names:
        text += f" Also called: {', '.join(term.names)}."
    if term.page in where:
        page, _ = pages.read(where[term.page], docs)
        text += f" More: [{page.title}](/{page.path.relative_to(docs).as_posix()})."
    return [
        f'<dt id="{anchor(name)}" markdown="span">{title(name)}</dt>',
        f'<dd markdown="span">{text}</dd>',
    ]
