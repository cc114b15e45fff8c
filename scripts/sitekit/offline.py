"""A copy of the site in one file, for a place without the network: a ward, a train, a bad line.

From disk a browser shows a folder's list of files instead of its page, starts no workers, and
counts every file as a stranger to every other. So each link names its page's file, the search
runs in the page itself, and what only a web server or a search engine needs stays out.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from sitekit import build, links
from sitekit.paths import ROOT

NAME = "relief-beyond-medication"
# The search for a copy on disk; it has to be there before the theme's script starts its worker.
SEARCH = "assets/javascripts/search/from-disk.js"

_ADDRESS = re.compile(
    r"""(?P<before>\s(?:xlink:)?(?:href|src)=)"""
    r"""(?:(?P<mark>["'])(?P<value>.*?)(?P=mark)|(?P<bare>[^\s"'>]+))"""
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#|$", re.I)
_VERBATIM = re.compile(r"(<script\b[^>]*>.+?</script>|<!--.*?-->)", re.S | re.I)
_WEB_ONLY = re.compile(
    # "self" means nothing on a disk
    r"""<meta\b[^>]*\bhttp-equiv="?Content-Security-Policy\b[^>]*>\s*"""
    r"""|<link\b[^>]*\brel="?manifest\b[^>]*>\s*""",
    re.I,
)
_BUNDLE = re.compile(
    r"""<script src="?(?P<root>[^">]*)assets/javascripts/bundle\.[^">]*"?></script>"""
)
_LEFT_OUT = (
    "404.html",
    "_headers",
    "robots.txt",
    "sitemap.xml*",
    "*.webmanifest",
    "*.map",
    "cards",
)


def unfold(site: Path, folder: Path) -> None:
    """Copy a built site into a folder so that it can be opened from there.

    Args:
        site: The folder of the built site.
        folder: The new folder.
    """
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    for path in sorted(folder.rglob("*.html")):
        path.write_text(page(path.read_text("utf-8"), path, folder), "utf-8")


def page(text: str, path: Path, folder: Path) -> str:
    """Return a page as it works from disk.

    Args:
        text: The HTML of the page.
        path: Its file.
        folder: The folder of the whole copy.
    """
    parts = _VERBATIM.split(_WEB_ONLY.sub("", text))
    parts[::2] = [_ADDRESS.sub(lambda match: _to_file(match, path), part) for part in parts[::2]]
    text = "".join(parts)
    if not (folder / SEARCH).is_file():
        return text
    search = rf'<script src="\g<root>{SEARCH}"></script>'
    return _BUNDLE.sub(rf"{search}\g<0>", text, count=1)


def _to_file(match: re.Match[str], path: Path) -> str:
    value = match["bare"] or match["value"]
    if _ELSEWHERE.match(value):
        return match[0]
    address, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", value, re.S).groups()  # type: ignore[union-attr]
    if (path.parent / address / "index.html").is_file():
        address = str(PurePosixPath(address) / "index.html")
    quote = match["mark"] or ""
    return f"{match['before']}{quote}{address}{mark}{rest}{quote}"


def pack(folder: Path, target: Path) -> None:
    """Pack a folder into one file; the same folder gives the same file.

    Args:
        folder: The folder; its name is the name of the folder in the file.
        target: The file.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder.parent).as_posix()
                entry = zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, path.read_bytes())


def main(target: Path = ROOT / f"{NAME}.zip") -> int:
    """Build the copy, check its links and pack it; return 1 if anything is wrong."""
    findings = build.prepare()
    with tempfile.TemporaryDirectory() as name:
        site, folder = Path(name, "site"), Path(name, NAME)
        errors = [str(finding) for finding in findings if finding.severity == "error"]
        if not errors:
            _, errors = build.build(site)
        if not errors:
            unfold(site, folder)
            errors = [str(finding) for finding in links.check_site(folder, offline=True)]
        for error in errors:
            print(error)
        if errors:
            print("The copy was not made.", file=sys.stderr)
            return 1
        pack(folder, target)
    size = target.stat().st_size / 1_000_000
    print(f"Made {target.name} ({size:.1f} MB). Unpack it and open index.html in its folder.")
    return 0
