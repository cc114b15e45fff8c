"""A clinician's signature holds for the text that was read, and for no other."""

from __future__ import annotations

import datetime
import importlib
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest
from lxml import html
from test_build import copy

from sitekit import checks, claims, markup, pagehead, pages, references, review, review_sheet
from sitekit.claims import Claim
from sitekit.paths import DOCS, ROOT

__all__ = ["copy"]

TODAY = datetime.date.today()
PAGE = "procedures/epidural-steroid-injection.md"
NOTICE = "No clinician has reviewed this page"


def read(docs: Path, name: str = PAGE) -> pages.Page:
    return pages.read(docs / name, docs)[0]


def hash_of(docs: Path) -> str:
    return review.text_hash(read(docs).body, docs)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def sign(docs: Path, **other: object) -> None:
    """Sign the page as it stands, with other values where they are given."""
    values = {
        "name": "Ada Example",
        "credential": "MD",
        "date": TODAY,
        "hash": hash_of(docs),
    } | other
    line = review.line([pages.Review.model_construct(**values)])
    file = docs / PAGE
    file.write_text(re.sub(r"^reviews: .*$", line, file.read_text("utf-8"), flags=re.M), "utf-8")


def foot(docs: Path) -> str:
    """The foot of the page, as the theme fills it."""
    environment = jinja2.Environment()
    environment.filters["url"] = lambda address: address
    partial = (ROOT / "overrides/partials/page-foot.html").read_text("utf-8")
    return environment.from_string(partial).render(
        place=pagehead.place(pages.meta(read(docs)), PAGE, str(docs)),
        config=SimpleNamespace(extra={}, repo_url="", site_url=""),
        page=SimpleNamespace(title="A", canonical_url="https://example.org/"),
    )


def found(docs: Path) -> list[checks.Finding]:
    return [f for f in checks.run(docs, ["reviews", "front-matter"]) if f.path == f"docs/{PAGE}"]


def an_include(docs: Path) -> Path:
    for line in read(docs).body:
        if match := markup.INCLUDE.search(line):
            return docs / match["target"]
    raise AssertionError("the page includes nothing: choose another")


def an_outcome(docs: Path) -> tuple[str, str]:
    """Return a number's line in the entry of an outcome that the page shows, and a new one."""
    names = [f.body[0].split()[1] for f in markup.fences(read(docs).body) if f.kind == "outcome"]
    data = (docs / "_data/outcomes.yml").read_text("utf-8")
    for name in names:
        entry = re.search(rf"^{name}:\n(?:  .*\n)+", data, re.M)
        if entry and (line := re.search(r"  people: (\d+)\n", entry[0])):
            return entry[0], entry[0].replace(line[0], f"  people: {int(line[1]) + 1}\n")
    raise AssertionError("no outcome of the page says how many people: choose another")


def test_the_notice_stands_until_somebody_signs_and_comes_back_when_the_text_changes(copy):
    assert NOTICE in foot(copy)

    sign(copy)
    assert NOTICE not in foot(copy)
    assert "Reviewed by Ada Example, MD" in foot(copy)
    assert found(copy) == []

    change(copy / PAGE, "## Is it for me?\n", "## Is it for me?\n\nIt cures everybody.\n")
    assert NOTICE in foot(copy)
    assert "Ada Example" not in foot(copy)


def test_spaces_and_line_ends_do_not_count(copy):
    before = hash_of(copy)
    file = copy / PAGE
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n").replace(b". ", b".  "))
    assert hash_of(copy) == before


def test_front_matter_does_not_count(copy):
    before = hash_of(copy)
    change(copy / PAGE, "aliases: [", "aliases: [another name, ")
    sign(copy)
    assert hash_of(copy) == before


def test_a_word_counts(copy):
    before = hash_of(copy)
    change(copy / PAGE, "## Is it for me?", "## Is it for you?")
    assert review.REASONS[0] in review.changed(signed(before), hash_of(copy))


def signed(text_hash: str) -> pages.Review:
    return pages.Review(name="Ada", credential="MD", date=TODAY, hash=text_hash)


def test_a_shared_text_counts(copy):
    before = hash_of(copy)
    file = an_include(copy)
    file.write_text(file.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    assert review.REASONS[1] in review.changed(signed(before), hash_of(copy))


def test_a_number_in_a_figure_counts(copy):
    before = hash_of(copy)
    change(copy / "_data/outcomes.yml", *an_outcome(copy))
    assert review.changed(signed(before), hash_of(copy)) == [review.REASONS[2]]


def test_another_pages_number_does_not_count(copy):
    before = hash_of(copy)
    used = [f.body[0].split()[1] for f in markup.fences(read(copy).body) if f.kind == "outcome"]
    file = copy / "_data/outcomes.yml"
    names = re.findall(r"^([a-z0-9-]+):$", file.read_text("utf-8"), re.M)
    other = next(name for name in names if name not in used)
    text = file.read_text("utf-8")
    entry = re.search(rf"^{other}:\n(?:  .*\n)+", text, re.M)
    assert entry
    file.write_text(text.replace(entry[0], ""), "utf-8")
    assert hash_of(copy) == before


def test_an_outdated_review_is_told_with_its_reason(copy):
    sign(copy)
    change(copy / PAGE, "## Is it for me?", "## Is it for you?")
    [finding] = [f for f in found(copy) if f.check == "reviews"]
    assert finding.severity == "warning"
    assert review.REASONS[0] in finding.message
    assert "make review-sheet PAGE=epidural-steroid-injection" in finding.fix
    line = (copy / PAGE).read_text("utf-8").splitlines()[finding.line - 1]
    assert line.startswith("reviews:")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"hash": "abc"}, "another form"),
        ({"hash": "0" * 26}, "not text"),
        ({"hash": "E8786F28-EF133127-3A5D73FD"}, "another form"),
        ({"date": TODAY + datetime.timedelta(days=3)}, "still to come"),
        ({"date": "2026-02-30"}, "not a date"),
        ({"name": review.PLACEHOLDERS[0]}, "before anybody filled it in"),
        ({"credential": review.PLACEHOLDERS[1]}, "before anybody filled it in"),
        ({"name": ""}, "too short"),
    ],
)
def test_a_review_that_cannot_hold_is_refused(copy: Path, values: dict, says: str) -> None:
    sign(copy, **values)
    errors = [f for f in found(copy) if f.severity == "error"]
    assert [f for f in errors if says in f.message and f.fix], [str(f) for f in errors]
    assert NOTICE in foot(copy)


def test_a_name_that_stands_twice_is_found(copy):
    sign(copy)
    change(copy / PAGE, "reviews: [{", "reviews: [{name: ada example, credential: RN, date: "
           f"{TODAY}, hash: {hash_of(copy)}}}, {{")  # fmt: skip
    assert [f for f in found(copy) if "stands here twice" in f.message]


def test_a_name_cannot_run_as_html(copy):
    sign(copy, name="<script>alert(1)</script>")
    assert "<script>" not in foot(copy)


@pytest.mark.parametrize("line", ["reviews: yes", "reviews: [1]", "reviews:", "reviews: [{}]"])
def test_what_is_no_review_does_not_stop_the_build(copy: Path, line: str) -> None:
    file = copy / PAGE
    file.write_text(re.sub(r"^reviews: .*$", line, file.read_text("utf-8"), flags=re.M), "utf-8")
    assert NOTICE in foot(copy)
    assert [f for f in found(copy) if f.check == "front-matter"] or line == "reviews:"


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("One.[^a-1] Two.[^b-2]", [("One.", ("a-1",)), ("Two.", ("b-2",))]),
        ("One. Two.[^b-2]", [("One.", ()), ("Two.", ("b-2",))]),
        ("One.[^a-1] [^b-2]", [("One.", ("a-1", "b-2"))]),
        ("One[^a-1] and more. Two.", [("One and more.", ("a-1",)), ("Two.", ())]),
        ("- **Bold.** [Link](x.md) text.[^a-1]", [("Bold.", ()), ("Link text.", ("a-1",))]),
        ("`[^a-1]` is how.", [("is how.", ("a-1",))]),
    ],
)
def test_each_source_stands_beside_its_sentence(text: str, sources: list) -> None:
    assert [(c.text, c.sources) for c in claims.of([text], DOCS)] == sources


def test_each_row_of_a_table_is_a_claim():
    table = ["| What | How many | Source |", "|---|---|---|", "| Fever | 3 | [^a-1] |"]
    assert claims.of(table, DOCS) == [Claim("row", "What: Fever. How many: 3", ("a-1",))]


def test_no_citation_of_any_page_is_lost():
    for path in pages.paths(DOCS):
        page = read(DOCS, path.relative_to(DOCS).as_posix())
        shown = {name for claim in claims.of(page.body, DOCS) for name in claim.sources}
        whole = review.with_shared(page.body, DOCS)
        cited = {m["id"] for _, row in markup.prose(whole) for m in markup.CITATION.finditer(row)}
        assert cited <= shown, page.shown


def test_the_sheet_shows_each_source_and_a_box_for_each_claim():
    page = read(DOCS)
    listed = claims.of(page.body, DOCS)
    known, _ = references.load(DOCS)
    tree = html.fromstring(review_sheet.render(page, DOCS, TODAY))

    boxes = tree.xpath("//tbody//input[@type='checkbox']")
    assert len(boxes) == sum(claim.is_checked for claim in listed) > 0
    assert {claim.kind for claim in listed} >= {"sentence", "row", "figure"}
    addresses = set(tree.xpath("//tbody//a/@href"))
    for name in {name for claim in listed for name in claim.sources}:
        assert known[name].address in addresses
    assert review.text_hash(page.body, DOCS) in tree.text_content()
    assert not tree.xpath("//script|//link|//img")


def test_the_command_writes_the_sheet_and_a_line_that_holds(copy, tmp_path, capsys):
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        command = importlib.import_module("review_sheet")
    finally:
        sys.path.pop(0)
    page = ["epidural-steroid-injection"]

    assert command.main([*page, "--name", "Ada", "--credential", "MD"], copy, tmp_path) == 0

    line = capsys.readouterr().out.strip().splitlines()[-1]
    assert (tmp_path / "review-epidural-steroid-injection.html").is_file()
    file = copy / PAGE
    file.write_text(re.sub(r"^reviews: .*$", line, file.read_text("utf-8"), flags=re.M), "utf-8")
    assert "Reviewed by Ada, MD" in foot(copy)
    assert found(copy) == []


def test_a_second_signature_keeps_the_first(copy):
    sign(copy)
    line = review_sheet.signature_line(read(copy), copy, TODAY, "Ben", "RN")
    assert "Ada Example" in line
    assert "Ben" in line
