"""What is checked, told by the checks themselves: a ``checks`` fence is filled with it.

A list of checks kept by hand would soon promise what no check does.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

CLASS = "checks"

# A case in plain words reads better as words; anything else is shown as it would be typed.
_WORDS = re.compile(r"(?!.*\.md)[\w ,.;'()-]+")


def render(body: list[str], docs: Path) -> list[str]:
    """Return a part for each check as Markdown: its title, why it is there, wrong and right.

    Args:
        body: What stands in the fence; nothing is read from it.
        docs: The folder with the pages.

    Raises:
        ValueError: Something stands in the fence; the text is for an editor.
    """
    from sitekit import checks  # not at the top: a check of the blocks imports what fills them

    if any(line.strip() for line in body):
        raise ValueError("leave the block 'checks' empty: every check is shown by itself")
    # The search leaves this class out: a patient who looks for a word wants no example of it.
    lines = [f'<div class="{CLASS}" markdown="1">', ""]
    for guide in checks.guides().values():
        lines += [f"### {_plain(guide.title)}", "", _plain(guide.why), ""]
        # A list and not a table: on a phone a table's first cell loses the word "Wrong".
        for wrong, right in guide.cases:
            lines += [f"- **Wrong:** {typed(wrong)}  ", f"    **Right:** {typed(right)}"]
        lines.append("")
    return [*lines, "</div>"]


def _plain(text: str) -> str:
    """Keep Markdown from reading marks in a text as its own."""
    return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", html.escape(text, quote=False))


def typed(case: str) -> str:
    """Return a case as Markdown: words as words, the rest as code.

    Args:
        case: What an editor would type, or a description of it.
    """
    if _WORDS.fullmatch(case):
        return case
    # Marks that are longer than any in the case.
    marks = "`" * (1 + max(map(len, re.findall(r"`+", case)), default=0))
    space = " " if case.startswith("`") or case.endswith("`") else ""
    return f"{marks}{space}{case}{space}{marks}"
