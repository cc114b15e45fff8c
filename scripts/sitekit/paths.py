"""Where things are: the repository's root and the folders in it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SITE = ROOT / "site"
CACHE = ROOT / ".cache"
CONFIG = ROOT / "mkdocs.yml"


def docs_path(name: object) -> Path:
    """Return the folder with the pages.

    Args:
        name: An absolute path, or one from the root of the repository. MkDocs hands over an
            object that turns into the path only as text.
    """
    return ROOT / str(name)
