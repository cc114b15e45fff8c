"""Check every address of a built site, offline.

A dead link sends a patient nowhere at the moment they look for help, and MkDocs sees only the
links that were written in Markdown. This reads the finished files instead, whatever made them.

- `attributes`: which attributes hold an address or an id, from the standards
- `styles`, `collect`: what one file says, in one parse
- `address`: faults in the spelling of an address
- `index`, `resolve`: what the site holds, and where each address leads
- `markdown`, `source`: the Markdown file and line that a fault came from
- `external`: whether other sites still answer; the only part that needs the network
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from sitekit.findings import Finding
from sitekit.links.collect import page
from sitekit.links.index import Index, path_of
from sitekit.links.resolve import Resolver
from sitekit.links.source import Sources

__all__ = ["check_site", "external_links"]


def check_site(
    site: Path,
    *,
    base: str = "/",
    docs: Path | None = None,
    site_url: str | None = None,
    offline: bool = False,
) -> list[Finding]:
    """Return everything in a built site that leads nowhere.

    Args:
        site: Folder of the built site.
        base: Path under which it is served; "/" takes it from the address of the site.
        docs: Folder of the Markdown files; without it, findings name the built pages.
        site_url: Whole address of the site; without it, the home page's canonical address.
        offline: Whether the site is a copy to be opened from disk.

    Raises:
        NotADirectoryError: If there is no such site.
    """
    resolver = _resolve(site, base, docs, site_url, offline)
    return Sources(site, docs, resolver.index).findings(resolver.faults)


def external_links(
    site: Path, *, base: str = "/", docs: Path | None = None, site_url: str | None = None
) -> dict[str, list[tuple[str, int]]]:
    """Return each address on another host once, with the files and lines it comes from.

    Share links are left out: they name this site's own pages and answer only to people.

    Args:
        site: Folder of the built site.
        base: Path under which it is served.
        docs: Folder of the Markdown files.
        site_url: Whole address of the site.
    """
    resolver = _resolve(site, base, docs, site_url, offline=False)
    sources = Sources(site, docs, resolver.index)
    return {
        url: sources.places_of(url, [resolver.index.names[number] for number in pages])
        for url, pages in sorted(resolver.outside.items())
    }


def _resolve(
    site: Path, base: str, docs: Path | None, site_url: str | None, offline: bool
) -> Resolver:
    index = Index(site)
    url = site_url or _canonical_home(site)
    if base == "/" and url:
        base = path_of(url)
    resolver = Resolver(index, f"/{base.strip('/')}/".replace("//", "/"), url, docs, offline)
    for number, name in enumerate(index.names):
        if not (offline and name == "404.html"):  # nobody meets it on a disk
            resolver.judge(number, resolver.read(number))
    resolver.missing_anchors()
    resolver.orphans()
    return resolver


def _canonical_home(site: Path) -> str | None:
    """Return the address that the home page gives as its own, if it gives a whole one."""
    home = site / "index.html"
    if not home.is_file():
        return None
    for ref in page(home.read_bytes()).refs:
        if ref.duty == "own" and urlsplit(ref.value).netloc:
            return ref.value
    return None
