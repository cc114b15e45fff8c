"""What a page shows around its text: its place on the path, its other names, its dates."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from sitekit import glossary, pages, review


def with_aliases(markdown: str, aliases: list[str]) -> str:
    """Return the page's text with its other names after it.

    Args:
        markdown: The text.
        aliases: Other names, as in the front matter.
    """
    if not aliases:
        return markdown
    return f"{markdown.rstrip()}\n\n**Also called:** {', '.join(aliases)}.\n{{: .also-called }}\n"


def names(meta: dict[str, Any], src: str, docs: str) -> list[str]:
    """Return a page's other names: from its front matter, and from the glossary.

    Args:
        meta: The front matter.
        src: The page's file, from the folder with all pages.
        docs: That folder.
    """
    name = pages.page_id(Path(src), Path())
    aliases = [str(alias) for alias in meta.get("aliases") or []]
    return glossary.also_called(str(meta.get("title") or ""), name, aliases, Path(docs))


def place(meta: dict[str, Any], src: str, docs: str) -> dict[str, Any]:
    """Return what the templates show of a page's front matter.

    Args:
        meta: The front matter.
        src: The page's file, from the folder with all pages.
        docs: That folder.

    Returns:
        The stages of the path, each with label, address and whether the page belongs to it; the
        dates in words; the reviews that hold for the text as it stands.
    """
    folder = Path(docs)
    schema, _ = pages.schema(folder)
    where = pages.by_id(folder)
    page, _ = pages.read(folder / src, folder)
    stages = []
    for name, stage in schema.stages.items() if schema else ():
        path = where.get(stage.page)
        if path is None:
            continue
        file = path.relative_to(folder).as_posix()
        stages.append(
            {
                "label": stage.label,
                "url": file.removesuffix("index.md").removesuffix(".md") or ".",
                "here": meta.get("stage") == name,
                "page": file == src,
            }
        )
    return {
        "stages": stages,
        "written": in_words(meta.get("written")),
        "next_due": in_words(meta.get("next_due")),
        "reviews": [entry.model_dump() for entry in review.holding(meta, page.body, folder)],
    }


def in_words(date: object) -> str:
    """Return a date such as ``November 25, 2026``; anything else as it is."""
    if isinstance(date, datetime.date):
        return f"{date:%B} {date.day}, {date.year}"
    return str(date or "")


def card_name(src: str) -> str:
    """Return the file name of the picture that stands beside a page when it is shared.

    Args:
        src: The page's file, from the folder with all pages.
    """
    return f"{pages.page_id(Path(src), Path())}.png"
