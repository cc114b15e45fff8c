"""What would make the browser work out the look of the whole page again while it loads.

On a phone each time takes as long as drawing the page did, and meanwhile it answers no touch.
The causes are small things of the theme, found with the browser's own record of loading a page:

- Its script wraps each table without a class, and its rules ask for tables without one, so that
  any change of a class may change anything. Tables get a class here, and the rules ask for it.
- Its script adds a second `color-scheme` to the head; the style sheet says the same.
- While it sets the colors, a rule for everything stops each fade, which starts and ends.
"""

from __future__ import annotations

import re

_TABLE, _ANY_TABLE = "table.t", "table:not([class])"
_META = re.compile(
    r'(?P<make>(?P<name>\w+)=\w+\("meta",\{name:"color-scheme"\}\);)'
    r"document\.head\.appendChild\((?P=name)\);"
)
_FADES = re.compile(r"(?:\[data-md-color-switching\] [^,{}]*,?)+\{[^{}]*\}")


def tables(page: str) -> str:
    """Return a page whose plain tables have the class that :func:`rules` asks for.

    Args:
        page: The HTML of the page.
    """
    return page.replace("<table>", '<table class="t">')


def rules(css: str) -> str:
    """Return a style sheet that asks for tables by their class and lets colors fade.

    Args:
        css: The style sheets of the theme and the site.
    """
    return _FADES.sub("", css).replace(_ANY_TABLE, _TABLE)


def script(text: str) -> str:
    """Return the theme's script without the line that adds a `color-scheme` to the head.

    Args:
        text: The script.
    """
    return _META.sub(r"\g<make>", text)
