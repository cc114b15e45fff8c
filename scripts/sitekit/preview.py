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

from sitekit import build, origins, panel, quick
from sitekit.findings import Finding
from sitekit.paths import CONFIG, DOCS

HOST = "127.0.0.1"
PORT = 8000
POLL = 0.2  # seconds between two looks at the files
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
        super().__init__(
            builder=self.rebuild, host=host, port=port, root=str(site), polling_interval=POLL
        )
        self.site = site
        self.docs = docs
        self.config = config
        self.state = panel.State()
        self._kept = quick.Kept()
        self._built: quick.State = {}  # the files as the last good build found them
        self._tried: quick.State = {}  # and as the last one, good or not
        self.error_handler = self._error_page
        self._asked = threading.local()  # the address that a thread is answering

    def rebuild(self) -> None:
        """Build again; never raises, because then the server would stop answering.

        A page that was changed alone is shown first, then what the checks find in it, then the
        whole site, since other pages may depend on it.
        """
        now = quick.state(self.docs, *self._others())
        is_shown = self._show_first(now)
        findings: list[Finding] = []
        kept = quick.Kept()
        try:
            findings = build.prepare(self.docs)
            if is_shown:
                self.state = panel.State(findings)
                self._reload_browsers()
                if self._want_rebuild:
                    return  # the editor has saved again and waits for that
            built, notes = build.build(self.site, self.config, self.url, kept=kept)
        except (Exception, SystemExit) as error:
            built, notes = False, [f"{type(error).__name__}: {error}"]
        self.state = panel.State(findings, notes, built)
        self._tried = now
        if built:
            self._kept, self._built = kept, now
        if is_shown:
            self._reload_browsers()
        mistakes = [str(finding) for finding in findings if finding.severity == "error"]
        if built and not mistakes:
            mistakes = notes
        elif not built:
            mistakes += notes if not mistakes else []
            mistakes.append("The preview shows the last good pages.")
        print("\n".join(mistakes) or "The preview is up to date", file=sys.stderr)

    def _show_first(self, now: quick.State) -> bool:
        """Show the pages that were changed alone; say whether they are shown."""
        if not self.state.built or not self._built:
            return False
        try:
            changed = quick.affected(self._built, now, self.docs)
        except OSError:  # a file went away meanwhile
            return False
        if not quick.show(changed, self.docs, self.site, self._kept):
            return False
        self.state = panel.State(checking=True)
        self._reload_browsers()
        return True

    def _reload_browsers(self) -> None:
        """Let browsers load what there is, although the build goes on."""
        with self._epoch_cond:
            self._wanted_epoch += 1
            self._visible_epoch = self._wanted_epoch
            self._epoch_cond.notify_all()

    def is_done(self) -> bool:
        """Say whether what is shown is made from the files as they are, and checked."""
        return (
            self._tried == quick.state(self.docs, *self._others())
            and self._visible_epoch == self._wanted_epoch
        )

    def _others(self) -> tuple[Path, Path]:
        return self.config.parent / "overrides", self.config

    def watch_sources(self) -> None:
        """Rebuild when a page, a data file, a template or the configuration changes."""
        for path in (self.docs, *self._others()):
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
