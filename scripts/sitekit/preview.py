"""The preview: a live site that keeps answering while a page is broken.

MkDocs' own preview stops answering when a build fails, which looks to an editor as if everything
were lost. This one serves the last good pages with a panel that says what is wrong, and mends
itself with the next save.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from sitekit import build, origins, panel
from sitekit.findings import Finding
from sitekit.paths import CONFIG, DOCS

HOST = "127.0.0.1"
PORT = 8000
EMPTY = (
    b'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Preview</title></head>'
    b"<body></body></html>"
)


class Preview(LiveReloadServer):
    """Serves a folder and rebuilds it when a file changes."""

    def __init__(
        self,
        site: Path,
        host: str = HOST,
        port: int = PORT,
        docs: Path = DOCS,
        config: Path = CONFIG,
    ) -> None:
        super().__init__(builder=self.rebuild, host=host, port=port, root=str(site))
        self.site = site
        self.docs = docs
        self.config = config
        self.state = panel.State()
        self.error_handler = self._error_page
        self._asked = threading.local()  # the address that a thread is answering

    def rebuild(self) -> None:
        """Build again; never raises, because then the server would stop answering."""
        findings: list[Finding] = []
        try:
            findings = build.prepare(self.docs)
            built, notes = build.build(self.site, self.config, self.url)
        except (Exception, SystemExit) as error:
            built, notes = False, [f"{type(error).__name__}: {error}"]
        self.state = panel.State(findings, notes, built)
        mistakes = [str(finding) for finding in findings if finding.severity == "error"]
        if built and not mistakes:
            mistakes = notes
        elif not built:
            mistakes += notes if not mistakes else []
            mistakes.append("The preview shows the last good pages.")
        print("\n".join(mistakes) or "The preview is up to date", file=sys.stderr)

    def watch_sources(self) -> None:
        """Rebuild when a page, a data file, a template or the configuration changes."""
        for path in (self.docs, self.config.parent / "overrides", self.config):
            if path.exists():
                self.watch(str(path))

    def _serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes] | None:
        address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        self._asked.address = address
        if address.startswith(origins.ROUTE):
            page = origins.view(address, self.docs)
            if page is None:
                return None
            start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
            return [page]
        answer: Iterable[bytes] | None = super()._serve_request(environ, start_response)
        return answer

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        page: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        start = page.find(b"<body")
        end = page.find(b">", start) + 1 if start >= 0 else 0
        address = getattr(self._asked, "address", "/")
        inside = panel.STYLE + panel.render(self.state, address, self.docs)
        return page[:end] + inside.encode() + page[end:]

    def _error_page(self, code: int) -> bytes | None:
        page = self.site / "404.html"
        content = page.read_bytes() if page.is_file() else EMPTY
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
