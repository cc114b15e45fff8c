"""A chart in words: every step with its answers and where each leads.

Readers who cannot see the drawing, or cannot follow arrows, get the same path as a list.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from sitekit.diagrams.graph import Edge, Graph


def steps(graph: Graph) -> list[str]:
    """Return the ids of all nodes and linked groups in the order in which a reader meets them.

    Args:
        graph: The chart.
    """
    out: dict[str, list[str]] = {}
    for edge in graph.edges:
        out.setdefault(edge.source, []).append(edge.target)
    reached = {edge.target for edge in graph.edges if edge.source != edge.target}
    ends = {name for edge in graph.edges for name in (edge.source, edge.target)}
    names = [node.id for node in graph.nodes]
    names += [group.id for group in graph.groups if group.id in ends]
    starts = [name for name in names if name not in reached] or names[:1]
    order: dict[str, None] = {}

    def walk(name: str) -> None:
        if name in order:
            return
        order[name] = None
        for target in out.get(name, []):
            walk(target)

    for name in [*starts, *names]:
        walk(name)
    return list(order)


def render(graph: Graph) -> Element:
    """Return the chart as an ordered list, each step with a nested list of ways on.

    Args:
        graph: The chart.

    Returns:
        An ``ol`` element; links are written as the chart has them.
    """
    order = steps(graph)
    number = {name: index for index, name in enumerate(order, start=1)}
    nodes = {node.id: node for node in graph.nodes}
    top = Element("ol", {"class": "diagram-steps"})
    for name in order:
        item = SubElement(top, "li")
        node = nodes.get(name)
        _words(item, graph.label(name), node.href if node else None)
        group = graph.group_of(node) if node else None
        if group and group.label.text:
            _append(item, f" ({group.label.text})")
        ways = [edge for edge in graph.edges if edge.source == name]
        if not ways:
            continue
        inner = SubElement(item, "ul")
        for edge in ways:
            way = SubElement(inner, "li")
            way.text = _way(edge, graph, number)
    return top


def _way(edge: Edge, graph: Graph, number: dict[str, int]) -> str:
    target = f"step {number[edge.target]}, {graph.label(edge.target)}"
    back = number[edge.target] <= number[edge.source]
    verb = "go back to" if back else "go on to"
    if edge.label:
        answer = edge.label.text.rstrip(".:")
        return f"{answer}: {verb} {target}"
    return f"{verb[0].upper()}{verb[1:]} {target}"


def _words(item: Element, text: str, href: str | None) -> None:
    if href is None:
        item.text = text
        return
    link = SubElement(item, "a", {"href": href})
    link.text = text


def _append(item: Element, text: str) -> None:
    if len(item):
        item[-1].tail = (item[-1].tail or "") + text
    else:
        item.text = (item.text or "") + text
