"""Every statement of the source article is covered somewhere, and says where."""

from __future__ import annotations

from sitekit import article
from sitekit.checks.content import Content
from sitekit.findings import Finding


def check(content: Content) -> list[Finding]:
    """Return what is wrong between the ledger and the pages."""
    return article.check(content.docs, set(content.references))
