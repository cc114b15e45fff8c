"""Find the browser that the tests drive, or get one.

A browser test that is skipped because no browser is there looks like one that passed.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
HELP = "The browser tests need Chromium, Chrome or Edge. Install one, or set CHROME to its program."


def find() -> str | None:
    """Return the program of a browser, or None."""
    if chosen := os.environ.get("CHROME"):
        return chosen
    for name in NAMES:
        if program := shutil.which(name):
            return program
    for place in PLACES:
        if Path(place).is_file():
            return place
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        program = play.chromium.executable_path
    return program if Path(program).is_file() else None


def install() -> str | None:
    """Get a browser: Debian's package for root on Debian, else Playwright's own.

    Returns:
        Its program, or None if neither could be had.
    """
    if _is_root_on_debian():
        subprocess.run(["apt-get", "update", "-q"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-q", "chromium"], check=False)
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find()


def _is_root_on_debian() -> bool:
    return (
        platform.system() == "Linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None
    )


def main() -> int:
    """Make sure that a browser is there; return 1 and say what to install if none is."""
    program = find() or install()
    if program is None:
        print(HELP)
        return 1
    print(f"Browser: {program}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
