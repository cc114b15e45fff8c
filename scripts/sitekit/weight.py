"""What a page costs a reader on a slow line: bytes and requests, without a browser.

Counts what a page asks for by itself: its HTML, the style sheets, scripts, pictures and icon named
in it, and what the style sheet names. The browser test counts what a browser truly asks for, so
that nothing is forgotten here.
"""

from __future__ import annotations

import gzip
import re
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from sitekit.paths import SITE

FIRST_VISIT = 80_000  # bytes that a first visit may take
NEXT_PAGE = 20_000  # bytes that each page after it may take
REQUESTS = 8
LEVEL = 6  # what web servers use
# A list of a few hundred titles and addresses, which compress badly. It is for those who check us,
# is never the page of an illness or a treatment, and reads from the top while the rest arrives.
LONG_LISTS = {"reference/evidence-and-sources/": (110_000, 55_000)}

# What stands compressed already.
_PACKED = {".png", ".jpg", ".webp", ".woff2", ".gz", ".zip"}
_PARTS = (
    ("link", "href", re.compile(r"\b(stylesheet|icon|preload|modulepreload)\b")),
    ("script", "src", None),
    ("img", "src", None),
    ("source", "src", None),
    ("use", "href", None),
)
_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


@cache
def size(path: Path) -> int:
    """Return the bytes that a file takes on the way, compressed where servers compress."""
    raw = path.read_bytes()
    return len(raw if path.suffix in _PACKED else gzip.compress(raw, LEVEL, mtime=0))


def parts(site: Path, page: Path) -> list[Path]:
    """Return the files that a page asks for besides itself.

    Args:
        site: The folder of the built site.
        page: The page's file.
    """
    tree = html.document_fromstring(page.read_bytes())
    found: dict[Path, None] = {}
    for tag, name, rel in _PARTS:
        for element in tree.iter(tag):
            if rel is None or rel.search(element.get("rel", "")):
                _add(found, site, page, element.get(name))
    for sheet in [path for path in found if path.suffix == ".css"]:
        for address in _URL.findall(sheet.read_text("utf-8")):
            _add(found, site, sheet, address)
    return list(found)


def _add(found: dict[Path, None], site: Path, base: Path, address: str | None) -> None:
    if not address or urlsplit(address).scheme or address.startswith(("//", "#")):
        return
    path = unquote(urlsplit(address).path)
    target = (site / path.lstrip("/") if path.startswith("/") else base.parent / path).resolve()
    if target.is_file():
        found[target] = None


def table(site: Path) -> list[tuple[str, int, int, int]]:
    """Return name, bytes of a first visit, bytes after another page, and requests of each page.

    Args:
        site: The folder of the built site.
    """
    rows = []
    pages = [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
    files = {path: parts(site, path) for path in pages}
    # What the home page has brought, a reader has. The rest comes with the page.
    shared = set(files.get(site / "index.html", files[pages[0]])) if pages else set()
    for path in pages:
        name = path.relative_to(site).as_posix().removesuffix("index.html") or "home"
        alone = size(path)
        rest = sum(size(part) for part in files[path])
        new = sum(size(part) for part in files[path] if part not in shared)
        rows.append((name, alone + rest, alone + new, 1 + len(files[path])))
    return rows


def over(site: Path) -> list[str]:
    """Return the names of the pages that cost more than they may.

    Args:
        site: The folder of the built site.
    """
    return [
        name
        for name, first, after, requests in table(site)
        if requests > REQUESTS
        or first > LONG_LISTS.get(name, (FIRST_VISIT, NEXT_PAGE))[0]
        or after > LONG_LISTS.get(name, (FIRST_VISIT, NEXT_PAGE))[1]
    ]


def report(site: Path) -> str:
    """Return the table as text, the heaviest page first, and where the weight is."""
    rows = sorted(table(site), key=lambda row: -row[1])
    lines = [f"{'page':46}{'first visit':>12}{'next page':>11}{'requests':>10}"]
    lines += [
        f"{name:46}{first / 1000:9.1f} KB{after / 1000:8.1f} KB{n:10}"
        for name, first, after, n in rows
    ]
    home = site / "index.html"
    lines.append("\nWhat every page shares:")
    for part in sorted(parts(site, home), key=lambda path: -size(path)):
        lines.append(f"{part.relative_to(site.resolve()).as_posix():58}{size(part) / 1000:8.1f} KB")
    return "\n".join(lines)


def main(site: Path = SITE) -> int:
    """Print the table; return 1 if a page is over what it may take."""
    if not (site / "index.html").is_file():
        print(f"No site in {site.name}/. Build it first with 'make site'.", file=sys.stderr)
        return 1
    print(report(site))
    heavy = over(site)
    print(
        f"\nAllowed: {FIRST_VISIT // 1000} KB, {NEXT_PAGE / 1000:g} KB, {REQUESTS} requests.",
        end=" ",
    )
    print(f"Over it: {', '.join(heavy)}." if heavy else "All pages keep within it.")
    return 1 if heavy else 0
