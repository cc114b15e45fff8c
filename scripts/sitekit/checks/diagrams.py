"""A chart with a mistake in it builds without a word and shows readers a fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sitekit import config, markup
from sitekit.checks.content import Content, Text
from sitekit.checks.guide import Guide
from sitekit.diagrams import draw, graph
from sitekit.diagrams.rules import DiagramError
from sitekit.findings import Finding

GUIDE = Guide(
    title="Flowcharts",
    why="A flowchart with a mistake in it builds without a word, and readers see an error in its "
    "place.",
    cases=(
        ("scan[MRI (a scan)]", 'scan["MRI (a scan)"]'),
        ("a chart without accTitle", "accTitle: What the chart shows"),
        ("classDef red fill:#f00", "class scan emergency"),
    ),
)


def sources(content: Content) -> list[tuple[Text, markup.Fence]]:
    """Return every chart with the text it stands in."""
    return [
        (text, fence)
        for text in content.texts
        for fence in markup.fences(text.lines)
        if fence.kind == "mermaid" and fence.end is not None
    ]


def check(content: Content) -> list[Finding]:
    """Return a finding for each chart that cannot be drawn."""
    arguments = config.diagram_arguments(content.docs.parent)
    findings = []
    for text, fence in sources(content):
        try:
            graph.read(draw.draw("\n".join(fence.body), arguments, _cache(content)))
        except DiagramError as error:
            line = text.offset + fence.line + error.line
            findings.append(Finding(text.shown, line, error.message, error.fix, check="diagrams"))
    return findings


def _cache(content: Content) -> Path:
    folder: Any = content.cache.get("diagrams", draw.FOLDER)
    return Path(folder)
