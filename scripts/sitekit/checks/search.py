"""A slip in the words of the search hides urgent help from someone who needs it."""

from __future__ import annotations

from sitekit import search
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="The words of the search",
    why="docs/_data/search-signs.yml names the words that bring urgent help to the top, and "
    "docs/_data/search-words.yml the everyday words that stand for one another. With a mistake in "
    "one of them, none of its words works.",
    cases=(
        ("part: After surgery", "part: After back surgery"),
        ("- [numb, no]", '- [numb, "no"]'),
    ),
)


def check(content: Content) -> list[Finding]:
    """Return a finding for each fault in the words of the search."""
    if not (content.docs / search.SIGNS).is_file():
        return []
    return [*search.signs(content.docs)[1], *search.words(content.docs)[1]]
