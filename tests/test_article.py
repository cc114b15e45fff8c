"""The article's ledger: every statement is covered, judged and sourced."""

from __future__ import annotations

import shutil

import pytest

from sitekit import article
from sitekit.paths import DOCS

LEDGER, _, _ = article.load(DOCS)

# The statements of the source article; 0.1 and 4.0 are titles.
STATEMENTS = [
    "0.1",
    "4.0",
    "1.1",
    "1.2",
    "1.3",
    "1.4",
    "2.1",
    "2.2a",
    "2.2b",
    "2.2c",
    "2.3",
    "2.4",
    "2.5",
    "2.6",
    "3.1",
    "3.2",
    "3.3",
    "3.4",
    "3.5a",
    "3.5b",
    "3.5c",
    "3.6",
    "4.1",
    "4.2",
    "4.3",
    "4.4",
    "4.5",
    "4.6a",
    "4.6b",
    "5.1",
    "5.2",
    "5.3",
    "6.1",
    "6.2",
    "6.3",
]


def test_the_ledger_holds_every_statement():
    assert LEDGER is not None
    assert sorted(s.id for s in LEDGER.statements) == sorted(STATEMENTS)
    assert all(s.sources and s.covered for s in LEDGER.statements)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("covered: [{page: nerve-block", "covered: [{page: gone", "does not exist"),
        ("page: nerve-block, heading: null", "page: nerve-block, heading: Gone", "not on the page"),
        ("sources: [gstt-medial-branch-block", "sources: [nobody-1900", "nobody-1900"),
        ('  - id: "3.6"', '  - id: "3.66"', "is not in docs/_data/article.yml"),
    ],
)
def test_a_statement_that_is_not_covered_is_found(tmp_path, old, new, says):
    shutil.copytree(DOCS, tmp_path / "docs")
    ledger = tmp_path / "docs" / article.FILE
    text = ledger.read_text("utf-8")
    if old not in text:
        pytest.fail(f"the ledger has no '{old}'")
    ledger.write_text(text.replace(old, new, 1), "utf-8")

    known = {s for st in LEDGER.statements for s in st.sources}
    found = article.check(tmp_path / "docs", known.__contains__)

    assert any(says in finding.message for finding in found), [str(f) for f in found]


def test_a_block_of_an_unknown_section_is_refused():
    with pytest.raises(ValueError, match="section: 3"):
        article.render(["section: 99"], DOCS)


def test_a_link_that_is_a_question_gets_no_full_stop():
    more = [
        line
        for section in range(1, 7)
        for line in article.render([f"section: {section}"], DOCS)
        if "More: " in line
    ]

    assert any("?](" in line for line in more)
    assert [line for line in more if line.endswith(").") == ("?](" in line.split(", ")[-1])] == []
