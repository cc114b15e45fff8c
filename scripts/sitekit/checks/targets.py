"""Links to pages, headings and images, as an editor writes them.

MkDocs reports most of these during a build, but names no line, and says nothing of the links in
a diagram. The finished site is checked once more, by :mod:`sitekit.links`.
"""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from sitekit import markup, pages
from sitekit.checks.content import Content, Text
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Where links lead",
    why="A link that leads nowhere costs a reader in pain the last patience.",
    cases=(
        ("[nerve block](nerve-blok.md)", "[nerve block](nerve-block.md)"),
        ("[nerve block](Nerve-Block.md)", "[nerve block](nerve-block.md)"),
        ("[the day](nerve-block.md#teh-day)", "[the day](nerve-block.md#the-day)"),
        ("a relative link in docs/_includes/", "[urgent help](/urgent-help.md)"),
    ),
)

LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^()\s]*(?:\([^)]*\))?)[^)]*\)"
)
CLICK = re.compile(r"^\s*click\s+\S+\s+(?:href\s+)?\"(?P<target>[^\"]+)\"")
SLIP = re.compile(r"https?//|www\.", re.I)  # the check of links knows what was meant
OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.I)


def check(content: Content) -> list[Finding]:
    """Return a finding for each link that leads nowhere."""
    anchors = {page.path: _anchors(page, content) for page in content.pages}
    findings = []
    for text in content.texts:
        for number, target in _targets(text):
            if OUTSIDE.match(target) or SLIP.match(target):
                continue
            problem = _problem(target, text, content, anchors)
            if problem:
                findings.append(
                    Finding(text.shown, text.offset + number, *problem, check="targets")
                )
    return findings


def _targets(text: Text) -> list[tuple[int, str]]:
    found = [
        (number, match["target"])
        for number, line in markup.prose(text.lines)
        for match in LINK.finditer(line)
    ]
    for fence in markup.fences(text.lines):
        if fence.kind == "mermaid":
            found += [
                (fence.line + number, match["target"])
                for number, line in enumerate(fence.body, start=1)
                if (match := CLICK.match(line))
            ]
    return found


def _anchors(page: pages.Page, content: Content) -> set[str]:
    """Return the anchors of a page: its headings, with the doubles as the build names them."""
    found: set[str] = {"about-this-page", "sources"}
    for _, _, heading in pages.headings(page.body):
        if explicit := re.search(r"\{[^}]*#([\w-]+)[^}]*\}\s*$", heading):
            found.add(explicit[1])
            continue
        name, count = pages.slug(heading), 0
        unique = name
        while unique in found and unique not in {"sources"}:
            count += 1
            unique = f"{name}_{count}"
        found.add(unique)
    return found


def _problem(
    target: str, text: Text, content: Content, anchors: dict[Path, set[str]]
) -> tuple[str, str] | None:
    """Return message and fix for a target that leads nowhere, or None."""
    if target in {"", "#"}:
        return "this link has no target", "write the path of a page between the parentheses"
    if "\\" in target:
        return (
            "a backslash stands in the path, which works on Windows only",
            f"write {target.replace(chr(92), '/').lstrip('/') or 'the path'} with slashes",
        )
    where, _, anchor = unquote(target).partition("#")
    if not where and text.page is None:
        return (
            "a shared text cannot link within the page, because it stands on several",
            "write the path of the page from the docs folder, such as /urgent-help.md",
        )
    if not where:
        path = text.path
    elif where.startswith("/"):
        path = content.docs / where.lstrip("/")
    else:
        if text.page is None:
            return (
                f"a shared text links to '{where}', which would break on pages in other folders",
                f"begin the path with a slash, such as /{PurePosixPath(where).name}",
            )
        path = Path(os.path.normpath(text.path.parent / where))
    if not _is_file(path):
        return (
            f"the link leads to '{where}', which does not exist",
            _nearest_file(where, text, content),
        )
    if anchor and path in anchors and anchor not in anchors[path]:
        close = difflib.get_close_matches(anchor, anchors[path], 1, 0.4)
        shown = path.relative_to(content.docs).as_posix()
        return (
            f"the page {shown} has no heading with the anchor '#{anchor}'",
            f"write #{close[0]}"
            if close
            else f"leave the anchor out, or add the heading to {shown}",
        )
    return None


def _is_file(path: Path) -> bool:
    """Say whether a file is there, with upper and lower case as written."""
    return path.is_file() and path.name in os.listdir(path.parent)


def _nearest_file(where: str, text: Text, content: Content) -> str:
    files = {page.path.relative_to(content.docs).as_posix(): page.path for page in content.pages}
    wanted = PurePosixPath(where).name
    same = [name for name in files if PurePosixPath(name).name.lower() == wanted.lower()]
    close = same or difflib.get_close_matches(where.strip("./"), files, 1, 0.5)
    if not close:
        return "write the path of a page that exists, or add the page"
    if where.startswith("/") or text.page is None:
        return f"write /{close[0]}"
    return f"write {os.path.relpath(files[close[0]], text.path.parent).replace(os.sep, '/')}"
