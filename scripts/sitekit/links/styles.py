"""Find the addresses in a style sheet.

Searching for ``url(`` alone reports what stands in comments and misses ``@import "x.css"`` and
``image-set("x.png" 1x)``; and a data URI may hold parentheses and quotes of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRING = r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'"""
_TOKEN = re.compile(
    rf"""
    /\*.*?(?:\*/|\Z)                                   # comment
  | @namespace\b[^;]*;?                                # names, not addresses
  | @import\s*(?P<rule>{_STRING})
  | \b(?:-webkit-)?image-set\(\s*(?P<set>(?:{_STRING}|[^()'"]|\([^()'"]*\)|\((?:{_STRING})\))*)\)
  | \burl\(\s*(?:(?P<quoted>{_STRING})|(?P<bare>(?:\\[0-9a-f]{{1,6}}\s?|\\.|[^)\s"'\\(])*))\s*\)
  | \burl\(\s*(?P<broken>[^)"']*)\)                    # a space in it: browsers drop the rule
  | {_STRING}
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_SET_PART = re.compile(
    rf"type\(\s*(?:{_STRING})\s*\)|url\([^)]*\)|(?P<text>{_STRING})", re.DOTALL | re.IGNORECASE
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\n)|(.))", re.DOTALL)


def addresses(css: str) -> Iterator[str]:
    """Yield each address that the style sheet loads, in order, with CSS escapes undone.

    Args:
        css: A style sheet, or the value of a ``style`` or presentation attribute.
    """
    if not _may_hold_address(css):
        return
    for match in _TOKEN.finditer(css):
        if match["set"] is not None:
            yield from _image_set(match["set"])
        elif (text := match["rule"] or match["quoted"]) is not None:
            yield _unescape(text[1:-1]).strip()
        elif (text := match["bare"] if match["bare"] is not None else match["broken"]) is not None:
            yield _unescape(text).strip()


def _may_hold_address(css: str) -> bool:
    low = css.lower()
    return "url(" in low or "@import" in low or "image-set(" in low


def _image_set(body: str) -> Iterator[str]:
    yield from addresses(body)
    for part in _SET_PART.finditer(body):
        if part["text"]:
            yield _unescape(part["text"][1:-1]).strip()


def _unescape(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code, newline, char = match.groups()
        if code:
            number = int(code, 16)
            return chr(number) if 0 < number <= 0x10FFFF else "\ufffd"
        return "" if newline else str(char)

    return _ESCAPE.sub(plain, text) if "\\" in text else text
