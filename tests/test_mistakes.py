"""Any mistake of an editor is named with its file, its line and what to type, and never crashes.

Each row of the table is one kind of mistake, made in a copy of the real site. Rows that touch
different files are checked in one run, which keeps this file quick; each is judged on its own.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mistakes import NEAR_MISSES, PAGES, TABLE, Mistake

from sitekit import checks
from sitekit.checks.content import Content
from sitekit.diagrams import draw
from sitekit.diagrams.rules import DiagramError
from sitekit.findings import Finding
from sitekit.paths import CONFIG, DOCS, ROOT


def copy_site(folder: Path) -> Path:
    shutil.copytree(DOCS, folder / "docs")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copyfile(CONFIG, folder / "mkdocs.yml")
    return folder


def make(mistake: Mistake, file: Path) -> tuple[Path, int]:
    """Make one mistake; return the file it is in now and the line that must be named."""
    text = file.read_text("utf-8") if file.exists() else ""
    text, line = mistake.edit(text)
    raw = text.encode("utf-8")
    file.write_bytes(mistake.raw(raw) if mistake.raw else raw)
    if mistake.new:
        file = file.rename(file.with_name(mistake.new))
    return file, line


Row = TypeVar("Row")


def rounds(rows: list[tuple[Row, str, bool]]) -> list[list[tuple[Row, str]]]:
    """Share rows out into rounds in which no two touch the same file.

    Args:
        rows: What to do, in which file (empty for any page), and whether that breaks the whole
            file. Such rows come in rounds of their own, because others rely on the file.
    """
    shared: list[list[tuple[Row, str]]] = []
    waiting = sorted(rows, key=lambda row: row[2])
    free = [page for page in PAGES if page not in {file for _, file, _ in rows}]
    while waiting:
        used: dict[str, Row] = {}
        later = []
        for row, wanted, breaks in waiting:
            file = wanted or next((page for page in free if page not in used), "")
            if file and file not in used and breaks == waiting[0][2]:
                used[file] = row
            else:
                later.append((row, wanted, breaks))
        waiting = later
        shared.append([(row, file) for file, row in used.items()])
    return shared


Result = tuple[str, int, list[Finding]]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """Make every mistake of the table and check the copy; what was there before is left out."""
    root = copy_site(tmp_path_factory.mktemp("mistakes"))
    found: dict[str, Result] = {}
    for chosen in rounds([(m, m.file, m.breaks) for m in TABLE]):
        places = {}
        for mistake, file in chosen:
            path = root / file
            before = path.read_bytes() if path.exists() else None
            now, line = make(mistake, path)
            places[mistake.kind] = (path, before, now, now.relative_to(root).as_posix(), line)
        findings = checks.run(root / "docs")
        for kind, (path, before, now, shown, line) in places.items():
            found[kind] = (shown, line, [f for f in findings if f.path == shown])
            now.unlink()
            if before is not None:
                path.write_bytes(before)
    return found


@pytest.mark.parametrize("mistake", TABLE, ids=lambda mistake: mistake.kind)
def test_a_mistake_is_named_with_file_line_and_fix(
    results: dict[str, Result], mistake: Mistake
) -> None:
    _, line, found = results[mistake.kind]

    matching = [f for f in found if mistake.says in f"{f.message} {f.fix}"]
    assert matching, [str(f) for f in found]
    assert all(f.fix and f.severity == mistake.severity for f in matching)
    if not mistake.near:
        assert line in {f.line for f in matching}, (line, [str(f) for f in matching])


def test_each_check_finds_a_mistake(results: dict[str, Result]) -> None:
    said = {
        finding.check
        for mistake in TABLE
        for finding in results[mistake.kind][2]
        if mistake.says in f"{finding.message} {finding.fix}"
    }

    assert set(checks.ALL) - said == set()


def test_each_check_has_a_near_miss() -> None:
    assert {name for name, _, _ in NEAR_MISSES} == set(checks.ALL)


def test_near_misses_are_left_alone(whole: Path) -> None:
    wrong = []
    for chosen in rounds([((name, edit), file, False) for name, file, edit in NEAR_MISSES]):
        places = []
        for (name, edit), file in chosen:
            path = whole / file
            before = path.read_bytes() if path.exists() else None
            path.write_text(edit(before.decode("utf-8") if before else "")[0], "utf-8")
            places.append((name, file, path, before))
        looked_at = {(name, file) for name, file, *_ in places}
        wrong += [
            str(f)
            for f in checks.run(whole / "docs")
            if f.severity == "error" and (f.check, f.path) in looked_at
        ]
        for *_, path, before in places:
            path.unlink()
            if before is not None:
                path.write_bytes(before)

    assert wrong == []


def test_the_site_as_it_is_gives_no_finding() -> None:
    found = [f for f in checks.run(DOCS) if f.severity != "advice"]

    assert [str(f) for f in found] == []


def test_no_check_gives_up(results: dict[str, Result]) -> None:
    said = [f.message for _, _, found in results.values() for f in found]

    assert not [text for text in said if "could not be finished" in text]


@pytest.fixture(scope="module")
def command() -> Callable[[list[str], Path], int]:
    spec = importlib.util.spec_from_file_location("check_command", ROOT / "scripts" / "check.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    main: Callable[[list[str], Path], int] = module.main
    return main


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with three files that cannot be read, and a slip on a page."""
    root = copy_site(tmp_path_factory.mktemp("damaged"))
    for kind in ("UTF-16", "menu not YAML", "references not YAML", "a cure"):
        mistake = next(m for m in TABLE if m.kind == kind)
        pages = {"UTF-16": "docs/surgery/discectomy.md", "a cure": "docs/surgery/laminectomy.md"}
        make(mistake, root / (mistake.file or pages[kind]))
    return root / "docs"


def test_the_command_tells_all_of_it_in_order(
    command: Callable[[list[str], Path], int], damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command([], damaged) == 1

    said = capsys.readouterr().out
    places = re.findall(r"^(\S+):(\d+): .+\n    Fix: \S", said, re.M)
    assert [(path, int(line)) for path, line in places] == sorted(
        (path, int(line)) for path, line in places
    )
    assert {path for path, _ in places} >= {
        "docs/surgery/discectomy.md",
        "docs/surgery/laminectomy.md",
        "mkdocs.yml",
        "docs/_data/references.yml",
    }
    assert re.search(r"^\d+ to fix, \d+ to look at$", said, re.M)
    assert "Traceback" not in said


def test_programs_get_the_findings_as_data(
    command: Callable[[list[str], Path], int], damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(["--format", "json"], damaged) == 1

    found = json.loads(capsys.readouterr().out)
    assert all({"path", "line", "message", "fix", "severity", "check"} == set(f) for f in found)
    assert {"mkdocs.yml", "docs/_data/references.yml"} <= {f["path"] for f in found}


def test_a_pull_request_gets_a_mark_on_each_line(
    command: Callable[[list[str], Path], int],
    damaged: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    assert command(["--format", "github"], damaged) == 1

    marks = capsys.readouterr().out.splitlines()[:-1]
    form = r"::(error|warning) file=[^,:]+,line=\d+,title=[\w-]+::.+%0AFix: ."
    assert [mark for mark in marks if not re.match(form, mark)] == []
    assert summary.read_text("utf-8").count("\n| `") >= len(marks)


def test_the_command_passes_on_the_site_as_it_is(
    command: Callable[[list[str], Path], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command([], DOCS) == 0

    assert "All checks passed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("docs/procedures/nerve-block.md", "renamed"),
        ("docs/_includes/crisis.md", "renamed"),
        ("docs/_data/page-schema.yml", "deleted"),
        ("docs/_data/glossary.yml", "emptied"),
        ("docs/_data/references.yml", "emptied"),
        ("mkdocs.yml", "emptied"),
    ],
)
def test_what_leads_to_a_file_that_is_gone_is_named(
    tmp_path: Path, whole: Path, file: str, kind: str
) -> None:
    path = whole / file
    before = path.read_bytes()
    try:
        if kind == "renamed":
            other = path.rename(path.with_name("another-name.md"))
        elif kind == "deleted":
            path.unlink()
        else:
            path.write_bytes(b"")
        found = checks.run(whole / "docs")
    finally:
        if kind == "renamed":
            other.unlink()
        path.write_bytes(before)

    wrong = [f for f in found if f.severity == "error"]
    assert wrong
    assert all(f.fix for f in wrong)
    assert not [f for f in wrong if "could not be finished" in f.message]
    assert any(path.stem in f"{f.path} {f.message}" for f in wrong)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_site(tmp_path_factory.mktemp("whole"))


# Random edits -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with few pages, so that many edits can be tried."""
    root = copy_site(tmp_path_factory.mktemp("random"))
    kept = {"index.md", "surgery/discectomy.md", "urgent-help.md"}
    for page in (root / "docs").rglob("*.md"):
        name = page.relative_to(root / "docs").as_posix()
        if name not in kept and not name.startswith("_"):
            page.unlink()
    return root


VICTIMS = [
    "docs/index.md",
    "docs/surgery/discectomy.md",
    "docs/_includes/path-overview.md",
    "docs/_includes/crisis.md",
    "docs/assets/images/logo.svg",
    "mkdocs.yml",
    *sorted(path.relative_to(ROOT).as_posix() for path in DOCS.glob("_data/*.yml")),
]
SECONDS = 20  # a slow machine tries fewer edits, in the same order
JUNK = st.one_of(
    st.sampled_from(["---", "[", "]", "(", "{!", "!}", "```", "[^", "|", "!!! ", "    ", "\t", ": ",
                     "&a ", "*a", "<", "<!--", "\x00", "\r", "\u2028", "\ud83e\udd7a", "{{", "? ",
                     "<<: ", "!!int ", "- ", "#", "\u202e", "**", "`"]),
    st.text(max_size=8),
)  # fmt: skip


def spoil(text: str, how: str, where: float, junk: str) -> str:
    lines = text.split("\n")
    index = int(where * (len(lines) - 1))
    place = int(where * len(text))
    if how == "cut line":
        del lines[index]
    elif how == "double line":
        lines.insert(index, lines[index])
    elif how == "swap lines":
        lines[index], lines[-1 - index] = lines[-1 - index], lines[index]
    elif how == "insert line":
        lines.insert(index, junk)
    elif how == "cut sign":
        return text[:place] + text[place + 1 :]
    elif how == "double sign":
        return text[:place] + text[place : place + 1] + text[place:]
    else:
        return text[:place] + junk + text[place:]
    return "\n".join(lines)


HOW = st.sampled_from(["cut line", "double line", "swap lines", "insert line", "cut sign",
                       "double sign", "insert sign"])  # fmt: skip


@pytest.fixture(scope="module")
def until(small: Path) -> Iterator[float]:
    """The end of the time for random edits, with a stand-in for Mermaid, which takes seconds."""

    def refuse(engine: object, source: str, arguments: object) -> str:
        raise DiagramError(1, "not drawn here", "nothing")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draw, "_render", refuse)
        patch.setattr(draw, "_shared_engine", [object()])
        yield time.monotonic() + SECONDS


@settings(
    max_examples=200,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(VICTIMS), st.lists(st.tuples(HOW, st.floats(0, 1), JUNK), min_size=1,
                                          max_size=3))  # fmt: skip
def test_no_random_edit_crashes_a_check(
    small: Path, until: float, victim: str, edits: list[tuple[str, float, str]]
) -> None:
    if time.monotonic() > until:
        return
    path = small / victim
    before = path.read_bytes()
    text = before.decode("utf-8")
    for how, where, junk in edits:
        text = spoil(text, how, where, junk)
    try:
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        content, _ = Content.load(small / "docs")
        for check in checks.ALL.values():
            check(content)  # not through run, which would hide a fault of a check
    finally:
        path.write_bytes(before)
