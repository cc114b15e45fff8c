"""Print findings: for people, for a pull request, and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from sitekit.findings import Finding

FORMATS = ("text", "github", "json")
LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}


def summary(findings: Sequence[Finding]) -> str:
    """Return the last line: how many there are to fix."""
    errors = sum(finding.severity == "error" for finding in findings)
    if not findings:
        return "All checks passed"
    return f"{errors} to fix, {len(findings) - errors} to look at"


def as_text(findings: Sequence[Finding], advice: bool) -> str:
    """Return the findings as an editor reads them.

    Args:
        findings: What was found, sorted.
        advice: Whether to show what is only advice, and not to count it only.
    """
    shown = [finding for finding in findings if advice or finding.severity != "advice"]
    hints = len(findings) - len(shown)
    lines = [_line(finding) for finding in shown]
    if not shown:
        lines.append("All checks passed")
    else:
        lines.append(summary(shown))
    if hints:
        lines.append(
            f"{hints} sentences could be shorter: 'make check PAGE=name' or 'ALL=1' shows them"
        )
    return "\n".join(lines)


def _line(finding: Finding) -> str:
    text = str(finding)
    if finding.severity == "error":
        return text
    return text.replace(": ", f": {finding.severity}: ", 1)


def as_github(findings: Sequence[Finding]) -> str:
    """Return one command for each finding that marks its line in a pull request.

    GitHub shows the first ten of a kind, so mistakes come first and advice is left out.
    """
    order = {"error": 0, "warning": 1}
    marked = sorted(
        (finding for finding in findings if finding.severity in order),
        key=lambda finding: (order[finding.severity], finding),
    )
    lines = []
    for finding in marked:
        place = f"file={_escape(finding.path, True)},line={finding.line}"
        title = f"title={_escape(finding.check or 'check', True)}"
        text = f"{finding.message}\nFix: {finding.fix}" if finding.fix else finding.message
        lines.append(f"::{LEVELS[finding.severity]} {place},{title}::{_escape(text)}")
    return "\n".join([*lines, summary(findings)])


def _escape(text: str, is_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text


def as_json(findings: Sequence[Finding]) -> str:
    """Return the findings as a list of objects."""
    return json.dumps([asdict(finding) for finding in findings], indent=1, ensure_ascii=False)


def as_markdown(findings: Sequence[Finding]) -> str:
    """Return all findings as a table, for the summary of a job."""
    if not findings:
        return "All checks passed\n"
    rows = [
        f"| `{finding.path}:{finding.line}` | {_cell(finding.message)} | {_cell(finding.fix)} |"
        for finding in findings
    ]
    head = ["| Where | What is wrong | Fix |", "|---|---|---|"]
    return "\n".join([f"**{summary(findings)}**", "", *head, *rows, ""])


def _cell(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("`", "\\`")
