"""Check the pages and data before anything is built: python scripts/check.py [check ...]."""

from __future__ import annotations

import argparse
import sys

from sitekit import checks
from sitekit.paths import DOCS


def main(argv: list[str] | None = None) -> int:
    """Run the named checks, or all, and return 1 if there is an error."""
    parser = argparse.ArgumentParser(description="Check the pages and data of the site.")
    parser.add_argument(
        "names", nargs="*", metavar="check", help=f"one of: {', '.join(checks.ALL)}"
    )
    names = parser.parse_args(argv).names
    if unknown := [name for name in names if name not in checks.ALL]:
        parser.error(f"there is no check called {', '.join(unknown)}")
    findings = checks.run(DOCS, names or None)
    for finding in findings:
        print(finding)
    errors = sum(finding.severity == "error" for finding in findings)
    print(
        f"{errors} to fix, {len(findings) - errors} to look at" if findings else "All checks passed"
    )
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
