"""Both sides, with their grounds, and never made equal where the evidence is not."""

from __future__ import annotations

import copy

import pytest
from pydantic import ValidationError

from sitekit import experts
from sitekit.checks import experts as check
from sitekit.checks.content import Content
from sitekit.paths import DOCS

KNOWN, _, FINDINGS = experts.load(DOCS)


def part(text="Something is said."):
    return {"text": text, "sources": ["a-2020"]}


def side(**change):
    whole = {
        "who": "a panel",
        "date": "2025-02",
        "stance": "against",
        "says": part(),
        "applies_to": part(),
        "rests_on": part(),
        "sham_trials": True,
    }
    return whole | change


def dispute(*sides):
    return {"sides": list(sides), "not_in_dispute": part()}


def test_every_dispute_of_the_site_is_in_order():
    assert [str(finding) for finding in FINDINGS] == []
    assert set(check.REQUIRED) <= set(KNOWN)


def test_two_sides_are_taken():
    whole = dispute(side(), side(sham_trials=False, date=2021, stance="for"))

    assert experts.Dispute.model_validate(whole).sides[1].date == "2021"


@pytest.mark.parametrize(
    "whole",
    [
        dispute(side()),
        dispute(side(sham_trials=False), side()),
        dispute(side(), side(date="February 2025")),
        dispute(side(), side(stance="maybe")),
        dispute(side(), side(says={"text": "Unsourced.", "sources": []})),
        {"sides": [side(), side()]},
    ],
    ids=["one side", "letter first", "date in words", "stance", "no source", "nothing agreed"],
)
def test_a_dispute_that_could_mislead_is_refused(whole):
    with pytest.raises(ValidationError):
        experts.Dispute.model_validate(copy.deepcopy(whole))


@pytest.mark.parametrize("name", KNOWN)
def test_each_side_is_shown_with_date_grounds_and_source(name):
    text = "\n".join(experts.render([f"id: {name}"], DOCS))

    assert text.count("Rests on:") == len(KNOWN[name].sides)
    assert text.count("For whom:") == len(KNOWN[name].sides)
    assert "Not in dispute." in text
    assert all(f"[^{source}]" in text for source in experts.sources(KNOWN[name]))


def test_an_unknown_dispute_is_told_to_the_editor():
    with pytest.raises(ValueError, match="nothing-like-this"):
        experts.render(["id: nothing-like-this"], DOCS)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("### Do experts agree?\n\nNo.\n\n```experts\nid: nerve-block\n```\n", 0),
        ("### Do experts agree?\n\nNo.\n", 1),
        ("```experts\nid: nerve-block\n```\n", 1),
        ("### Do experts agree?\n\nNo.\n\n### More\n\n```experts\nid: nerve-block\n```\n", 1),
    ],
    ids=["there", "prose only", "no heading", "under another heading"],
)
def test_a_page_that_owes_both_sides_is_found(tmp_path, body, count):
    docs = tmp_path / "docs"
    (docs / "_data").mkdir(parents=True)
    (docs / "_data" / "references.yml").write_text("{}")
    (docs / "_data" / "disputes.yml").write_text("{}")
    (docs / "nerve-block.md").write_text(f"---\ntitle: Nerve block\n---\n\n# Nerve block\n\n{body}")
    (docs / "cbt.md").write_text("---\ntitle: CBT\n---\n\n# CBT\n")

    assert len(check.check(Content.load(docs)[0])) == count
