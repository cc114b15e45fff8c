"""The theme's scripts and settings that stand in each page, moved into files.

A browser fetches a file once, and a page needs no hash of a script in its policy. The scripts
still run before the page is drawn, so that the chosen colors do not flash. Of the settings a page
keeps what depends on where it is; the theme's script adds the rest as it starts.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from sitekit.publish import calm

FOLDER = "assets/javascripts"
_SCOPE = re.compile(
    r'<script>(?P<before>__md_scope=new URL\()"(?P<root>[./]*)",location(?P<after>.*?)</script>\n?',
    re.S,
)
_COLORS = re.compile(r"<script>(?P<text>var palette=.*?)</script>", re.S)
# Who has chosen no colors yet gets those of the device at once, and not after the theme's script.
_CHOSEN, _DEVICE = '__md_get("__palette")', '||{color:{media:"(prefers-color-scheme)"}}'
_TABS = re.compile(r"<script>var target=document\.getElementById.*?</script>\n?", re.S)
_SETTINGS = re.compile(
    r'(?P<start><script id="__config" type="application/json">)(?P<text>.*?)(?P<end></script>)',
    re.S,
)
_BUNDLE = re.compile(rf"{FOLDER}/(?P<name>bundle\.\w+\.min\.js)")
_OWN = {"base", "search"}  # these hold the way from the page to the root
_UNUSED = ("clipboard.", "select.")  # words for parts of the theme that this site does not have


def share(site: Path, pages: dict[Path, str]) -> dict[Path, str]:
    """Move the scripts into a file, and return the pages that load it.

    Args:
        site: The folder of the built site.
        pages: The HTML of each page; one without the theme's scripts stays as it is.

    Raises:
        ValueError: If a page's scripts are not those of the other pages.
    """
    texts = {path: text(page) for path, page in pages.items()}
    different = sorted({found for found in texts.values() if found})
    if not different:
        return pages
    if len(different) > 1:
        raise ValueError("the scripts in the pages differ; they cannot share one file")
    name = f"start.{hashlib.sha256(different[0].encode()).hexdigest()[:8]}.js"
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(different[0], "utf-8")
    return {path: _load(page, name) if texts[path] else page for path, page in pages.items()}


def text(page: str) -> str:
    """Return what the file has to do for a page; empty if the page has no such scripts.

    Args:
        page: The HTML of the page.
    """
    scope, colors = _SCOPE.search(page), _COLORS.search(page)
    if not scope or not colors:
        return ""
    # The root of the site is two folders above the file, wherever the page is.
    return (
        f'{scope["before"]}"../..",document.currentScript.src{scope["after"]};\n'
        f"{colors['text'].replace(_CHOSEN, _CHOSEN + _DEVICE)}\n"
    )


def _load(page: str, name: str) -> str:
    scope = _SCOPE.search(page)
    root = scope["root"].rstrip("/") if scope else "."
    page = _COLORS.sub(f'<script src="{root}/{FOLDER}/{name}"></script>', _SCOPE.sub("", page))
    return page if "__tabbed_" in _TABS.sub("", page) else _TABS.sub("", page)


def share_settings(site: Path, pages: dict[Path, str]) -> dict[Path, str]:
    """Put the settings that all pages share into the theme's script, and return the pages.

    Args:
        site: The folder of the built site.
        pages: The HTML of each page; one without settings stays as it is.

    Raises:
        ValueError: If a page has other settings, or another script, than the pages before.
    """
    found = {path: _SETTINGS.search(page) for path, page in pages.items()}
    all_settings = [json.loads(match["text"]) for match in found.values() if match]
    names = {match["name"] for page in pages.values() if (match := _BUNDLE.search(page))}
    if not all_settings:
        return pages
    shared = common(all_settings[0])
    if len(names) != 1 or any(common(settings) != shared for settings in all_settings):
        raise ValueError("the pages differ in their settings for the theme's script")
    script = site / FOLDER / names.pop()
    text = starter(shared) + calm.script(script.read_text("utf-8"))
    name = f"bundle.{hashlib.sha256(text.encode()).hexdigest()[:8]}.min.js"
    script.unlink()
    script.with_name(f"{script.name}.map").unlink(missing_ok=True)
    (site / FOLDER / name).write_text(text, "utf-8")
    return {
        path: _BUNDLE.sub(f"{FOLDER}/{name}", _SETTINGS.sub(_own, page))
        for path, page in pages.items()
    }


def common(settings: dict[str, Any]) -> dict[str, Any]:
    """Return the settings that do not depend on the page, without what nothing uses.

    Args:
        settings: The settings as the theme writes them into a page.
    """
    kept = {key: value for key, value in settings.items() if key not in _OWN and value is not None}
    words = kept.get("translations", {})
    return kept | {
        "translations": {key: word for key, word in words.items() if not key.startswith(_UNUSED)}
    }


def starter(settings: dict[str, Any]) -> str:
    """Return a script that adds settings to those in the page."""
    text = json.dumps(settings, separators=(",", ":"))
    return (
        '{const own=document.getElementById("__config");'
        f"own.textContent=JSON.stringify({{...{text},...JSON.parse(own.textContent)}})}}\n"
    )


def _own(found: re.Match[str]) -> str:
    settings = json.loads(found["text"])
    own = {key: value for key, value in settings.items() if key in _OWN}
    return found["start"] + json.dumps(own, separators=(",", ":")) + found["end"]
