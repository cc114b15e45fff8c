"""The options side by side, from ``docs/_data/options.yml``.

Readers compare what stands next to each other. Each condition gets a table with the same columns
for every option, doing nothing for now first, and the numbers come from the outcomes, so that the
comparison cannot say something else than the pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sitekit import data, outcomes, pages
from sitekit.findings import Finding

FILE = "_data/options.yml"
CHECK = "options"
NOTHING = "nothing"
COLUMNS = ("Option", "How it goes", "What helps", "What can go wrong")

Text = Annotated[str, Field(min_length=2)]
# One short sentence: a tired reader takes it in at once, before the numbers.
Gist = Annotated[str, Field(min_length=2, max_length=80)]


class Model(BaseModel):
    """A model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid")


class Fact(Model):
    """An outcome by its id, or a sentence with its sources."""

    outcome: str | None = None
    text: str | None = None
    sources: list[str] = []

    @model_validator(mode="after")
    def _one_of_two(self) -> Fact:
        if (self.outcome is None) == (self.text is None):
            raise ValueError("write either 'outcome' with an id, or 'text' with 'sources'")
        return self


class Option(Model):
    """One thing that a person can do."""

    name: Text
    page: str
    how: Text
    soon: Text
    undone: Text
    sources: list[str] = []


class Row(Model):
    """An option in one condition: for whom, what it gains and risks in short, and the numbers."""

    option: str
    why: Text
    gain: Gist
    helps: Annotated[list[Fact], Field(min_length=1)]
    risk: Gist
    harms: Annotated[list[Fact], Field(min_length=1)]


class Condition(Model):
    """A kind of pain, with the options for it."""

    title: Text
    rows: Annotated[list[Row], Field(min_length=2)]

    @model_validator(mode="after")
    def _nothing_first(self) -> Condition:
        if self.rows[0].option != NOTHING:
            raise ValueError(
                f"the first row is '{self.rows[0].option}', so doing nothing looks like no option; "
                f"begin with 'option: {NOTHING}'"
            )
        return self


class Comparison(Model):
    """The whole of ``options.yml``."""

    options: dict[str, Option]
    conditions: Annotated[list[Condition], Field(min_length=1)]

    @model_validator(mode="after")
    def _all_shown(self) -> Comparison:
        used = {row.option for condition in self.conditions for row in condition.rows}
        if missing := sorted(used - set(self.options)):
            raise ValueError(f"these rows name an option that is not there: {', '.join(missing)}")
        if unused := sorted(set(self.options) - used):
            raise ValueError(f"these options stand in no row: {', '.join(unused)}")
        return self


def load(docs: Path) -> tuple[Comparison | None, data.Document, list[Finding]]:
    """Read the options.

    Args:
        docs: The folder with the pages.

    Returns:
        The options or None, the document, and a finding for each fault.
    """
    shown = f"docs/{FILE}"
    document, findings = data.read(docs / FILE, shown)
    if document is None:
        return None, data.Document(None), findings
    comparison, findings = data.validate(Comparison, document, shown, check=CHECK)
    return comparison, document, findings


def render(body: list[str], docs: Path) -> list[str]:
    """Return the comparison as Markdown: a table for each condition.

    Args:
        body: The lines of an ``options`` fence, which stays empty.
        docs: The folder with the pages.

    Raises:
        ValueError: It cannot be shown; the text is for an editor.
    """
    if any(line.strip() for line in body):
        raise ValueError("an options block is empty: it shows every option")
    comparison, _, findings = load(docs)
    if comparison is None:
        raise ValueError(f"docs/{FILE} cannot be used: {findings[0].message}")
    known, _, _ = outcomes.load(docs)
    where = pages.by_id(docs)
    lines = []
    for condition in comparison.conditions:
        lines += [f"## {condition.title}", "", _row(list(COLUMNS)), _row(["---"] * len(COLUMNS))]
        for row in condition.rows:
            option = comparison.options[row.option]
            lines.append(
                _row(
                    [
                        f"{_link(option, where, docs)} {row.why}",
                        f"{option.how} {option.soon} **Can it be undone?** {option.undone}"
                        f"{outcomes.cite(option.sources)}",
                        _cell(row.gain, row.helps, known),
                        _cell(row.risk, row.harms, known),
                    ]
                )
            )
        lines.append("")
    return lines


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _link(option: Option, where: dict[str, Path], docs: Path) -> str:
    if option.page not in where:
        raise ValueError(
            f"the option '{option.name}' leads to the page '{option.page}', which does not exist"
        )
    return f"[{option.name}](/{where[option.page].relative_to(docs).as_posix()})."


def _cell(gist: str, facts: list[Fact], known: dict[str, outcomes.Outcome]) -> str:
    return " ".join([f"**{gist}**{{: .gist }}", *(_fact(fact, known) for fact in facts)])


def _fact(fact: Fact, known: dict[str, outcomes.Outcome]) -> str:
    if fact.outcome is None:
        return f"{fact.text}{outcomes.cite(fact.sources)}"
    if fact.outcome not in known:
        raise ValueError(f"there is no outcome '{fact.outcome}' in docs/{outcomes.FILE}")
    return outcomes.short(known[fact.outcome])
