"""Write a chart as a light SVG: shapes, arrows and words, and nothing else.

Mermaid's drawing brings 10 KB of style, a dozen unused arrow heads and a copy of its own data.
Colors come from the site's style sheet by class, so that one drawing serves light, dark, forced
colors and print.
"""

from __future__ import annotations

import math
import re
from xml.etree.ElementTree import Element, SubElement

from lxml import etree

from sitekit.diagrams.graph import Edge, Graph, Group, Label, Node

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_POINT = rf"{_NUMBER.pattern}[\s,]+{_NUMBER.pattern}\s*"
_LINES = re.compile(rf"M\s*{_POINT}(?:L\s*{_POINT})+")


def render(graph: Graph, prefix: str, title_id: str) -> Element:
    """Return the drawing of a chart.

    Args:
        graph: The chart.
        prefix: Beginning of every id in the drawing, unique on the page.
        title_id: Id of the element that holds the chart's title.

    Returns:
        An ``svg`` element for inline use; links are written as the chart has them.
    """
    x, y, width, height = graph.view_box
    svg = Element(
        "svg",
        {
            "viewBox": " ".join(_number(part) for part in (x, y, width, height)),
            "width": str(round(width)),
            "height": str(round(height)),
            "role": "graphics-document",
            "aria-labelledby": title_id,
            "aria-describedby": f"{prefix}-about",
        },
    )
    SubElement(svg, "desc", {"id": f"{prefix}-about"}).text = graph.description
    if any(edge.arrow for edge in graph.edges):
        _arrow_head(svg, prefix)
    hidden = SubElement(svg, "g", {"aria-hidden": "true"})
    for group in graph.groups:
        _group(hidden, group)
    for edge in graph.edges:
        _edge(hidden, edge, prefix)
    for edge in graph.edges:
        _edge_label(hidden, edge)
    for node in graph.nodes:
        _node(svg if node.href else hidden, node)
    return svg


def _arrow_head(svg: Element, prefix: str) -> None:
    marker = SubElement(
        svg,
        "marker",
        {
            "id": f"{prefix}-arrow",
            "viewBox": "0 0 10 10",
            "refX": "5",
            "refY": "5",
            "markerWidth": "8",
            "markerHeight": "8",
            "markerUnits": "userSpaceOnUse",
            "orient": "auto",
        },
    )
    SubElement(marker, "path", {"d": "M0 0 10 5 0 10z"})


def _group(parent: Element, group: Group) -> None:
    part = SubElement(parent, "g", {"class": "group"})
    x, y, width, height = group.box
    SubElement(part, "rect", _box(x, y, width, height))
    _text(part, group.label, x + width / 2, group.origin[1])


def _edge(parent: Element, edge: Edge, prefix: str) -> None:
    attributes = {"class": "edge dotted" if edge.dotted else "edge", "d": _path(edge.path)}
    if edge.arrow:
        attributes["marker-end"] = f"url(#{prefix}-arrow)"
    SubElement(parent, "path", attributes)


def _edge_label(parent: Element, edge: Edge) -> None:
    if edge.label is None or edge.label_box is None:
        return
    part = SubElement(parent, "g", {"class": "edge-label"})
    x, y = edge.label_at
    left, top, width, height = edge.label_box
    SubElement(part, "rect", _box(x + left, y + top, width, height))
    _text(part, edge.label, x + left + width / 2, y)


def _node(parent: Element, node: Node) -> None:
    classes = " ".join(("node", *node.classes))
    x, y = node.at
    place = {"class": classes, "transform": f"translate({_number(x)} {_number(y)})"}
    if node.href:
        part = SubElement(parent, "a", {"href": node.href, "aria-label": node.label.text, **place})
    else:
        part = SubElement(parent, "g", place)
    part.append(_shape(node.shape))
    _text(part, node.label, 0.0, 0.0)


def _shape(shape: etree._Element) -> Element:
    tag = etree.QName(shape).localname
    copy = Element(tag)
    for name in ("x", "y", "width", "height", "rx", "ry", "r", "cx", "cy"):
        if value := shape.get(name):
            copy.set(name, _number(float(value)))
    if tag == "polygon":
        dx, dy = _translation(shape)
        numbers = [float(n) for n in re.findall(r"-?[\d.]+(?:e-?\d+)?", shape.get("points", ""))]
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        copy.set("points", " ".join(f"{_number(a + dx)},{_number(b + dy)}" for a, b in pairs))
    elif tag in {"path", "g"}:
        for path in shape.iter("{*}path"):
            copy.tag = "path"
            copy.set("d", _path(path.get("d", "")))
            if transform := shape.get("transform"):
                copy.set("transform", transform)
            break
    return copy


def _translation(shape: etree._Element) -> tuple[float, float]:
    found = re.match(r"translate\(([-\d.e]+)[,\s]+([-\d.e]+)\)", shape.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def _text(parent: Element, label: Label, middle: float, top: float) -> None:
    """Write rows of text, centered on ``middle``, with baselines counted from ``top``."""
    if not label.rows:
        return
    x = _number(middle)
    if len(label.rows) == 1:
        text = SubElement(parent, "text", {"x": x, "y": _number(top + label.baselines[0])})
        text.text = label.rows[0]
        return
    text = SubElement(parent, "text")
    for row, baseline in zip(label.rows, label.baselines, strict=True):
        span = SubElement(text, "tspan", {"x": x, "y": _number(top + baseline)})
        span.text = row


def _box(x: float, y: float, width: float, height: float) -> dict[str, str]:
    values = {"x": x, "y": y, "width": width, "height": height}
    return {name: _number(value) for name, value in values.items()}


def _path(path: str) -> str:
    if _LINES.fullmatch(path):
        return _lines(path)
    return re.sub(r"-?\d+\.\d+(?:e-?\d+)?", lambda match: _number(float(match[0])), path)


def _lines(path: str) -> str:
    """Return a path of straight lines without the points that lie on one of them."""
    numbers = [float(number) for number in _NUMBER.findall(path)]
    kept: list[tuple[float, float]] = []
    for point in zip(numbers[::2], numbers[1::2], strict=True):
        while len(kept) > 1 and _between(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in kept)


def _between(
    start: tuple[float, float], middle: tuple[float, float], end: tuple[float, float]
) -> bool:
    """Return whether a point lies between two others, on the line or not half a unit off it."""
    (ax, ay), (bx, by), (cx, cy) = start, middle, end
    along = (bx - ax) * (cx - bx) + (by - ay) * (cy - by)
    across = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    return along >= 0 and abs(across) <= 0.5 * math.hypot(cx - ax, cy - ay)


def _number(value: float) -> str:
    """Return a whole number: half a pixel is not seen, and a chart has hundreds of them."""
    return f"{round(value)}"
