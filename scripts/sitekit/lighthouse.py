"""Lighthouse over every page: a phone on a slow line, as the tool simulates it.

Its scores depend on the machine and on what else runs there, so they are shown (``make bench``) and
no test rests on them; the tests hold the bytes and requests that the scores come from. Lighthouse
is a Node program and no part of this project: it is used where it is found.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from sitekit import browser
from sitekit.host import served
from sitekit.paths import CACHE, SITE

PACKAGE = "lighthouse@12.2.3"  # the last that runs on Node 20
HOME = CACHE / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
)
_SECONDS = 180  # for one page


def find() -> Path | None:
    """Return the Lighthouse program, or None if there is none."""
    own = HOME / "node_modules" / ".bin" / "lighthouse"
    found = shutil.which("lighthouse") or (str(own) if own.exists() else None)
    return Path(found) if found else None


def measure(program: Path, chromium: str, address: str) -> dict[str, Any]:
    """Return what Lighthouse says of one page.

    Args:
        program: The Lighthouse program.
        chromium: The browser.
        address: The page's address.

    Raises:
        RuntimeError: Lighthouse could not look at the page.
    """
    flags = "--chrome-flags=--headless=new --no-sandbox"
    command = [str(program), address, "--quiet", flags, "--output=json", "--output-path=stdout"]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "CHROME_PATH": chromium},
        )
        return dict(json.loads(done.stdout))
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise RuntimeError(f"Lighthouse did not finish {address}: {error}") from error


def row(result: dict[str, Any]) -> list[str]:
    """Return the four scores out of 100, and the times as Lighthouse words them."""
    scores = [result["categories"][name]["score"] for name in CATEGORIES]
    times = [str(result["audits"][name].get("displayValue", "?")) for name in AUDITS]
    return ["?" if score is None else f"{score * 100:.0f}" for score in scores] + times


def main(site: Path = SITE) -> int:
    """Print a line for each page; return 1 if Lighthouse stopped."""
    program, chromium = find(), browser.find()
    if program is None or chromium is None:
        print(
            "\nLighthouse is not here. With Node 20 and npm: "
            f"npm install --prefix {HOME.relative_to(CACHE.parent)} {PACKAGE}"
        )
        return 0
    heads = ["perf", "access", "best", "seo", "first paint", "main paint", "blocked", "shift"]
    print(f"\n{'Lighthouse, phone on slow 4G':46}" + "".join(f"{head:>12}" for head in heads))
    with served(site) as address:
        for page in sorted(site.rglob("index.html")):
            name = page.parent.relative_to(site).as_posix()
            part = "" if name == "." else f"{name}/"
            try:
                cells = row(measure(program, str(chromium), address + part))
            except RuntimeError as error:
                print(error)
                return 1
            cells_text = "".join(f"{cell:>12}" for cell in cells)
            print(f"{part or 'home':46}{cells_text}", flush=True)
    return 0
