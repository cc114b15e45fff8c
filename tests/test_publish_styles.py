"""The style sheet loses what nothing can match, and nothing else."""

from __future__ import annotations

import re

import pytest
from lxml import html

from sitekit.publish import styles

PAGE = '<body class="wide"><p id="one" data-kind="x">Text</p><input type="text"></body>'


@pytest.fixture
def names() -> styles.Names:
    found = styles.Names()
    found.add_page(html.document_fromstring(PAGE))
    found.add_script('element.classList.add("added"); el.hidden = true')
    return found


@pytest.mark.parametrize(
    "selector",
    [
        "p",
        "P",
        ".wide p",
        "#one",
        ".added > p",
        "p[data-kind]",
        '[data-kind="x"]',
        "[type=text]",
        "p:not(.absent)",
        ":is(.absent, p)",
        "*",
        ":root",
        "p::before",
        "p:hover",
        '[class^="wi"]',
    ],
)
def test_what_can_match_stays(names, selector):
    assert styles.can_match(selector, names)


@pytest.mark.parametrize(
    "selector",
    [
        "table",
        ".absent p",
        "#two",
        "p.absent",
        "[data-absent]",
        '[data-kind="y"]',
        ":is(.absent, table)",
        ":where(.absent) p",
        "p:has(> table)",
    ],
)
def test_what_nothing_matches_goes(names, selector):
    assert not styles.can_match(selector, names)


def test_a_feature_of_the_script_that_is_off_brings_no_rules():
    found = styles.Names()
    found.add_script('"md-annotation" "md-search"')

    assert not styles.can_match(".md-annotation", found)
    assert styles.can_match(".md-search", found)


@pytest.mark.parametrize(
    ("css", "lean"),
    [
        ("p, table { color: red }", "p{color:red}"),
        ("/* why */ p { color : red ; }", "p{color:red}"),
        ("table { color: red }", ""),
        ("@media print { table { color: red } }", ""),
        ("@media print { p { color: red !important } }", "@media print{p{color:red!important}}"),
        ("p { --used: 1; --not: 2; width: var(--used) }", "p{--used:1;width:var(--used)}"),
        ("p { --a: var(--b); --b: 1 }", ""),
        (
            "@keyframes in { to { top: 0 } } @keyframes out { to { top: 1px } } "
            "p { animation: in 1s }",
            "@keyframes in{to { top: 0 }}p{animation:in 1s}",
        ),
        ("@page { margin: 13mm }", "@page{margin: 13mm}"),
        ("p { width: 1px; width: 2px }", "p{width:1px;width:2px}"),
    ],
)
def test_a_sheet_keeps_the_order_and_loses_what_is_not_used(names, css, lean):
    assert styles.lean(css, names) == lean


def test_a_sheet_with_a_slip_is_refused_and_names_the_line(names):
    with pytest.raises(ValueError, match="line 2"):
        styles.lean("p { color: red }\n}", names)


def built(folder, *pages: str) -> dict:
    sheets = folder / styles.FOLDER
    sheets.mkdir(parents=True)
    (sheets / "theme.css").write_text("p{color:red}table{color:red}", "utf-8")
    (sheets / "site.css").write_text("p{color:blue}", "utf-8")
    return {folder / f"{n}.html": page for n, page in enumerate(pages)}


def head(*sheets: str) -> str:
    links = "".join(f'<link rel="stylesheet" href="assets/stylesheets/{s}.css">' for s in sheets)
    return f"<html><head>{links}</head><body><p>Text</p></body></html>"


def test_all_pages_load_one_sheet_with_the_sites_own_rules_last(tmp_path):
    pages = built(tmp_path, head("theme", "site"), head("theme", "site"))
    done = styles.join(tmp_path, pages, {"s-1": "top:0"})
    (sheet,) = (tmp_path / styles.FOLDER).iterdir()

    assert re.fullmatch(r"all\.[0-9a-f]{8}\.css", sheet.name)
    assert sheet.read_text("utf-8") == "p{color:red}p{color:blue}"
    for page in done.values():
        assert re.findall(r"[\w.]+\.css", page) == [sheet.name]


def test_pages_with_other_sheets_cannot_be_joined(tmp_path):
    with pytest.raises(ValueError, match="other style sheets"):
        styles.join(tmp_path, built(tmp_path, head("theme", "site"), head("theme")), {})


def test_the_colors_are_those_of_the_light_scheme(tmp_path):
    built(tmp_path)
    sheet = tmp_path / styles.FOLDER / "site.css"
    sheet.write_text(":root{--rbm-brand: #112233;}x{--rbm-brand: #445566;}", "utf-8")

    assert styles.colors(tmp_path)["brand"] == "#112233"
    sheet.unlink()
    assert styles.colors(tmp_path)["paper"] == "#ffffff"
