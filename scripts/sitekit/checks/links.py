"""Links that work on the editor's machine, or tell a reader nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from sitekit import config, markup
from sitekit.checks.content import Content, Text
from sitekit.checks.guide import Guide
from sitekit.checks.targets import LINK
from sitekit.findings import Finding

GUIDE = Guide(
    title="Links",
    why="A screen reader reads the links of a page without the text around them, so 'click here' "
    "says nothing. A link to somebody's own disk opens nowhere else.",
    cases=(
        ("[click here](nerve-block.md)", "[what a nerve block is](nerve-block.md)"),
        ("[](nerve-block.md)", "[nerve block](nerve-block.md)"),
        ("https://www.nih.gov in the text", "[National Institutes of Health](https://www.nih.gov)"),
        ("[scan](http://example.org/scan)", "[scan](https://example.org/scan)"),
        ("[plan](C:\\\\Users\\\\me\\\\plan.docx)", "the text itself, on a page"),
        ("the published address of our own page", "[nerve block](nerve-block.md)"),
    ),
)

VAGUE = {
    "click", "click here", "click this", "click this link", "here", "this", "this link", "link",
    "this page", "page", "more", "read more", "read on", "learn more", "find out more", "details",
    "more details", "more info", "more information", "see here", "see more", "see this", "website",
    "this website", "this site", "go", "go here", "it", "source", "continue", "this article",
}  # fmt: skip
LOCAL = re.compile(
    r"^(?:file:|[a-z]:[\\/]|\\\\|~[\\/]|/(?:Users|home|Volumes|mnt|media|tmp)/)"
    r"|^(?:https?:)?//(?:docs|drive)\.google\.com|dropbox\.com/|sharepoint\.com|onedrive\.|1drv\.ms"
    r"|icloud\.com/|\.box\.com/|^smb:|^ftps?:",
    re.I,
)
OWN_MACHINE = re.compile(
    r"^(?:https?:)?//(?:localhost|127\.|0\.0\.0\.0|\[::1\]|192\.168\.|10\.\d)", re.I
)
# What mail programs, search engines and chats put around an address, or behind it.
WRAPPED = re.compile(
    r"safelinks\.protection\.outlook\.com|urldefense\.|//(?:www\.)?google\.[a-z.]+/url\?"
    r"|//l\.facebook\.com/|//(?:t\.co|bit\.ly|tinyurl\.com|goo\.gl)/|\.mimecast\.",
    re.I,
)
TRACKED = re.compile(r"[?&#](?:utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|_ga|igshid)=", re.I)
SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.I)
ADDRESS = re.compile(r"(?<![\w/@.-])(?:<?https?://|www\.)[^\s<>)\]]+", re.I)
GENERATED = re.compile(r"(^|/)_(includes|data|templates)/")


def links(text: Text) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield line and match of each link and image, a link around an image included.

    Args:
        text: The Markdown.
    """
    for number, line in markup.prose(text.lines):
        for match in LINK.finditer(line):
            yield number, match
            for inner in LINK.finditer(match["text"]):
                yield number, inner


def check(content: Content) -> list[Finding]:
    """Return a finding for each link that only works for its writer, or says nothing."""
    own = _own_site()
    findings = []
    for text in content.texts:

        def fault(number: int, message: str, fix: str, text: Text = text) -> None:
            findings.append(Finding(text.shown, text.offset + number, message, fix, check="links"))

        for number, match in links(text):
            for message, fix in [*_words(match), *_target(match["target"], own), *_space(match)]:
                fault(number, message, fix)
        for number, line in markup.prose(text.lines):
            rest = LINK.sub(lambda m: " " * len(m[0]), line)
            if found := ADDRESS.search(rest):
                fault(
                    number,
                    f"the bare address '{found[0][:60]}' stands in the text, and a screen reader "
                    "spells it out",
                    f"write [what is there]({found[0].strip('<.,')}), or cite it as a source "
                    "with [^its-id]",
                )
    return findings


def _space(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    """Yield message and fix for a space in an address, where only a title in quotes may follow."""
    whole = match[0][match.end("text") - match.start() + 2 : -1]
    rest = whole[len(match["target"]) :].strip()
    if match["target"] and rest and not re.fullmatch(r"\"[^\"]*\"|'[^']*'", rest):
        better = re.sub(r"\s+", "-", whole.strip())
        yield (
            f"a space stands in the address '{whole.strip()[:60]}', so the link breaks there",
            f"take the space out; name a file with hyphens, such as {better[:60]}",
        )


def _own_site() -> str:
    """Return the address under which the site is published, if the environment names it."""
    value = os.environ.get("SITE_URL") or config.load().get("site_url")
    return re.sub(r"^https?:", "", str(value or "")).rstrip("/")


def _words(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    if match["image"]:
        return
    words = re.sub(r"[*_`]", "", match["text"]).strip()
    plain = words.strip(" .,:;!?>»→").casefold()
    if not words:
        yield "this link has no words, so nobody can see or hear it", "write [words](address)"
    elif plain in VAGUE:
        yield (
            f"the link's words '{words}' say nothing about where it leads",
            "name what the reader finds there, such as [what a nerve block is](nerve-block.md)",
        )
    elif ADDRESS.search(words) or re.fullmatch(r"\S+\.(md|html?|com|org|gov|net|edu)\S*", words):
        yield (
            f"the link's words are an address: '{words[:60]}'",
            "name what the reader finds there",
        )


def _target(target: str, own: str) -> Iterator[tuple[str, str]]:
    scheme = SCHEME.match(target)
    if slip := re.match(r"(?:https?(?://|:/(?!/)|;//|:\\+)|https?:///|https?:(?!/))", target, re.I):
        rest = target[slip.end() :].lstrip("/:")
        yield "the beginning of this address is misspelt", f"write https://{rest}"
        return
    if re.fullmatch(r"(?:https?|mailto|tel):/*", target, re.I):
        yield f"nothing follows '{target}', so the link leads nowhere", "write the whole address"
        return
    if re.match(r"https?://https?:?/", target, re.I):
        yield (
            "'https://' stands twice, so the link leads nowhere",
            f"write https://{re.sub(r'^(?:https?:?/+)+', '', target, flags=re.I)}",
        )
        return
    if LOCAL.search(target) or OWN_MACHINE.match(target):
        yield (
            f"the link leads to somebody's own disk or shared drive: '{target[:60]}'",
            "put the text on a page, or link to where everybody can open it",
        )
    elif own and re.sub(r"^https?:", "", target, flags=re.I).startswith(own):
        yield (
            "the link to our own site is written with its whole address, so it breaks in the "
            "preview and in the offline copy",
            "write the path of the page's file, such as ../procedures/nerve-block.md",
        )
    elif WRAPPED.search(target):
        yield (
            "the address goes through another company, which learns who follows the link",
            "open it, and copy the address that the browser then shows",
        )
    elif TRACKED.search(target):
        yield (
            "the address ends in marks that tell the other site where the reader came from",
            f"write {TRACKED.split(target)[0]}",
        )
    elif target.lower().startswith("http:"):
        yield (
            "the link is not encrypted, so others can see and change what the reader gets",
            f"write https:{target[5:]}",
        )
    elif target.startswith("//"):
        yield "the link has no 'https:' before it", f"write https:{target}"
    elif scheme and scheme[1].lower() not in {
        "https",
        "mailto",
        "tel",
        "javascript",
        "data",
        "vbscript",
    }:
        yield (
            f"a link cannot begin with '{scheme[1]}:' here",
            "write the path of a page, or an address with https://",
        )
    elif not scheme and GENERATED.search(target):
        yield (
            f"'{target}' is not a page, so the link leads nowhere on the site",
            "link to a page; shared text comes in with an include line",
        )
    elif target.startswith(("www.", "mailto@")) or re.match(
        r"[\w-]+\.(com|org|gov|net|edu)\b", target
    ):
        yield "the address has no 'https://' before it", f"write https://{target}"
