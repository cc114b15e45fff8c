"""Pages that are due to be read again against their sources, soonest first."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from sitekit import pages

NOTICE = datetime.timedelta(days=30)


@dataclass(frozen=True, order=True)
class Due:
    """A page and the day by which it has to be checked."""

    day: datetime.date
    path: str
    title: str


def due(docs: Path, until: datetime.date) -> list[Due]:
    """Return the pages whose check is due on a day or before it, the oldest first.

    Args:
        docs: The folder with the pages.
        until: The day.
    """
    found = []
    for path in pages.paths(docs):
        page, _ = pages.read(path, docs)
        day = pages.meta(page).get("next_due")
        if isinstance(day, datetime.date) and day <= until:
            found.append(Due(day, page.shown, page.title))
    return sorted(found)


def as_markdown(docs: Path, today: datetime.date) -> str:
    """Return what is overdue, and what comes due within 30 days; empty if nothing is overdue.

    Args:
        docs: The folder with the pages.
        today: The day to count from.
    """
    listed = due(docs, today + NOTICE)
    late = [entry for entry in listed if entry.day < today]
    if not late:
        return ""
    parts = [
        "Read each page against its sources, then change 'written' and 'next_due' at its top.",
        "## Overdue",
        _rows(late),
    ]
    if soon := [entry for entry in listed if entry.day >= today]:
        parts += ["## Due within 30 days", _rows(soon)]
    return "\n\n".join(parts) + "\n"


def _rows(entries: list[Due]) -> str:
    return "\n".join(f"- [ ] {entry.title} (`{entry.path}`): {entry.day}" for entry in entries)
