"""Print every claim of a page beside its source, for a clinician to check and sign.

Usage: python scripts/review_sheet.py PAGE [--name NAME] [--credential TEXT] [--date 2026-11-25]

Writes review-PAGE.html, which any browser opens and prints, and prints the line that goes into
the page's front matter once somebody has signed.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from sitekit import pages, review, review_sheet
from sitekit.checks import named
from sitekit.paths import DOCS, ROOT


def main(argv: list[str] | None = None, docs: Path = DOCS, folder: Path = ROOT) -> int:
    """Write the sheet of one page, and print the line to paste."""
    parser = argparse.ArgumentParser(description="Print a page's claims beside their sources.")
    parser.add_argument("page", help="file or id, such as epidural-steroid-injection")
    parser.add_argument("--name", default=review.PLACEHOLDERS[0], help="who has signed")
    parser.add_argument("--credential", default=review.PLACEHOLDERS[1], help="such as 'MD'")
    parser.add_argument(
        "--date", type=datetime.date.fromisoformat, default=datetime.date.today(), metavar="DAY"
    )
    options = parser.parse_args(argv)
    files, unknown = named.files([options.page], docs)
    if unknown:
        parser.error(f"there is no page called {', '.join(unknown)}")
    path = docs.parent / files.pop()
    if path not in pages.paths(docs):
        parser.error(f"{options.page} is no page")
    page, _ = pages.read(path, docs)
    target = folder / f"review-{page.id}.html"
    target.write_text(review_sheet.render(page, docs, datetime.date.today()), "utf-8")
    line = review_sheet.signature_line(page, docs, options.date, options.name, options.credential)
    print(f"Wrote {target.name}: open it in a browser, check it, print it or save it as PDF.")
    print(f"When it is signed, replace the line 'reviews:' at the top of {page.shown} with:\n")
    print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
