"""The sheet that a reader fills in before a visit, from ``docs/_data/visit-sheet.yml``.

What a reader writes on it is about their own health, so it must not leave the device: there is no
form (Enter in one would put the words into an address), no name that a server could read, nothing
that a browser keeps for the next visit or gives to a spelling service. It needs no script. On
paper each field is a labeled line or box, and the whole is one page.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sitekit import data
from sitekit.findings import Finding

FILE = "_data/visit-sheet.yml"
CHECK = "visit-sheet"
WORST = 10  # the highest number of a pain scale
LONGEST = 80  # letters of a label that fit on one printed line

# Kept out of the browser's own memory, and away from spelling services that read along.
_PRIVATE = 'autocomplete="off" spellcheck="false"'

Label = Annotated[str, Field(min_length=2, max_length=LONGEST)]


class Model(BaseModel):
    """A model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid")


class Entry(Model):
    """One thing to fill in: text, a pain scale, or boxes to tick."""

    label: Label
    lines: Annotated[int, Field(ge=1, le=4)] = 1
    half: bool = False
    scale: bool = False
    choices: list[Label] = []

    @model_validator(mode="after")
    def _one_kind(self) -> Entry:
        if self.scale and self.choices:
            raise ValueError("a field is a scale or a list of choices; take one of the two out")
        return self


class Part(Model):
    """Fields that belong together, under a heading."""

    title: Label
    fields: Annotated[list[Entry], Field(min_length=1)]


class Sheet(Model):
    """The whole sheet."""

    heading: Label
    foot: Annotated[str, Field(min_length=2)]
    parts: Annotated[list[Part], Field(min_length=1)]


def load(docs: Path) -> tuple[Sheet | None, list[Finding]]:
    """Read the sheet.

    Args:
        docs: The folder with the pages.

    Returns:
        The sheet or None, and a finding for each fault.
    """
    shown = f"docs/{FILE}"
    document, findings = data.read(docs / FILE, shown)
    if document is None:
        return None, findings
    return data.validate(Sheet, document, shown, check=CHECK)


def render(body: list[str], docs: Path) -> list[str]:
    """Return the sheet as HTML lines.

    Args:
        body: The lines of a ``visit-sheet`` fence, which stays empty.
        docs: The folder with the pages.

    Raises:
        ValueError: It cannot be shown; the text is for an editor.
    """
    if any(line.strip() for line in body):
        raise ValueError(f"a visit-sheet block is empty: its words stand in docs/{FILE}")
    sheet, findings = load(docs)
    if sheet is None:
        raise ValueError(
            f"{findings[0].path}, line {findings[0].line}: {findings[0].message}"
            if findings
            else f"docs/{FILE} is empty"
        )
    # No empty line within: Python-Markdown would end the block there.
    lines = [
        f'<section class="visit-sheet" aria-labelledby="sheet"><h2 id="sheet">'
        f"{escape(sheet.heading)}</h2>"
    ]
    for number, part in enumerate(sheet.parts, start=1):
        name = f"sheet-{number}"
        lines.append(f'<div role="group" aria-labelledby="{name}">')
        lines.append(f'<h3 id="{name}">{escape(part.title)}</h3>')
        lines += [_field(entry, f"{name}-{i}") for i, entry in enumerate(part.fields, start=1)]
        lines.append("</div>")
    return [*lines, f'<p class="sheet-foot">{escape(sheet.foot)}</p>', "</section>"]


def _field(entry: Entry, name: str) -> str:
    shape = ' class="half"' if entry.half else ""
    label = escape(entry.label)
    if entry.scale or entry.choices:
        kind = "radio" if entry.scale else "checkbox"
        words = [str(n) for n in range(WORST + 1)] if entry.scale else entry.choices
        boxes = "".join(
            f'<label><input type="{kind}" name="{name}" autocomplete="off"> {escape(word)}</label>'
            for word in words
        )
        row = f'<div class="{"scale" if entry.scale else "choices"}">{boxes}</div>'
        return f"<fieldset{shape}><legend>{label}</legend>{row}</fieldset>"
    if entry.lines == 1:
        box = f'<input id="{name}" type="text" {_PRIVATE}>'
    else:
        box = f'<textarea id="{name}" rows="{entry.lines}" {_PRIVATE}></textarea>'
    return f'<p{shape}><label for="{name}">{label}</label>{box}</p>'
