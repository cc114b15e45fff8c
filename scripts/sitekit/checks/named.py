"""Find the files that somebody names on the command line."""

from __future__ import annotations

import difflib
from pathlib import Path

from sitekit import pages


def files(names: list[str], docs: Path) -> tuple[set[str], list[str]]:
    """Return how findings name the files, and the names that lead to none.

    Args:
        names: Ids, or paths from here, from the root or from the pages' folder.
        docs: The folder with the pages.
    """
    by_id = pages.by_id(docs)
    found: set[str] = set()
    unknown = []
    for name in names:
        path = next(
            (
                path
                for path in (by_id.get(name), Path(name), docs.parent / name, docs / name)
                if path is not None and path.is_file()
            ),
            None,
        )
        if path is None or not path.resolve().is_relative_to(docs.parent.resolve()):
            close = difflib.get_close_matches(name, by_id, 1, 0.5)
            unknown.append(f"{name} (did you mean {close[0]}?)" if close else name)
        else:
            found.add(path.resolve().relative_to(docs.parent.resolve()).as_posix())
    return found, unknown
