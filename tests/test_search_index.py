"""What the search knows: read from finished pages and the data files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import html

from sitekit import contents, search
from sitekit.paths import DOCS

PAGE = """
<html><body><nav>Menu</nav><article>
<nav class="path-strip">Care team</nav>
<h1 id="top">A page</h1>
<p>It <em>helps</em> some.<sup id="x"><a class="footnote-ref" href="#fn:x">[1]</a></sup></p>
<h2 id="risks">What can go <i>wrong</i>?</h2>
<ul><li>One</li><li>Two <strong>more</strong></li></ul>
<table><tr><th>Who</th><th>How many</th></tr></table>
<figure><svg><text>drawn</text></svg></figure>
<h2 id="empty">Sources</h2>
<div class="footnote"><p>A source</p></div>
<p class="also-called">Also called: other</p>
<p><span class="term-note">A word.</span></p>
<footer class="page-foot"><h2 id="about-this-page">About</h2><p>Dates</p></footer>
</article></body></html>
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Return a folder with what the search reads of the real one."""
    folder = tmp_path / "docs"
    shutil.copytree(DOCS / "_data", folder / "_data")
    shutil.copy(DOCS / "urgent-help.md", folder)
    return folder


def test_a_page_is_read_in_parts_without_what_is_not_its_text() -> None:
    start, risks = search.parts(html.fromstring(PAGE))

    assert (start.anchor, start.title, start.texts) == ("", "A page", ["It helps some."])
    assert (risks.anchor, risks.title) == ("risks", "What can go wrong?")
    assert risks.texts == ["One", "Two more", "Who; How many"]


def test_a_glossary_term_with_an_address_is_a_part_of_its_own() -> None:
    tree = html.fromstring(
        "<article><h1>Words</h1><dl><dt id='dura'>Dura</dt><dd>A cover.</dd></dl></article>"
    )

    assert [(p.anchor, p.title, p.texts) for p in search.parts(tree)][1:] == [
        ("dura", "Dura", ["A cover."])
    ]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("index.md", ""),
        ("pathway.md", "pathway/"),
        ("surgery/index.md", "surgery/"),
        ("surgery/laminectomy.md", "surgery/laminectomy/"),
    ],
)
def test_the_address_of_a_page(name: str, address: str) -> None:
    assert search.address(DOCS / name, DOCS) == address


def test_a_heading_that_urgent_help_lost_is_found_on_its_line(docs: Path) -> None:
    path = docs / search.SIGNS
    lines = path.read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines) if "part: After back surgery" in text)
    lines[line] = lines[line].replace("After back surgery", "After surgery")
    path.write_text("\n".join(lines), "utf-8")

    _, findings = search.signs(docs)

    assert [(finding.line, finding.severity) for finding in findings] == [(line + 1, "error")]


def test_a_word_that_yaml_reads_as_something_else_is_found(docs: Path) -> None:
    path = docs / search.WORDS
    path.write_text("same:\n  - [off, no]\n", "utf-8")

    assert search.words(docs)[1]


def test_a_paragraph_on_several_pages_is_kept_once(tmp_path: Path, docs: Path) -> None:
    front = "---\ntitle: {}\n---\n"
    for name in ("one", "two"):
        (docs / f"{name}.md").write_text(front.format(name), "utf-8")
        (tmp_path / "site" / name).mkdir(parents=True)
        (tmp_path / "site" / name / "index.html").write_text(
            f"<html><body><article><h1 id='x'>{name}</h1><p>Shared.</p></article></body></html>",
            "utf-8",
        )

    found = search.index(tmp_path / "site", docs)

    assert [page["id"] for page in found["pages"]] == ["one", "two"]
    assert [part["texts"] for page in found["pages"] for part in page["parts"]] == [
        ["Shared."],
        [0],
    ]


def test_all_pages_are_listed_under_their_stage() -> None:
    lines = contents.render([], DOCS)

    stage = lines.index("## Surgery and implants")
    page = next(n for n, line in enumerate(lines) if "(/surgery/laminectomy.md)" in line)
    assert page > stage
    assert not [line for line in lines[stage + 1 : page] if line.startswith("## ")]


def test_a_block_that_lists_all_pages_takes_no_words() -> None:
    with pytest.raises(ValueError, match="leave the block"):
        contents.render(["laminectomy"], DOCS)


def test_the_themes_own_search_is_not_published(site):
    left = [p.relative_to(site.folder).as_posix() for p in site.folder.rglob("*")]

    assert [name for name in left if "search_index" in name or "lunr" in name] == []
    assert [name for name in left if name.startswith("assets/javascripts/workers")] == []
