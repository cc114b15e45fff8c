"""Every statement of the source article is covered somewhere, and says where."""

from __future__ import annotations

from sitekit import article
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="The source article",
    why="Each statement of the article is covered somewhere, and docs/_data/article.yml says "
    "where. A page names the statements that it covers under 'covers'.",
    cases=(
        ("covered: []", "covered: [{page: nerve-block, heading: Does it help?}]"),
        ('covers: ["9.9"]', 'covers: ["3.4"]'),
    ),
)


def check(content: Content) -> list[Finding]:
    """Return what is wrong between the ledger and the pages."""
    return article.check(content.docs, content.has_source)
