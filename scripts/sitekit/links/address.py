"""Judge an address by its spelling alone: schemes, mail, telephone, share links, other hosts.

These faults leave no broken page behind, so nothing else notices them: the reader presses a
telephone number and nothing happens, or shares the wrong page. No file is looked at here.
"""

from __future__ import annotations

import difflib
import ipaddress
import re
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
WEB = frozenset({"http", "https"})
# Schemes that open something and that this site has no way to look into.
OPAQUE = frozenset({"data", "sms", "geo", "about", "urn", "doi", "blob"})
_KNOWN = sorted(WEB | OPAQUE | {"mailto", "tel"})

# https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address, with a dot asked for
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})+")
_HOST = re.compile(rf"(?:[\w-]{{1,63}}\.)*{_LABEL}\.?", re.ASCII)
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|uk|eu|io)(?:/|$)")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BAD_CHARACTER = re.compile(r"[\x00-\x1f\x7f<>\"`{}|^]")
_OLD_SCHEMES = {"ftp": "browsers no longer open ftp addresses", "gopher": "nothing opens it"}

# Where sites take the address to be shared: host, path, and the parameter that holds it.
_SHARE: list[tuple[str, str, str]] = [
    ("facebook.com", "/sharer", "u"),
    ("facebook.com", "/dialog/share", "href"),
    ("x.com", "/intent/", "url"),
    ("x.com", "/share", "url"),
    ("twitter.com", "/intent/", "url"),
    ("twitter.com", "/share", "url"),
    ("linkedin.com", "/sharing/share-offsite", "url"),
    ("linkedin.com", "/shareArticle", "url"),
    ("pinterest.com", "/pin/create/", "url"),
    ("reddit.com", "/submit", "url"),
    ("bsky.app", "/intent/compose", "text"),
    ("wa.me", "/", "text"),
    ("api.whatsapp.com", "/send", "text"),
    ("t.me", "/share/", "url"),
]


class Problem(NamedTuple):
    """What is wrong with an address, what to type instead, and whether it stops the build."""

    text: str
    fix: str = "correct the address, or take it out"
    severity: str = "error"


def written_badly(raw: str) -> Problem | None:
    """Return what no server could mend in the spelling of an address, if anything.

    Args:
        raw: The address without the white space around it.
    """
    if "\\" in raw:
        return Problem("has a backslash in it", f"write '{raw.replace(chr(92), '/')}'")
    if " " in raw:
        return Problem(
            "has a space in it", "rename the file without spaces, or write each space as %20"
        )
    if "{{" in raw or "{%" in raw or "%7B%7B" in raw.upper():
        return Problem("holds a placeholder that nothing filled in")
    if bad := _BAD_CHARACTER.search(raw):
        return Problem(
            f"has the character {bad[0]!r} in it, which an address may not hold",
            f"write it as %{ord(bad[0]):02X}, or take it out",
        )
    if _BAD_ESCAPE.search(raw):
        return Problem(
            "has a % that no two-digit code follows", "write a plain percent sign as %25"
        )
    return None


def forgotten_scheme(path: str) -> bool:
    """Tell whether a missing file looks like another site without its ``https://``."""
    return bool(_DOMAIN.match(path)) or path.startswith("www.")


def unknown_scheme(scheme: str, raw: str) -> Problem | None:
    """Return what is wrong with a scheme that is not the web's, mail or telephone."""
    if scheme in OPAQUE:
        return None
    if scheme == "javascript":
        return Problem(
            "runs a script, which does nothing for readers without JavaScript",
            "link to a page, or use a button that the script adds",
        )
    if scheme == "file" or len(scheme) == 1:
        return Problem(
            "names a file on somebody's own computer, which no reader has",
            "link to the page of this site, or to a web address",
        )
    if scheme in _OLD_SCHEMES:
        return Problem(f"cannot be opened: {_OLD_SCHEMES[scheme]}", "use the https address")
    close = difflib.get_close_matches(scheme, _KNOWN, 1, 0.5)
    rest = raw[len(scheme) + 1 :]
    return Problem(
        f"begins with '{scheme}:', which nothing opens",
        f"write '{close[0]}:{rest}'" if close else "correct the beginning of the address",
    )


def mail(raw: str, page: str | None = None) -> Problem | None:
    """Return what is wrong with a ``mailto:`` address (RFC 6068), if anything.

    Args:
        raw: The address with its scheme.
        page: The whole address of the page that holds it; a mail without a receiver shares it.
    """
    to, mark, query = raw[len("mailto:") :].partition("?")
    fields = [field.partition("=") for field in query.split("&")] if query else []
    names = {name.lower() for name, _, _ in fields}
    receivers = [unquote(part) for part in to.split(",")] if to else []
    receivers += [
        unquote(part)
        for name, _, value in fields
        if name.lower() in {"to", "cc", "bcc"}
        for part in value.split(",")
    ]
    if not receivers and not names & {"subject", "body"}:
        return Problem("opens a mail to nobody", "write the mail address after 'mailto:'")
    for receiver in receivers:
        if not _MAIL.fullmatch(receiver):
            return Problem(f"holds '{receiver}', which is no mail address")
    if (mark and not query) or "?" in query:
        return Problem("has a '?' too many", "use one '?', and '&' between the parts after it")
    for name, equals, value in fields:
        if not name or not equals:
            return Problem(f"has a part without a value: '{name}'", "write name=value")
        if "%" not in value and re.search(r"\w\+\w", value):
            return Problem(
                f"shows plus signs instead of spaces in the {name}", "write each space as %20"
            )
    bodies = [value for name, _, value in fields if name.lower() == "body"]
    if page is not None and not receivers:
        return _shared("".join(bodies), page, whole=False)
    return None


def telephone(raw: str) -> Problem | None:
    """Return what is wrong with a ``tel:`` or ``sms:`` address (RFC 3966), if anything."""
    number, _, parameters = unquote(raw.partition(":")[2].partition("?")[0]).partition(";")
    digits = re.sub(r"[-.()]", "", number)
    if not digits:
        return Problem("dials nothing", "write the number after 'tel:'")
    if " " in number:
        return Problem("has a space in the number", f"write 'tel:{number.replace(' ', '-')}'")
    if not re.fullmatch(r"\+?[0-9*#]{2,18}", digits):
        return Problem(
            f"holds '{number}', which is no telephone number",
            "write digits only, with + and the country code before them",
        )
    if not digits.startswith("+") and len(digits) > 6 and "phone-context" not in parameters:
        return Problem(
            "works in one country only: the number has no country code",
            f"write 'tel:+1-{number}' for a number in the United States",
        )
    return None


def share(parts: SplitResult, page: str | None) -> Problem | None:
    """Return what is wrong with a link that shares a page on another site, if anything.

    Args:
        parts: The address, split.
        page: The whole address of the page that holds the link; None where nobody knows it.
    """
    name = share_parameter(parts)
    if name is None:
        return None
    values = [part.partition("=")[2] for part in parts.query.split("&") if _name(part) == name]
    if not values or not values[0]:
        return Problem(f"shares nothing: '{name}=' is missing or empty", _SHARE_FIX)
    if page is None:
        is_whole = name == "text" or unquote(values[0]).startswith(("https://", "http://"))
        return None if is_whole else Problem("shares no whole web address", _SHARE_FIX)
    return _shared(values[0], page, whole=name != "text")


_SHARE_FIX = "give the address of the page, percent-encoded, once"


def share_parameter(parts: SplitResult) -> str | None:
    """Return the parameter that holds the shared address, or None if this shares nothing."""
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    for known, path, name in _SHARE:
        if host == known and parts.path.startswith(path):
            return name
    return None


def shared_media(parts: SplitResult) -> str | None:
    """Return the picture that a share link names, decoded, if it names one."""
    if share_parameter(parts) is None:
        return None
    return dict(parse_qsl(parts.query)).get("media")


def _name(part: str) -> str:
    return part.partition("=")[0]


def _shared(value: str, page: str, *, whole: bool) -> Problem | None:
    once = unquote(value)
    fits = once == page if whole else _holds_address(once, page)
    if fits:
        # "/" may stand as it is; ":" is what shows that nothing was encoded.
        if re.search(r"[:?#&]" if whole else "://", value):
            return Problem("holds the address of the page without percent-encoding", _SHARE_FIX)
        return None
    if page in unquote(once):
        return Problem("holds the address of the page encoded twice", _SHARE_FIX)
    return Problem(f"does not share this page, whose address is {page}", _SHARE_FIX)


def _holds_address(text: str, page: str) -> bool:
    """Tell whether a text names exactly this page, not one whose address begins the same."""
    return re.search(re.escape(page) + r"(?=[\s)\].,;]|$)", text) is not None


def elsewhere(raw: str, parts: SplitResult) -> Problem | None:
    """Return what is wrong with the spelling of an address on another host, if anything.

    Args:
        raw: The address, which begins with ``http:``, ``https:`` or ``//``.
        parts: The same, split.
    """
    rest = raw.partition(":")[2] if SCHEME.match(raw) else raw
    if not rest.startswith("//") or rest.startswith("///"):
        clean = rest.lstrip("/")
        return Problem("has not two slashes after 'https:'", f"write 'https://{clean}'")
    host = parts.hostname or ""
    if host in WEB | {"htp", "htps", "httpss"}:
        return Problem("has 'https://' in it twice", "write it once")
    try:
        port_is_wrong = parts.port == 0
    except ValueError:
        port_is_wrong = True
    if not host or port_is_wrong or not _is_host(host):
        return Problem(f"names '{parts.netloc}', which is no computer's name")
    if parts.username is not None:
        return Problem("shows a user name or password", "take out what stands before the '@'")
    if is_private(host):
        return Problem(
            f"names '{host}', a computer that readers cannot reach",
            "use the public address, or a path within this site",
        )
    if parts.scheme == "http":
        # A warning: whether the host has https, only the check of other sites can tell.
        return Problem(
            "uses http, which others can read and change on the way",
            f"write 'https:{rest}', if the host has it",
            "warning",
        )
    return None


def _is_host(host: str) -> bool:
    if ":" in host:
        return True  # an IPv6 address, which urlsplit has checked
    try:
        ascii_host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    return bool(_HOST.fullmatch(ascii_host))


def is_private(host: str) -> bool:
    """Tell whether a host is the writer's own computer or a private network."""
    host = host.rstrip(".").lower()
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        ends = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".test", ".invalid")
        return "." not in host or host.endswith(ends)
    return not number.is_global


def split(raw: str) -> SplitResult | None:
    """Split an address; None where it cannot be an address at all."""
    try:
        parts = urlsplit(raw)
        _ = parts.hostname
    except ValueError:
        return None
    return parts
