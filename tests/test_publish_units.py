"""Each step over a finished page: links, style attributes, white space, policy, pictures."""

from __future__ import annotations

import re
import zlib

import pytest

from sitekit import publish
from sitekit.publish import files, markup, pictures, policy

HOME = "https://pain.example/"


def clean(text: str) -> tuple[str, dict[str, str]]:
    sheet: dict[str, str] = {}
    return markup.clean(text, HOME, sheet), sheet


@pytest.mark.parametrize(
    ("tag", "safe"),
    [
        (
            '<a target="_blank" href="https://other.example/">',
            '<a target="_blank" href="https://other.example/" rel="noopener">',
        ),
        (
            '<a target="_blank" rel="me" href="http://o.example">',
            '<a target="_blank" rel="me noopener" href="http://o.example">',
        ),
        ('<a target="_blank" rel="noopener" href="http://o.example">', None),
        ('<a href="https://other.example/">', None),
        (f'<a href="{HOME}a/">', None),
        ('<a href="../a/">', None),
        ('<a href="mailto:a@b.example">', None),
    ],
)
def test_another_site_gets_no_hold_of_the_page_it_was_opened_from(tag, safe):
    assert markup.safe_link(tag, HOME) == (safe or tag)


def test_a_style_attribute_moves_into_the_sheet():
    text, sheet = clean(
        '<p style="color: red;">A</p><b class="x" style="color: red">B</b><i style="">C</i>'
    )
    (name,) = sheet

    assert text == f'<p class="{name}">A</p><b class="x {name}">B</b><i>C</i>'
    assert sheet[name] == "color: red"


@pytest.mark.parametrize(
    "text",
    [
        "<pre>a\n\n  b</pre>",
        "<textarea>a\n\n  b</textarea>",
        '<script>if (a < b) {\n\n  x = "<p style=1>" }</script>',
        "<!-- a\n\n  b -->",
        "<p>a &lt;p style=&quot;x&quot;&gt;</p>",
    ],
)
def test_what_must_stay_as_it_is_stays(text):
    assert clean(text) == (text, {})


def test_code_keeps_its_lines_and_loses_its_style_attributes():
    text, sheet = clean('<pre>a\n\n<b style="top:0">  b</b></pre>')

    assert text == f'<pre>a\n\n<b class="{next(iter(sheet))}">  b</b></pre>'


def test_empty_lines_go_and_words_stay_apart():
    assert clean("<p>one  \n\n   two</p>")[0] == "<p>one\ntwo</p>"


def test_a_drawing_needs_no_name_space_in_a_page():
    assert clean('<svg xmlns="http://www.w3.org/2000/svg" width="1"></svg>')[0] == (
        '<svg width="1"></svg>'
    )


PAGE = '<head><meta charset="utf-8"></head><script>a()</script><script src="b.js"></script>'


def test_a_policy_allows_each_script_by_its_text_and_nothing_inline():
    text = policy.add(PAGE, policy.Policy())
    hash_ = policy.hash_of("a()")

    assert f"script-src 'self' {hash_};" in text
    assert "unsafe" not in text
    assert text.index("Content-Security-Policy") < text.index("<script")
    assert policy.scripts('<script type="application/ld+json">{}</script>') == []


def test_only_a_drawing_browser_may_write_styles():
    assert "style-src 'self' 'unsafe-inline'" in policy.add(
        PAGE, policy.Policy(styles_in_page=True)
    )


def test_a_page_without_an_encoding_is_refused():
    with pytest.raises(ValueError, match="meta charset"):
        policy.add("<p>", policy.Policy())


def test_the_header_file_allows_the_scripts_of_all_pages():
    lines = policy.headers([PAGE, PAGE.replace("a()", "c()")], policy.Policy())

    assert policy.hash_of("a()") in lines
    assert policy.hash_of("c()") in lines
    assert "frame-ancestors 'none'" in lines
    assert "Referrer-Policy: same-origin" in lines


@pytest.mark.parametrize(
    ("title", "most"), [("Nerve block", 1), ("A title of many words " * 4, 5), ("word " * 200, 5)]
)
def test_a_title_fits_its_picture(title, most):
    size, lines = pictures.wrap(title)

    assert 1 <= len(lines) <= most
    assert size in {size for size, _ in pictures.SIZES}
    assert lines[-1].endswith("…") == (title.count(" ") > 100)


def test_a_title_is_text_and_no_drawing():
    assert "&lt;b&gt;" in pictures.card_svg("<b>", "A & B", "<svg></svg>", "#1c5560")


def test_a_picture_has_the_ground_and_white_and_is_drawn_once(tmp_path):
    icon = '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
    png = pictures.card("Nerve block", "Site", icon, "#1c5560", tmp_path)
    palette = png[png.index(b"PLTE") + 4 :][: 3 * pictures.SHADES]

    assert palette[:3] == bytes.fromhex("1c5560")
    assert palette[-3:] == b"\xff\xff\xff"
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"kept")
    assert pictures.card("Nerve block", "Site", icon, "#1c5560", tmp_path) == b"kept"


def test_a_picture_keeps_every_pixel():
    dark, white = b"\x1c\x55\x60\xff", b"\xff\xff\xff\xff"
    png = pictures.two_tone_png(dark + white + white + dark, 2, 2, "#1c5560")
    data = re.search(rb"IDAT(.*)....\x00\x00\x00\x00IEND", png, re.S)

    assert data
    assert zlib.decompress(data[1]) == b"\x00\x0f\x00\xf0"


def test_the_manifest_takes_its_words_from_the_home_page():
    home = (
        '<meta name="description" content="A &amp; B"><meta property="og:site_name" content="Name">'
    )
    made = files.manifest(home, {"paper": "#fff", "brand": "#000"})

    assert (made["name"], made["description"], made["theme_color"]) == ("Name", "A & B", "#000")


def test_a_preview_has_no_policy_because_it_puts_its_script_into_the_page(tmp_path):
    sheets = tmp_path / "assets" / "stylesheets"
    sheets.mkdir(parents=True)
    (sheets / "site.css").write_text("p{top:0}", "utf-8")
    page = tmp_path / "index.html"
    link = '<link rel="stylesheet" href="assets/stylesheets/site.css">'
    text = f'<html><head><meta charset="utf-8">{link}</head><body><p>A</p></body></html>'

    for preview in (True, False):
        page.write_text(text, "utf-8")
        (sheets / "site.css").write_text("p{top:0}", "utf-8")
        publish.finish(tmp_path, HOME, preview=preview)
        assert ("Content-Security-Policy" in page.read_text("utf-8")) != preview
        assert (tmp_path / "_headers").exists() != preview
        assert (tmp_path / "robots.txt").is_file()
