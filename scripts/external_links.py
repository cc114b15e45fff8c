"""Check the links of a built site that lead to other sites. Needs the network.

Usage: python scripts/external_links.py [DIR] [--docs DOCS] [--report FOLDER]

Writes report.md and report.json. Returns 0 if nothing is broken, 1 if something is, and 2 if
nothing could be checked.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from sitekit.links import external, external_links

ROOT = Path(__file__).parent.parent


def main(argv: list[str] | None = None, settings: external.Settings | None = None) -> int:
    """Ask other sites, write the report, and print what is broken or moved."""
    parser = argparse.ArgumentParser(description="Check the links to other sites.")
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", metavar="DIR")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    parser.add_argument("--site-url", default=os.environ.get("SITE_URL"))
    parser.add_argument("--report", type=Path, default=ROOT / ".cache/links", metavar="FOLDER")
    options = parser.parse_args(argv)
    try:
        links = external_links(options.site, docs=options.docs, site_url=options.site_url)
        cache = options.report / "cache.json"
        results = external.check(links, cache, settings or external.Settings())
    except (external.NothingCheckedError, NotADirectoryError) as error:
        print(f"Nothing was checked: {error}", file=sys.stderr)
        return 2
    report = external.as_markdown(results)
    (options.report / "report.md").write_text(report, "utf-8")
    (options.report / "report.json").write_text(external.as_json(results), "utf-8")
    print(report)
    print(f"Written to {options.report}/report.md and report.json")
    return 1 if any(result.outcome == "broken" for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
