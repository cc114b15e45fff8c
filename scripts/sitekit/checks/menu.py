"""A menu with a mistake stops the whole site, and an entry without a page is a dead end."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from sitekit import config
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="The menu",
    why="The menu is the block 'nav' at the end of mkdocs.yml. A page that is not in it cannot "
    "be found, and an entry without a page leads nowhere.",
    cases=(
        ("- Nerve block: procedures/nerve-blok.md", "- Nerve block: procedures/nerve-block.md"),
        ("the same page twice", "each page once"),
    ),
)

SHOWN = "mkdocs.yml"


def check(content: Content) -> list[Finding]:
    """Return a finding for each entry that is broken, doubled or without a page."""
    path = content.docs.parent / SHOWN
    if not path.is_file():
        return []
    text = path.read_bytes().decode("utf-8", "replace")
    broken = config.fault(text)
    if broken:
        line, problem = broken
        return [
            _finding(
                line,
                f"this is not valid YAML, so no page can be built: {problem}",
                "check this line and the one above: entries of one list start in the "
                "same column, and a colon inside a name needs quotes",
            )
        ]
    entries = config.menu(content.docs.parent)
    if not entries:
        line = _line(text, "nav:")
        return [
            _finding(
                line,
                "the menu is empty or missing, so no page can be found",
                "restore the block 'nav:' at the end of mkdocs.yml",
            )
        ]
    findings = []
    known = {page.path.relative_to(content.docs).as_posix() for page in content.pages}
    seen: set[str] = set()
    for entry in entries:
        if re.match(r"[a-z][a-z0-9+.-]*:", entry, re.I):
            continue
        if entry not in known:
            close = _nearest(entry, known)
            findings.append(
                _finding(
                    _line(text, entry),
                    f"the menu names '{entry}', and there is no such page",
                    f"write {close}" if close else "take the line out, or add the page under docs/",
                )
            )
        elif entry in seen:
            line = _line(text, entry, last=True)
            findings.append(
                _finding(line, f"the menu names '{entry}' twice", "take one of the two lines out")
            )
        seen.add(entry)
    return findings


def _nearest(entry: str, known: set[str]) -> str | None:
    same = [name for name in known if Path(name).name.lower() == Path(entry).name.lower()]
    if same and len(same) == 1:
        return same[0]
    close = difflib.get_close_matches(entry, sorted(known), 1, 0.6)
    return close[0] if close else None


def _line(text: str, entry: str, last: bool = False) -> int:
    """Return the line that ends with an entry; 'index.md' is not a part of 'about/index.md'."""
    whole = re.compile(rf"(?<![\w./-]){re.escape(entry)}[\"']?\s*(?:#.*)?$")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if whole.search(line)]
    return lines[-1 if last else 0] if lines else 1


def _finding(line: int, message: str, fix: str) -> Finding:
    return Finding(SHOWN, line, message, fix, check="menu")
