"""Repair what is mechanical in the pages and data, never words.

Usage: python scripts/fix.py [page ...] [--dry-run]

A page is named by its file or its id; without a name all files are repaired. Prints what changed.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path

from sitekit import fix
from sitekit.checks import characters, named, tools
from sitekit.paths import DOCS


def main(argv: list[str] | None = None, docs: Path = DOCS) -> int:
    """Repair the files; return 1 only if the formatter does not run."""
    parser = argparse.ArgumentParser(description="Repair spaces, line ends and the like.")
    parser.add_argument("pages", nargs="*", metavar="page", help="file or id; all if none is named")
    parser.add_argument("--dry-run", action="store_true", help="show it and change nothing")
    options = parser.parse_args(argv)
    wanted, unknown = named.files(options.pages, docs)
    if unknown:
        parser.error(f"there is no page called {', '.join(unknown)}")
    changed = 0
    for path in characters.files(docs):
        shown = path.relative_to(docs.parent).as_posix()
        if wanted and shown not in wanted:
            continue
        before = path.read_bytes()
        try:
            after = fix.file(before, path.suffix)
        except tools.ToolError as error:
            print(error)
            return 1
        if after == before:
            continue
        changed += 1
        print("\n".join(_difference(before, after, shown)))
        if not options.dry_run:
            path.write_bytes(after)
    does = "would change" if options.dry_run else "changed"
    print(f"{changed} files {does}" if changed else "Nothing to repair")
    return 0


def _difference(before: bytes, after: bytes, shown: str) -> list[str]:
    """Return the lines that differ, with hidden signs written out."""
    old, new = (raw.decode("utf-8", "replace").split("\n") for raw in (before, after))
    lines = difflib.unified_diff(old, new, shown, shown, n=0, lineterm="")
    return [ascii(line)[1:-1] if not line.isprintable() else line for line in lines]


if __name__ == "__main__":
    sys.exit(main())
