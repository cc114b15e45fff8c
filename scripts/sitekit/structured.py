"""What a page says of itself to search engines (JSON-LD, by the words of schema.org).

Only what the page shows to people and what is true: no review that nobody made, no publisher
that is not stated. A date of review that a clinician did not give is the kind of lie that health
sites are ranked up for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
# All other types are about health.
TYPES = {"about": "AboutPage", "home": "WebPage", "reference": "WebPage"}


def describe(
    meta: dict[str, Any],
    address: str,
    crumbs: Sequence[tuple[str, str]],
    *,
    site: tuple[str, str],
    reviews: Sequence[dict[str, Any]] = (),
    publisher: str = "",
) -> dict[str, Any]:
    """Return the description of a page.

    Args:
        meta: The page's front matter.
        address: Its whole address.
        crumbs: Title and whole address of the pages above it, the home page first.
        site: Name and whole address of the site.
        reviews: Who has checked the text as it stands.
        publisher: Who stands behind the site; empty where nobody has said.
    """
    name, home = site
    page: dict[str, Any] = {
        "@type": TYPES.get(str(meta.get("page_type")), "MedicalWebPage"),
        "@id": address,
        "url": address,
        "name": meta.get("title"),
        "description": meta.get("description"),
        "inLanguage": "en-US",
        "isAccessibleForFree": True,
        "license": LICENSE,
        "isPartOf": {"@type": "WebSite", "@id": f"{home}#site", "url": home, "name": name},
    }
    if meta.get("written"):
        page["dateCreated"] = str(meta["written"])
    if page["@type"] == "MedicalWebPage":
        page["audience"] = {"@type": "MedicalAudience", "audienceType": "Patient"}
        page |= _reviewed(reviews)
    if publisher:
        page["publisher"] = {"@type": "Organization", "name": publisher}
    graph = [page]
    if crumbs:
        graph.append(_trail([*crumbs, (str(meta.get("title")), address)]))
    return {"@context": "https://schema.org", "@graph": graph}


def _reviewed(reviews: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if not reviews:
        return {}
    last = max(reviews, key=lambda review: str(review["date"]))
    return {
        "lastReviewed": str(last["date"]),
        "reviewedBy": {
            "@type": "Person",
            "name": last["name"],
            "honorificSuffix": last["credential"],
        },
    }


def _trail(crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": title, "item": address}
            for place, (title, address) in enumerate(crumbs, start=1)
        ],
    }


def script(description: dict[str, Any]) -> str:
    """Return a description as the text of a script element.

    HTML has no way to write ``</script>`` inside a script, but JSON has one to write ``<``.
    """
    text = json.dumps(description, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
