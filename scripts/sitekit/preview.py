"""The preview: a live site that keeps answering while a page is broken.

MkDocs' own preview stops answering when a build fails, which looks to an editor as if everything
were lost. This one serves the last good pages with a panel that says what is wrong, and mends
itself with the next save.
"""

from __future__ import annotations

import html
import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from sitekit import build
from sitekit.paths import CONFIG, DOCS, ROOT

HOST = "127.0.0.1"
PORT = 8000

_STYLE = (
    "position:relative;z-index:9;background:#fff4ce;color:#222;border-bottom:3px solid #b00020;"
    "padding:.8rem 1rem;font:15px/1.5 monospace;white-space:pre-wrap"
)


def panel(problems: list[str]) -> str:
    """Return the panel that stands above a page, empty if nothing is wrong.

    Args:
        problems: What is wrong, one message each.
    """
    if not problems:
        return ""
    text = html.escape("\n".join(problems))
    return (
        f'<div role="alert" style="{_STYLE}">'
        f"<strong>{len(problems)} to fix (only this preview shows it)</strong>\n{text}</div>"
    )


class Preview(LiveReloadServer):
    """Serves a folder and rebuilds it when a file changes."""

    def __init__(self, site: Path, host: str = HOST, port: int = PORT) -> None:
        super().__init__(builder=self.rebuild, host=host, port=port, root=str(site))
        self.site = site
        self.problems: list[str] = []
        self.error_handler = self._error_page

    def rebuild(self) -> None:
        """Build again; never raises, because then the server would stop answering."""
        findings = [str(finding) for finding in build.prepare(DOCS)]
        built, notes = build.build(self.site, CONFIG, self.url)
        self.problems = findings or notes
        if not built:
            self.problems = [*findings, *notes]
            if self.site.is_dir():
                self.problems.append("The pages below are the last good ones.")
        print("\n".join(self.problems) or "The preview is up to date", file=sys.stderr)

    def watch_sources(self) -> None:
        """Rebuild when a page, a data file, a template or the configuration changes."""
        for path in (DOCS, ROOT / "overrides", CONFIG):
            self.watch(str(path))

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        page: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        start = page.find(b"<body")
        end = page.find(b">", start) + 1 if start >= 0 else 0
        return page[:end] + panel(self.problems).encode() + page[end:]

    def _error_page(self, code: int) -> bytes | None:
        page = self.site / "404.html"
        content = page.read_bytes() if page.is_file() else b"<!doctype html><title>Preview</title>"
        return self._inject_js_into_html(content, self._visible_epoch)


def serve(host: str = HOST, port: int = PORT) -> None:
    """Serve the preview until Ctrl-C.

    Args:
        host: Address to listen on.
        port: Port to listen on.
    """
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        server: Any = Preview(Path(folder) / "site", host, port)
        server.rebuild()
        server.watch_sources()
        print(f"Open {server.url} in a browser. Ctrl-C stops.", flush=True)
        try:
            server.serve()
        except KeyboardInterrupt:
            print("Stopped.")
        finally:
            server.shutdown()


def main(arguments: list[str]) -> int:
    """Serve on the port given as the only argument, or in PORT, or on 8000."""
    port = int(arguments[0] if arguments else os.environ.get("PORT", PORT))
    try:
        serve(port=port)
    except OSError as error:
        print(f"Port {port} cannot be used ({error.strerror}). Try: make serve PORT=8001")
        return 1
    return 0
