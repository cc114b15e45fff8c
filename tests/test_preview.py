"""The preview keeps answering while a page is broken, and recovers by itself."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitekit import preview
from sitekit.preview import Preview

GOOD = "<html><body><p>good</p></body></html>"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Preview]:
    """A preview of one page; a file named 'broken' beside it makes the build fail."""
    source = tmp_path / "docs"
    source.mkdir()
    site = tmp_path / "site"

    def fake_build(folder: Path, config: Path, url: str) -> tuple[bool, list[str]]:
        if (source / "broken").exists():
            return False, ["docs/index.md:3: this page is broken"]
        folder.mkdir(exist_ok=True)
        (folder / "index.html").write_text(GOOD)
        return True, []

    monkeypatch.setattr(preview, "DOCS", source)
    monkeypatch.setattr(preview.build, "build", fake_build)
    monkeypatch.setattr(preview.build, "prepare", lambda docs: [])
    running = Preview(site, port=0)
    running.rebuild()
    running.watch(str(source))
    thread = threading.Thread(target=running.serve, daemon=True)
    thread.start()
    until(lambda: running.socket.getsockname()[1] != 0)
    yield running
    running.shutdown()
    thread.join(5)


def until(ready: Callable[[], bool], seconds: float = 8.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def page(server: Preview) -> str:
    address = f"http://127.0.0.1:{server.socket.getsockname()[1]}/"
    with urllib.request.urlopen(address, timeout=5) as answer:
        return str(answer.read().decode())


def test_it_answers_while_broken_and_recovers(server, tmp_path):
    broken = tmp_path / "docs" / "broken"
    assert "to fix" not in page(server)

    broken.touch()
    until(lambda: "this page is broken" in page(server))
    assert "good" in page(server)

    broken.unlink()
    until(lambda: "to fix" not in page(server))


def test_a_message_cannot_run_as_html():
    assert "<script>" not in preview.panel(["<script>alert(1)</script>"])
