"""MkDocs events, one step each: the only file that knows MkDocs from inside a build.

They run here and not in a Markdown extension because only MkDocs knows the page's front matter.
"""

from __future__ import annotations

from typing import Any

from sitekit import pagehead


def on_page_markdown(markdown: str, page: Any, **kwargs: Any) -> str:
    """Add the line with a page's other names."""
    return pagehead.with_aliases(markdown, page.meta.get("aliases") or [])


def on_page_context(
    context: dict[str, Any], page: Any, config: Any, **kwargs: Any
) -> dict[str, Any]:
    """Give the templates the page's place on the path and its state of review."""
    context["place"] = pagehead.place(page.meta, page.file.src_uri, config.docs_dir)
    return context
