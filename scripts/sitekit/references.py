"""The sources that the pages cite, from ``docs/_data/references.yml``.

Without one home for a source, the same paper would be named in three ways on three pages,
and nobody could see what a claim rests on.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sitekit import data
from sitekit.findings import Finding

FILE = "_data/references.yml"
ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"

KIND_WORDS = {
    "guideline": "Guideline",
    "systematic review": "Review of studies",
    "trial": "Trial",
    "cohort": "Study that followed or counted people",
    "leaflet": "Leaflet or web page for patients",
    "expert": "Expert view",
    "regulator": "Regulator",
    "policy": "Payer or health service rule",
}
READ_WORDS = {
    "whole": "read whole",
    "abstract": "abstract read",
    "excerpt": "excerpt read",
}

Kind = Literal[
    "guideline",
    "systematic review",
    "trial",
    "cohort",
    "leaflet",
    "expert",
    "regulator",
    "policy",
]


class Reference(BaseModel):
    """One source."""

    model_config = ConfigDict(extra="forbid")

    authors: list[str] = []
    title: Annotated[str, Field(min_length=3)]
    publisher: str
    year: Annotated[int, Field(ge=1900, le=2100)] | None
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,}/\S+$")] | None = None
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    kind: Kind
    read: Literal["whole", "abstract", "excerpt"]
    read_on: datetime.date

    @model_validator(mode="after")
    def _one_address(self) -> Reference:
        if (self.doi is None) == (self.url is None):
            raise ValueError("a source has a doi or a url, one of the two")
        return self

    @property
    def address(self) -> str:
        """The link to the original."""
        return f"https://doi.org/{self.doi}" if self.doi else str(self.url)

    @property
    def label(self) -> str:
        """Kind and year in plain words, such as ``Guideline, 2025``."""
        words = KIND_WORDS[self.kind]
        return f"{words}, {self.year}" if self.year else f"{words}, no year given"

    def markdown(self, label: bool = True) -> str:
        """Return the source as one line of Markdown, as the foot of a page shows it.

        Args:
            label: Whether kind and year stand before it; else the year alone.
        """
        first = self.label if label else str(self.year or "No year given")
        authors = _authors(self.authors)
        title = self.title.rstrip(".")
        ending = "" if title.endswith(("?", "!")) else "."
        return (
            f"**{first}.** {_escape(authors)}[{_escape(title)}]({self.address}){ending} "
            f"{_escape(self.publisher)}."
        )


def _authors(names: list[str]) -> str:
    if not names:
        return ""
    if len(names) > 3:
        return f"{names[0]} and others. "
    return f"{', '.join(names)}. "


def _escape(text: str) -> str:
    """Keep Markdown from reading marks in a title as its own."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)


def ids(docs: Path) -> set[str] | None:
    """Return the ids of all sources, those with a fault too; None if nobody can know them.

    Args:
        docs: The folder with the pages.
    """
    document, _ = data.read(docs / FILE, f"docs/{FILE}")
    if document is None:
        return None
    return {str(name) for name in document.value} if isinstance(document.value, dict) else set()


def load(docs: Path) -> tuple[dict[str, Reference], list[Finding]]:
    """Read all sources.

    Args:
        docs: The folder with the pages.

    Returns:
        The sources by id, and a finding for each fault. A source with a fault is left out.
    """
    shown = f"docs/{FILE}"
    document, findings = data.read(docs / FILE, shown)
    if document is None:
        return {}, findings
    found, findings = data.entries(Reference, document, shown, check="references")
    return found, [*findings, *_doubled(found, document, shown)]


def _doubled(
    references: dict[str, Reference], document: data.Document, shown: str
) -> list[Finding]:
    findings = []
    first: dict[str, str] = {}
    for name, reference in references.items():
        if not re.fullmatch(ID, name):
            findings.append(
                Finding(
                    shown,
                    document.line((name,)),
                    f"the id '{name}' has other signs than small letters, digits and hyphens",
                    "write it like busse-2025",
                    check="references",
                )
            )
        address = reference.address.lower().rstrip("/")
        if address in first:
            findings.append(
                Finding(
                    shown,
                    document.line((name,)),
                    f"'{name}' is the same source as '{first[address]}', so a reader would see "
                    "it twice",
                    f"take one of the two out and cite [^{first[address]}]",
                    check="references",
                )
            )
        first.setdefault(address, name)
    return findings
