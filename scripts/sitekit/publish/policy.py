"""The content security policy: what a page may load and run, and from where.

A page about health must not tell others who reads it. The policy makes the browser refuse any
script, style, picture or request that is not from this site, whoever put it there. Scripts within
a page are allowed by the hash of their text, so that no other can be slipped in.

The policy stands in each page, because many hosts send no headers of ours, and in ``_headers``
for the hosts that read one, with the headers that only a host can send.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

REFERRER = "same-origin"  # another site does not learn which page a reader came from
HEADERS = {
    "Referrer-Policy": REFERRER,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{name}=()"
        for name in (
            "accelerometer",
            "browsing-topics",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "payment",
            "usb",
        )
    ),
}
_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.S | re.I)
_STYLE = re.compile(r"<style\b[^>]*>(?P<text>.*?)</style>", re.S | re.I)
_DATA = re.compile(r"""\btype\s*=\s*["']?(?!module\b|text/javascript\b)[\w/+-]+""", re.I)
_SOURCE = re.compile(r"\bsrc\s*=", re.I)
_HANDLER = re.compile(r"<[a-z][^<>]*\s(on[a-z]+)\s*=", re.I)
_START = re.compile(r"""<meta\s+charset=["']?utf-8["']?\s*/?>""", re.I)


@dataclass(frozen=True)
class Policy:
    """What is allowed besides this site's own files.

    Attributes:
        styles_in_page: Whether styles may stand in a page. Only Mermaid in the reader's browser
            needs it.
    """

    styles_in_page: bool = False

    def text(self, scripts: Iterable[str], styles: Iterable[str], *, header: bool = False) -> str:
        """Return the policy as browsers read it.

        Args:
            scripts: Hashes of the scripts in the page.
            styles: Hashes of the style elements in the page.
            header: Whether it goes into a header, where more can be said than in a page.
        """
        style_sources = ["'unsafe-inline'"] if self.styles_in_page else sorted(set(styles))
        rules = {
            "default-src": ["'none'"],
            "script-src": ["'self'", *sorted(set(scripts))],
            "style-src": ["'self'", *style_sources],
            "img-src": ["'self'", "data:"],
            "font-src": ["'self'"],
            "connect-src": ["'self'"],
            "worker-src": ["'self'"],
            "manifest-src": ["'self'"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],  # scripts read the search box; nothing is ever sent
        }
        if header:
            rules["frame-ancestors"] = ["'none'"]
        return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())


def hash_of(text: str) -> str:
    """Return the hash of a script or style as a policy names it."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def scripts(page: str) -> list[str]:
    """Return the hashes of the scripts that stand in a page; blocks of data are none."""
    return [
        hash_of(match["text"])
        for match in _SCRIPT.finditer(page)
        if not _SOURCE.search(match["attributes"]) and not _DATA.search(match["attributes"])
    ]


def style_elements(page: str) -> list[str]:
    """Return the hashes of the style elements of a page."""
    return [hash_of(match["text"]) for match in _STYLE.finditer(page)]


def add(page: str, policy: Policy) -> str:
    """Put the policy into a page, before anything that it rules.

    Args:
        page: The HTML of the page.
        policy: What is allowed.

    Raises:
        ValueError: If the page has an event handler in an attribute, which no hash allows, or
            does not say its encoding, which is where the policy goes.
    """
    bare = _SCRIPT.sub("", page)
    if handler := _HANDLER.search(bare):
        raise ValueError(f"the page has a script in an attribute ('{handler[1]}'); use a file")
    text = html.escape(policy.text(scripts(page), style_elements(page)))
    text = text.replace("&#x27;", "'")
    meta = (
        f'<meta http-equiv="Content-Security-Policy" content="{text}">\n'
        f'<meta name="referrer" content="{REFERRER}">'
    )
    if not _START.search(page):
        raise ValueError("the page has no <meta charset>")
    return _START.sub(lambda match: f"{match[0]}\n{meta}", page, count=1)


def headers(pages: Iterable[str], policy: Policy) -> str:
    """Return the file of headers, which Netlify, Cloudflare Pages and others read.

    Args:
        pages: The HTML of all pages.
        policy: What is allowed.
    """
    texts = list(pages)
    allowed = policy.text(
        [hash_ for text in texts for hash_ in scripts(text)],
        [hash_ for text in texts for hash_ in style_elements(text)],
        header=True,
    )
    lines = {"Content-Security-Policy": allowed, **HEADERS}
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())
