"""Check every address of a built site, offline.

Usage: python scripts/check_links.py [DIR] [--base /sub/] [--site-url URL] [--docs DOCS] [--offline]

DIR is the folder of the built site (site/). Returns 1 if anything leads nowhere,
and 0 if there are only warnings.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from sitekit.links import check_site

ROOT = Path(__file__).parent.parent


def main(argv: list[str] | None = None) -> int:
    """Print what leads nowhere, and return 1 if anything does."""
    parser = argparse.ArgumentParser(description="Check every address of a built site, offline.")
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", metavar="DIR")
    parser.add_argument("--base", default="/", help="path under which the site is served")
    parser.add_argument("--site-url", help="whole address of the site")
    parser.add_argument("--docs", type=Path, help="Markdown files the site was made from")
    parser.add_argument("--offline", action="store_true", help="a copy that is opened from disk")
    options = parser.parse_args(argv)
    if not any(options.site.rglob("*.html")):  # a run that checked nothing must not pass
        parser.error(f"no pages in {options.site}; build the site first with 'make site'")
    docs = options.docs
    if docs is None and options.site.resolve() == (ROOT / "site").resolve():
        docs = ROOT / "docs"
    start = time.perf_counter()
    findings = check_site(
        options.site,
        base=options.base,
        docs=docs,
        site_url=options.site_url,
        offline=options.offline,
    )
    for finding in findings:
        print(finding)
    seconds = time.perf_counter() - start
    errors = sum(finding.severity == "error" for finding in findings)
    print(f"{errors} to fix" if errors else "Every address leads somewhere", end="")
    print(f", {len(findings) - errors} to look at ({seconds:.1f} s)")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
