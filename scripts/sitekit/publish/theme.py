"""Faults of the theme's HTML, mended in the finished page.

A template of our own would have to be kept in step with each version of the theme; these few
replacements fail a test when the theme changes, and can then go.

- Each part of the menu is a landmark that takes its name from a label without words, so that all
  have the same name, none.
- The same landmark carries ``aria-expanded``, which says something of a button and nothing of a
  landmark.
- The boxes that open the menu and its parts are not drawn, and the labels that stand for them
  are no buttons: the keyboard cannot open the menu, nor its parts without scripts. Our style
  sheet lets the boxes take the focus, and here they get their names.
- The choice of colors is a group of three, each named after the next one.
- Those labels carry ``tabindex``, empty for a label that nobody can reach, and ids that nothing
  asks for any more.
- The contents beside a page are a label for a box that is in the menu, and on the first page of
  each part it is not there.
"""

from __future__ import annotations

import re

_PART = re.compile(
    r'<nav class="md-nav" data-md-level="(?P<level>\d)" aria-labelledby="(?P<id>__nav[\d_]+)_label"'
    r' aria-expanded="\w+">(?P<title>\s*<label class="md-nav__title" for="(?P=id)">'
    r'\s*<span class="md-nav__icon md-icon"></span>\s*(?P<name>[^<]+?)\s*</label>)'
)
_BOX = re.compile(r'<input class="md-[\w -]*toggle ?" [^>]*id="(?P<id>__[\w]+)"')
_TAB = re.compile(r'(<label class="md-nav__link[^>]*?) id="\w+"( tabindex="0?")?')
_CONTENTS = ' for="__toc"'
_COLORS = re.compile(
    r'(<input class="md-option" data-md-color-media="(?P<media>[^"]*)"[^>]*) aria-label="[^"]*"'
)
_COLOR_NAMES = {
    "(prefers-color-scheme)": "Colors of your device",
    "(prefers-color-scheme: light)": "Light colors",
    "(prefers-color-scheme: dark)": "Dark colors",
}
_NAMES = {"__drawer": "Menu", "__toc": "On this page"}


def mend(page: str) -> str:
    """Return a page without the theme's faults.

    Args:
        page: The HTML of the page.
    """
    parts = {match["id"]: f"Pages in {match['name']}" for match in _PART.finditer(page)}
    page = _PART.sub(
        lambda part: (
            f'<nav class="md-nav" data-md-level="{part["level"]}" aria-label="{part["name"]}">'
            f"{part['title']}"
        ),
        page,
    )
    names = _NAMES | parts
    page = _BOX.sub(
        lambda box: f'{box[0]} aria-label="{names[box["id"]]}"' if box["id"] in names else box[0],
        page,
    )
    page = _COLORS.sub(
        lambda choice: f'{choice[1]} aria-label="{_COLOR_NAMES[choice["media"]]}"', page
    )
    page = _TAB.sub(r"\1", page)
    if 'id="__toc"' not in page:
        page = page.replace(_CONTENTS, "")
    return page
