"""A new page stands in its place, in the menu too, and says what is still to be written."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml
from test_build import copy

import new_page as command
from sitekit import checks, config, new_page, pages
from sitekit.checks.content import Content
from sitekit.checks.unwritten import tasks
from sitekit.new_page import Start
from sitekit.paths import DOCS

__all__ = ["copy"]

TYPES = new_page.types(DOCS)
TODAY = datetime.date(2028, 2, 29)


def begin(kind: str, docs: Path) -> Path:
    start = Start(kind, f"quite-new-{kind}", f"A quite new {kind} page")
    return new_page.write(start, docs, datetime.date.today())


def test_each_page_type_has_a_starter_page_or_its_one_page() -> None:
    schema, _ = pages.schema(DOCS)
    assert schema
    used = [pages.meta(page).get("page_type") for page in pages.read_all(DOCS)[0]]
    assert all(used.count(kind) == 1 for kind in schema.page_types if kind not in TYPES)
    assert set(TYPES) <= set(schema.page_types)


def test_every_type_passes_all_checks_but_those_for_what_is_to_be_written(copy: Path) -> None:
    made = {begin(kind, copy).relative_to(copy.parent).as_posix() for kind in TYPES}

    found = [f for f in checks.run(copy) if f.severity == "error"]

    assert {f.path for f in found} == made
    # Pages that nobody has written yet share the starter page's description.
    others = [f for f in found if "still to be written" not in f.message]
    assert [str(f) for f in others if "the description is the same" not in f.message] == []


def test_one_page_leaves_nothing_but_its_text_to_do(copy: Path) -> None:
    path = begin("procedure", copy)

    found = [f for f in checks.run(copy) if f.severity == "error"]

    assert found
    assert {(f.path, f.check) for f in found} == {
        (path.relative_to(copy.parent).as_posix(), "unwritten")
    }


@pytest.mark.parametrize("kind", TYPES)
def test_each_line_to_write_is_named(copy: Path, kind: str) -> None:
    path = begin(kind, copy)
    lines = path.read_text("utf-8").split("\n")
    wanted = [
        number
        for number, line in enumerate(lines, 1)
        if "write " in line.lower() and not line.startswith("title")
    ]

    found = checks.ALL["unwritten"](Content.load(copy)[0])

    assert sorted(f.line for f in found) == wanted
    assert wanted


def test_no_page_of_the_site_has_a_starter_pages_words() -> None:
    assert tasks(DOCS)
    assert checks.ALL["unwritten"](Content.load(DOCS)[0]) == []


@pytest.mark.parametrize("kind", TYPES)
def test_the_menu_gets_the_line_at_the_end_of_its_folder_and_changes_nowhere_else(
    copy: Path, kind: str
) -> None:
    menu = copy.parent / "mkdocs.yml"
    before = menu.read_text("utf-8").split("\n")
    names = config.menu(copy.parent)

    path = begin(kind, copy)

    name = path.relative_to(copy).as_posix()
    after = menu.read_text("utf-8").split("\n")
    new = [line for line in after if f"quite-new-{kind}" in line or "A quite new" in line]
    assert [line for line in after if line not in new] == before
    entries = config.menu(copy.parent)
    assert [entry for entry in entries if entry != name] == names
    neighbor = entries[entries.index(name) - 1]
    if kind == "section":
        assert neighbor == [n for n in names if n.startswith("surgery/")][-1]
    else:
        assert Path(neighbor).parent == Path(name).parent


def test_comments_at_the_end_of_a_group_stay_where_they_are() -> None:
    menu = "nav:\n  - A:\n      - a/index.md\n      - a/b.md  # the last\n      # after\n  - c.md\n"

    found = new_page.with_entry(menu, "a/d.md", "Yes: D", set())

    assert found == menu.replace("# the last\n", '# the last\n      - "Yes: D": a/d.md\n')


@pytest.mark.parametrize("menu", ["nav: [\n", "nav: []\n", "site_name: x\n", "- a\n", ""])
def test_a_broken_menu_is_named_and_nothing_is_written(copy: Path, menu: str, capsys) -> None:
    (copy.parent / "mkdocs.yml").write_text(menu)

    code = command.main(["--type", "care", "--id", "quite-new", "--title", "Quite new"], copy)

    assert code == 1
    assert "mkdocs.yml" in capsys.readouterr().out
    assert not list(copy.rglob("quite-new.md"))


def test_title_and_dates_are_filled_in() -> None:
    text = new_page.text(Start("care", "x", 'What "is" it: a test?'), DOCS, TODAY)

    matter = yaml.safe_load(text.split("---\n")[1])
    assert matter["title"] == 'What "is" it: a test?'
    assert '\n# What "is" it: a test?\n' in text
    assert matter["written"] == TODAY
    assert matter["next_due"] == datetime.date(2029, 2, 28)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("page_type", "home", "its one page"),
        ("page_type", "procdure", "choose one of"),
        ("id", "Nerve_Block", "nerve-block"),
        ("id", "../escape", "small letters"),
        ("id", "nerve-block", "has this name already"),
        ("id", "index", "home page"),
        ("id", "assets", "is there already"),
        ("title", "A", "needs words"),
        ("title", "A <b> title", "leave '<'"),
        ("title", "A\nb", "on one line"),
    ],
)
def test_a_wrong_value_is_told(field: str, value: str, says: str) -> None:
    assert says in new_page.problem(field, value, DOCS)


def test_a_title_that_is_taken_is_told() -> None:
    page = pages.read_all(DOCS)[0][0]
    assert page.shown in new_page.problem("title", page.title.upper(), DOCS)


def test_what_is_not_given_is_asked_until_it_is_right(copy: Path, monkeypatch, capsys) -> None:
    answers = iter(["nonsense", "care", "Music for pain", ""])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))

    assert command.main([], copy) == 0

    assert (copy / "care-team/music-for-pain.md").is_file()
    assert "there is no page type 'nonsense'" in capsys.readouterr().out


def test_nobody_there_to_answer_is_no_traceback(copy: Path, monkeypatch, capsys) -> None:
    def nobody(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)

    assert command.main([], copy) == 1
    assert "make new-page TYPE=" in capsys.readouterr().out
