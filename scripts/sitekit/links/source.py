"""Say where a fault in a built page was typed: the Markdown, shared text, data or menu.

A finding that names ``site/procedures/nerve-block/index.html`` is of no use to an editor, who
has never seen that file.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from lxml import etree

from sitekit.findings import Finding
from sitekit.links import markdown
from sitekit.links.address import SCHEME
from sitekit.links.attributes import words
from sitekit.links.index import Index, address_of, is_page
from sitekit.links.markdown import Written
from sitekit.links.resolve import Fault


class Spot(NamedTuple):
    """One line of one file, and what stands there.

    Attributes:
        path: The file.
        line: Counted from 1.
        written: The address as it was typed.
        is_markdown: Whether it is a link in Markdown, which names an ``.md`` file.
    """

    path: Path
    line: int
    written: str
    is_markdown: bool = False


# Attributes that hold an address among other words.
_OF_SEVERAL = words("srcset imagesrcset style content ping archive srcdoc")
_Key = tuple[str, int, str]  # path, line, message


class Sources:
    """The files that a built site was made from."""

    def __init__(self, site: Path, docs: Path | None, index: Index) -> None:
        """Remember the folders; files are read when a fault asks for them."""
        self.site = site
        self.docs = docs
        self.index = index
        self.written = cache(self._written)
        self.text = cache(_text)
        self.lines = cache(self._lines)
        self.elements = lru_cache(maxsize=2)(_elements)  # faults come page by page

    # --- findings -----------------------------------------------------------------------------

    def findings(self, faults: list[Fault]) -> list[Finding]:
        """Return the faults as an editor reads them, equal ones of several pages as one."""
        pages: dict[_Key, dict[str, None]] = {}
        rest: dict[_Key, tuple[str, str]] = {}
        unplaced: dict[tuple[str, ...], dict[str, _Key]] = {}
        for fault in faults:
            spots = self.spots(fault)
            for spot in spots or [self._fallback(fault)]:
                message, fix = self._words(fault, spot)
                key = (self.shown(spot.path), spot.line, message)
                rest.setdefault(key, (fix, fault.severity))
                if spots or fault.noun == "page":
                    pages.setdefault(key, {})[fault.name] = None
                else:
                    same = (fault.noun, fault.path or fault.value, fault.problem)
                    unplaced.setdefault(same, {})[fault.name] = key
        for keys in unplaced.values():
            # On most pages: it comes from the theme, and one finding says so.
            is_theme = len(keys) > max(2, len(self.index.pages) // 2)
            first = next(iter(keys.values()))
            for name, key in keys.items():
                pages.setdefault(first if is_theme else key, {})[name] = None
        return sorted(
            Finding(path, line, message + _on_pages(message, list(names)), *rest[key], "links")
            for key, names in pages.items()
            for path, line, message in [key]
        )

    def _words(self, fault: Fault, spot: Spot) -> tuple[str, str]:
        value = spot.written if fault.noun != "file" else fault.name
        message = f"the {fault.noun} '{value}' {fault.problem}"
        if not value:
            message = f"the {fault.noun} {fault.problem}"
        if fault.closest is None:
            return message, fault.fix
        nearest = self.as_typed(spot, fault.name, *fault.closest)
        is_guess = fault.problem.startswith("leads to")
        return message, f"write '{nearest}'" + (", the closest that exists" if is_guess else "")

    def shown(self, path: Path) -> str:
        """Return a path as findings show it: from the root of the repository."""
        root = self.docs.parent if self.docs else None
        if root and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
        if root and path.is_relative_to(self.site):
            return f"{self.site.name}/{path.relative_to(self.site).as_posix()}"
        return path.as_posix()

    def as_typed(self, spot: Spot, page: str, name: str, fragment: str) -> str:
        """Return how an editor names a file of the site at a spot.

        Args:
            spot: Where they type it.
            page: The page that shows it.
            name: The file they mean.
            fragment: The id in it, or "".
        """
        tail = f"#{fragment}" if fragment else ""
        source = self.source_of(name)
        if name == page and tail:
            return tail
        if self.docs is None or source is None or spot.path.is_relative_to(self.site):
            return self._as_address(page, name) + tail
        inside = source.relative_to(self.docs).as_posix()
        if spot.path.suffix == ".md":
            if not spot.is_markdown:
                return self._as_address(page, name) + tail
            folder = spot.path.parent.relative_to(self.docs).as_posix()
            if folder == "_includes":
                return f"/{inside}{tail}"
            return posixpath.relpath(inside, folder) + tail
        return inside + tail

    def _as_address(self, page: str, name: str) -> str:
        target = quote(address_of(name))
        if not target or target.endswith("/"):
            near = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(page)}")
            return "./" if near == "." else f"{near}/"
        return posixpath.relpath(f"/{target}", f"/{posixpath.dirname(page)}")

    # --- spots --------------------------------------------------------------------------------

    def spots(self, fault: Fault) -> list[Spot]:
        """Return every line that a fault was typed on; empty where none was found."""
        if self.docs is None or fault.noun in {"page", "file"}:
            return []
        files = self._files(fault.name)
        exact = (list(self._exact(path, fault)) for path in files)
        literal = (list(self._literal(path, fault)) for path in [*files, *self._shared_files])
        by_text = (list(self._by_text(path, fault)) for path in files)
        for found in (*exact, *literal, *by_text):
            if found:
                return _second_of_ids(found) if fault.noun == "id" else found
        return []

    def places_of(self, url: str, pages: list[str]) -> list[tuple[str, int]]:
        """Return each file and line that an address on another host comes from."""
        found: dict[tuple[str, int], None] = {}
        for page in dict.fromkeys(pages):
            fault = Fault(page, "link", url, "")
            for spot in self.spots(fault) or [self._fallback(fault)]:
                found[self.shown(spot.path), spot.line] = None
        return sorted(found)

    def source_of(self, name: str) -> Path | None:
        """Return the file under docs that a file of the site was made from, if there is one."""
        if self.docs is None:
            return None
        if not is_page(name):
            candidates = [name]
        else:
            stem = address_of(name).removesuffix(".html").rstrip("/")
            candidates = [f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md", name]
        paths = (self.docs / candidate.lstrip("/") for candidate in candidates)
        return next((path for path in paths if path.is_file()), None)

    def _files(self, name: str) -> list[Path]:
        """Return the source of a file, and the shared text that it takes in."""
        source = self.source_of(name)
        if source is None or self.docs is None:
            return []
        if source.suffix != ".md":
            return [source]
        targets = markdown.INCLUDE.findall(self.text(source))
        included = (self.docs / target for target in dict.fromkeys(targets))
        return [source, *(path for path in included if path.is_file())]

    @cached_property
    def _shared_files(self) -> list[Path]:
        """Data, templates and configuration: what reaches pages without being named in them."""
        if self.docs is None:
            return []
        root = self.docs.parent
        return [
            *sorted((self.docs / "_data").glob("*.yml")),
            *sorted((root / "overrides").rglob("*.html")),
            *(path for path in [root / "mkdocs.yml"] if path.is_file()),
        ]

    def _fallback(self, fault: Fault) -> Spot:
        """Return the first line of the source; the line of the built page where there is none."""
        source = self.source_of(fault.name)
        if source is not None:
            return Spot(source, 1, fault.value)
        path = self.site / fault.name
        found: list[Any] = []
        if is_page(fault.name) and fault.noun != "page":
            found = _holding(self.elements(path), fault.value)
        line = int(found[0].sourceline or 1) if found else 1
        return Spot(path, line, fault.value)

    # --- ways to recognize a line -------------------------------------------------------------

    def _written(self, path: Path) -> list[Written]:
        return markdown.written_in(self.text(path))

    def _lines(self, path: Path) -> list[str]:
        """Return the lines of a file; of a Markdown file, without code and comments."""
        text = self.text(path)
        return markdown.lines_of(text) if path.suffix == ".md" else text.splitlines()

    def _exact(self, path: Path, fault: Fault) -> Iterator[Spot]:
        """Yield the lines where a link, or an attribute, is the one at fault."""
        if path.suffix != ".md":
            return
        for written in self.written(path):
            if self._is_same(path, written, fault):
                yield Spot(path, written.line, written.text, not written.attribute)

    def _is_same(self, path: Path, written: Written, fault: Fault) -> bool:
        value = fault.value
        if fault.noun == "id" or fault.noun.startswith("'"):
            attribute = fault.noun.split("'")[1] if fault.noun != "id" else "id"
            return written.attribute == attribute and value in (written.text.split() or [""])
        if written.attribute == "id":
            return False
        if unquote(written.text.strip()) == unquote(value.strip()):
            return True
        if written.attribute in _OF_SEVERAL and len(value) > 3 and value in written.text:
            return True
        if not fault.path or written.attribute:
            return False
        return self._leads_to(path, written.text) == unquote(fault.path)

    def _leads_to(self, path: Path, text: str) -> str | None:
        """Return where MkDocs sends a link that was typed in a file."""
        if SCHEME.match(text) or self.docs is None:
            return None
        front, mark, fragment = text.partition("#")
        inside = path.relative_to(self.docs).as_posix()
        start = "/" if inside.startswith("_includes/") else posixpath.dirname(f"/{inside}")
        target = inside
        if front:
            target = posixpath.normpath(posixpath.join(start, unquote(front))).lstrip("/")
        if target.endswith(".md"):
            stem = re.sub(r"(^|/)(?:index|README)$", r"\1", target.removesuffix(".md"))
            page = f"{stem}.html" if not self.index.uses_folders else f"{stem}/"
            target = stem if not stem or stem.endswith("/") else page
        return target + mark + unquote(fragment)

    def _literal(self, path: Path, fault: Fault) -> Iterator[Spot]:
        """Yield the lines where the address stands in any form, whatever is around it."""
        address = fault.path.partition("#")[0].rstrip("/")
        value = fault.value.strip()
        texts = [value, unquote(value), value.removeprefix("https://doi.org/"), fault.path]
        if address and path.suffix in {".yml", ".html"}:
            texts += [f"{address}.md", f"{address}/index.md"]
        for text in dict.fromkeys(text for text in texts if len(text) > 2):
            if text not in self.text(path):
                continue
            pattern = _alone(text)
            lines = enumerate(self.lines(path), start=1)
            found = [number for number, line in lines if pattern.search(line)]
            if found:
                yield from (Spot(path, number, text) for number in found)
                return

    def _by_text(self, path: Path, fault: Fault) -> Iterator[Spot]:
        """Yield the first line with the words of the link, for links that the build wrote."""
        if not is_page(fault.name) or path.suffix != ".md":
            return
        for element in _holding(self.elements(self.site / fault.name), fault.value):
            label = " ".join("".join(element.itertext()).split())
            for number, line in enumerate(self.lines(path), start=1):
                if len(label) > 2 and label in re.sub(r"[*_`\[\]]", "", line):
                    yield Spot(path, number, fault.value)
                    return


def _text(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")


def _alone(text: str) -> re.Pattern[str]:
    """Return a pattern for a text that is not part of a longer word or path."""
    before = r"(?<![\w./-])" if re.match(r"[\w./-]", text) else ""
    after = r"(?![\w/-])" if re.search(r"[\w/-]$", text) else ""
    return re.compile(before + re.escape(text) + after)


def _second_of_ids(spots: list[Spot]) -> list[Spot]:
    """Of an id that stands twice, the first may stay."""
    return spots[1:] or spots


def _on_pages(message: str, names: list[str]) -> str:
    if message.startswith(("the page", "the file")):
        return ""
    first = address_of(names[0]) or "the home page"
    label = f"page {first}" if is_page(names[0]) and names[0] != "index.html" else first
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f" ({label}{more})"


def _elements(page: Path) -> dict[str, list[Any]]:
    """Return the elements of a built page by the values of their attributes."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root = etree.fromstring(page.read_bytes(), parser)
    by_value: dict[str, list[Any]] = {}
    for element in root.iter("*") if root is not None else ():
        for value in element.values():
            by_value.setdefault(str(value), []).append(element)
    return by_value


def _holding(by_value: dict[str, list[Any]], value: str) -> list[Any]:
    """Return the elements that hold a value, or hold it among others, as in a srcset."""
    if not value or value in by_value:
        return by_value.get(value, [])
    return [
        element
        for held, elements in by_value.items()
        if len(value) > 3 and value in held
        for element in elements
    ]
