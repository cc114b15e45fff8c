"""One issue for each weekly subject: opened, updated, opened again, closed; never doubled."""

from __future__ import annotations

import datetime
import importlib
import json
import os
import sys
from pathlib import Path

import pytest

from sitekit import overdue, pages, standing_issue
from sitekit.paths import DOCS, ROOT
from sitekit.standing_issue import Issue, Subject

SUBJECT = Subject("weekly-links", "Links", "All hold.")

# Stands in for the code host: keeps one issue in a file, as 'gh' would.
GH = f"""#!{sys.executable}
import json, pathlib, sys
store = pathlib.Path(__file__).with_name("issues.json")
issues = json.loads(store.read_text()) if store.exists() else []
kind, verb, *rest = sys.argv[1:]
def after(name): return rest[rest.index(name) + 1]
if kind == "label":
    pass
elif verb == "list":
    print(json.dumps(issues))
elif verb == "create":
    issues.append(dict(number=len(issues) + 1, state="OPEN", title=after("--title"),
                       body=after("--body")))
else:
    issue = issues[int(rest[0]) - 1]
    if verb == "edit": issue["body"] = after("--body")
    if verb == "close": issue["state"] = "CLOSED"
    if verb == "reopen": issue["state"] = "OPEN"
store.write_text(json.dumps(issues))
"""


@pytest.fixture
def issues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A code host with no issue; returns the file that holds its issues."""
    program = tmp_path / "bin" / "gh"
    program.parent.mkdir()
    program.write_text(GH)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return program.with_name("issues.json")


@pytest.mark.parametrize(
    ("body", "issue", "verbs"),
    [
        ("", None, []),
        ("", Issue(3, False), []),
        ("", Issue(3, True), ["close"]),
        ("a link", None, ["create", "create"]),
        ("a link", Issue(3, True), ["edit"]),
        ("a link", Issue(3, False), ["reopen", "edit"]),
    ],
)
def test_what_is_done(body: str, issue: Issue | None, verbs: list[str]) -> None:
    assert [call[1] for call in standing_issue.steps(SUBJECT, body, issue)] == verbs


def test_a_long_list_is_cut_at_a_line():
    body = "\n".join(f"- link {number}" for number in range(20_000))
    text = standing_issue.steps(SUBJECT, body, Issue(1, True))[0][-1]
    assert len(text) < 65_536
    assert text.endswith(standing_issue.CUT)


def test_there_is_one_issue_over_the_weeks(issues: Path) -> None:
    for body in ("first", "second", "", "", "third"):
        standing_issue.update(SUBJECT, body)
    [issue] = json.loads(issues.read_text())
    assert (issue["state"], issue["body"]) == ("OPEN", "third")


def test_another_issue_with_the_label_is_left_alone(issues: Path) -> None:
    issues.write_text(json.dumps([{"number": 1, "state": "OPEN", "title": "Mine", "body": "b"}]))
    standing_issue.update(SUBJECT, "")
    standing_issue.update(SUBJECT, "first")
    mine, own = json.loads(issues.read_text())
    assert (mine["state"], mine["body"], own["title"]) == ("OPEN", "b", "Links")


def test_a_missing_program_is_said_plainly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert command().main(["overdue"]) == 1
    assert "'gh' is not installed" in capsys.readouterr().err


def command():
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        module = importlib.import_module("standing_issue")
    finally:
        sys.path.pop(0)
    return module


@pytest.mark.parametrize(("broken", "empty"), [(0, True), (2, False)])
def test_only_broken_links_keep_the_issue_open(tmp_path: Path, broken: int, empty: bool) -> None:
    (tmp_path / "report.json").write_text(json.dumps({"counts": {"broken": broken, "moved": 3}}))
    (tmp_path / "report.md").write_text("# Links")
    assert (command().links_report(tmp_path) == "") is empty


def page(docs: Path, name: str, due: str) -> None:
    docs.mkdir(exist_ok=True)
    (docs / f"{name}.md").write_text(f"---\ntitle: {name}\nnext_due: {due}\n---\n\n# {name}\n")


def test_overdue_pages_are_listed_oldest_first(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    page(docs, "late", "2026-11-01")
    page(docs, "later", "2026-10-01")
    page(docs, "soon", "2026-12-01")
    page(docs, "far", "2027-11-01")

    text = overdue.as_markdown(docs, datetime.date(2026, 11, 25))

    assert text.index("docs/later.md") < text.index("docs/late.md") < text.index("docs/soon.md")
    assert "far.md" not in text


def test_a_page_that_is_due_today_is_not_overdue(tmp_path: Path) -> None:
    page(tmp_path / "docs", "today", "2026-11-25")
    assert overdue.as_markdown(tmp_path / "docs", datetime.date(2026, 11, 25)) == ""


def test_every_page_of_the_site_comes_due_some_day() -> None:
    listed = overdue.due(DOCS, datetime.date(2200, 1, 1))
    assert len(listed) == len(pages.paths(DOCS))
