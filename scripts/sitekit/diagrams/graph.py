"""Read nodes, arrows and groups out of Mermaid's own drawing.

Mermaid's parser is the only one that knows what a chart says. Its drawing names every node and
arrow, so the light drawing and the text twin are both made from here and cannot disagree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from sitekit.diagrams.rules import MOST_NODES, DiagramError

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

Point = tuple[float, float]


@dataclass(frozen=True)
class Label:
    """Rows of text, with the height of each row's baseline in the drawing's units."""

    rows: tuple[str, ...]
    baselines: tuple[float, ...]

    @property
    def text(self) -> str:
        """The rows as one line."""
        return " ".join(self.rows)


@dataclass(frozen=True)
class Node:
    """A box: where it stands, what it says and where it leads."""

    id: str
    label: Label
    at: Point
    shape: etree._Element
    classes: tuple[str, ...]
    href: str | None


@dataclass(frozen=True)
class Edge:
    """An arrow between two nodes or groups."""

    source: str
    target: str
    path: str
    dotted: bool
    arrow: bool
    label: Label | None
    label_at: Point
    label_box: tuple[float, float, float, float] | None


@dataclass(frozen=True)
class Group:
    """A frame around nodes (Mermaid's subgraph)."""

    id: str
    label: Label
    origin: Point
    box: tuple[float, float, float, float]


@dataclass
class Graph:
    """A whole chart."""

    title: str
    description: str
    view_box: tuple[float, float, float, float]
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def label(self, name: str) -> str:
        """Return the words of a node or group."""
        words = {node.id: node.label.text for node in self.nodes}
        words |= {group.id: group.label.text for group in self.groups}
        return words.get(name, name)

    def group_of(self, node: Node) -> Group | None:
        """Return the smallest frame that a node stands in."""
        around = [group for group in self.groups if _inside(node.at, group.box)]
        return min(around, key=lambda group: group.box[2] * group.box[3], default=None)


def read(svg: str) -> Graph:
    """Return the chart that a drawing shows.

    Args:
        svg: The SVG as Mermaid makes it.

    Raises:
        DiagramError: The chart has no node, or more than a reader can follow.
    """
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False))
    box = tuple(float(part) for part in root.get("viewBox", "0 0 0 0").split())
    graph = Graph(
        title=root.findtext(f"{SVG}title", "").strip(),
        description=re.sub(r"\s+", " ", root.findtext(f"{SVG}desc", "")).strip(),
        view_box=(box[0], box[1], box[2], box[3]),
    )
    prefix = root.get("id", "")
    for element in root.iter(f"{SVG}g"):
        classes = element.get("class", "").split()
        if "node" in classes:
            graph.nodes.append(_node(element, classes))
        elif "cluster" in classes:
            graph.groups.append(_group(element, prefix))
    graph.nodes.sort(key=lambda node: _serial(root, node.id))
    names = [node.id for node in graph.nodes] + [group.id for group in graph.groups]
    labels = _edge_labels(root)
    for element in root.iter(f"{SVG}path"):
        if element.get("data-edge") == "true":
            graph.edges.append(_edge(element, names, labels))
    if not graph.nodes:
        raise DiagramError(1, "this diagram is empty", "write a node and an arrow")
    if len(graph.nodes) > MOST_NODES:
        raise DiagramError(
            1,
            f"this diagram has {len(graph.nodes)} boxes, more than a reader can follow",
            f"split it: at most {MOST_NODES} boxes, better 12",
        )
    return graph


def _node(element: etree._Element, classes: list[str]) -> Node:
    name = re.sub(r"^.*?flowchart-(.+)-\d+$", r"\1", element.get("id", ""))
    shape = next(child for child in element if "label-container" in child.get("class", ""))
    parent = element.getparent()
    href = None
    if parent is not None and parent.tag == f"{SVG}a":
        href = parent.get(XLINK_HREF) or parent.get("href")
    own = tuple(c for c in classes if c not in {"node", "default", "clickable"})
    return Node(name, _label(element), _place(element), shape, own, href)


def _serial(root: etree._Element, name: str) -> int:
    """Return a node's number in the order of the source."""
    for element in root.iter(f"{SVG}g"):
        if found := re.search(rf"flowchart-{re.escape(name)}-(\d+)$", element.get("id", "")):
            return int(found[1])
    return 0


def _group(element: etree._Element, prefix: str) -> Group:
    rect = element.find(f"{SVG}rect")
    assert rect is not None, "Mermaid frames a group with a rectangle"
    x, y = _place(element)
    left, top, width, height = (float(rect.get(name, 0)) for name in ("x", "y", "width", "height"))
    return Group(
        element.get("id", "").removeprefix(f"{prefix}-"),
        _label(element),
        (x, y),
        (x + left, y + top, width, height),
    )


def _edge(
    element: etree._Element,
    names: list[str],
    labels: dict[str, tuple[Label, Point, tuple[float, float, float, float]]],
) -> Edge:
    edge_id = element.get("data-id", "")
    pairs = [
        (a, b)
        for a in names
        for b in names
        if edge_id.startswith(start := f"L_{a}_{b}_") and edge_id[len(start) :].isdigit()
    ]
    source, target = pairs[0] if pairs else _self_loop(edge_id, names)
    label, at, box = labels.get(edge_id, (None, (0.0, 0.0), None))
    return Edge(
        source,
        target,
        _shift_path(element.get("d", ""), _origin(element)),
        "edge-pattern-dotted" in element.get("class", ""),
        element.get("marker-end") is not None,
        label,
        at,
        box,
    )


def _self_loop(edge_id: str, names: list[str]) -> tuple[str, str]:
    """Mermaid draws a loop onto the same node in pieces, with ids of its own."""
    for name in names:
        if edge_id.startswith((f"{name}-cyclic", f"L_{name}_")):
            return name, name
    raise DiagramError(
        1, "an arrow of this diagram cannot be followed", "use ids of one word for the nodes"
    )


def _edge_labels(
    root: etree._Element,
) -> dict[str, tuple[Label, Point, tuple[float, float, float, float]]]:
    found = {}
    for element in root.iter(f"{SVG}g"):
        edge_id = element.get("data-id")
        if edge_id is None or element.get("class") != "label":
            continue
        label = _label(element)
        rect = next((r for r in element.iter(f"{SVG}rect") if r.get("class") == "background"), None)
        if not label.rows or rect is None or rect.get("width") is None:
            continue
        box = tuple(float(rect.get(name, 0)) for name in ("x", "y", "width", "height"))
        found[edge_id] = (label, _place(element), (box[0], box[1], box[2], box[3]))
    return found


def _label(element: etree._Element) -> Label:
    text = next(element.iter(f"{SVG}text"), None)
    if text is None:
        return Label((), ())
    size = 16.0
    above = _translate(text.getparent(), stop=element)[1]
    rows, baselines = [], []
    for row in text.iter(f"{SVG}tspan"):
        if "row" not in row.get("class", "").split():
            continue
        words = re.sub(r"\s+", " ", "".join(str(part) for part in row.itertext())).strip()
        if words:
            em = float(row.get("y", "0").removesuffix("em") or 0)
            step = float(row.get("dy", "0").removesuffix("em") or 0)
            rows.append(words)
            baselines.append(above + (em + step) * size)
    return Label(tuple(rows), tuple(baselines))


def _own_translate(element: etree._Element) -> Point:
    found = re.match(r"translate\(([-\d.e]+)[,\s]+([-\d.e]+)\)", element.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def _translate(element: etree._Element | None, stop: etree._Element | None = None) -> Point:
    x = y = 0.0
    while element is not None and element is not stop:
        dx, dy = _own_translate(element)
        x, y = x + dx, y + dy
        element = element.getparent()
    return x, y


def _place(element: etree._Element) -> Point:
    """Return where an element's own origin stands in the whole drawing."""
    return _translate(element)


def _origin(element: etree._Element) -> Point:
    return _translate(element.getparent())


def _shift_path(path: str, by: Point) -> str:
    """Move a path of absolute commands."""
    if by == (0.0, 0.0):
        return path
    numbers = iter(range(10_000))

    def move(match: re.Match[str]) -> str:
        return str(float(match[0]) + by[next(numbers) % 2])

    return re.sub(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", move, path)


def _inside(point: Point, box: tuple[float, float, float, float]) -> bool:
    x, y, width, height = box
    return x <= point[0] <= x + width and y <= point[1] <= y + height
