"""What several tests share: the built site, and a browser."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from sitekit import browser, build


class Site:
    """The finished site as a reader gets it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pages(self) -> list[Path]:
        """Return the HTML files, without the one for lost readers."""
        return sorted(p for p in self.folder.rglob("*.html") if p.name != "404.html")

    def addresses(self) -> list[str]:
        """Return each page as it is asked for, such as ``surgery/laminectomy/``."""
        folders = [page.parent.relative_to(self.folder).as_posix() for page in self.pages()]
        return ["" if folder == "." else f"{folder}/" for folder in folders]

    def tree(self, page: str) -> html.HtmlElement:
        """Return one page, named by its address such as ``surgery/laminectomy/``."""
        return html.fromstring((self.folder / page / "index.html").read_text("utf-8"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build the site once for all tests."""
    folder = tmp_path_factory.mktemp("built") / "site"
    findings = build.prepare()
    assert [str(f) for f in findings if f.severity == "error"] == []
    built, notes = build.build(folder)
    assert notes == []
    assert built
    return Site(folder)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Keep the test report readable."""


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """Serve the built site on a free port of this machine."""
    handler = functools.partial(_Quiet, directory=str(site.folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Start a browser; a missing one is a failure and never a skip."""
    from playwright.sync_api import sync_playwright

    program = browser.find()
    assert program, browser.HELP
    with sync_playwright() as play:
        running = play.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield running
        running.close()
