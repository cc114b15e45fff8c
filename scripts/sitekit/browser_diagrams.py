"""The copy of Mermaid that ``DIAGRAMS=browser`` needs.

mermaid2 asks that its script lie under ``docs/`` while it builds. No third-party code belongs
into the repository, so the copy that mermaidx ships is put there for the length of a build.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from sitekit.diagrams import in_browser

SCRIPT = "assets/javascripts/mermaid.min.js"


@contextmanager
def library(docs: Path) -> Iterator[None]:
    """Keep Mermaid's script under ``docs/`` while a build runs in browser mode.

    Args:
        docs: The folder with the pages.
    """
    if not in_browser():
        yield
        return
    target = docs / SCRIPT
    with as_file(files("mermaidx") / "assets" / "mermaid.js") as source:
        shutil.copyfile(source, target)
    try:
        yield
    finally:
        target.unlink(missing_ok=True)
