"""Follow every address of a built site, and say which lead nowhere and why.

Links that a forgiving web server mends are faults too: a missing slash, a capital letter or
``index.html`` works on one host and breaks on the next, or from disk.
"""

from __future__ import annotations

import difflib
import re
from array import array
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from sitekit.links import address, collect
from sitekit.links.address import Problem
from sitekit.links.attributes import KNOWN_IN_THEME
from sitekit.links.collect import Facts, Ref
from sitekit.links.index import Index, address_of, is_page, needs_no_link, whole_address

# A relative address that needs no second look: steps up, plain names, a fragment.
_PLAIN = re.compile(
    r"((?:\.\./)*)((?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*)?)"
    r"(?:#([^\s#\\<>\"`{}|^]+))?"
).fullmatch
_SPACE = " \t\n\r\f"
# What is loaded into a page and cannot be a page itself.
_NOT_PAGES = frozenset(
    {"image", "style sheet", "script", "icon", "poster", "media file"}
    | {"file in a style", "file in a style sheet"}
)
_TAKE_OUT = "correct the address, or take it out"
_TO_MENU = "link to it from a page that fits, or add it to the menu in mkdocs.yml"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in one file of the site.

    Attributes:
        name: The file, relative to the site.
        noun: What is wrong, in a word: link, image, id.
        value: How it stands in the file.
        problem: What is the matter with it, as the rest of a sentence.
        fix: What to do; not used where ``closest`` is known.
        closest: The existing file and fragment that the writer may have meant.
        path: Where the address leads within the site, to find the source it came from.
        severity: ``error``, or ``warning`` for what may be right.
    """

    name: str
    noun: str
    value: str
    problem: str
    fix: str = _TAKE_OUT
    closest: tuple[str, str] | None = None
    path: str = ""
    severity: str = "error"


class Target(NamedTuple):
    """Where an address leads: the number of a file (None: out of this site), and a fragment."""

    file: int | None
    fragment: str = ""


class Trouble(NamedTuple):
    """Why an address leads nowhere."""

    problem: Problem
    closest: tuple[str, str] | None = None
    path: str = ""


@dataclass(frozen=True)
class Place:
    """The file that an address stands in.

    Attributes:
        name: The file.
        number: Its number.
        prefixes: Every folder above it, the root first, each with a slash at its end.
        whole: Its whole address, if the site has one.
    """

    name: str
    number: int
    prefixes: list[str]
    whole: str | None


@dataclass
class Resolver:
    """Follows addresses; gathers faults, the anchors that are asked for, and who links to whom.

    Attributes:
        index: The files of the site.
        base: Path of the site on its host, with a slash at both ends.
        site_url: Whole address of the site; None where it has none yet.
        docs: Folder of the Markdown files, to tell an excluded page from one that never was.
        offline: Whether the site is a copy that is opened from disk.
        faults: What was found so far.
        outside: Each address on another host, and the files that hold it.
    """

    index: Index
    base: str = "/"
    site_url: str | None = None
    docs: Path | None = None
    offline: bool = False
    faults: list[Fault] = field(default_factory=list)
    outside: dict[str, array[int]] = field(default_factory=dict)
    _anchors: dict[int, frozenset[str]] = field(default_factory=dict)
    _wanted: dict[int, dict[str, array[int]]] = field(default_factory=dict)
    _edges: dict[int, array[int]] = field(default_factory=dict)
    _unlisted: set[int] = field(default_factory=set)

    # --- one file ---------------------------------------------------------------------------

    def read(self, number: int) -> Facts:
        """Return what a file says."""
        name = self.index.names[number]
        return collect.read(name, (self.index.root / name).read_bytes())

    def place(self, number: int, base: str | None = None) -> Place:
        """Return where a file stands; ``base`` is the ``href`` of its ``<base>`` element."""
        name = self.index.names[number]
        whole = whole_address(self.site_url, name)
        start = name if base is None else self._start(name, base)
        folders = (start or name).split("/")[:-1]
        prefixes = ["/".join(folders[:count]) + "/" if count else "" for count in _upto(folders)]
        return Place(self.index.names[number], number, prefixes, whole)

    def _start(self, name: str, base: str) -> str | None:
        """Return the file that addresses count from; None where ``<base>`` leaves the site."""
        root = self.site_url.rstrip("/") + "/" if self.site_url else self.base
        joined = urljoin(root + name, base)
        return joined.removeprefix(root) if joined.startswith(root) else None

    def judge(self, number: int, facts: Facts) -> None:
        """Follow everything that a file says."""
        if facts.redirect or facts.broken:
            self._unlisted.add(number)
        if facts.ids or facts.names:
            self._anchors[number] = frozenset(facts.ids) | facts.names
        place = self.place(number, facts.base)
        if facts.base is not None and self._start(place.name, facts.base) is None:
            problem = "sends every link of this page to another site"
            self.faults.append(Fault(place.name, "<base>", facts.base, problem, "take it out"))
        self._judge_part(place, facts)

    def _judge_part(self, place: Place, facts: Facts) -> None:
        if facts.broken:
            self.faults.append(Fault(place.name, "file", "", facts.broken, "put it right"))
        edges = self._follow_links(place, facts)
        for ref in facts.refs:
            target = self._follow(place, facts, ref)
            if target is not None and ref.duty == "link":
                edges.add(target)
        edges.update(self._edges.get(place.number, ()))
        self._edges[place.number] = array("I", sorted(edges))
        self._judge_ids(place, facts)
        for text in facts.leftovers:
            self.faults.append(_leftover(place, text))
        for inner in facts.inner:
            self._judge_part(place, inner)

    def _follow_links(self, place: Place, facts: Facts) -> set[int]:
        """Follow each ``a href``; most need one match and one look-up."""
        clean, prefixes, here = self.index.clean, place.prefixes, place.number
        depth = len(prefixes) - 1
        edges: set[int] = set()
        is_usual = facts.base is None and place.name != "404.html" and not self.offline
        for value in facts.links:
            match = _PLAIN(value) if is_usual and value else None
            if match:
                ups, path, fragment = match.groups()
                level = depth - len(ups) // 3
                if level >= 0:
                    target = clean.get(prefixes[level] + path) if ups or path else here
                    if target is not None:
                        edges.add(target)
                        if fragment:
                            ref = Ref("link", value, "link")
                            self._want(place, facts, ref, target, fragment.partition(":~:")[0])
                        continue
            found = self._follow(place, facts, Ref("link", value, "link"))
            if found is not None:
                edges.add(found)
        return edges

    def _follow(self, place: Place, facts: Facts, ref: Ref) -> int | None:
        """Follow one address; return the file of this site that it leads to, if any."""
        if ref.duty == "map":
            if ref.value.removeprefix("#") not in facts.maps or not ref.value.startswith("#"):
                self._fault(place, ref, Problem("names a map that is not on this page"))
            return None
        found = self.find(place, ref)
        if isinstance(found, Trouble):
            self._fault(place, ref, found.problem, found.closest, found.path)
            if found.problem.severity == "warning":
                self._note_outside(place, ref)
            return None
        if found.file is None:
            self._note_outside(place, ref)
            return None
        if problem := self._unfit(place, facts, ref, found.file):
            self._fault(place, ref, problem, path=address_of(self.index.names[found.file]))
        self._want(place, facts, ref, found.file, found.fragment)
        return found.file

    def _unfit(self, place: Place, facts: Facts, ref: Ref, target: int) -> Problem | None:
        """Return why a file that exists is not what is asked for here."""
        name = self.index.names[target]
        if ref.duty == "own" and target != place.number and not facts.redirect:
            whole = place.whole or address_of(place.name)
            return Problem(f"names another page ('{address_of(name)}')", f"write '{whole}'")
        if ref.noun in _NOT_PAGES and is_page(name) and ref.duty == "part":
            return Problem("is a page, which cannot be loaded here", "name the file itself")
        return None

    def _note_outside(self, place: Place, ref: Ref) -> None:
        value = ref.value.strip(_SPACE)
        if not value.startswith(("https://", "http://", "//")):
            return
        parts = address.split(value)
        if parts is None or (self.offline and self._is_own(parts)):
            return
        if address.share_parameter(parts) is None:
            self.outside.setdefault(value, array("I")).append(place.number)

    def _fault(
        self,
        place: Place,
        ref: Ref,
        problem: Problem,
        closest: tuple[str, str] | None = None,
        path: str = "",
    ) -> None:
        text, fix, severity = problem
        self.faults.append(
            Fault(place.name, ref.noun, ref.value, text, fix, closest, path, severity)
        )

    # --- ids ----------------------------------------------------------------------------------

    def _judge_ids(self, place: Place, facts: Facts) -> None:
        add = self.faults.append
        for value, count in facts.ids.items():
            if count > 1:
                text = f"stands {count} times on this page; links reach only the first"
                add(Fault(place.name, "id", value, text, "give each place its own id"))
            if not value or re.search(r"\s", value):
                text = "is empty or has a space in it, so that nothing can refer to it"
                add(Fault(place.name, "id", value, text, "write one word, with hyphens"))
        known = facts.ids.keys() | facts.template_ids
        for ref in facts.id_refs:
            if (ref.attribute, ref.token) in KNOWN_IN_THEME:
                continue
            noun = f"'{ref.attribute}'"
            if ref.token not in known:
                close = _closest_word(ref.token, known)
                fix = f"write '{close}'" if close else "write the id of an element on this page"
                problem = "names no element: no id on this page is the same"
                add(Fault(place.name, noun, ref.token, problem, fix))
            elif found := collect.wrong_kind(facts, ref):
                text = f"names an element '{found}', which does not fit here"
                fix = f"write the id of the element that this '{ref.tag}' belongs to"
                add(Fault(place.name, noun, ref.token, text, fix))

    # --- fragments ------------------------------------------------------------------------------

    def _want(self, place: Place, facts: Facts, ref: Ref, target: int, fragment: str) -> None:
        """Check an anchor on the same page now; note one elsewhere for `missing_anchors`."""
        if not fragment:
            return
        if target != place.number:
            pages = self._wanted.setdefault(target, {}).setdefault(fragment, array("I"))
            if not pages or pages[-1] != place.number:
                pages.append(place.number)
            return
        anchors = facts.ids.keys() | facts.names if ref.duty == "link" else facts.ids.keys()
        if not _has(anchors, fragment, is_link=ref.duty == "link"):
            self._anchor_fault(place, ref, target, fragment, anchors)

    def missing_anchors(self) -> None:
        """Check the anchors on other pages; call it once, when every file was judged."""
        missing: dict[int, set[Target]] = {}
        for target, fragments in self._wanted.items():
            if not self._has_anchors(target):
                continue
            anchors = self._anchors.get(target, frozenset())
            for fragment, pages in fragments.items():
                if not _has(anchors, fragment, is_link=True):
                    for page in pages:
                        missing.setdefault(page, set()).add(Target(target, fragment))
        for page, targets in missing.items():
            self._name_missing(page, targets)

    def _name_missing(self, page: int, targets: set[Target]) -> None:
        """Read a page again to find which of its addresses lead to the missing anchors."""
        facts = self.read(page)
        place = self.place(page, facts.base)
        for ref in _all_refs(facts):
            found = self.find(place, ref)
            if isinstance(found, Target) and found in targets and found.file is not None:
                anchors = self._anchors.get(found.file, frozenset())
                self._anchor_fault(place, ref, found.file, found.fragment, anchors)

    def _has_anchors(self, target: int) -> bool:
        name = self.index.names[target]
        return is_page(name) or name.endswith(".svg")

    def _anchor_fault(
        self, place: Place, ref: Ref, target: int, fragment: str, anchors: Set[str]
    ) -> None:
        name = self.index.names[target]
        plain = unquote(fragment)
        where = "this page" if target == place.number else f"the page '{address_of(name)}'"
        problem = f"leads to '#{plain}', and {where} has no such heading or id"
        close = _closest_word(plain, anchors)
        fix = f"write the id of a heading on {where}"
        found = (name, close) if close else None
        path = f"{address_of(name)}#{fragment}"
        self._fault(place, ref, Problem(problem, fix), found, path)

    # --- addresses ------------------------------------------------------------------------------

    def find(self, place: Place, ref: Ref) -> Target | Trouble:
        """Return where an address leads, or why it leads nowhere."""
        value = ref.value.strip(_SPACE)
        if not value:
            if ref.duty == "root":
                return self._local(place, ref, "")
            return Trouble(Problem("is empty"))
        if value == "#":
            text = "goes nowhere: '#' alone only jumps to the top"
            return Trouble(Problem(text, "write the page and heading to go to, or '#top'"))
        scheme = address.SCHEME.match(value)
        kind = scheme[1].lower() if scheme else ""
        if kind and kind not in address.WEB:
            return self._other_scheme(place, kind, value)
        if problem := address.written_badly(value):
            return Trouble(problem, path=unquote(value))
        if kind or value.startswith("//"):
            return self._web(place, ref, value)
        if ref.duty in {"whole", "own"}:
            return self._not_whole(place, ref, value)
        return self._local(place, ref, value)

    def _not_whole(self, place: Place, ref: Ref, value: str) -> Trouble:
        found = self._local(place, ref, value)
        text = "must be a whole address: who reads it does not know which page it stands on"
        if isinstance(found, Trouble):
            return found
        name = self.index.names[found.file or 0]
        whole = whole_address(self.site_url, name)
        fix = f"write '{whole}'" if whole else "begin with https:// and the name of the site"
        return Trouble(Problem(text, fix), path=address_of(name))

    def _other_scheme(self, place: Place, kind: str, value: str) -> Target | Trouble:
        if kind in {"tel", "sms"}:
            problem = address.telephone(value)
        elif kind == "mailto":
            problem = address.written_badly(value) or address.mail(value, place.whole)
        else:
            problem = address.unknown_scheme(kind, value)
        return Trouble(problem) if problem else Target(None)

    def _web(self, place: Place, ref: Ref, value: str) -> Target | Trouble:
        parts = address.split(value)
        if parts is None:
            return Trouble(Problem("cannot be read as an address"))
        if value.startswith("//") and self.offline:
            text = "does not work from disk: it takes the place of 'file:' for its own"
            return Trouble(Problem(text, f"write 'https:{value}'"))
        if self._is_own(parts):
            # In a copy on disk they lead to the site on the web, which is not looked into here.
            return Target(None) if self.offline else self._own(place, ref, parts)
        problem = address.elsewhere(value, parts) or address.share(parts, place.whole)
        if problem:
            return Trouble(problem)
        media = address.shared_media(parts)
        if media is not None:
            found = self.find(place, Ref("shared picture", media, "whole"))
            if isinstance(found, Trouble):
                text = f"shares the picture '{media}', which {found.problem.text}"
                return Trouble(Problem(text, found.problem.fix))
        return Target(None)

    def _is_own(self, parts: SplitResult) -> bool:
        if self.site_url is None:
            return False
        own = urlsplit(self.site_url)
        same_host = (parts.hostname, _port(parts)) == (own.hostname, _port(own))
        return same_host and f"{parts.path}/".startswith(self.base)

    def _own(self, place: Place, ref: Ref, parts: SplitResult) -> Target | Trouble:
        own = urlsplit(self.site_url or "")
        if parts.scheme == "http" and own.scheme == "https":
            https = parts._replace(scheme="https").geturl()
            text = "uses http, and the site is served by https"
            return Trouble(Problem(text, f"write '{https}'"))
        local = parts.path or "/"
        return self._local(place, ref, f"{local}#{parts.fragment}" if parts.fragment else local)

    def _local(self, place: Place, ref: Ref, value: str) -> Target | Trouble:
        """Follow an address within the site."""
        front, mark, fragment = value.partition("#")
        if mark and not fragment:
            return Trouble(Problem("ends in '#', without a heading", f"write '{front}'"))
        path = front.partition("?")[0]
        fragment = fragment.partition(":~:")[0]
        if not path and ref.duty != "root":
            return Target(place.number, fragment)
        is_from_root = ref.duty in {"root", "whole", "own"} or path.startswith("/")
        if place.name == "404.html" and not is_from_root:
            text = "is relative, and this page is shown in place of any missing page, at any depth"
            return Trouble(Problem(text, f"begin it with '{self.base}'"))
        if path.startswith("/"):
            if self.offline:
                text = "begins with '/', which is the top of the disk in a copy opened from disk"
                return Trouble(Problem(text, "write a path relative to this page"), path=path)
            if not path.startswith(self.base):
                return self._outside_base(path)
            path = path[len(self.base) :]
            start = ""
        else:
            start = "" if ref.duty == "root" else place.prefixes[-1]
        joined = _join(start, path)
        if joined is None:
            text = "climbs above the top of the site"
            return Trouble(Problem(text, "take out one or more '../'"), self._guess(path), path)
        try:
            plain = unquote(joined, errors="strict")
        except UnicodeDecodeError:
            return Trouble(Problem("has %-codes that are no text", "write them in UTF-8"))
        return self._look_up(place, plain, fragment)

    def _outside_base(self, path: str) -> Trouble:
        if f"{path}/" == self.base:
            return Trouble(Problem("lacks the slash at its end", f"write '{path}/'"))
        text = f"is outside the site, which is under '{self.base}'"
        plain = unquote(path).lstrip("/")
        fix = Problem(text, "write a path relative to this page, or to its .md file")
        return Trouble(fix, self._guess(plain), plain)

    def _guess(self, path: str) -> tuple[str, str] | None:
        plain = unquote(path).replace("../", "").lstrip("./")
        close = self.index.closest(plain)
        return (close, "") if close else None

    def _look_up(self, place: Place, path: str, fragment: str) -> Target | Trouble:
        clean, numbers = self.index.clean, self.index.numbers
        number = clean.get(path)
        if number is None and path in numbers and (self.offline or not self.index.uses_folders):
            number = numbers[path]
        if number is None:
            return self._missing(place, path, fragment)
        if self.offline and is_page(self.index.names[number]) and path != self.index.names[number]:
            text = "opens a list of files, not a page, in a copy opened from disk"
            name = self.index.names[number]
            return Trouble(Problem(text, "write 'index.html' after it"), (name, fragment), path)
        return Target(number, fragment)

    # --- why an address leads nowhere -----------------------------------------------------------

    def _missing(self, place: Place, path: str, fragment: str) -> Trouble:
        """Say why there is no file at a path, and which one is meant."""
        index = self.index
        asked = f"{path}#{fragment}" if fragment else path
        for text, found in self._by_mercy(path):
            return Trouble(Problem(text), (index.names[found], fragment), asked)
        if path.rstrip("/") in index.folders:
            text = "leads to a folder that has no page of its own"
            closest = index.closest(path)
            return Trouble(Problem(text), (closest, "") if closest else None, asked)
        if source := self._source_of(place, path):
            return self._not_published(source, path, fragment, asked)
        if address.forgotten_scheme(_written_part(place, path)):
            text = "leads to nothing: it looks like another site without its 'https://'"
            fix = f"write 'https://{_written_part(place, path)}'"
            return Trouble(Problem(text, fix), None, asked)
        # MkDocs leaves a link to a missing .md file as it stands: relative to the source.
        meant = _beside_source(place, path) if path.endswith(".md") else path
        closest = index.closest(meant)
        text = "leads to nothing: there is no such page or file"
        return Trouble(Problem(text), (closest, fragment) if closest else None, asked)

    def _by_mercy(self, path: str) -> Iterator[tuple[str, int]]:
        """Yield what a forgiving server or disk would show for a path that is not quite right."""
        clean, numbers = self.index.clean, self.index.numbers
        if path in numbers:
            text = "names 'index.html', a second address of the same page"
            yield f"{text}; the address ends at the slash before it", numbers[path]
        if f"{path}/" in clean:
            text = "lacks the slash at its end; it works only where the server adds it"
            yield text, clean[f"{path}/"]
        if path.endswith("/") and path.rstrip("/") in clean:
            yield "has a slash after the name of a file", clean[path.rstrip("/")]
        if f"{path}.html" in clean:
            yield "lacks '.html' at its end; few servers add it", clean[f"{path}.html"]
        if "//" in path and (single := re.sub("/{2,}", "/", path)) in clean:
            yield "has two slashes in a row", clean[single]
        if other := self.index.other_case(path):
            text = "differs in capital letters from the file; most servers find nothing then"
            yield text, clean[other]
        if other := self.index.other_form(path):
            yield "has an accented letter stored in another way than the file's name", clean[other]

    def _source_of(self, place: Place, path: str) -> str | None:
        """Return the file under the docs folder that a missing address names, if there is one."""
        if self.docs is None:
            return None
        plain = path.rstrip("/")
        for stem in (plain, _beside_source(place, plain)):
            for name in (stem, f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md"):
                if stem and (self.docs / name).is_file():
                    return name
        return None

    def _not_published(self, source: str, path: str, fragment: str, asked: str) -> Trouble:
        stem = source.removesuffix(".md").removesuffix("README").removesuffix("index").rstrip("/")
        for name in (f"{stem}/index.html".lstrip("/"), f"{stem}.html", source):
            if name in self.index.numbers:
                if path.endswith(".md"):
                    text = "names the Markdown file, and this kind of link is not translated"
                    fix = "write it as a Markdown link: [text](file.md)"
                    return Trouble(Problem(text, fix), None, asked)
                text = "leads to nothing: there is no such page or file"
                return Trouble(Problem(text), (name, fragment), asked)
        text = f"leads to '{source}', which is kept out of the site (exclude_docs in mkdocs.yml)"
        fix = "link to a page of the site, or take the link out"
        return Trouble(Problem(text, fix), None, asked)

    # --- the whole site -----------------------------------------------------------------------

    def orphans(self) -> None:
        """Find the pages that no reader can reach; call it once, when every file was judged."""
        index = self.index
        linked = {
            target for page, targets in self._edges.items() for target in targets if target != page
        }
        reached = self._reached()
        for number, name in enumerate(index.names):
            if not is_page(name) or needs_no_link(name) or number in self._unlisted:
                continue
            if number not in linked:
                text = "is not linked from any other page, so that no reader finds it"
                self.faults.append(Fault(name, "page", address_of(name), text, _TO_MENU))
            elif reached and number not in reached:
                text = "cannot be reached from the home page"
                self.faults.append(Fault(name, "page", address_of(name), text, _TO_MENU))

    def _reached(self) -> set[int]:
        home = self.index.clean.get("")
        if home is None:
            return set()
        reached, ahead = {home}, [home]
        while ahead:
            for target in self._edges.get(ahead.pop(), ()):
                if target not in reached:
                    reached.add(target)
                    ahead.append(target)
        return reached


def _upto(folders: list[str]) -> range:
    return range(len(folders) + 1)


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        return -1
    return None if port in {80, 443} else port


def _all_refs(facts: Facts) -> Iterator[Ref]:
    yield from (Ref("link", value, "link") for value in facts.links)
    yield from (ref for ref in facts.refs if ref.duty != "map")
    for inner in facts.inner:
        yield from _all_refs(inner)


def _join(start: str, path: str) -> str | None:
    """Return a path from the root; None if it climbs above the root."""
    parts = start.split("/")[:-1]
    steps = path.split("/")
    for step in steps[:-1]:
        if step == "..":
            if not parts:
                return None
            parts.pop()
        elif step != ".":
            parts.append(step)
    last = steps[-1]
    if last == "..":
        if not parts:
            return None
        parts.pop()
    if last in {".", ".."}:
        last = ""
    return "/".join([*parts, last])


def _written_part(place: Place, path: str) -> str:
    return path.removeprefix(place.prefixes[-1])


def _beside_source(place: Place, path: str) -> str:
    """Return a path counted from the folder of the page's source, one above the page's own."""
    if len(place.prefixes) < 2:
        return path
    return place.prefixes[-2] + path.removeprefix(place.prefixes[-1])


def _has(anchors: Set[str], fragment: str, *, is_link: bool) -> bool:
    """Find an anchor as browsers do: as it stands, then decoded; "top" is always there."""
    if fragment in anchors or (is_link and fragment.lower() == "top"):
        return True
    return "%" in fragment and unquote(fragment) in anchors


def _closest_word(word: str, known: Set[str]) -> str | None:
    """Return the id most like a wrong one; ids that a theme makes for itself do not count."""
    offered = sorted(name for name in known if not name.startswith("__"))
    for name in offered:
        if name.casefold() == word.casefold():
            return name
    close = difflib.get_close_matches(word, offered, 1, 0.6)
    return close[0] if close else None


def _leftover(place: Place, text: str) -> Fault:
    if text.startswith("[^"):
        problem = "is shown to the reader as it stands: no source or note has this name"
        return Fault(place.name, "note", text, problem, "correct the name, or add the note")
    problem = "never became a link: the reader sees the brackets"
    fix = "close the brackets, and give the address for the name in the second pair"
    return Fault(place.name, "text", text, problem, fix)
