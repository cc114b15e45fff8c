"""Small repairs to the HTML of a finished page.

They work on the text and not on a parsed tree: writing a tree out again changes more than it
mends, and what a page says must stay byte for byte what MkDocs and its checks have seen.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

_TAG = re.compile(r"<[a-z][a-z0-9-]*\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.I)
_STYLE = re.compile(r"""\sstyle=(?:"([^"]*)"|'([^']*)')""", re.I)
_CLASS = re.compile(r"""\sclass=(?:"([^"]*)"|'([^']*)')""", re.I)
_HREF = re.compile(r"""\shref=["']?(https?://[^\s"'>]+)""", re.I)
_TARGET = re.compile(r"\starget=", re.I)
_REL = re.compile(r"""\srel=["']([^"']*)["']""", re.I)
# Where white space or what looks like a tag has a meaning of its own.
_VERBATIM = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>|<!--.*?-->)", re.S | re.I)
_ALWAYS = "noopener"
_SVG = ' xmlns="http://www.w3.org/2000/svg"'  # HTML knows it without


def clean(page: str, address: str, sheet: dict[str, str]) -> str:
    """Return a page with safe links, without style attributes and without empty lines.

    Args:
        page: The HTML of the page.
        address: Where the site is published.
        sheet: Takes up each style attribute, by the class that replaces it.
    """
    done = []
    # Split gives text, the whole verbatim part, its name, text, and so on.
    parts = [*_VERBATIM.split(page), "", ""]
    for text, verbatim, name in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        tidy = _TAG.sub(lambda match: _tag(match[0], address, sheet), text)
        done.append(re.sub(r"[ \t]*\n\s*", "\n", tidy))
        if name == "pre":
            verbatim = _TAG.sub(lambda match: _tag(match[0], address, sheet), verbatim)
        done.append(verbatim)
    return "".join(done)


def _tag(tag: str, address: str, sheet: dict[str, str]) -> str:
    if re.match(r"<a\b", tag, re.I):
        tag = safe_link(tag, address)
    tag = tag.replace(_SVG, "", 1)
    return _without_style(tag, sheet)


def safe_link(tag: str, address: str) -> str:
    """Return the tag of a link; a page on another site gets no hold of the one it came from.

    Only a link that opens a new window gives one away; the policy on referrers sees to the rest.

    Args:
        tag: The whole start tag.
        address: Where this site is published.
    """
    href = _HREF.search(tag)
    if not href or urlsplit(href[1]).netloc == urlsplit(address).netloc:
        return tag
    if not _TARGET.search(tag):
        return tag
    rel = _REL.search(tag)
    if rel is None:
        return f'{tag[:-1].rstrip()} rel="{_ALWAYS}">'
    if _ALWAYS in rel[1].split():
        return tag
    return tag.replace(rel[0], f' rel="{_joined(rel[1], _ALWAYS)}"')


def _without_style(tag: str, sheet: dict[str, str]) -> str:
    """Move a style attribute, which the policy forbids, into the style sheet."""
    style = _STYLE.search(tag)
    if style is None:
        return tag
    text = (style[1] or style[2] or "").strip().rstrip(";")
    tag = tag.replace(style[0], "", 1)
    if not text:
        return tag
    name = "s-" + hashlib.sha256(text.encode()).hexdigest()[:8]
    sheet[name] = text.replace("&quot;", '"').replace("&amp;", "&")
    old = _CLASS.search(tag)
    if old is None:
        return re.sub(r"\s*(/?>)$", rf' class="{name}"\1', tag)
    return tag.replace(old[0], f' class="{_joined(old[1] or old[2] or "", name)}"')


def _joined(words: str, word: str) -> str:
    return f"{words} {word}".strip()
