"""Flowcharts: refused in plain words, or drawn small, linked and in words."""

from __future__ import annotations

import gzip
import re
from xml.etree.ElementTree import Element, tostring

import pytest
from markdown import Markdown

from sitekit import config, markup
from sitekit.checks.content import Content
from sitekit.checks.diagrams import sources
from sitekit.diagrams import draw, graph, svg, twin
from sitekit.diagrams.rules import DiagramError
from sitekit.paths import DOCS

ARGUMENTS = config.diagram_arguments()
HEAD = "flowchart TD\n  accTitle: A title\n  accDescr: What it shows\n"
CHARTS = {text.path.stem: "\n".join(fence.body) for text, fence in sources(Content.load(DOCS)[0])}


def chart(body: str) -> graph.Graph:
    return graph.read(draw.draw(HEAD + body, ARGUMENTS))


@pytest.mark.parametrize(
    ("source", "line", "says"),
    [
        ("", 1, "empty"),
        ("flowchart TD", 1, "no title"),
        ("flowchart TD\n  accTitle: A\n  a --> b", 1, "no description"),
        ("sequenceDiagram\n  a->>b: c", 1, "flowcharts only"),
        (HEAD + "  a[x (y)] --> b", 4, "bracket or parenthesis"),
        (HEAD + "  a --> end", 4, "cannot be called 'end'"),
        (HEAD + '  a["a"] \u2013> b', 4, "dash"),
        (HEAD + '  a["<b>bold</b>"] --> b', 4, "HTML"),
        (HEAD + '  a["<script>x</script>"] --> b', 4, "HTML"),
        (HEAD + '  a --> b\n  click a "javascript:alert(1)"', 5, "must not run"),
        (HEAD + "  a --> b\n  click a call run()", 5, "must not run"),
        (HEAD + "  a --> b\n  style a fill:red", 5, "dark color scheme"),
        (HEAD + "  a --> b\n  class a loud", 5, "no look called 'loud'"),
        (HEAD + '  a["\u75db\u307f"] --> b', 4, "cannot measure"),
        (HEAD + "".join(f"  n{i} --> n{i + 1}\n" for i in range(61)), 1, "more than a reader"),
        (HEAD + "  %%{init: {}}%%\n  a --> b", 4, "its own settings"),
    ],
)
def test_a_chart_that_readers_could_not_use_is_refused(source, line, says):
    with pytest.raises(DiagramError) as error:
        graph.read(draw.draw(source, ARGUMENTS))

    assert says in error.value.message
    assert error.value.line == line
    assert error.value.fix


@pytest.mark.parametrize(
    "body",
    [
        '  a["An end in a label, and (brackets)"] --> b["caf\u00e9"]',
        '  bend["a"] --> append["b"]',
        '  a["5 < 6"] --> b',
        '  subgraph team["Team"]\n    a --> b\n  end\n  b --> c',
    ],
    ids=["quoted", "end inside a word", "less than", "group"],
)
def test_a_near_miss_is_drawn(body):
    assert len(chart(body).nodes) >= 2


def written(source: str) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the nodes and arrows of our own charts, read without Mermaid."""
    arrows = re.findall(r"^\s*(\w+)(?:\S*)\s+(?:-->|---|-\.->)(?:\|[^|]*\|)?\s*(\w+)", source, re.M)
    nodes = set(re.findall(r"^\s*(\w+)(?:\[|\{\{|\()", source, re.M))
    return nodes | {name for pair in arrows for name in pair}, set(arrows)


@pytest.mark.parametrize("name", CHARTS)
def test_drawing_and_words_say_what_the_source_says(name):
    drawn = graph.read(draw.draw(CHARTS[name], ARGUMENTS))
    nodes, arrows = written(CHARTS[name])

    assert {node.id for node in drawn.nodes} == nodes
    assert {(edge.source, edge.target) for edge in drawn.edges} == arrows
    steps = twin.render(drawn)
    assert len(steps) == len(nodes)
    assert len(steps.findall("li/ul/li")) == len(arrows)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_fits_a_phone_and_weighs_little(name):
    drawn = graph.read(draw.draw(CHARTS[name], ARGUMENTS))
    text = tostring(svg.render(drawn, "diagram-1", "title"))

    assert len(drawn.nodes) <= 12
    assert drawn.view_box[2] <= 384.5, "wider than a phone can show at 12 pixels"
    assert len(gzip.compress(text)) <= 2500
    assert all(
        node.href
        for node in drawn.nodes
        if not node.label.text.startswith(("Can", "Does", "Did", "Is", "Keep"))
    )


def test_a_chart_of_25_boxes_is_light():
    body = "".join(f'  n{i}["Step number {i}"] -->|then| n{i + 1}\n' for i in range(24))
    text = tostring(svg.render(chart(body), "diagram-1", "title"))

    assert len(gzip.compress(text)) <= 5000


def test_loops_are_told_as_going_back():
    steps = twin.render(chart('  a["One"] --> b["Two"]\n  b -->|No| a\n  b -->|Yes| c["Three"]'))
    ways = [way.text for way in steps.iter("li") if way.text and "step" in way.text]

    assert ways == [
        "Go on to step 2, Two",
        "No: go back to step 1, One",
        "Yes: go on to step 3, Three",
    ]


def test_a_step_names_its_group():
    steps = twin.render(chart('  subgraph team["Care team"]\n    a["One"] --> b["Two"]\n  end'))

    assert "One (Care team)" in "".join(steps.itertext())


def page(text: str) -> str:
    parser = Markdown(
        extensions=["admonition", "pymdownx.superfences", "sitekit.diagrams"],
        extension_configs={
            "pymdownx.superfences": {
                "custom_fences": [
                    {"name": "mermaid", "class": "diagram", "format": _fence()},
                ]
            },
            "sitekit.diagrams": {"arguments": ARGUMENTS},
        },
    )
    return parser.convert(text)


def _fence() -> object:
    from sitekit.diagrams import fence

    return fence


def test_two_charts_on_one_page_share_no_id():
    text = page(
        f'```mermaid\n{HEAD}  a["One"] --> b\n```\n\n```mermaid\n{HEAD}  a["One"] --> b\n```\n'
    )
    ids = re.findall(r'\bid="([^"]+)"', text)

    assert len(ids) == len(set(ids)) >= 4


@pytest.mark.parametrize("before", ["", "- a list\n\n    ", "!!! note\n\n    "])
def test_a_chart_is_drawn_wherever_a_fence_may_stand(before):
    indent = "    " if before else ""
    lines = f'```mermaid\n{HEAD}  a["One"] --> b\n```'.splitlines()

    assert "<svg" in page(before + f"\n{indent}".join(lines))


def test_a_faulty_chart_is_shown_as_a_fault(caplog):
    text = page("```mermaid\nflowchart TD\n```")

    assert "Diagram not drawn" in text
    assert "accTitle" in text
    assert "diagram" in caplog.text


def test_the_drawing_speaks_only_through_its_links():
    drawn = svg.render(chart('  a["One"] --> b["Two"]\n  click a "/x.md"'), "d", "t")

    assert drawn.get("role") == "graphics-document"
    hidden = [g for g in drawn if g.get("aria-hidden") == "true"]
    assert [_text(link) for link in drawn.iter("a")] == ["One"]
    assert not any(link in list(hidden[0].iter()) for link in drawn.iter("a"))
    assert "Two" in "".join(hidden[0].itertext())


def _text(element: Element) -> str:
    return "".join(element.itertext())


def test_a_chart_is_drawn_once(tmp_path, monkeypatch):
    source = HEAD + "  a --> b"
    assert draw.draw_all([source, source], ARGUMENTS, tmp_path) == 1
    monkeypatch.setattr(draw, "_start", lambda: pytest.fail("drawn again"))

    assert draw.draw_all([source], ARGUMENTS, tmp_path) == 0
    assert draw.draw(source, ARGUMENTS, tmp_path).startswith("<svg")


def test_every_chart_of_the_site_is_looked_at():
    fences = [
        fence
        for path in DOCS.rglob("*.md")
        for fence in markup.fences(path.read_text("utf-8").splitlines())
        if fence.kind == "mermaid"
    ]

    assert len(CHARTS) == len(fences) >= 4
