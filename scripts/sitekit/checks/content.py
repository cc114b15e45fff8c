"""What the checks look at: every page, every included text and the data, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sitekit import data, markup, pages, references
from sitekit.findings import Finding


@dataclass(frozen=True)
class Text:
    """A piece of Markdown in one file.

    Attributes:
        path: The file.
        shown: How a finding names it.
        lines: The Markdown.
        offset: How many lines of the file stand above it.
        page: The page, or None for an included text.
    """

    path: Path
    shown: str
    lines: list[str]
    offset: int
    page: pages.Page | None


@dataclass(frozen=True)
class Content:
    """Everything that an editor writes.

    Attributes:
        docs: The folder with the pages.
        pages: Every page.
        texts: The Markdown of every page and included text.
        references: The sources that are in order, by id.
        sources: The ids of all sources; None if their file cannot be read.
        broken: The data files that cannot be read, such as ``_data/glossary.yml``. What a check
            would only guess without one of them is left unsaid, or it hides the one true finding.
        cache: What a check keeps for the others.
    """

    docs: Path
    pages: list[pages.Page]
    texts: list[Text]
    references: dict[str, references.Reference]
    sources: set[str] | None = None
    broken: frozenset[str] = frozenset()
    cache: dict[str, object] = field(default_factory=dict)

    @classmethod
    def load(cls, docs: Path) -> tuple[Content, list[Finding]]:
        """Read all of it.

        Args:
            docs: The folder with the pages.

        Returns:
            The content, and a finding for each file that cannot be read.
        """
        all_pages, findings = pages.read_all(docs)
        known, faults = references.load(docs)
        findings.extend(faults)
        texts = [Text(p.path, p.shown, p.body, p.offset, p) for p in all_pages]
        for path in sorted((docs / "_includes").glob("**/*.md")):
            shown = path.relative_to(docs.parent).as_posix()
            text, faults = pages.read_text(path, shown)
            findings.extend(faults)
            texts.append(Text(path, shown, markup.split(text), 0, None))
        broken = frozenset(
            name
            for path in sorted((docs / "_data").glob("*.yml"))
            if data.read(path, name := path.relative_to(docs).as_posix())[0] is None
        )
        return cls(docs, all_pages, texts, known, references.ids(docs), broken), findings

    def has_source(self, name: str) -> bool:
        """Say whether a source of this id exists, or may exist in a file that cannot be read."""
        return self.sources is None or name in self.sources

    def names_source(self, name: str) -> bool:
        """Say whether a text is the id of a source."""
        return self.sources is not None and name in self.sources
