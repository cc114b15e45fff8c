"""Drawings of outcomes: rows of people, and a difference on a line.

The drawing repeats what the sentence beside it says, so it is hidden from screen readers. A
filled figure and an outlined one differ in shape, not in color alone; the colors come from the
style sheet. Every drawing of a kind has the same size, so that none looks larger than it is.
"""

from __future__ import annotations

WIDTH = 240

# Figures in a row, width and height of one. All fill the same width.
GRIDS = {100: (20, 12, 15), 1000: (50, 4.8, 6), 10000: (100, 2.4, 2.4)}

# A person: head and body, in a field of 12 by 15.
PERSON = "M6 1.2a2.4 2.4 0 1 1 0 4.8a2.4 2.4 0 1 1 0-4.8zM2.6 13.6V10a2.8 2.8 0 0 1 2.8-2.8h1.2A2.8 2.8 0 0 1 9.4 10v3.6z"  # noqa: E501 (a drawing)
DOT = "M1 1h2.8v4H1z"
SPECK = "M.3.3h1.7v1.7H.3z"
SHAPES = {100: PERSON, 1000: DOT, 10000: SPECK}
HALVES = {100: "M2.6 13.6V10h6.8v3.6z", 1000: "M1 3h2.8v2H1z", 10000: "M.3 1.2h1.7v.8H.3z"}


def people(name: str, low: int, high: int, out_of: int) -> str:
    """Return a field of figures: filled up to ``low``, half filled to ``high``, else outlined.

    Args:
        name: Makes the ids in the drawing unique on a page.
        low: How many it happened to, at least.
        high: How many, at most; the same as ``low`` where one number is known.
        out_of: How many figures there are: 100, 1000 or 10000.
    """
    columns, width, height = GRIDS[out_of]
    rows = out_of // columns
    parts = [("on", 0, low), ("maybe", low, high), ("off", high, out_of)]
    patterns, areas = [], []
    for kind, start, end in parts:
        if start == end:
            continue
        marks = f'<path class="{kind}" d="{SHAPES[out_of]}"/>'
        if kind == "maybe":
            marks += f'<path class="on" d="{HALVES[out_of]}"/>'
        patterns.append(
            f'<pattern id="{name}-{kind}" width="{width}" height="{height}" '
            f'patternUnits="userSpaceOnUse">{marks}</pattern>'
        )
        areas.append(
            f'<path fill="url(#{name}-{kind})" d="{_area(start, end, columns, width, height)}"/>'
        )
    return (
        f'<svg class="people of-{out_of}" viewBox="0 0 {WIDTH} {rows * height:g}" '
        'aria-hidden="true" '
        f'focusable="false"><defs>{"".join(patterns)}</defs>{"".join(areas)}</svg>'
    )


def _area(start: int, end: int, columns: int, width: float, height: float) -> str:
    """Return the outline of the fields from number ``start`` to before ``end``."""
    path = []
    while start < end:
        row, column = divmod(start, columns)
        if column == 0 and end - start >= columns:
            wide, rows = columns, (end - start) // columns
        else:
            wide, rows = min(columns - column, end - start), 1
        path.append(
            f"M{column * width:g} {row * height:g}h{wide * width:g}v{rows * height:g}"
            f"h-{wide * width:g}z"
        )
        start += wide * rows
    return "".join(path)


def line(difference: float, scale: int, matters: float | None, better: bool) -> str:
    """Return a difference as a bar on a line, with the smallest that matters marked.

    Args:
        difference: How far the groups lay apart.
        scale: Where the scale ends.
        matters: The smallest difference that matters, if the source names one.
        better: Whether the treatment did better; else the bar is outlined only.
    """
    left, span = 8, WIDTH - 16

    def at(value: float) -> float:
        return round(left + value / scale * span, 1)

    ticks = "".join(f"M{at(scale * step / 10):g} 26v5" for step in range(11))
    side = "on" if better else "off"
    length = max(at(difference) - left, 0.8)
    bar = f'<rect class="{side}" x="{left}" y="14" width="{length:g}" height="10"/>'
    marked = ""
    if matters is not None:
        x = at(matters)
        anchor, shift = ("end", -3) if x > WIDTH / 2 else ("start", 3)
        marked = (
            f'<path class="matters" d="M{x:g} 3v28"/>'
            f'<text x="{x + shift:g}" y="10" text-anchor="{anchor}">smallest that matters</text>'
        )
    return (
        f'<svg class="difference" viewBox="0 0 {WIDTH} 43" aria-hidden="true" focusable="false">'
        f'<path class="axis" d="M{left} 28.5h{span}{ticks}"/>{bar}{marked}'
        f'<text x="{left}" y="41" text-anchor="middle">0</text>'
        f'<text x="{at(scale):g}" y="41" text-anchor="end">{scale} points</text></svg>'
    )
