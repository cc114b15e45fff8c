"""A page loses bytes and nothing that a reader sees, hears or uses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from sitekit.publish import scripts, slim

LINES = {"p", "summary", "dt", "td", "th", "h1", "h2", "h3", "text", "pre", "textarea"}


def same(element: Any) -> Any:
    """Return an element as what counts: its name, attributes and words."""
    if not isinstance(element.tag, str):
        return None
    inside = [found for child in element if (found := same(child)) is not None]
    # Space between blocks does not show; within a line it keeps words apart.
    words = [word for text in element.itertext() for word in text.split()]
    line = " ".join("".join(element.itertext()).split()) if element.tag in LINES else ""
    return element.tag, sorted(element.attrib.items()), words, line, inside


def body(page: str) -> Any:
    return html.document_fromstring(page).find("body")


def test_an_icon_is_drawn_by_the_style_sheet_and_once() -> None:
    icon = '<svg viewBox="0 0 24 24"><path d="M1 2h3"/></svg>'
    shapes: dict[str, str] = {}

    assert slim.icons(icon + icon, shapes) == '<svg class="i0"></svg>' * 2
    assert slim.icons(icon, shapes) == '<svg class="i0"></svg>'
    assert shapes == {"i0": "M1 2h3"}
    assert "d='M1 2h3'" in slim.icon_rules(shapes)["i0"]


@pytest.mark.parametrize(
    "drawing",
    [
        '<svg viewBox="0 0 384 330"><path d="M1 2h3"/></svg>',
        '<svg viewBox="0 0 24 24"><path d="M1 2h3"/><path d="M1 2h3"/></svg>',
        '<svg viewBox="0 0 24 24" role="img"><path d="M1 2h3"/></svg>',
    ],
)
def test_a_drawing_that_is_no_icon_stays(drawing: str) -> None:
    assert slim.icons(drawing, {}) == drawing


def test_every_icon_of_the_site_has_its_shape(site: Any) -> None:
    (sheet,) = (site.folder / "assets/stylesheets").glob("*.css")
    css = sheet.read_text("utf-8")
    for page in site.pages():
        tree = html.fromstring(page.read_text("utf-8"))
        icons = tree.xpath("//*[contains(@class, 'md-icon')]/svg")

        assert icons
        assert all(f".{icon.get('class')}{{--icon:url(" in css for icon in icons)
    assert "mask:var(--icon)" in css


def test_the_head_keeps_what_is_said_once() -> None:
    page = (
        '<meta name="generator" content="x"><link rel="next" href="../"><title>A</title>'
        '<meta property="og:locale" content="en_US"><meta property="og:title" content="A">'
    )

    assert slim.head(page) == '<title>A</title><meta property="og:title" content="A">'


def test_a_plain_link_of_the_menu_has_no_box_and_one_with_an_icon_keeps_it() -> None:
    link = '<a href="../" class="md-nav__link">\n<span class="md-ellipsis">\nA b\n</span>\n</a>'
    label = '<label class="md-nav__link"><span class="md-ellipsis">A</span><span></span></label>'

    assert slim.menu(link) == '<a href="../" class="md-nav__link">A b</a>'
    assert slim.menu(label) == label


def test_figures_share_their_patterns_but_not_with_a_closed_block() -> None:
    figure = (
        '<svg><defs><pattern id="{0}" width="1"><path/></pattern></defs>'
        '<path fill="url(#{0})"/></svg>'
    )
    two = figure.format("a") + figure.format("b")
    shared = slim.patterns(two)
    closed = f"<details>{figure.format('a')}</details>{figure.format('b')}"

    assert shared == figure.format("a") + '<svg><path fill="url(#a)"/></svg>'
    assert slim.patterns(closed) == closed


def test_each_citation_leads_to_its_source_and_back() -> None:
    page = (
        '<sup id="fnref:12"><a class="footnote-ref" href="#fn:12">[12]</a></sup>'
        '<li id="fn:12"><a class="footnote-backref" href="#fnref:12" title="x">b</a></li>'
    )
    tree = html.fromstring(f"<div>{slim.citations(page)}</div>")

    assert tree.xpath("//sup/a/@href") == ["#s:12"]
    assert tree.xpath("//li/@id") == ["s:12"]
    assert tree.xpath("//li/a/@href") == ["#r:12"]
    assert tree.xpath("//sup/@id") == ["r:12"]


def test_the_sites_citations_lead_to_sources_and_back(site: Any) -> None:
    found = 0
    for address in site.addresses():
        tree = site.tree(address)
        ids = set(tree.xpath("//@id"))
        ways = tree.xpath("//sup/a/@href") + tree.xpath("//*[@class='footnote-backref']/@href")
        found += len(ways)

        assert [way for way in ways if way.removeprefix("#") not in ids] == [], address
    assert found


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A</title></head>
<body dir="ltr">
<p>One <em>two</em> <a href="../a/">three</a>.
Four &lt;b&gt; &amp; &quot;five&quot;</p>
<input type="text" name="query" autocomplete="off" required>
<pre>a

  b</pre><textarea>
 c
</textarea>
<ul><li><p>One</p></li>
<li>Two<ul><li>Three</li></ul></li></ul>
<table><thead><tr><th scope="col">A</th><th>B</th></tr></thead>
<tbody><tr><td data-label="A b">1</td><td>2</td></tr><tr><td>3</td><td></td></tr></tbody></table>
<dl><dt id="x">A</dt><dd>B</dd><dt>C</dt><dd>D</dd></dl>
<p>Before</p><details><summary>More</summary><p>Inside</p></details>
<figure><svg viewBox="0 0 1 1" role="img" aria-label="A &quot;b&quot;"><title>T</title>
<path d="M0 0h1"/><a href="#x"><text x="0" y="1">Word</text></a></svg></figure>
<span popover="hint" id="t">Note</span><a interestfor="t" href="#t">T</a>
<script type="application/ld+json">{"a":  "</li> <li>"}</script>
</body></html>"""


def test_what_is_written_short_reads_as_before() -> None:
    short = slim.write(PAGE)

    assert same(body(short)) == same(body(PAGE))
    assert "a\n\n  b" in short
    assert '{"a":  "</li> <li>"}' in short
    assert len(short) < 0.85 * len(PAGE)


def test_the_tables_of_the_site_are_whole_without_their_end_tags(site: Any) -> None:
    rows = 0
    for address in site.addresses():
        tree = site.tree(address)
        rows += len(tree.xpath("//tr"))

        assert not tree.xpath("//tr[not(parent::thead or parent::tbody)]"), address
        assert not tree.xpath("//*[self::td or self::th][not(parent::tr)]"), address
        assert not tree.xpath("//li[not(parent::ul or parent::ol)]"), address
    assert rows


HEAD = (
    '<script>__md_scope=new URL("{0}",location),__md_get=1</script>'
    "<form></form><script>var palette=__md_get</script>"
    '<script>var target=document.getElementById("x")</script>'
    '<script id="__config" type="application/json">{1}</script>'
    '<script src="{0}/assets/javascripts/bundle.00ff.min.js"></script>'
)


def settings(root: str, **more: Any) -> str:
    words = {"clipboard.copy": "Copy", "search.result.none": "Nothing"}
    return json.dumps(
        {"base": root, "search": f"{root}/w.js", "version": None, "translations": words} | more
    )


def built(folder: Path) -> dict[Path, str]:
    (folder / scripts.FOLDER).mkdir(parents=True)
    (folder / scripts.FOLDER / "bundle.00ff.min.js").write_text("run()", "utf-8")
    roots = {"index.html": ".", "a/index.html": "..", "404.html": "/"}
    return {folder / n: HEAD.format(root, settings(root)) for n, root in roots.items()}


def test_the_scripts_of_all_pages_are_one_file(tmp_path: Path) -> None:
    done = scripts.share(tmp_path, built(tmp_path) | {tmp_path / "plain.html": "<p>"})
    (file,) = (tmp_path / scripts.FOLDER).glob("start.*.js")

    assert '"../..",document.currentScript.src' in file.read_text("utf-8")
    assert (
        f'<form></form><script src="../{scripts.FOLDER}/{file.name}">'
        in (done[tmp_path / "a/index.html"])
    )
    assert f'<script src="/{scripts.FOLDER}/{file.name}">' in done[tmp_path / "404.html"]
    assert not any(re.search(r"<script>", page) for page in done.values())
    assert done[tmp_path / "plain.html"] == "<p>"


def test_a_script_of_its_own_is_refused(tmp_path: Path) -> None:
    pages = built(tmp_path)
    pages[tmp_path / "index.html"] = HEAD.format(".", "{}").replace("palette=", "palette=2+")

    with pytest.raises(ValueError, match="differ"):
        scripts.share(tmp_path, pages)


def test_settings_that_all_pages_share_come_with_the_script(tmp_path: Path) -> None:
    done = scripts.share_settings(tmp_path, built(tmp_path))
    (file,) = (tmp_path / scripts.FOLDER).glob("bundle.*.js")
    page = done[tmp_path / "a/index.html"]
    own = html.fromstring(page).xpath("string(//script[@id='__config'])")

    assert json.loads(own) == {"base": "..", "search": "../w.js"}
    assert file.name in page
    assert file.name != "bundle.00ff.min.js"
    assert '"search.result.none":"Nothing"' in file.read_text("utf-8")
    assert "clipboard" not in file.read_text("utf-8")
    assert file.read_text("utf-8").endswith("\nrun()")


def test_settings_of_its_own_are_refused(tmp_path: Path) -> None:
    pages = built(tmp_path)
    pages[tmp_path / "index.html"] = HEAD.format(".", settings(".", features=["x"]))

    with pytest.raises(ValueError, match="differ"):
        scripts.share_settings(tmp_path, pages)
