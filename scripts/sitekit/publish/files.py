"""The files that programs look for at the root of a site."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from sitekit.publish import pictures

MANIFEST = "manifest.webmanifest"


def write(site: Path, pages: dict[Path, str], address: str, colors: dict[str, str]) -> None:
    """Write robots.txt and the web manifest.

    Args:
        site: The folder of the built site.
        pages: The HTML of each page.
        address: Where the site is published.
        colors: The site's colors by name.
    """
    (site / "robots.txt").write_text(robots(address), "utf-8")
    text = json.dumps(manifest(pages.get(site / "index.html", ""), colors), indent=1)
    (site / MANIFEST).write_text(text + "\n", "utf-8")


def robots(address: str) -> str:
    """Return robots.txt: everything may be read, and here is the list."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n"


def manifest(home: str, colors: dict[str, str]) -> dict[str, object]:
    """Return the web manifest, for readers who put the site on their phone's first screen.

    Args:
        home: The HTML of the home page, which knows the site's name and description.
        colors: The site's colors by name.
    """
    name = meta(home, "og:site_name")
    return {
        "name": name,
        "short_name": name,
        "description": meta(home, "description"),
        "lang": "en-US",
        "start_url": ".",
        "scope": ".",
        "display": "minimal-ui",
        "background_color": colors["paper"],
        "theme_color": colors["brand"],
        "icons": [
            {
                "src": f"{pictures.ICONS}/{pictures.icon_name(size)}",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "any",
            }
            for size in pictures.MANIFEST_SIZES
        ],
    }


def meta(page: str, name: str) -> str:
    """Return what a page says about itself under a name such as ``og:title``."""
    found = re.search(rf'<meta (?:name|property)="{re.escape(name)}" content="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""
