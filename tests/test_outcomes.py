"""Outcome figures: refused when they could flatter, and told in both framings."""

from __future__ import annotations

import gzip
import re

import pytest
from pydantic import ValidationError

from sitekit import outcome_svg, outcomes
from sitekit.checks import outcomes as check
from sitekit.checks.content import Content
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


DIFFERENCE = {
    "form": "difference",
    "question": "How much did the pain ease?",
    "when": "after 1 month",
    "who": "people with sciatica",
    "compared_with": "sham",
    "knew": False,
    "measure": "Pain",
    "treatment": "an injection",
    "comparison": "a dummy",
    "scale": 10,
    "difference": 0.8,
    "direction": "better",
    "matters": 1.5,
    "matters_source": "other-2020",
    "sources": ["somebody-2020"],
}
ONE_GROUP = {
    "form": "one-group",
    "question": "Was there harm?",
    "when": "within a year",
    "who": "people who had it",
    "out_of": 1000,
    "did": "had a harm",
    "low": 4,
    "high": 158,
    "sources": ["somebody-2020"],
}


@pytest.mark.parametrize(
    "change",
    [
        {"difference": 11},
        {"matters": None},
        {"matters_source": None},
        {"matters_words": "Both at once."},
        {"between": [2, 1]},
        {"direction": "sideways"},
    ],
)
def test_a_difference_without_its_measure_is_refused(change):
    assert outcomes.Difference.model_validate(DIFFERENCE)

    with pytest.raises(ValidationError):
        outcomes.Difference.model_validate(DIFFERENCE | change)


@pytest.mark.parametrize(
    "change",
    [
        {"count": 5},
        {"low": None},
        {"low": None, "high": None},
        {"low": 158},
        {"high": 1001},
        {"low": None, "high": None, "count": 15, "exact": {"count": 119, "of": 810}},
    ],
    ids=["both", "half a range", "neither", "empty range", "too many", "exact count differs"],
)
def test_a_harm_that_does_not_fit_is_refused(change):
    assert outcomes.OneGroup.model_validate(ONE_GROUP)

    with pytest.raises(ValidationError):
        outcomes.OneGroup.model_validate(ONE_GROUP | change)


def test_a_range_is_told_in_both_framings_low_to_high():
    outcome = outcomes.OneGroup.model_validate(ONE_GROUP)

    assert outcomes.sentences(outcome) == [
        ("", "4 to 158 out of 1,000 people had a harm, 842 to 996 did not.")
    ]
    assert outcomes.NOBODY_COMPARED in outcomes.about(outcome)


def test_a_difference_says_whether_it_matters():
    small = outcomes.Difference.model_validate(DIFFERENCE)
    large = outcomes.Difference.model_validate(DIFFERENCE | {"difference": 2})

    assert "is less than that" in outcomes.sentences(small)[0][1]
    assert "reaches that" in outcomes.sentences(large)[0][1]


def test_certainty_has_its_fixed_words_only_where_the_source_rates_it():
    plain = outcomes.Counts.model_validate(COUNTS | {"people": 210})
    rated = outcomes.Counts.model_validate(
        COUNTS | {"certainty": {"rating": "moderate", "source": "somebody-2020"}}
    )

    assert "One trial of 210 people; nobody has rated how sure we can be." in outcomes.about(plain)
    assert any("**probably**" in line for line in outcomes.about(rated))
    assert not any("rated how sure" in line for line in outcomes.about(rated))


@pytest.mark.parametrize(
    ("known", "says"), [({}, "has happened"), ({"known": "warned"}, "leaflet warns")]
)
def test_a_warning_is_not_told_as_a_thing_that_happened(known, says):
    harm = {"form": "no-count", "question": "Weakness", "who": "after heat", "sources": ["a-2020"]}
    outcome = outcomes.NoCount.model_validate(harm | known)
    [(_, sentence)] = outcomes.sentences(outcome)
    assert says in sentence
    assert says in outcomes.short(outcome)
    assert "no count" in sentence


def test_a_missing_sham_trial_stands_in_the_caption():
    blinded = outcomes.Counts.model_validate(COUNTS)
    opened = outcomes.Counts.model_validate(COUNTS | {"knew": True, "sham_result": "none"})

    assert outcomes.NO_SHAM_TRIAL not in outcomes.caption(blinded)
    assert outcomes.NO_SHAM_TRIAL in outcomes.caption(opened)
    assert outcomes.KNEW in outcomes.about(opened)


@pytest.mark.parametrize("out_of", outcome_svg.GRIDS)
@pytest.mark.parametrize("share", [0, 0.29, 1])
def test_the_filled_and_the_empty_figures_cover_the_field(out_of, share):
    count = round(out_of * share)
    drawing = outcome_svg.people("x", count, count, out_of)
    columns, width, height = outcome_svg.GRIDS[out_of]
    areas = {"on": 0.0, "off": 0.0}
    for kind, path in re.findall(r'url\(#x-(on|off)\)" d="([^"]+)"', drawing):
        for wide, high in re.findall(r"h([\d.]+)v([\d.]+)", path):
            areas[kind] += float(wide) * float(high)

    cell = width * height
    assert round(areas["on"] / cell) == count
    assert round(areas["off"] / cell) == out_of - count
    assert columns * width == outcome_svg.WIDTH


COMMON = (
    "  question: Question?\n  when: after a year\n  who: people\n  compared_with: sham\n"
    "  out_of: 100\n  did: got better\n"
    "  groups: [{name: Drug, count: 5}, {name: Dummy, count: 4}]\n  sources: [a-2020]\n"
)
DATA = (
    f"blind:\n  form: counts\n  knew: false\n{COMMON}"
    f"open:\n  form: counts\n  knew: true\n  sham_result: blind\n{COMMON}"
    f"other:\n  form: counts\n  knew: true\n  sham_result: blind\n{COMMON}"
    f"alone:\n  form: counts\n  knew: true\n  sham_result: none\n{COMMON}"
)


@pytest.mark.parametrize(
    ("names", "faults"),
    [
        (["blind", "open"], 0),
        (["blind", "open", "other"], 0),
        (["alone"], 0),
        (["alone", "blind", "open"], 0),
        (["open"], 1),
        (["open", "blind"], 1),
        (["blind", "alone", "open"], 1),
        (["blind", "blind"], 1),
    ],
)
def test_an_open_trial_stands_beside_the_blinded_one(tmp_path, names, faults):
    docs = tmp_path / "docs"
    (docs / "_data").mkdir(parents=True)
    (docs / "_data" / "references.yml").write_text(
        "a-2020:\n  title: A study\n  publisher: BMJ\n  year: 2020\n  doi: 10.1000/a\n"
        "  kind: trial\n  read: abstract\n  read_on: 2026-11-25\n"
    )
    (docs / "_data" / "outcomes.yml").write_text(DATA)
    fences = "\n".join(f"```outcome\nid: {name}\n```\n" for name in names)
    (docs / "page.md").write_text(f"---\ntitle: Page\n---\n\n# Page\n\n{fences}")

    assert len(check.check(Content.load(docs)[0])) == faults


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("  sources: [a-2020]", "  sources: [b-2020]", 11, "'b-2020'"),
        ("  sham_result: blind", "  sham_result: gone", 15, "does not exist"),
        ("  when: after a year\n", "", 1, "when"),
        ("  compared_with: sham\n", "", 1, "compared_with"),
        ("  form: counts", "  form: pie", 2, "which form"),
        ("count: 5", "count: 500", 1, "500"),
    ],
)
def test_a_fault_in_the_data_names_its_line(tmp_path, old, new, line, says):
    docs = tmp_path / "docs"
    (docs / "_data").mkdir(parents=True)
    (docs / "_data" / "references.yml").write_text("{}")
    (docs / "_data" / "outcomes.yml").write_text(DATA.replace(old, new, 1))
    found = [f for f in check.check(Content.load(docs)[0]) if says in f.message]

    assert [finding.line for finding in found] == [line]
    assert all(finding.fix for finding in found)
