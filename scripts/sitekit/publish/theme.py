"""Faults of the theme's HTML, mended in the finished page.

A template of our own would have to be kept in step with each version of the theme; these few
replacements fail a test when the theme changes, and can then go.

- Each part of the menu is a landmark that takes its name from an empty label, so that all have
  the same name, none, and a label that can be reached with the keyboard has no words.
- The same landmark carries ``aria-expanded``, which says something of the button that opens it
  and nothing of a landmark.
- A label that nobody can reach has ``tabindex=""``, which is no number.
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
_ICON = '<span class="md-nav__icon md-icon"></span>'
_NO_NUMBER = ' tabindex=""'
_CONTENTS = ' for="__toc"'


def mend(page: str) -> str:
    """Return a page without the theme's faults.

    Args:
        page: The HTML of the page.
    """
    names = {match["id"]: match["name"] for match in _PART.finditer(page)}
    page = _PART.sub(
        lambda part: (
            f'<nav class="md-nav" data-md-level="{part["level"]}" aria-label="{part["name"]}">'
            f"{part['title']}"
        ),
        page,
    )
    for part, name in names.items():
        # A label that also holds the part's title has its words already.
        page = re.sub(
            rf'(<label class="[^"]*" for="{part}" id="{part}_label"[^>]*>\s*){re.escape(_ICON)}',
            lambda match, name=name: (  # type: ignore[misc]
                f'{match[1]}<span class="visually-hidden">Pages in {name}</span>{_ICON}'
            ),
            page,
            count=1,
        )
    page = page.replace(_NO_NUMBER, "")
    if 'id="__toc"' not in page:
        page = page.replace(_CONTENTS, "")
    return page
