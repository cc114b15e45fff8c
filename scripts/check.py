"""Check the pages and data before anything is built.

Usage: python scripts/check.py [page ...] [--only CHECK] [--all] [--format text|github|json]

A page is named by its file or its id. Returns 1 if there is anything to fix.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from sitekit import checks, report
from sitekit.checks import named
from sitekit.paths import DOCS


def main(argv: list[str] | None = None, docs: Path = DOCS) -> int:
    """Run the checks, print what they find, and return 1 if there is a mistake."""
    parser = argparse.ArgumentParser(description="Check the pages and data of the site.")
    parser.add_argument("pages", nargs="*", metavar="page", help="file or id; all if none is named")
    parser.add_argument(
        "--only", action="append", metavar="CHECK", help=f"one of: {', '.join(checks.ALL)}"
    )
    parser.add_argument("--all", action="store_true", help="show advice on long sentences too")
    parser.add_argument("--format", choices=report.FORMATS, default="text")
    options = parser.parse_args(argv)
    if unknown := [name for name in options.only or () if name not in checks.ALL]:
        parser.error(f"there is no check called {', '.join(unknown)}")
    files, unknown = named.files(options.pages, docs)
    if unknown:
        parser.error(f"there is no page called {', '.join(unknown)}")
    findings = checks.run(docs, options.only)
    if options.pages:
        findings = [finding for finding in findings if finding.path in files]
    if options.format == "json":
        print(report.as_json(findings))
    elif options.format == "github":
        print(report.as_github(findings))
        if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(report.as_markdown(findings))
    else:
        print(report.as_text(findings, options.all or bool(options.pages)))
    return 1 if any(finding.severity == "error" for finding in findings) else 0


if __name__ == "__main__":
    sys.exit(main())
