"""What a reader sees of the data files, so that their words are held to the rules of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sitekit import article, data, experts, glossary, options, outcomes, visit_sheet
from sitekit.checks.content import Content

# The keys of each file whose texts are shown; the others are ids, numbers and other names.
SHOWN = {
    article.FILE: {"says", "reason"},
    experts.FILE: {"who", "text"},
    glossary.FILE: {"definition"},
    options.FILE: {"name", "how", "soon", "undone", "title", "why", "gain", "risk", "text"},
    outcomes.FILE: {
        *("question", "when", "who", "measure", "treatment", "comparison", "did", "did_not"),
        *("name", "note", "matters_words", "unit"),
    },
    visit_sheet.FILE: {"heading", "foot", "title", "label", "choices"},
}


class Said(NamedTuple):
    """A text of a data file: how a finding names the file, the line, the words."""

    shown: str
    line: int
    words: str


def texts(content: Content) -> list[Said]:
    """Return every text that a reader sees of the data files.

    Args:
        content: What the checks look at.
    """
    kept = content.cache.get("said")
    if isinstance(kept, list):
        return kept
    found = []
    for name, keys in SHOWN.items():
        shown = f"docs/{name}"
        if not (content.docs / name).is_file():
            continue
        document, _ = data.read(content.docs / name, shown)
        if document is not None:
            found += [Said(shown, line, words) for line, words in _walk(document, keys)]
    content.cache["said"] = found
    return found


def _walk(document: data.Document, keys: set[str]) -> Iterator[tuple[int, str]]:
    for key, line in document.lines.items():
        value = document.value
        for part in key:
            value = value[part]
        named = [part for part in key if isinstance(part, str)]  # an item goes by its list's key
        if named and named[-1] in keys and isinstance(value, str):
            yield line, value
