"""Take out of a finished page what costs bytes and says nothing.

Each step is small and changes nothing that a reader sees, hears or can use. What the pages share
moves into files that a browser fetches once; the rest was written twice or is a default.
"""

from __future__ import annotations

import re

import minify_html

_ICON = re.compile(r'<svg( aria-hidden="true")? viewBox="0 0 24 24"><path d="([^"<>%#]+)"/></svg>')
_HEAD = re.compile(
    r'<meta name="generator"[^>]*>\s*'
    # The order of the menu, which search engines no longer read.
    r'|<link rel="(?:prev|next)"[^>]*>\s*'
    # The default, and what programs read from the picture itself.
    r'|<meta property="og:(?:locale|image:(?:type|width|height))"[^>]*>\s*'
)
# A short name in the contents of a page; names beside an icon keep their box.
_NAME = re.compile(
    r'(<a href="[^"]*" class="md-nav__link ?">)\s*<span class="md-ellipsis">([^<]*)</span>\s*'
)
_NOTE = re.compile(r'( id="|<a [^>]*href="#)fn(ref)?:(?=\d)')
_PATTERN = re.compile(r'<pattern id="([^"]+)"([^>]*>.*?</pattern>)', re.S)
_DEFS = re.compile(r"<defs>\s*</defs>")
_END = re.compile(
    r"</li>\s*(?=<li\b|</[uo]l>)"
    r"|</t[dh]>\s*(?=<t[dh]\b|</tr>)"
    r"|</tr>\s*(?=<tr\b|</t(?:head|body)>)"
    r"|</d[td]>\s*(?=<d[td]\b|</dl>)"
)
_VERBATIM = re.compile(r"(<(pre|textarea|script|style|svg)\b.*?</\2>)", re.S | re.I)


def icons(page: str, shapes: dict[str, str]) -> str:
    """Return a page whose icons are drawn by the style sheet.

    The empty drawing stays in its place: it has the size, and forced colors leave it alone.

    Args:
        page: The HTML of the page, after :func:`sitekit.publish.markup.clean`.
        shapes: Takes up the path of each icon, by the class that stands for it.
    """
    names = {shape: name for name, shape in shapes.items()}

    def empty(icon: re.Match[str]) -> str:
        name = names.setdefault(icon[2], f"i{len(names)}")
        shapes[name] = icon[2]
        return f'<svg class="{name}"{icon[1] or ""}></svg>'

    return _ICON.sub(empty, page)


def icon_rules(shapes: dict[str, str]) -> dict[str, str]:
    """Return the declarations that draw the icons, by class.

    Args:
        shapes: The path of each icon, by class.
    """
    return {
        name: "--icon:url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
        f"viewBox='0 0 24 24'%3E%3Cpath d='{shape}'/%3E%3C/svg%3E\")"
        for name, shape in shapes.items()
    }


def head(page: str) -> str:
    """Return a page without what its head says twice or by default."""
    return _HEAD.sub("", page)


def menu(page: str) -> str:
    """Return a page whose plain links in the menu hold their names without a box around them."""
    return _NAME.sub(lambda link: link[1] + link[2].strip(), page)


def patterns(page: str) -> str:
    """Return a page whose figures share the patterns that are the same.

    A pattern in a closed block would draw nothing elsewhere, so a page with one keeps its own.
    """
    if re.search(r"<details\b(?:(?!</details>).)*<pattern\b", page, re.S):
        return page
    first: dict[str, str] = {}
    same: dict[str, str] = {}

    def once(pattern: re.Match[str]) -> str:
        kept = first.setdefault(pattern[2], pattern[1])
        same[pattern[1]] = kept
        return pattern[0] if kept == pattern[1] else ""

    page = _DEFS.sub("", _PATTERN.sub(once, page))
    return re.sub(r"url\(#([^)]+)\)", lambda use: f"url(#{same.get(use[1], use[1])})", page)


def citations(page: str) -> str:
    """Return a page whose citations and sources have short anchors, and no class at each.

    ``fn:12`` becomes ``s:12`` and ``fnref:12`` ``r:12``; a heading's anchor has no colon.
    """
    page = page.replace('<a class="footnote-ref" href="#fn:', '<a href="#fn:')
    return _NOTE.sub(lambda note: f"{note[1]}{'r' if note[2] else 's'}:", page)


def write(page: str) -> str:
    """Return a page as short as HTML allows: no needless white space, quotes and end tags.

    End tags of paragraphs stay, because not every program knows which elements end one.
    """
    page = minify_html.minify(
        page,
        keep_closing_tags=True,
        keep_html_and_head_opening_tags=True,
        keep_input_type_text_attr=True,
    )
    parts = [*_VERBATIM.split(page), "", ""]
    return "".join(
        _END.sub("", text) + verbatim
        for text, verbatim in zip(parts[::3], parts[1::3], strict=True)
    )
