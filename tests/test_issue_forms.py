"""The code host shows every issue form, and each warns first that all is public.

A form with a key that the code host does not know is not shown, and says so to nobody.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sitekit.paths import ROOT

FOLDER = ROOT / ".github/ISSUE_TEMPLATE"
FORMS = sorted(path for path in FOLDER.glob("*.yml") if path.name != "config.yml")
FIRST = (
    "This is public. Do not write about your own health. "
    "If you feel unwell, go to [urgent help](../blob/HEAD/docs/urgent-help.md)."
)

Text = Annotated[str, Field(min_length=1, strict=True)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]


class Model(BaseModel):
    """The keys of the code host's form schema, and no other."""

    model_config = ConfigDict(extra="forbid")


class Markdown(Model):
    type: Literal["markdown"]
    attributes: dict[Literal["value"], Text]


class Required(Model):
    required: Annotated[bool, Field(strict=True)] = False


class TextAttributes(Model):
    label: Text
    description: Text | None = None
    placeholder: Text | None = None
    value: Text | None = None
    render: Text | None = None


class Field_(Model):
    type: Literal["input", "textarea"]
    id: Name
    attributes: TextAttributes
    validations: Required = Required()


class DropdownAttributes(Model):
    label: Text
    description: Text | None = None
    multiple: bool = False
    options: Annotated[list[Text], Field(min_length=1)]
    default: int | None = None


class Dropdown(Model):
    type: Literal["dropdown"]
    id: Name
    attributes: DropdownAttributes
    validations: Required = Required()


class Option(Model):
    label: Text
    required: bool = False


class CheckboxAttributes(Model):
    label: Text
    description: Text | None = None
    options: Annotated[list[Option], Field(min_length=1)]


class Checkboxes(Model):
    type: Literal["checkboxes"]
    id: Name
    attributes: CheckboxAttributes


Element = Annotated[Markdown | Field_ | Dropdown | Checkboxes, Field(discriminator="type")]


class Form(Model):
    name: Annotated[Text, Field(min_length=3)]
    description: Annotated[Text, Field(min_length=3)]
    title: Text | None = None
    labels: list[Text] = []
    assignees: list[Text] = []
    projects: list[Text] = []
    type: Text | None = None
    body: Annotated[list[Element], Field(min_length=1)]


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def read(value: Any) -> Form:
    return TypeAdapter(Form).validate_python(value)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_keeps_to_the_schema(path: Path) -> None:
    form = read(load(path))
    fields = [element for element in form.body if not isinstance(element, Markdown)]
    assert fields, "a form needs a field"
    for values in ([f.id for f in fields], [f.attributes.label for f in fields]):
        assert len(values) == len(set(values))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_begins_with_the_warning(path: Path) -> None:
    first = read(load(path)).body[0]
    assert isinstance(first, Markdown)
    words = " ".join(re.sub(r"\*", "", first.attributes["value"]).split())
    assert words.startswith(FIRST)
    assert (ROOT / "docs/urgent-help.md").is_file()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda form: form.pop("name"),
        lambda form: form.update(lables=["a"]),
        lambda form: form["body"][1].pop("id"),
        lambda form: form["body"][1]["attributes"].update(lable="Page"),
        lambda form: form["body"][1].update(type="text"),
        lambda form: form["body"][0]["attributes"].update(value=True),
        lambda form: form["body"][1]["validations"].update(required="yes"),
    ],
)
def test_a_mistake_in_a_form_is_found(spoil: Any) -> None:
    form = load(FOLDER / "problem.yml")
    spoil(form)
    with pytest.raises(ValidationError):
        read(form)


def test_no_two_forms_have_one_name():
    names = [read(load(path)).name for path in FORMS]
    assert len(names) == len(set(names))


def test_the_links_at_the_foot_of_a_page_lead_to_forms_that_take_the_page():
    foot = (ROOT / "overrides/partials/page-foot.html").read_text("utf-8")
    named = set(re.findall(r"template=([a-z]+\.yml)", foot))
    assert named
    for name in named:
        assert "page" in [getattr(element, "id", "") for element in read(load(FOLDER / name)).body]


def test_there_is_no_way_around_the_warning():
    assert load(FOLDER / "config.yml")["blank_issues_enabled"] is False
