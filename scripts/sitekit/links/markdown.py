"""Find the links in a Markdown file, with their lines, without building it.

A fault is seen in the built page; the editor needs the line they typed. Code, comments and
fences (but for diagrams, whose nodes can be links) make no links and are left out.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

INCLUDE = re.compile(r"{!\s*(?P<target>.+?)\s*!}")
_FENCE = re.compile(r"^\s*(?P<fence>`{3,}|~{3,})\s*{?\s*\.?(?P<kind>[\w-]*)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?P<code>.+?)(?<!`)\1(?!`)")
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*#*\s*(?:{(?P<attributes>[^}]*)})?\s*$")

_LINK = re.compile(
    r"""
    \]\(\s*(?:<(?P<angle>[^>]*)>|(?P<plain>(?:[^()]|\([^()]*\))*?))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)
  | ^\s{0,3}\[(?!\^)[^\]]+\]:\s*<?(?P<reference>[^>\s]+)
  | <(?P<auto>(?:[A-Za-z][\w+.-]*:[^>\s]*|[^\s<>@"'=]+@[^\s<>]+))>
  | \bclick\s+\S+\s+(?:href\s+)?"(?P<diagram>[^"]*)"
    """,
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([A-Za-z][\w:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'}]+))""")
_SHORT_ID = re.compile(r"{[^}]*#([\w.:-]+)[^}]*}")


class Written(NamedTuple):
    """An address or id as an editor typed it.

    Attributes:
        line: Counted from 1.
        text: What stands there, entities undone.
        attribute: Name of the HTML attribute that holds it; "" for a link in Markdown.
    """

    line: int
    text: str
    attribute: str


def lines_of(text: str) -> list[str]:
    """Return the lines of a file with code and comments blanked, so that line numbers stay."""
    blank = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    lines = []
    fence, is_diagram = "", False
    for line in blank.splitlines():
        match = _FENCE.match(line)
        if match and not fence:
            fence, is_diagram = match["fence"], match["kind"] == "mermaid"
            lines.append("")
        elif fence and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
            lines.append("")
        elif fence:
            lines.append(line if is_diagram else "")
        else:
            lines.append(_CODE.sub(lambda code: " " * len(code[0]), line))
    return lines


def written_in(text: str) -> list[Written]:
    """Return every address and id that stands in a Markdown or HTML file, in order."""
    found = []
    for number, line in enumerate(lines_of(text), start=1):
        for match in _LINK.finditer(line):
            value = next(group for group in match.groups() if group is not None)
            if match["auto"] and ":" not in value:
                value = f"mailto:{value}"
            found.append(Written(number, html.unescape(value), ""))
        for match in _ATTRIBUTE.finditer(line):
            name, *values = match.groups()
            value = next(group for group in values if group is not None)
            found.append(Written(number, html.unescape(value), name.lower()))
        found.extend(Written(number, match[1], "id") for match in _SHORT_ID.finditer(line))
        if (heading := _HEADING.match(line)) and "#" not in (heading["attributes"] or ""):
            found.append(Written(number, slug(heading["text"]), "id"))
    return found


def slug(heading: str) -> str:
    """Return the id that Python-Markdown gives a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_`]", r"\1", heading)
    words = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    return re.sub(r"[-\s]+", "-", words)
