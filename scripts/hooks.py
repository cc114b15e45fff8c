"""MkDocs events, one step each: the only file that knows MkDocs from inside a build.

They run here and not in a Markdown extension because only MkDocs knows the page's front matter.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sitekit import origins, pagehead, structured


def on_page_markdown(markdown: str, page: Any, config: Any, **kwargs: Any) -> str:
    """Add the line with a page's other names, and tell the site map when it was written.

    In the preview each block also says from which file it comes.
    """
    if config.extra.get("preview"):
        docs = Path(config.docs_dir)
        markdown = origins.mark(markdown, f"{docs.name}/{page.file.src_uri}", docs)
    page.update_date = str(page.meta.get("written") or page.update_date)
    return pagehead.with_aliases(
        markdown, pagehead.names(page.meta, page.file.src_uri, config.docs_dir)
    )


def on_page_content(html: str, page: Any, config: Any, **kwargs: Any) -> str:
    """In the preview, say at each source where its entry is."""
    return (
        origins.mark_sources(html, Path(config.docs_dir)) if config.extra.get("preview") else html
    )


def on_page_context(
    context: dict[str, Any], page: Any, config: Any, **kwargs: Any
) -> dict[str, Any]:
    """Give the templates the page's place on the path and its state of review."""
    place = pagehead.place(page.meta, page.file.src_uri, config.docs_dir)
    above = [part.children[0] for part in reversed(page.ancestors) if part.children]
    crumbs = [(item.title, item.canonical_url) for item in above if item.is_page and item != page]
    home = (config.site_name, config.site_url)
    description = structured.describe(
        page.meta,
        page.canonical_url,
        [] if page.is_homepage else [home, *crumbs],
        site=home,
        reviews=place["reviews"],
        publisher=config.extra.get("publisher") or "",
    )
    context["place"] = place | {
        "card": f"assets/cards/{pagehead.card_name(page.file.src_uri)}",
        "description": structured.script(description),
    }
    return context
