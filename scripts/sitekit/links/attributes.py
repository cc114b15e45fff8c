"""Which attributes of a page hold an address or name another element.

A checker that knows only ``a href`` and ``img src`` passes a page whose poster, form or label
leads nowhere. The tables follow the lists of attributes in the standards, so that nothing is
left out because nobody thought of it:

- HTML: https://html.spec.whatwg.org/multipage/indices.html#attributes-3, every row whose value
  is a URL, a set of URLs, an image candidate list, an ID, a set of IDs or a hash-name reference.
- HTML, obsolete features that browsers still load:
  https://html.spec.whatwg.org/multipage/obsolete.html
- SVG 2: https://www.w3.org/TR/SVG2/attindex.html and the presentation attributes that take url()
- WAI-ARIA 1.3: https://w3c.github.io/aria/#state_prop_def, ID reference and its list
- MathML: https://www.w3.org/TR/mathml-core/ and ``altimg`` of MathML 3
"""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Holds(Enum):
    """What the value of an attribute is."""

    URL = auto()
    URLS = auto()  # separated by spaces
    SRCSET = auto()  # image candidates, separated by commas
    ID = auto()  # one id, or several separated by spaces
    HASH_NAME = auto()  # "#" and the name of a map
    NAME = auto()  # an old way to mark the target of a link
    CSS = auto()  # url() within a style
    HTML = auto()  # a whole page


class Rule(NamedTuple):
    """What an attribute holds, and on which elements (None: on all)."""

    holds: Holds
    tags: frozenset[str] | None = None


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set, so that long tables stay easy to read."""
    return frozenset(text.split())


_FORM_PARTS = "button fieldset input object output select textarea img"

# attribute, elements ("" for all), what it holds
_ROWS: list[tuple[str, str, Holds]] = [
    # HTML
    ("href", "", Holds.URL),
    ("src", "", Holds.URL),
    ("action", "form", Holds.URL),
    ("formaction", "button input", Holds.URL),
    ("cite", "blockquote del ins q", Holds.URL),
    ("data", "object", Holds.URL),
    ("poster", "video", Holds.URL),
    ("itemid", "", Holds.URL),
    ("ping", "a area", Holds.URLS),
    ("srcset", "img source", Holds.SRCSET),
    ("imagesrcset", "link", Holds.SRCSET),
    ("srcdoc", "iframe", Holds.HTML),
    ("style", "", Holds.CSS),
    ("for", "label output", Holds.ID),
    ("form", _FORM_PARTS, Holds.ID),
    ("headers", "td th", Holds.ID),
    ("list", "input", Holds.ID),
    ("itemref", "", Holds.ID),
    ("popovertarget", "button input", Holds.ID),
    ("commandfor", "button", Holds.ID),
    ("interestfor", "a area button", Holds.ID),
    ("usemap", "img input object", Holds.HASH_NAME),
    # HTML, obsolete but still read by browsers
    ("name", "a", Holds.NAME),
    ("background", "body table tbody td tfoot th thead tr", Holds.URL),
    ("longdesc", "frame iframe img", Holds.URL),
    ("lowsrc", "img", Holds.URL),
    ("dynsrc", "img", Holds.URL),
    ("code", "applet", Holds.URL),
    ("archive", "applet object", Holds.URLS),
    ("codebase", "applet object", Holds.URL),
    ("manifest", "html", Holds.URL),
    ("profile", "head", Holds.URLS),
    ("contextmenu", "", Holds.ID),
    # SVG; lxml writes the second form when it reads an SVG file as XML
    ("xlink:href", "", Holds.URL),
    ("{http://www.w3.org/1999/xlink}href", "", Holds.URL),
    *[
        (name, "", Holds.CSS)
        for name in words(
            "clip-path cursor fill filter marker marker-end marker-mid marker-start mask stroke"
        )
    ],
    # MathML
    ("altimg", "math", Holds.URL),
    # WAI-ARIA
    *[
        (f"aria-{name}", "", Holds.ID)
        for name in words(
            "actions activedescendant controls describedby details errormessage flowto"
            " labelledby owns"
        )
    ],
]

RULES: dict[str, Rule] = {name: Rule(holds, words(tags) or None) for name, tags, holds in _ROWS}

# Attributes whose target must be an element of a certain kind.
LABELABLE = words("button input meter output progress select textarea")
TARGET_TAGS: dict[tuple[str, str], frozenset[str]] = {
    ("label", "for"): LABELABLE,
    ("input", "list"): frozenset({"datalist"}),
    ("td", "headers"): frozenset({"td", "th"}),
    ("th", "headers"): frozenset({"td", "th"}),
    **{(tag, "form"): frozenset({"form"}) for tag in words(_FORM_PARTS)},
}

# References that the theme leaves open without harm. Material 9 prints the label of the list of
# headings on the first page of a section, but not the switch that it belongs to; it shows on
# small screens only, where that label is hidden. Drop the row when the theme no longer does it.
KNOWN_IN_THEME = frozenset({("for", "__toc")})

# <link rel>: only a hint for the connection, not an address that answers anything.
HINT_RELS = frozenset({"preconnect", "dns-prefetch"})
# <link rel> in words an editor knows; the first that fits counts.
LINK_NOUNS = {
    "stylesheet": "style sheet",
    "manifest": "web app manifest",
    "canonical": "address of this page (canonical)",
    "alternate": "alternate version",
    "next": "next page",
    "prev": "previous page",
    "icon": "icon",
    "apple-touch-icon": "icon",
    "mask-icon": "icon",
    "search": "search description",
    "modulepreload": "script",
    "preload": "preloaded file",
    "prefetch": "prefetched file",
}
# Elements in words an editor knows.
TAG_NOUNS = {
    "a": "link",
    "area": "link",
    "img": "image",
    "image": "image",
    "feimage": "image",
    "script": "script",
    "iframe": "frame",
    "frame": "frame",
    "video": "video",
    "audio": "sound",
    "source": "media file",
    "track": "captions file",
    "embed": "embedded file",
    "object": "embedded file",
    "form": "form address",
    "button": "form address",
    "use": "drawing part",
}

# <meta name/property>: the values that are addresses, and must be whole ones, because the
# services that read them do not know which page they came from. Open Graph: https://ogp.me;
# cards: the vendor's list of card tags.
META_WHOLE = words(
    "og:image og:image:url og:image:secure_url og:video og:video:url og:video:secure_url"
    " og:audio og:audio:url og:audio:secure_url og:see_also article:author article:publisher"
    " twitter:image twitter:image:src twitter:player twitter:player:stream"
)
META_OWN = frozenset({"og:url", "twitter:url"})
META_ITEMS = words("contentUrl embedUrl image logo thumbnailUrl url")  # <meta itemprop>
META_PLAIN = frozenset({"msapplication-tileimage", "msapplication-config", "thumbnail"})
