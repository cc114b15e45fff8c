"""What a flowchart on this site may hold.

Mermaid draws much more than a reader on a phone can follow, and some of it runs as script. A
chart that breaks a rule is refused before it is drawn, in words that say what to type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_NODES = 60

# Looks a node may have; the style sheet gives each its colors in both schemes.
CLASSES = ("emergency", "question", "procedure", "surgery", "care")


class DiagramError(ValueError):
    """A chart that cannot be shown.

    Attributes:
        line: Line within the fence, counted from 1.
        message: What is wrong.
        fix: What to type instead.
    """

    def __init__(self, line: int, message: str, fix: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.fix = fix


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    message: str
    fix: str


_RULES = (
    _Rule(
        re.compile(r"[\u2013\u2014\u2212]"),
        "a text editor has turned hyphens into a dash, and Mermaid cannot read an arrow with it",
        "type the arrow again with hyphens: -->; in a label use a comma or 'to'",
    ),
    _Rule(
        re.compile(r"^\s*%%\{"),
        "a chart cannot bring its own settings, or it would look unlike the others",
        "take the line out; the settings are under 'mermaid2' in mkdocs.yml",
    ),
    _Rule(
        re.compile(r"^\s*(style|classDef|linkStyle)\b"),
        "colors written into a chart cannot follow the dark color scheme",
        f"take the line out; a class has the colors: 'class id name', with {', '.join(CLASSES)}",
    ),
    _Rule(
        re.compile(r"^\s*click\b.*(\bcall\b|javascript:|data:)", re.I),
        "a chart may link to a page but must not run anything",
        'write: click id "/folder/page.md"',
    ),
    _Rule(
        re.compile(r"<\s*/?\s*[A-Za-z!][^>]*>"),
        "a label holds HTML, which some readers would see as code",
        "write plain words; for a new line, press Enter inside a label in backquotes",
    ),
    _Rule(
        re.compile(r"(^|[\s>&|])end\s*(\[|\(|\{|--|==|-\.)|(-->|---|\|)\s*end\s*$"),
        "a node cannot be called 'end', which closes a group in Mermaid",
        "call it something else, such as 'finish'",
    ),
    _Rule(
        re.compile(r"[^\u0000-\u024f\u2018-\u201f\u2026\u2190-\u2193]"),
        "a label holds signs that the drawing's font cannot measure",
        "use Latin letters, digits and usual punctuation",
    ),
)


def inspect(source: str) -> None:
    """Refuse a chart that the site cannot show well.

    Args:
        source: The text inside the fence.

    Raises:
        DiagramError: The chart breaks a rule.
    """
    lines = source.splitlines()
    if not source.strip():
        raise DiagramError(1, "this diagram is empty", "write a flowchart, or take the fence out")
    first = next(number for number, line in enumerate(lines, 1) if line.strip())
    if not re.match(r"\s*(flowchart|graph)\s+(TD|TB|LR|RL|BT)\b", lines[first - 1]):
        kind = lines[first - 1].split()[0]
        raise DiagramError(
            first,
            f"the site draws flowcharts only, and this one begins with '{kind}'",
            "begin with a line 'flowchart TD'",
        )
    for number, line in enumerate(lines, 1):
        for rule in _RULES:
            if rule.pattern.search(line):
                raise DiagramError(number, rule.message, rule.fix)
        if re.match(r"\s*(class\s+[\w, -]+\s+|.*:::)(?P<name>[\w-]+)\s*;?$", line):
            _known_class(number, line)
    last = max(number for number, line in enumerate(lines, 1) if line.strip())
    if re.search(r"(-->|---|-\.->|==>)\s*$", lines[last - 1]):
        raise DiagramError(
            last, "this arrow leads nowhere", "write the node after it, or take the arrow out"
        )
    for word, means in (("accTitle", "a title"), ("accDescr", "a description")):
        if not re.search(rf"^\s*{word}\s*[:{{]\s*\S", source, re.M):
            raise DiagramError(
                first,
                f"this diagram has no {means.removeprefix('a ')}, so a screen reader cannot "
                "say what it shows",
                f"add a line under 'flowchart': {word}: {means} in plain words",
            )
    if "-->" not in source and "---" not in source and "-." not in source and "==" not in source:
        raise DiagramError(
            first, "no arrow leads anywhere in this diagram", "join two nodes with -->"
        )


def _known_class(number: int, line: str) -> None:
    names = re.findall(r":::([\w-]+)", line)
    if match := re.match(r"\s*class\s+[\w, -]+?\s+([\w-]+)\s*;?$", line):
        names.append(match[1])
    for name in names:
        if name not in CLASSES:
            raise DiagramError(
                number,
                f"there is no look called '{name}' for a node",
                f"use one of: {', '.join(CLASSES)}",
            )
