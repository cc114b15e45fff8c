"""Bring the weekly issue about links, or about pages that are due, up to date.

Usage: python scripts/standing_issue.py links|overdue [--show]

Asks the code host through its program ``gh``. Returns 1 if it did not answer.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from pathlib import Path

from sitekit import overdue, standing_issue
from sitekit.paths import CACHE, DOCS

SUBJECTS = {
    "links": standing_issue.Subject(
        "weekly-links", "Links to other sites that do not hold", "Every link holds again."
    ),
    "overdue": standing_issue.Subject(
        "weekly-overdue", "Pages that are due for their check", "No page is overdue any more."
    ),
}


def links_report(folder: Path = CACHE / "links") -> str:
    """Return the report of external_links.py; empty if no link is broken."""
    counts = json.loads((folder / "report.json").read_text("utf-8"))["counts"]
    return (folder / "report.md").read_text("utf-8") if counts["broken"] else ""


def main(argv: list[str] | None = None, docs: Path = DOCS, cache: Path = CACHE) -> int:
    """Update the issue, and print what was done."""
    parser = argparse.ArgumentParser(description="Bring a weekly issue up to date.")
    parser.add_argument("subject", choices=SUBJECTS)
    parser.add_argument("--show", action="store_true", help="print what it would say, no more")
    options = parser.parse_args(argv)
    if options.subject == "links":
        body = links_report(cache / "links")
    else:
        body = overdue.as_markdown(docs, datetime.date.today())
    if options.show:
        print(body or "Nothing to do")
        return 0
    try:
        calls = standing_issue.update(SUBJECTS[options.subject], body)
    except RuntimeError as error:
        print(f"The issue was not updated: {error}", file=sys.stderr)
        return 1
    print("\n".join(" ".join(call[:3]) for call in calls) or "Nothing to do")
    return 0


if __name__ == "__main__":
    sys.exit(main())
