"""What the built site holds: its files, their addresses, and what is close to a wrong one."""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, urlsplit

_PAGE = re.compile(r"\.x?html?$", re.IGNORECASE)
_VERIFICATION = re.compile(r"google[0-9a-f]+\.html$")


def is_page(name: str) -> bool:
    """Tell whether a file of the site is a page."""
    return _PAGE.search(name) is not None


class Index:
    """The files of a built site.

    Attributes:
        root: Folder of the site.
        names: Path of every file, sorted; a file's place here is its number.
        numbers: Number of each file.
        clean: Number of the file that an address within the site shows, for addresses that
            work on every server: ``a/`` for ``a/index.html``, else the path of the file.
        folders: Every folder, without a slash at its end.
    """

    def __init__(self, root: Path) -> None:
        """Walk the folder once; no file is opened.

        Raises:
            NotADirectoryError: If there is no such folder.
        """
        if not root.is_dir():
            raise NotADirectoryError(root)
        self.root = root
        self.names = sorted(_walk(root))
        self.numbers = {name: number for number, name in enumerate(self.names)}
        pages = [name for name in self.names if is_page(name)]
        indexes = sum(_stem(name) == "index.html" for name in pages)
        # A site built with use_directory_urls: false has pages such as "a.html" beside it.
        self.uses_folders = 2 * indexes >= len(pages)
        self.clean = {address_of(name): number for name, number in self.numbers.items()}
        self.folders = {"", *(folder for name in self.names for folder in _parents(name))}

    @property
    def pages(self) -> list[str]:
        """Every page, sorted."""
        return [name for name in self.names if is_page(name)]

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {address.casefold(): address for address in self.clean}

    @cached_property
    def _normal(self) -> dict[str, str]:
        return {unicodedata.normalize("NFC", address): address for address in self.clean}

    def other_case(self, path: str) -> str | None:
        """Return the address that differs only in capital letters, if there is one."""
        return self._folded.get(path.casefold()) or self._folded.get(f"{path}/".casefold())

    def other_form(self, path: str) -> str | None:
        """Return the address whose accented letters are stored in another way, if any."""
        return self._normal.get(unicodedata.normalize("NFC", path))

    def closest(self, path: str) -> str | None:
        """Return the existing file whose address is most like a missing one, if any is."""
        stem = _PAGE.sub("", _stem(path.rstrip("/"))).removesuffix(".md")
        suffix = "" if is_page(path) or path.endswith((".md", "/")) else _suffix(path)
        same_kind = [
            name for name in self.names if (_suffix(name) == suffix if suffix else is_page(name))
        ]
        by_label = {_label(name): name for name in reversed(same_kind)}
        if stem in by_label:
            return by_label[stem]
        wanted = re.sub(r"(?:/?index)?\.(?:md|html)$", "", path).rstrip("/")
        by_address = {address_of(name).rstrip("/"): name for name in same_kind}
        if close := difflib.get_close_matches(wanted, by_address, 1, 0.75):
            return by_address[close[0]]
        close = difflib.get_close_matches(stem, by_label, 1, 0.6)
        return by_label[close[0]] if close else None


def _walk(root: Path) -> list[str]:
    names: list[str] = []
    for folder, _, files in os.walk(root):
        prefix = Path(folder).relative_to(root).as_posix()
        prefix = "" if prefix == "." else f"{prefix}/"
        names.extend(prefix + file for file in files)
    return names


def _parents(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _stem(path: str) -> str:
    return path.rpartition("/")[2]


def _suffix(path: str) -> str:
    return _stem(path).rpartition(".")[2].lower() if "." in _stem(path) else ""


def _label(name: str) -> str:
    """Return what an editor would call a file: the last word of its address."""
    if not is_page(name):
        return _stem(name)
    return _stem(_PAGE.sub("", name.removesuffix("index.html").rstrip("/")))


def address_of(name: str) -> str:
    """Return the address of a file within the site, not encoded."""
    return name.removesuffix("index.html") if _stem(name) == "index.html" else name


def needs_no_link(name: str) -> bool:
    """Tell whether a page is found without a link to it."""
    return name in {"index.html", "404.html"} or bool(_VERIFICATION.search(name))


def whole_address(site_url: str | None, name: str) -> str | None:
    """Return the whole address of a file, percent-encoded; None where the site has none yet."""
    if site_url is None:
        return None
    return site_url.rstrip("/") + "/" + quote(address_of(name), safe="/~!$&'()*+,;=:@")


def path_of(site_url: str) -> str:
    """Return the path of the site on its host, with a slash at both ends."""
    path = urlsplit(site_url).path.strip("/")
    return f"/{path}/" if path else "/"
