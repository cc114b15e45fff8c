"""A source with a slip in its year or address cannot be found again."""

from __future__ import annotations

import datetime
import re

from sitekit import data, references
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="The list of sources",
    why="docs/_data/references.yml is the one home of each source. A wrong year or a doubled "
    "entry makes one study look like two.",
    cases=(
        ("year: 2205", "year: 2025"),
        ("doi: https://doi.org/10.1136/bmj", "doi: 10.1136/bmj-2024-079970"),
        ("url: https://doi.org/10.1136/bmj-2024-079970", "doi: 10.1136/bmj-2024-079970"),
        ("the same title twice", "once, cited by the same id"),
    ),
)


def check(content: Content) -> list[Finding]:
    """Return a finding for each source whose year, day, address or title cannot be right."""
    shown = f"docs/{references.FILE}"
    document, _ = data.read(content.docs / references.FILE, shown)
    if document is None:
        return []
    findings = []
    today = datetime.date.today()
    titles: dict[tuple[str, str, int | None], str] = {}

    def fault(name: str, key: str, message: str, fix: str) -> None:
        line = document.line((name, key))
        findings.append(Finding(shown, line, message, fix, check="sources"))

    for name, source in content.references.items():
        if source.read_on > today + datetime.timedelta(days=1):
            fault(name, "read_on", f"'{name}' was read in the future", "write the day it was read")
        if source.year and source.year > source.read_on.year:
            message = f"'{name}' is of {source.year} and was read in {source.read_on.year}"
            fault(name, "year", message, "look up the year of the source")
        if source.url and (found := re.search(r"doi\.org/(10\.\S+)", source.url)):
            message = f"'{name}' has its DOI as an address, so a doubled entry is not noticed"
            fault(name, "url", message, f"write doi: {found[1]}")
        year = re.search(r"-((?:19|20)\d\d)(?:-|$)", name)
        if year and source.year and abs(int(year[1]) - source.year) > 1:
            message = f"the id '{name}' and the year {source.year} do not fit"
            fault(name, "year", message, "look up the year of the source, or change the id")
        title = (
            re.sub(r"\W+", " ", source.title).strip().casefold(),
            source.publisher.casefold(),
            source.year,
        )
        other = titles.setdefault(title, name)
        if other != name:
            message = f"'{name}' has the title, publisher and year of '{other}'"
            fault(name, "title", message, f"take one of the two out and cite [^{other}]")
    return findings
