"""One issue for a thing that comes back every week, instead of a new one each time.

A list of broken links that opens a new issue every Monday is soon ignored. Here one issue per
subject holds the latest list: it is opened when there is something, updated while there is, and
closed when nothing is left.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass

LONGEST_BODY = 60_000  # letters; the code host takes 65,536
CUT = "\n\nThe list goes on: run it on your own computer to see all of it.\n"


@dataclass(frozen=True)
class Subject:
    """What an issue is about.

    Attributes:
        label: Finds the issue again.
        title: Its title.
        done: What is said when it is closed.
    """

    label: str
    title: str
    done: str


@dataclass(frozen=True)
class Issue:
    """The issue as it stands."""

    number: int
    is_open: bool


def steps(subject: Subject, body: str, issue: Issue | None) -> list[list[str]]:
    """Return the arguments of each call of ``gh`` that brings the issue up to date.

    Args:
        subject: What the issue is about.
        body: What is to be done, as Markdown; empty if there is nothing.
        issue: The issue, or None if there never was one.
    """
    if not body.strip():
        if issue is None or not issue.is_open:
            return []
        return [["issue", "close", str(issue.number), "--comment", subject.done]]
    text = body if len(body) <= LONGEST_BODY else body[:LONGEST_BODY].rsplit("\n", 1)[0] + CUT
    if issue is None:
        label = ["label", "create", subject.label, "--force", "--description", subject.title]
        new = ["issue", "create", "--title", subject.title, "--label", subject.label]
        return [label, [*new, "--body", text]]
    edit = ["issue", "edit", str(issue.number), "--body", text]
    return [edit] if issue.is_open else [["issue", "reopen", str(issue.number)], edit]


def find(subject: Subject) -> Issue | None:
    """Return the issue of a subject, or None if there is none.

    Raises:
        RuntimeError: The code host did not answer.
    """
    fields = ["--json", "number,state,title", "--limit", "100"]
    answer = _gh(["issue", "list", "--label", subject.label, "--state", "all", *fields])
    found = [row for row in json.loads(answer or "[]") if row["title"] == subject.title]
    if not found:
        return None
    first = min(found, key=lambda row: (row["state"] != "OPEN", row["number"]))
    return Issue(first["number"], first["state"] == "OPEN")


def update(subject: Subject, body: str) -> list[list[str]]:
    """Open, update or close the issue of a subject.

    Args:
        subject: What the issue is about.
        body: What is to be done, as Markdown; empty if there is nothing.

    Returns:
        What was asked of ``gh``.

    Raises:
        RuntimeError: The code host did not answer.
    """
    calls = steps(subject, body, find(subject))
    for call in calls:
        _gh(call)
    return calls


def _gh(arguments: list[str]) -> str:
    try:
        run = subprocess.run(["gh", *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise RuntimeError("the program 'gh' is not installed: https://cli.github.com") from None
    if run.returncode:
        raise RuntimeError(f"gh {' '.join(arguments[:2])}: {run.stderr.strip()}")
    return run.stdout
