"""Find the parts of a Markdown text that the site's own syntax lives in.

A citation, an include or a link that stands in a code block is an example and means nothing;
every module that looks for one asks here which lines count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

FENCE = re.compile(r"^(?P<indent>\s*)(?P<marks>`{3,}|~{3,})\s*(?P<info>[^`]*)$")
CITATION = re.compile(r"\[\^(?P<id>[^\]\s]+)\](?!:)")
INCLUDE = re.compile(r"{!\s*(?P<target>.+?)\s*!}")
CODE = re.compile(r"(`+)(.+?)\1")
HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<text>.+?)\s*#*$")


@dataclass(frozen=True)
class Fence:
    """A fenced block.

    Attributes:
        kind: The first word after the marks, such as ``mermaid``; empty if there is none.
        line: Line of the opening marks, counted from 1.
        end: Line of the closing marks, or None if the fence is never closed.
        indent: White space before the marks.
        body: The lines between, without the indent.
    """

    kind: str
    line: int
    end: int | None
    indent: str
    body: tuple[str, ...]


def split(text: str) -> list[str]:
    """Return the lines of a text as every editor counts them.

    ``str.splitlines`` also breaks at signs that no editor shows as a new line.
    """
    return text.removesuffix("\n").split("\n") if text else []


def fences(lines: list[str]) -> list[Fence]:
    """Return every fenced block of a text, in order.

    Args:
        lines: The text, line by line.
    """
    return list(_fences(tuple(lines)))


@lru_cache(maxsize=1024)
def _fences(lines: tuple[str, ...]) -> tuple[Fence, ...]:
    """Find the blocks of a text once; every check asks for them."""
    found = []
    number = 0
    while number < len(lines):
        opening = FENCE.match(lines[number])
        if not opening:
            number += 1
            continue
        marks, indent = opening["marks"], opening["indent"]
        closing = re.compile(rf"^\s*{re.escape(marks[0])}{{{len(marks)},}}\s*$")
        end = next((i for i in range(number + 1, len(lines)) if closing.match(lines[i])), None)
        last = len(lines) if end is None else end
        body = tuple(line.removeprefix(indent) for line in lines[number + 1 : last])
        info = opening["info"].split()
        kind = info[0].lstrip("{.").rstrip("}") if info else ""
        found.append(Fence(kind, number + 1, None if end is None else end + 1, indent, body))
        number = last + 1
    return tuple(found)


def prose(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield line number and text of the lines outside fences, with inline code blanked out.

    Args:
        lines: The text, line by line.
    """
    yield from _prose(tuple(lines))


@lru_cache(maxsize=256)
def _prose(lines: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Read a text once; every check asks for it."""
    fenced: set[int] = set()
    for fence in _fences(lines):
        fenced.update(range(fence.line, (fence.end or len(lines)) + 1))
    return tuple(
        (number, CODE.sub(lambda m: " " * len(m[0]), line) if "`" in line else line)
        for number, line in enumerate(lines, start=1)
        if number not in fenced
    )
