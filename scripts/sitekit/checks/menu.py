"""A menu with a mistake stops the whole site, and an entry without a page is a dead end."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any

from sitekit import config, data
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
        line, problem, fix = broken
        return [
            _finding(
                line,
                f"this is not valid YAML, so no page can be built: {problem}",
                fix,
            )
        ]
    entries = config.menu(content.docs.parent)
    if not entries:
        start = re.search(r"^nav:", text, re.M)
        line = text.count("\n", 0, start.start()) + 1 if start else 1
        return [
            _finding(
                line,
                "the menu is empty or missing, so no page can be found",
                "restore the block 'nav:' at the end of mkdocs.yml",
            )
        ]
    findings = [
        _finding(
            number,
            f"no page stands under the menu's part '{name}', so it leads nowhere",
            "write the page's file after the colon, or its pages below it, or take the line out",
        )
        for number, name in _empty_parts(text)
    ]
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


def _empty_parts(text: str) -> list[tuple[int, str]]:
    """Return line and name of each part of the menu that has neither a page nor parts below it."""
    document = data.parse_any(text)
    nav = document.value.get("nav") if isinstance(document.value, dict) else None
    found: list[tuple[int, str]] = []
    waiting: list[tuple[data.Key, Any]] = [(("nav",), nav)]
    for _ in range(config.MOST_ENTRIES):
        if not waiting:
            break
        key, value = waiting.pop()
        if isinstance(value, list):
            waiting += [((*key, index), item) for index, item in enumerate(value)]
        elif isinstance(value, dict):
            for name, below in value.items():
                if not below:
                    found.append((document.line((*key, str(name))), str(name)))
                waiting.append(((*key, str(name)), below))
    return found


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
