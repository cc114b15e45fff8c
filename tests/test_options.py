"""The comparison: doing nothing first, each option once at least, numbers from the outcomes."""

from __future__ import annotations

import copy

import pytest
from pydantic import ValidationError

from sitekit import options
from sitekit.paths import DOCS

COMPARISON, _, FINDINGS = options.load(DOCS)
FACT = {"text": "Some get better."}
OPTION = {"name": "Wait", "page": "pathway", "how": "You wait.", "soon": "Today.", "undone": "Yes."}
ROW = {
    "option": "nothing",
    "why": "For some.",
    "gain": "Half get better.",
    "helps": [FACT],
    "risk": "It can get worse.",
    "harms": [FACT],
}
WHOLE = {
    "options": {"nothing": OPTION, "surgery": OPTION | {"name": "Surgery"}},
    "conditions": [{"title": "Back pain", "rows": [ROW, ROW | {"option": "surgery"}]}],
}


def test_the_comparison_of_the_site_is_in_order():
    assert [str(finding) for finding in FINDINGS] == []
    assert COMPARISON is not None
    assert len(COMPARISON.options) == 11
    assert options.Comparison.model_validate(copy.deepcopy(WHOLE))


def rows(*names):
    return [{"title": "Back pain", "rows": [ROW | {"option": name} for name in names]}]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"conditions": rows("surgery", "nothing")}, "first row"),
        ({"conditions": rows("nothing", "nothing")}, "in no row"),
        ({"conditions": rows("nothing", "surgery", "magic")}, "not there"),
        ({"conditions": []}, "at least 1"),
    ],
)
def test_a_comparison_that_could_mislead_is_refused(change, says):
    with pytest.raises(ValidationError, match=says):
        options.Comparison.model_validate(copy.deepcopy(WHOLE | change))


@pytest.mark.parametrize("fact", [{}, {"outcome": "x", "text": "y"}])
def test_a_fact_is_an_outcome_or_a_sentence(fact):
    with pytest.raises(ValidationError):
        options.Fact.model_validate(fact)


def test_what_can_be_lost_is_summed_up_like_what_can_be_gained():
    lines = [line for line in options.render([], DOCS) if line.startswith("| [")]

    assert {line.count("{: .gist }") for line in lines} == {2}
    with pytest.raises(ValidationError, match="risk"):
        options.Row.model_validate({key: value for key, value in ROW.items() if key != "risk"})


def test_every_table_begins_with_doing_nothing():
    lines = options.render([], DOCS)
    heads = [index for index, line in enumerate(lines) if line.startswith("| Option |")]

    assert len(heads) >= 4
    assert all(lines[head + 2].startswith("| [Do nothing for now]") for head in heads)
    assert all(line.count(" | ") == 3 for line in lines if line.startswith("| ["))


def test_the_page_shows_a_table_for_each_condition(site):
    tree = site.tree("compare-options")

    tables = [t for t in tree.cssselect("article table") if "Option" in t.text_content()[:40]]
    assert len(tables) == len(COMPARISON.conditions)
    assert not any("|" in cell.text_content() for cell in tree.cssselect("article td"))
