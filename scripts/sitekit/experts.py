"""Where experts disagree, from ``docs/_data/disputes.yml``: who says what, and on what grounds.

"Experts disagree" alone leaves a reader with nothing, and a list of opinions makes a trial with a
dummy treatment weigh as much as a letter. An ``experts`` fence shows each side in the same form:
what it says, for whom, what it rests on, what it earns by it, when; trials with a dummy first.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from sitekit import data
from sitekit.findings import Finding
from sitekit.outcomes import cite

FILE = "_data/disputes.yml"
CHECK = "experts"
HEADING = "Do experts agree?"

STANCES = {"for": "For", "against": "Against", "between": "In between"}

Text = Annotated[str, Field(min_length=2)]
Sources = Annotated[list[str], Field(min_length=1)]


class Model(BaseModel):
    """A model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid")


class Sourced(Model):
    """A statement with its sources."""

    text: Text
    sources: Sources


class Side(Model):
    """One body or group and its view."""

    who: Text
    date: Annotated[str, Field(pattern=r"^\d{4}(-\d{2})?$")] | None
    stance: Literal["for", "against", "between"]
    says: Sourced
    applies_to: Sourced
    rests_on: Sourced
    sham_trials: bool
    interest: Sourced | None = None

    @field_validator("date", mode="before")
    @classmethod
    def _year_alone(cls, value: object) -> object:
        return str(value) if isinstance(value, int) else value


class Dispute(Model):
    """One question on which experts differ."""

    sides: Annotated[list[Side], Field(min_length=2)]
    not_in_dispute: Sourced

    @model_validator(mode="after")
    def _sham_trials_first(self) -> Dispute:
        kinds = [side.sham_trials for side in self.sides]
        if kinds != sorted(kinds, reverse=True):
            raise ValueError(
                "a side that rests on trials with a dummy treatment stands behind one that does "
                "not, so the two would look alike; put those with 'sham_trials: true' first"
            )
        return self


def load(docs: Path) -> tuple[dict[str, Dispute], data.Document, list[Finding]]:
    """Read all disputes.

    Args:
        docs: The folder with the pages.

    Returns:
        The disputes by id, the document, and a finding for each fault.
    """
    shown = f"docs/{FILE}"
    document, findings = data.read(docs / FILE, shown)
    if document is None or document.value is None:
        return {}, document or data.Document(None), findings
    found, findings = data.entries(Dispute, document, shown, check=CHECK)
    return found, document, findings


def sources(dispute: Dispute) -> list[str]:
    """Return the ids of every source of a dispute, each once."""
    parts = [dispute.not_in_dispute]
    for side in dispute.sides:
        parts += [side.says, side.applies_to, side.rests_on]
        parts += [side.interest] if side.interest else []
    return list(dict.fromkeys(name for part in parts for name in part.sources))


def asked(body: list[str]) -> str:
    """Return the id that a fence names.

    Args:
        body: The lines of an ``experts`` fence.

    Raises:
        ValueError: The fence names nothing; the text is for an editor.
    """
    value: Any = data.parse("\n".join(body)).value
    name = value.get("id") if isinstance(value, dict) and set(value) == {"id"} else None
    if not isinstance(name, str):
        raise ValueError("an experts block holds one line such as 'id: nerve-block'")
    return name


def render(body: list[str], docs: Path) -> list[str]:
    """Return the dispute that a fence names as Markdown.

    Args:
        body: The lines of an ``experts`` fence: ``id: nerve-block``.
        docs: The folder with the pages.

    Raises:
        ValueError: There is no such dispute; the text is for an editor.
    """
    name = asked(body)
    known, _, _ = load(docs)
    if name not in known:
        raise ValueError(f"there is no dispute '{name}' that can be used in docs/{FILE}")
    dispute = known[name]
    lines = ['<div class="experts" markdown="1">', ""]
    for side in dispute.sides:
        lines += _side(side)
    return [*lines, f"**Not in dispute.** {_sourced(dispute.not_in_dispute)}", "", "</div>"]


def _side(side: Side) -> list[str]:
    trials = (
        "Trials with a dummy treatment."
        if side.sham_trials
        else "What we read names no trial with a dummy."
    )
    lines = [
        '<div class="side" markdown="1">',
        "",
        f"**{STANCES[side.stance]}: {side.who}, {_date(side.date)}.** {_sourced(side.says)}",
        "",
        f"- For whom: {_sourced(side.applies_to, side.says)}",
        f"- Rests on: {trials} {_sourced(side.rests_on, side.says)}",
    ]
    if side.interest:
        lines.append(f"- Own stake: {_sourced(side.interest, side.says)}")
    return [*lines, "", "</div>", ""]


def _sourced(part: Sourced, before: Sourced | None = None) -> str:
    """Return a statement with its citation, which is left out where the one before has it."""
    known = before.sources if before else []
    numbers = any(sign.isdigit() for sign in part.text)
    return part.text + ("" if part.sources == known and not numbers else cite(part.sources))


def _date(date: str | None) -> str:
    if date is None:
        return "no date given"
    if len(date) == 4:
        return date
    return f"{datetime.date.fromisoformat(f'{date}-01'):%B %Y}"
