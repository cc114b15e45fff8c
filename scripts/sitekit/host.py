"""A folder served as a web host would, on this machine, for what is measured in a browser."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_TEXT = (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".webmanifest")


class _Packed(http.server.SimpleHTTPRequestHandler):
    """Sends text compressed and lets it be kept, as hosts do."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def send_head(self) -> Any:
        """Send the headers of a file and return its bytes, or what the library does."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path = path / "index.html"
        if not path.is_file() or path.suffix not in _TEXT:
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "text/plain")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as a web host would, on a free port of this machine, and give its address."""
    handler = functools.partial(_Packed, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
