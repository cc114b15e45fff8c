"""Outcome figures: refused when they could flatter, and told in both framings."""

from __future__ import annotations

import gzip
import re

import pytest
from pydantic import ValidationError

from sitekit import outcomes
from sitekit.paths import DOCS

KNOWN, _, FINDINGS = outcomes.load(DOCS)

COUNTS = {
    "form": "counts",
    "question": "Did the pain ease?",
    "when": "after 1 month",
    "who": "people with sciatica",
    "compared_with": "sham",
    "knew": False,
    "out_of": 100,
    "did": "got better",
    "groups": [{"name": "Injection", "count": 56}, {"name": "Dummy", "count": 40}],
    "sources": ["somebody-2020"],
}


def test_every_outcome_of_the_site_is_in_order():
    assert [str(finding) for finding in FINDINGS] == []
    assert {outcome.form for outcome in KNOWN.values()} == set(outcomes.FORMS)


def test_a_whole_outcome_is_taken():
    assert outcomes.Counts.model_validate(COUNTS).groups[0].count == 56


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"groups": [{"name": "Injection", "count": 156}, {"name": "Dummy", "count": 40}]}, "156"),
        ({"groups": [{"name": "Dummy", "count": 5}]}, "at least 2"),
        ({"groups": [{"name": "Dummy", "count": 5}, {"name": "Dummy", "count": 4}]}, "same name"),
        ({"compared_with": None}, "sham"),
        ({"when": ""}, "at least 2"),
        ({"out_of": 50}, "100"),
        ({"knew": True}, "sham_result"),
        ({"sources": []}, "at least 1"),
        ({"color": "red"}, "Extra"),
    ],
)
def test_a_figure_that_could_mislead_is_refused(change, says):
    with pytest.raises(ValidationError, match=says):
        outcomes.Counts.model_validate(COUNTS | change)


@pytest.mark.parametrize("name", KNOWN)
def test_a_figure_is_light_and_has_its_words(name):
    text = "\n".join(outcomes.render([f"id: {name}"], DOCS))
    drawing = "".join(re.findall(r"<svg.*?</svg>", text, re.S))
    outcome = KNOWN[name]

    assert outcome.question in text
    assert len(gzip.compress(drawing.encode())) <= 3000
    assert "[^" in text
    if drawing:
        assert 'aria-hidden="true"' in drawing
    if isinstance(outcome, outcomes.Counts):
        for group in outcome.groups:
            assert f"{group.count} out of {outcome.out_of}" in text
            assert f"{outcome.out_of - group.count} {outcome.did_not}" in text


def test_an_unknown_outcome_is_told_to_the_editor():
    with pytest.raises(ValueError, match="nothing-like-this"):
        outcomes.render(["id: nothing-like-this"], DOCS)
