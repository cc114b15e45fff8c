"""The site's own drawing of the lower spine, with the part that matters picked out.

Two SVG files in ``docs/assets/images/`` are the only copies. A ``spine`` block puts one into a
page with a class for the part, so that a reader sees where a needle or a knife goes.
"""

from __future__ import annotations

from pathlib import Path

from sitekit import data

VIEWS = {
    "above": "The lower spine, seen from above",
    "side": "The lower spine, seen from the side",
}

# What each part is, in words for readers who cannot see the drawing.
PARTS = {
    "disc": "The disc is the cushion between two bones, on the belly side of the canal.",
    "epidural": "The epidural space is the thin gap around the nerve sac, inside the bony canal.",
    "facet": "The two facet joints link the bones at the back, one on each side.",
    "lamina": "The lamina is the plate of bone that roofs the canal on the back side.",
    "medial": "The medial branch is a thin nerve that curves around the outside of a facet joint.",
    "nerve": "A nerve root leaves the sac on each side, between the disc and the facet joint.",
    "sac": "The nerve sac lies in the middle of the canal and holds the nerves in fluid.",
}


def render(body: list[str], docs: Path) -> list[str]:
    """Return the drawing as a figure.

    Args:
        body: The lines of a ``spine`` block: ``view``, ``part`` and ``caption``.
        docs: The folder with the pages.

    Raises:
        ValueError: The block names no view or part; the text is for an editor.
    """
    asked = data.parse("\n".join(body)).value
    if not isinstance(asked, dict) or set(asked) - {"view", "part", "caption"}:
        raise ValueError("a spine block holds lines such as 'view: above' and 'part: epidural'")
    view, part = asked.get("view"), asked.get("part")
    if view not in VIEWS:
        raise ValueError(f"'view' is one of: {', '.join(VIEWS)}")
    if part not in PARTS:
        raise ValueError(f"'part' is one of: {', '.join(PARTS)}")
    path = docs / "assets" / "images" / f"spine-{view}.svg"
    drawing = "".join(path.read_text("utf-8").splitlines())
    caption = str(asked.get("caption") or VIEWS[view]).strip()
    return [
        f'<figure class="drawing shows-{part}" markdown="1">',
        f'<div class="drawing-picture">{drawing}</div>',
        f'<figcaption markdown="span">**{caption}** {PARTS[part]}</figcaption>',
        "</figure>",
    ]
