"""Faults of the HTML that the theme and Markdown write, mended in the finished page.

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
- Each heading in the contents makes a landmark, and so does the button that clears the search:
  who goes from landmark to landmark finds a dozen that lead nowhere new. The others are called
  after how they look, and the bar with urgent help has no name.
- Icons that say nothing are read out as pictures without a name, and the logo as "logo" within a
  link that has a name.
- The sign after each heading is read out as part of the heading, and the keyboard stops at each.
  It is for the mouse; the contents beside the page lead to the same places.
- The page for lost readers has no link that skips the menu, and an empty list of its parts.
- The way back from a source is called "↩", and its name is only a hint for the mouse.
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
_ICON = re.compile(
    r'<svg(?P<space> xmlns="http://www\.w3\.org/2000/svg")? viewBox="0 0 24 24">(?=<path)'
)
_NO_LANDMARK = re.compile(r'<nav class="(md-nav|md-search__options)" aria-label="[^"]*">')
_NO_SKIP = re.compile(r'(<div data-md-component="skip">)\s*(?=</div>.*?<h1 id="([^"]+)")', re.S)
_EMPTY = re.compile(r'<nav class="md-nav md-nav--secondary" aria-label="[^"]*">\s*</nav>')
_BACK = re.compile(r'(<a class="footnote-backref" href="[^"]*") title=')
_CALLED = {
    'md-tabs" aria-label="Tabs"': 'md-tabs" aria-label="Parts of this site"',
    'md-nav--lifted" aria-label="Navigation"': 'md-nav--lifted" aria-label="Menu"',
    '<aside class="md-banner">': '<aside class="md-banner" aria-label="Urgent help">',
    ' alt="logo"': ' alt=""',
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
    for old, new in _CALLED.items():
        page = page.replace(old, new)
    page = _NO_LANDMARK.sub(r'<nav class="\1" role="presentation">', page)
    page = _ICON.sub(r'<svg\g<space> aria-hidden="true" viewBox="0 0 24 24">', page)
    page = _EMPTY.sub("", page)
    page = _NO_SKIP.sub(r'\1<a href="#\2" class="md-skip">Skip to content</a>', page)
    return _BACK.sub(r"\1 aria-label=", page)
