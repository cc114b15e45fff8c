"""Outcomes in numbers, from ``docs/_data/outcomes.yml``: what helps, what harms, how often.

A number without its comparison, its time span or its denominator misleads, and the same trial
told in three ways on three pages misleads more. Each outcome has one entry here; an ``outcome``
fence shows it as a figure with the same facts in words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sitekit import data, outcome_svg
from sitekit.findings import Finding

FILE = "_data/outcomes.yml"
CHECK = "outcomes"

Denominator = Literal[100, 1000, 10000]
Text = Annotated[str, Field(min_length=2)]

COMPARED_WITH = {
    "sham": "Compared with a dummy treatment.",
    "waiting": "Compared with waiting.",
    "usual care": "Compared with usual care.",
    "another treatment": "Compared with another treatment.",
}
NOBODY_COMPARED = "No other group is set beside them here."
KNEW = "People knew which treatment they got."
DID_NOT_KNOW = "People did not know which treatment they got."
NO_SHAM_TRIAL = "We found no trial against a dummy treatment."
NO_COUNT = {
    "seen": "This has happened. We found no count of how often.",
    "warned": "A leaflet warns of this. We found no count of how often.",
}

# The fixed wordings of a rating that the source itself gives.
CERTAINTY = {
    "high": "The source rates this as high certainty: it **does** hold.",
    "moderate": "The source rates this as moderate certainty: it **probably** holds.",
    "low": "The source rates this as low certainty: it **may** hold.",
    "very low": "The source rates this as very low certainty: **we do not know**.",
}


class Model(BaseModel):
    """A model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid")


class Certainty(Model):
    """How sure a source says that it is. Never our own view."""

    rating: Literal["high", "moderate", "low", "very low"]
    source: str


class Exact(Model):
    """The count as the source gives it, such as 60 of 71."""

    count: Annotated[int, Field(ge=0)]
    of: Annotated[int, Field(ge=1)]


class Group(Model):
    """One group of people and how many of them it happened to."""

    name: Text
    count: Annotated[int, Field(ge=0)]
    exact: Exact | None = None


class Studied(Model):
    """What every counted outcome says about where it comes from."""

    question: Text
    when: Text
    who: Text
    design: Literal["trial", "study"] = "trial"
    studies: Annotated[int, Field(ge=1)] = 1
    people: Annotated[int, Field(ge=1)] | None = None
    certainty: Certainty | None = None
    note: str | None = None
    sources: Annotated[list[str], Field(min_length=1)]


class Compared(Studied):
    """An outcome of a comparison."""

    compared_with: Literal["sham", "waiting", "usual care", "another treatment"]
    knew: bool
    sham_result: str | None = None

    @model_validator(mode="after")
    def _beside_the_sham_result(self) -> Compared:
        if self.knew and not self.sham_result:
            raise ValueError(
                "people knew which treatment they got, so add 'sham_result' with the id of the "
                "outcome from a trial with a dummy, or 'none' if there is no such trial"
            )
        return self


class Counts(Compared):
    """Two or more groups, counted out of the same number of people."""

    form: Literal["counts"]
    out_of: Denominator
    unit: Text = "people"
    did: Text
    did_not: Text = "did not"
    groups: Annotated[list[Group], Field(min_length=2)]

    @model_validator(mode="after")
    def _groups_fit(self) -> Counts:
        for group in self.groups:
            _fits(group.count, self.out_of, group.exact, f"the group '{group.name}'")
        names = [group.name for group in self.groups]
        if len(set(names)) < len(names):
            raise ValueError("two groups have the same name, so readers cannot tell them apart")
        return self


class Difference(Compared):
    """How far two groups lay apart on average, on a scale."""

    form: Literal["difference"]
    measure: Text
    treatment: Text
    comparison: Text
    scale: Literal[10, 24, 100]
    difference: Annotated[float, Field(ge=0)]
    direction: Literal["better", "worse", "unclear"]
    between: tuple[float, float] | None = None  # from worse (negative) to better
    matters: Annotated[float, Field(gt=0)] | None = None
    matters_source: str | None = None
    matters_words: str | None = None

    @model_validator(mode="after")
    def _scale_holds(self) -> Difference:
        if max(self.difference, self.matters or 0) > self.scale:
            raise ValueError(f"a number is larger than the scale, which ends at {self.scale}")
        if (self.matters is None) == (self.matters_words is None):
            raise ValueError(
                "add 'matters', the smallest difference that matters, with 'matters_source'; "
                "or say in 'matters_words' what the source says without a number"
            )
        if self.matters is not None and not self.matters_source:
            raise ValueError("'matters' needs 'matters_source', the id of who says so")
        if self.between and not self.between[0] <= self.between[1]:
            raise ValueError("'between' runs from the smaller to the larger number")
        return self


class OneGroup(Studied):
    """A harm or a course with nobody to compare: one count, or a range across studies."""

    form: Literal["one-group"]
    out_of: Denominator
    unit: Text = "people"
    did: Text
    did_not: Text = "did not"
    count: Annotated[int, Field(ge=0)] | None = None
    low: Annotated[int, Field(ge=0)] | None = None
    high: Annotated[int, Field(ge=0)] | None = None
    exact: Exact | None = None

    @model_validator(mode="after")
    def _count_or_range(self) -> OneGroup:
        ranged = self.low is not None and self.high is not None
        if (self.count is None) == (not ranged) or (self.low is None) != (self.high is None):
            raise ValueError("write either 'count', or both 'low' and 'high'")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError("'low' is not lower than 'high'")
        largest = self.high if self.high is not None else self.count or 0
        _fits(largest, self.out_of, self.exact, "this outcome")
        return self


class NoCount(Model):
    """A harm that nobody has counted: the source saw it happen, or only warns of it."""

    form: Literal["no-count"]
    known: Literal["seen", "warned"] = "seen"
    question: Text
    who: Text
    note: str | None = None
    sources: Annotated[list[str], Field(min_length=1)]


Outcome = Counts | Difference | OneGroup | NoCount
FORMS: dict[str, type[Counts | Difference | OneGroup | NoCount]] = {
    "counts": Counts,
    "difference": Difference,
    "one-group": OneGroup,
    "no-count": NoCount,
}


def _fits(count: int, out_of: int, exact: Exact | None, what: str) -> None:
    """Refuse a count that its denominator or its exact count contradicts."""
    if count > out_of:
        raise ValueError(f"{what} has {count} out of {out_of}, which is more than all of them")
    if exact and exact.count > exact.of:
        raise ValueError(f"{what} has {exact.count} of {exact.of}, which is more than all of them")
    if exact and abs(exact.count / exact.of * out_of - count) > 0.5:
        right = round(exact.count / exact.of * out_of)
        raise ValueError(
            f"{what} has {exact.count} of {exact.of}, which is {right} out of {out_of} and not "
            f"{count}"
        )


def load(docs: Path) -> tuple[dict[str, Outcome], data.Document, list[Finding]]:
    """Read all outcomes.

    Args:
        docs: The folder with the pages.

    Returns:
        The outcomes that are in order, by id; the document; a finding for each fault.
    """
    shown = f"docs/{FILE}"
    document, findings = data.read(docs / FILE, shown)
    if document is None or document.value is None:
        return {}, document or data.Document(None), findings
    if not isinstance(document.value, dict):
        message = "this file is not a list of ids with an outcome under each"
        finding = Finding(shown, 1, message, "write 'some-id:' and its keys below", check=CHECK)
        return {}, document, [finding]
    found: dict[str, Outcome] = {}
    for name, part in document.parts().items():
        value = part.value
        model = FORMS.get(value.get("form", "")) if isinstance(value, dict) else None
        if model is None:
            findings.append(
                Finding(
                    shown,
                    document.line((name, "form")),
                    f"the outcome '{name}' does not say which form it has",
                    f"add 'form' with one of: {', '.join(FORMS)}",
                    check=CHECK,
                )
            )
            continue
        outcome, faults = data.validate(model, part, shown, check=CHECK)
        findings.extend(faults)
        if outcome is not None:
            found[str(name)] = outcome
    return found, document, findings


def sources(outcome: Outcome) -> list[str]:
    """Return the ids of every source that an outcome rests on, each once."""
    ids = list(outcome.sources)
    if not isinstance(outcome, NoCount) and outcome.certainty:
        ids.append(outcome.certainty.source)
    if isinstance(outcome, Difference) and outcome.matters_source:
        ids.append(outcome.matters_source)
    return list(dict.fromkeys(ids))


def number(value: float) -> str:
    """Return a number as a reader writes it: 1,000 and 0.2, never 1000 or 0.20."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:g}"


def cite(ids: list[str]) -> str:
    """Return the citations of these sources."""
    return "".join(f"[^{name}]" for name in ids)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    """Return a name within a sentence; a short form such as CBT stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentences(outcome: Outcome) -> list[tuple[str, str]]:
    """Return the numbers of an outcome in words, in both framings.

    Args:
        outcome: The outcome.

    Returns:
        For each group its name, empty if there is one only, and the sentence. The caption of the
        figure has the citation.
    """
    if isinstance(outcome, NoCount):
        return [("", NO_COUNT[outcome.known])]
    if isinstance(outcome, Difference):
        return [("", _difference(outcome))]
    if isinstance(outcome, Counts):
        return [
            (
                group.name,
                f"{number(group.count)} out of {number(outcome.out_of)} {outcome.unit} "
                f"{outcome.did}, {number(outcome.out_of - group.count)} {outcome.did_not}.",
            )
            for group in outcome.groups
        ]
    if outcome.count is not None:
        happened = number(outcome.count)
        spared = number(outcome.out_of - outcome.count)
    else:
        assert outcome.low is not None
        assert outcome.high is not None
        happened = f"{number(outcome.low)} to {number(outcome.high)}"
        spared = (
            f"{number(outcome.out_of - outcome.high)} to {number(outcome.out_of - outcome.low)}"
        )
    sentence = (
        f"{happened} out of {number(outcome.out_of)} {outcome.unit} {outcome.did}, "
        f"{spared} {outcome.did_not}."
    )
    return [("", sentence)]


def _difference(outcome: Difference, brief: bool = False) -> str:
    points = "point" if outcome.difference == 1 else "points"
    amount = f"{number(outcome.difference)} {points}"
    on = f"on a scale from 0 to {outcome.scale}"
    if outcome.direction == "unclear":
        text = (
            f"{outcome.measure} differed by {amount} between {outcome.treatment} and "
            f"{outcome.comparison}, {on}."
        )
    else:
        text = (
            f"{outcome.measure} was {amount} {outcome.direction} with {outcome.treatment} than "
            f"with {outcome.comparison}, {on}."
        )
    if outcome.between and not brief:
        text += f" {_between(outcome.between)}"
    if outcome.matters is None:
        return f"{text} {outcome.matters_words}"
    reached = "reaches" if outcome.difference >= outcome.matters else "is less than"
    unit = "point" if outcome.matters == 1 else "points"
    other = [] if outcome.matters_source in outcome.sources else [str(outcome.matters_source)]
    return (
        f"{text} The smallest difference that matters is {number(outcome.matters)} {unit}, so this "
        f"{reached} that.{cite(other)}"
    )


def _between(between: tuple[float, float]) -> str:
    def end(value: float) -> str:
        return f"{number(abs(value))} {'better' if value > 0 else 'worse'}"

    return f"The true difference may lie anywhere from {end(between[0])} to {end(between[1])}."


def short(outcome: Outcome) -> str:
    """Return an outcome as one cell of a table: the numbers, how sure, the citation.

    Args:
        outcome: The outcome.
    """
    cited = cite(outcome.sources)
    if isinstance(outcome, NoCount):
        return f"{outcome.question}: {_lower(NO_COUNT[outcome.known])}{cited}"
    if isinstance(outcome, OneGroup):
        [(_, sentence)] = sentences(outcome)
        return f"{_upper(outcome.when)}: {sentence}{cited}"
    if isinstance(outcome, Counts):
        counted = ", ".join(
            f"{number(group.count)} with {_lower(group.name)}" for group in outcome.groups
        )
        of = f"out of {number(outcome.out_of)} {outcome.unit}, this many {outcome.did}"
        text = f"{_upper(outcome.when)}: {of}: {counted}."
    else:
        text = f"{_upper(outcome.when)}: {_difference(outcome, brief=True)}"
    rated = f"Certainty: {outcome.certainty.rating}." if outcome.certainty else "Not rated."
    return f"{text}{cited} {KNEW if outcome.knew else DID_NOT_KNOW} {rated}"


def about(outcome: Outcome) -> list[str]:
    """Return what a reader needs to judge the numbers: who, against what, how sure."""
    lines = [f"{_upper(outcome.who)}."]
    if isinstance(outcome, NoCount):
        return lines + ([outcome.note] if outcome.note else [])
    if isinstance(outcome, OneGroup):
        lines.append(NOBODY_COMPARED)
    else:
        lines += [COMPARED_WITH[outcome.compared_with], KNEW if outcome.knew else DID_NOT_KNOW]
    if outcome.note:
        lines.append(outcome.note)
    if outcome.certainty:
        rated = outcome.certainty.source
        other = [] if rated in outcome.sources else [rated]
        lines.append(f"{CERTAINTY[outcome.certainty.rating]}{cite(other)}")
    else:
        lines.append(_studied(outcome))
    return lines


def _studied(outcome: Studied) -> str:
    """Say what was studied where the source gives no rating.

    A review of many studies may have been rated by somebody whom we did not read; a single
    trial has not.
    """
    if outcome.studies == 1:
        size = f" of {number(outcome.people)} people" if outcome.people else ""
        return f"One {outcome.design}{size}; nobody has rated how sure we can be."
    plural = {"trial": "trials", "study": "studies"}[outcome.design]
    size = f" with {number(outcome.people)} people" if outcome.people else ""
    return f"{number(outcome.studies)} {plural}{size}; we found no rating of how sure we can be."


def caption(outcome: Outcome) -> str:
    """Return the caption: the question, the time span, what is missing, and the citation."""
    text = f"**{outcome.question}**"
    if isinstance(outcome, NoCount):
        return text + cite(outcome.sources)
    text += f" {_upper(outcome.when)}.{cite(outcome.sources)}"
    if isinstance(outcome, Compared) and outcome.sham_result == "none":
        text += f" {NO_SHAM_TRIAL}"
    return text


def drawings(name: str, outcome: Outcome) -> list[str]:
    """Return the drawing that belongs to each sentence; empty where there is nothing to draw.

    Args:
        name: The outcome's id, which makes the ids in the drawing unique on a page.
        outcome: The outcome.
    """
    if isinstance(outcome, Counts):
        return [
            outcome_svg.people(f"{name}-{index}", group.count, group.count, outcome.out_of)
            for index, group in enumerate(outcome.groups, start=1)
        ]
    if isinstance(outcome, OneGroup):
        low = outcome.low if outcome.low is not None else outcome.count or 0
        high = outcome.high if outcome.high is not None else outcome.count or 0
        return [outcome_svg.people(f"{name}-1", low, high, outcome.out_of)]
    if isinstance(outcome, Difference):
        return [
            outcome_svg.line(
                outcome.difference, outcome.scale, outcome.matters, outcome.direction == "better"
            )
        ]
    return [""]


def figure(name: str, outcome: Outcome) -> list[str]:
    """Return an outcome as Markdown: a figure, with the same facts in words.

    Args:
        name: The outcome's id.
        outcome: The outcome.
    """
    lines = [
        f'<figure class="outcome outcome-{outcome.form}" id="outcome-{name}" markdown="1">',
        f'<figcaption markdown="span">{caption(outcome)}</figcaption>',
        "",
    ]
    for (group, sentence), drawing in zip(sentences(outcome), drawings(name, outcome), strict=True):
        lines += [f"**{group}:** {sentence}" if group else sentence, ""]
        if drawing:
            lines += [f'<div class="outcome-drawing">{drawing}</div>', ""]
    return [*lines, " ".join(about(outcome)), "{: .outcome-about }", "", "</figure>"]


def asked(body: list[str]) -> str:
    """Return the id that a fence names.

    Args:
        body: The lines of an ``outcome`` fence.

    Raises:
        ValueError: The fence names nothing; the text is for an editor.
    """
    value: Any = data.parse("\n".join(body)).value
    name = value.get("id") if isinstance(value, dict) and set(value) == {"id"} else None
    if not isinstance(name, str):
        raise ValueError("an outcome block holds one line such as 'id: epidural-sciatica-pain'")
    return name


def render(body: list[str], docs: Path) -> list[str]:
    """Return the outcome that a fence names as Markdown.

    Args:
        body: The lines of an ``outcome`` fence: ``id: epidural-sciatica-pain``.
        docs: The folder with the pages.

    Raises:
        ValueError: There is no such outcome; the text is for an editor.
    """
    name = asked(body)
    known, _, _ = load(docs)
    if name not in known:
        raise ValueError(f"there is no outcome '{name}' that can be used in docs/{FILE}")
    return figure(name, known[name])
