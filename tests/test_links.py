"""Every fault of the fault site is found on its line, and nothing that is right is reported."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fixtures.link_faults.make_site import build_site, cases

import check_links
from sitekit.findings import Finding
from sitekit.links import check_site, collect, external_links, markdown, styles
from sitekit.links.attributes import RULES, Holds

FAULTS = cases("faults")
NEAR_MISSES = cases("near_misses")
SITE_URL = "https://example.org/sub/"


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["name"] for row in rows]


def path_of(row: dict[str, Any]) -> str:
    return row.get("in", f"docs/{row['name']}.md")


@pytest.fixture(scope="module")
def fault_site(tmp_path_factory) -> Path:
    return build_site(tmp_path_factory.mktemp("faults"), FAULTS + NEAR_MISSES)


@pytest.fixture(scope="module")
def found(fault_site) -> dict[str, list[Finding]]:
    """Return the findings of the fault site by the file they are about."""
    docs = fault_site.parent / "docs"
    by_path: dict[str, list[Finding]] = {}
    for finding in check_site(fault_site, docs=docs, site_url=SITE_URL):
        by_path.setdefault(finding.path, []).append(finding)
    return by_path


# --- the fault site -------------------------------------------------------------------------


@pytest.mark.parametrize("row", FAULTS, ids=ids(FAULTS))
def test_fault_is_found_once_and_in_words(found, row):
    findings = found.get(path_of(row), [])

    assert len(findings) == 1
    says = row["says"] if isinstance(row["says"], list) else [row["says"]]
    assert any(words in findings[0].message for words in says)
    assert findings[0].fix


# Faults with one line of their own: not those of other files, of whole pages or of broken data.
TYPED = [
    row
    for row in FAULTS
    if not row.keys() & {"in", "files", "unlinked"} and row["says"] != "cannot be read"
]


@pytest.mark.parametrize("row", TYPED, ids=ids(TYPED))
def test_fault_is_found_on_the_line_it_was_typed(found, fault_site, row):
    source = fault_site.parent / path_of(row)
    line = source.read_text("utf-8").splitlines()[found[path_of(row)][0].line - 1]

    assert line == row["body"] if "body" in row else line.startswith(("head:", "  "))


@pytest.mark.parametrize("row", NEAR_MISSES, ids=ids(NEAR_MISSES))
def test_near_miss_is_not_reported(found, fault_site, row):
    assert (fault_site / row["name"] / "index.html").is_file()
    assert path_of(row) not in found


def test_nothing_is_found_but_the_faults(found):
    assert set(found) == {path_of(row) for row in FAULTS}


def test_site_without_faults_passes(tmp_path):
    site = build_site(tmp_path, NEAR_MISSES)

    assert check_site(site, docs=tmp_path / "docs", site_url=SITE_URL) == []


def test_faults_are_found_without_sources_too(fault_site):
    findings = check_site(fault_site, site_url=SITE_URL)

    pages = {re.search(r"site/(.+)/index.html$", finding.path) for finding in findings}
    names = {match[1] for match in pages if match}
    assert {row["name"] for row in TYPED} <= names


# --- where a fault came from ------------------------------------------------------------------


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


@pytest.fixture
def project(tmp_path) -> Path:
    """Make a site of three pages, whose page ``care/rest/`` is still to be written."""
    write(
        tmp_path,
        {
            "docs/index.md": "# Home\n",
            "docs/care/rest.md": "# Rest\n",
            "docs/care/walking.md": "# Walking\n",
            "docs/assets/images/spine.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "site/assets/images/spine.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "site/index.html": "<a href='care/rest/'>a</a><a href='care/walking/'>b</a>",
            "site/care/walking/index.html": "<h2 id='how-far'>x</h2><h2 id='how-fast'>x</h2>",
        },
    )
    return tmp_path


def check(project: Path, page: str, **sources: str) -> list[Finding]:
    """Return what is found when ``care/rest/`` shows a page made from these sources."""
    write(project, {"site/care/rest/index.html": page})
    write(project, {name.replace("__", "/"): text for name, text in sources.items()})
    return check_site(project / "site", docs=project / "docs")


@pytest.mark.parametrize(
    ("page", "sources", "place"),
    [
        (
            '<a href="gone.md">x</a>',
            {"docs/care/rest.md": "# Rest\n\nOne.\nSee [x](gone.md).\n"},
            "docs/care/rest.md:4",
        ),
        (
            '<a href="../walking/#gone">x</a>',
            {"docs/care/rest.md": "# Rest\n\n[x](walking.md#how-far)\n[x](walking.md#gone)\n"},
            "docs/care/rest.md:4",
        ),
        (
            '<a href="../walking/#gone">x</a>',
            {"docs/care/rest.md": "# Rest\n\n[x][w]\n\n[w]: walking.md#gone 'Title'\n"},
            "docs/care/rest.md:5",
        ),
        (
            '<a href="../gone/">x</a>',
            {"docs/care/rest.md": "`../gone/`\n\n<!-- ../gone/ -->\n\n<a href='../gone/'>x</a>\n"},
            "docs/care/rest.md:5",
        ),
        (
            '<a href="../gone/">x</a>',
            {"docs/care/rest.md": '# R\n\n```html\n<a href="../gone/">\n```\n[x](../gone/)\n'},
            "docs/care/rest.md:6",
        ),
        (
            '<svg><a href="../walking/#gone"><text>x</text></a></svg>',
            {
                "docs/care/rest.md": "# R\n\n```mermaid\nflowchart TD\n  a[x]\n"
                '  click a "walking.md#gone"\n```\n'
            },
            "docs/care/rest.md:6",
        ),
        (
            '<a href="../../care/walking/#gone">x</a>',
            {
                "docs/care/rest.md": "# Rest\n\n{!_includes/box.md!}\n",
                "docs/_includes/box.md": "Text.\n[x](/care/walking.md#gone)\n",
            },
            "docs/_includes/box.md:2",
        ),
        (
            '<a href="https://example.com:bad/a">x</a>',
            {
                "docs/care/rest.md": "# Rest\n\nText.[^a]\n",
                "docs/_data/references.yml": "- id: a\n  url: https://example.com:bad/a\n",
            },
            "docs/_data/references.yml:2",
        ),
        (
            '<footer><a href="http://example.com/footer">x</a></footer>',
            {"overrides/main.html": "<p>\n<a href='http://example.com/footer'>x</a>\n"},
            "overrides/main.html:2",
        ),
        (
            '<nav><a href="http://example.com/menu">x</a></nav>',
            {"mkdocs.yml": "nav:\n  - Out: http://example.com/menu\n"},
            "mkdocs.yml:2",
        ),
        (
            '<a href="../made/by/the/build/">Read about rest</a>',
            {"docs/care/rest.md": "# Rest\n\n*Read about* rest\n"},
            "docs/care/rest.md:3",
        ),
        (
            '<label for="gone">x</label>',
            {"docs/care/rest.md": '# Rest\n\n<i id="gone2"></i>\n<label for="gone">x</label>\n'},
            "docs/care/rest.md:4",
        ),
        (
            '<h2 id="when-to-rest">x</h2><h2 id="when-to-rest">x</h2>',
            {"docs/care/rest.md": "# Rest\n\n## When to rest?\n\n## x {#when-to-rest}\n"},
            "docs/care/rest.md:5",
        ),
        ('<a href="../gone/">x</a>', {"docs/care/rest.md": "# Rest\n"}, "docs/care/rest.md:1"),
    ],
    ids=[
        "link",
        "link translated by MkDocs",
        "link by reference",
        "not code, not comment",
        "not a fence",
        "link of a diagram",
        "shared text",
        "data",
        "template",
        "menu",
        "words of a link that the build made",
        "id reference",
        "second of two ids",
        "first line if nothing fits",
    ],
)
def test_finding_names_file_and_line(project, page, sources, place):
    findings = check(project, page, **sources)

    assert [f"{finding.path}:{finding.line}" for finding in findings] == [place]
    assert "(page care/rest/)" in findings[0].message


@pytest.mark.parametrize(
    ("page", "source", "fix"),
    [
        ('<a href="walkin.md">x</a>', "[x](walkin.md)", "'walking.md'"),
        ('<a href="../walking.md/">x</a>', "[x](../walking.md/)", "'walking.md'"),
        ('<a href="../walkin/">x</a>', '<a href="../walkin/">x</a>', "'../walking/'"),
        ('<a href="../walking/#how-fa">x</a>', "[x](walking.md#how-fa)", "'walking.md#how-far'"),
        ('<a href="../walking/#How-Far">x</a>', "[x](walking.md#How-Far)", "'walking.md#how-far'"),
        ('<a href="../walking">x</a>', "[x](../walking)", "'walking.md'"),
        ('<p id="one"></p><a href="#on">x</a>', "[x](#on)", "'#one'"),
        (
            '<img src="../../assets/images/spin.svg">',
            "![x](../assets/images/spin.svg)",
            "'../assets/images/spine.svg'",
        ),
        (
            '<a href="htps://example.com/">x</a>',
            "[x](htps://example.com/)",
            "'https://example.com/'",
        ),
        ('<p id="one"></p><b aria-labelledby="onn">', '<b aria-labelledby="onn">', "'one'"),
        ('<a href="qqqqqqqq.md">x</a>', "[x](qqqqqqqq.md)", "take it out"),
    ],
    ids=[
        "page",
        "page with a slash",
        "page in HTML",
        "heading",
        "heading in other case",
        "slash",
        "heading on this page",
        "image",
        "scheme",
        "id",
        "nothing close",
    ],
)
def test_fix_is_what_an_editor_types(project, page, source, fix):
    findings = check(project, page, **{"docs/care/rest.md": f"# Rest\n\n{source}\n"})

    assert len(findings) == 1
    assert fix in findings[0].fix


def test_fix_in_shared_text_counts_from_the_docs_folder(project):
    findings = check(
        project,
        '<a href="/care/walkin.md">x</a>',
        **{
            "docs/care/rest.md": "{!_includes/box.md!}\n",
            "docs/_includes/box.md": "[x](/care/walkin.md)\n",
        },
    )

    assert [finding.fix for finding in findings] == [
        "write '/care/walking.md', the closest that exists"
    ]


def test_fault_of_a_template_is_one_finding(project):
    for name in ("index.html", "care/walking/index.html"):
        page = project / "site" / name
        page.write_text(page.read_text() + '<a href="/care/gone/">x</a>')
    findings = check(project, '<a href="/care/gone/">x</a>')

    assert len(findings) == 1
    assert "and 2 more" in findings[0].message


def test_same_link_typed_twice_is_found_on_both_lines(project):
    findings = check(
        project,
        '<a href="gone.md">x</a>',
        **{"docs/care/rest.md": "[x](gone.md)\n\n[y](gone.md)\n"},
    )

    assert [finding.line for finding in findings] == [1, 3]


def test_without_sources_the_line_of_the_page_is_named(project):
    write(project, {"site/care/rest/index.html": "<p>\n<a href='../gone/'>x</a>"})
    (finding,) = check_site(project / "site")

    assert finding.path.endswith("site/care/rest/index.html")
    assert finding.line == 2
    assert "'../walking/'" not in finding.fix


# --- the offline copy -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("b/index.html", None),
        ("b/index.html#part", None),
        ("https://example.com/", None),
        ("b/", "list of files"),
        ("./", "list of files"),
        ("/b/index.html", "top of the disk"),
        ("//example.com/x", "from disk"),
        ("b/index.html#gone", "no such heading"),
        ("c.html", "leads to nothing"),
    ],
)
def test_offline_copy_works_from_disk(tmp_path, link, says):
    write(
        tmp_path,
        {
            "index.html": f"<a href='{link}'>x</a><a href='b/index.html'>x</a>",
            "b/index.html": "<p id='part'>x</p>",
            "404.html": "<a href='/'>x</a>",
        },
    )
    messages = [finding.message for finding in check_site(tmp_path, offline=True)]

    assert len(messages) == (says is not None)
    assert all(says in message for message in messages)


def test_offline_copy_may_name_the_site_on_the_web(tmp_path):
    links = f"<link rel=canonical href='{SITE_URL}'><a href='{SITE_URL}gone/'>x</a>"
    write(tmp_path, {"index.html": links})

    assert check_site(tmp_path, site_url=SITE_URL, offline=True) == []


# --- the address of the site ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "link", "is_right"),
    [
        ({}, "/a/", True),
        ({}, "/sub/a/", False),
        ({"base": "/sub/"}, "/sub/a/", True),
        ({"base": "sub"}, "/sub/a/", True),
        ({"base": "/sub/"}, "/a/", False),
        ({"site_url": SITE_URL}, "/sub/a/", True),
        ({"site_url": SITE_URL}, "/a/", False),
        ({"site_url": SITE_URL}, "https://example.org/sub/b/", False),
        ({"site_url": "http://127.0.0.1:8000/"}, "http://127.0.0.1:8000/a/", True),
        ({}, "http://127.0.0.1:8000/a/", False),
    ],
)
def test_absolute_address_is_judged_where_the_site_is_served(tmp_path, options, link, is_right):
    home = f"<a href='{link}'>x</a><a href='a/'>x</a>"
    write(tmp_path, {"index.html": home, "a/index.html": "x"})

    assert (check_site(tmp_path, **options) == []) is is_right


def test_address_of_the_site_is_read_from_the_home_page(tmp_path):
    home = "<link rel=canonical href='https://example.org/sub/'><a href='/sub/a/'>x</a>"
    write(tmp_path, {"index.html": home, "a/index.html": "<a href='https://example.org/sub/b/'>"})
    (finding,) = check_site(tmp_path)

    assert "https://example.org/sub/b/" in finding.message


def test_site_with_html_names_may_link_to_them(tmp_path):
    write(
        tmp_path,
        {
            "index.html": "<a href='a.html'>x</a><a href='b.html'>x</a>",
            "a.html": "<a href='index.html'>x</a>",
            "b.html": "<a href='a.html#gone'>x</a>",
        },
    )

    assert ["#gone" in finding.message for finding in check_site(tmp_path)] == [True]


def test_missing_site_is_an_error(tmp_path):
    with pytest.raises(NotADirectoryError):
        check_site(tmp_path / "gone")


# --- parts ----------------------------------------------------------------------------------------


WRONG = {
    Holds.URL: "gone.x",
    Holds.URLS: "gone.x",
    Holds.SRCSET: "gone.x 2x",
    Holds.ID: "gone",
    Holds.HASH_NAME: "#gone",
    Holds.CSS: "url(gone.x)",
    Holds.HTML: "&lt;a href=gone.x>",
}
ATTRIBUTES = sorted(name for name, rule in RULES.items() if rule.holds in WRONG and "{" not in name)


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_every_attribute_of_the_standards_is_followed(tmp_path, name):
    rule = RULES[name]
    for tag in sorted(rule.tags or {"a"}):
        page = f'<{tag} {name}="{WRONG[rule.holds]}"></{tag}>'
        (tmp_path / "index.html").write_text(f"<table><tr>{page}" if tag[0] == "t" else page)

        assert len(check_site(tmp_path)) == 1, page


@pytest.mark.parametrize(
    ("value", "urls"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        ("a.png,b.png", ["a.png,b.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        ("data:image/png;base64,AA== 1x,b.png 100w", ["data:image/png;base64,AA==", "b.png"]),
        (" , a.png 1.5x , ", ["a.png"]),
        ("", []),
    ],
)
def test_image_candidates_are_split_as_browsers_do(value, urls):
    assert collect.srcset(value) == urls


@pytest.mark.parametrize(
    ("css", "urls"),
    [
        ("a { b: url(x.png) }", ["x.png"]),
        ("a { b: URL( 'x (1).png' ) }", ["x (1).png"]),
        ("a { b: url(x\\20 y.png) }", ["x y.png"]),
        ("@import 'x.css' screen; @import url(y.css);", ["x.css", "y.css"]),
        ("/* url(x.png) */", []),
        ("a { content: 'url(x.png)' }", []),
        ("@namespace url(http://www.w3.org/1999/xhtml);", []),
        ("a { b: url('data:image/svg+xml,<svg fill=\"url(#x)\"/>') }",
         ["data:image/svg+xml,<svg fill=\"url(#x)\"/>"]),
        ("a { b: image-set('x.png' 1x, url(y.png) 2x, 'z' type('image/png')) }",
         ["y.png", "x.png", "z"]),
        ("a { b: url(", []),
    ],
)  # fmt: skip
def test_style_sheet_loads(css, urls):
    assert list(styles.addresses(css)) == urls


@pytest.mark.parametrize(
    ("content", "url"),
    [
        ("0; url=a/", "a/"),
        ("5;URL='a/' ; x", "a/"),
        ("0, a/", "a/"),
        ("300", None),
        ("300;", None),
    ],
)
def test_forwarding_address(content, url):
    assert collect.refresh(content) == url


def test_code_makes_no_links():
    text = "`[a](b)` [c](d)\n~~~\n[e](f)\n~~~\n<!-- [g](h)\n -->[i](j)\n"

    assert [(w.line, w.text) for w in markdown.written_in(text) if not w.attribute] == [
        (1, "d"),
        (6, "j"),
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"<", b"<a href=", b"<!--", b"<svg><template><a href=#x", b"]( [^ ]["],
)
def test_strange_pages_do_not_stop_the_check(tmp_path, content):
    (tmp_path / "index.html").write_bytes(content)

    assert isinstance(check_site(tmp_path), list)


# --- addresses of others --------------------------------------------------------------------------


def test_outside_addresses_are_listed_once_with_their_places(project):
    write(
        project,
        {
            "site/index.html": "<a href='care/rest/'>a</a><a href='care/walking/'>b</a>"
            "<a href='https://example.com/a'>x</a>",
            "site/care/rest/index.html": "<a href='https://example.com/a'>x</a>"
            "<a href='https://x.com/intent/post?url=https%3A%2F%2Fexample.org%2F'>share</a>"
            "<img src='//example.com/b.png'><link rel=preconnect href='https://example.com'>",
            "docs/index.md": "# Home\n\n[x](https://example.com/a)\n",
            "docs/care/rest.md": "# Rest\n\n\n<https://example.com/a>\n",
        },
    )

    assert external_links(project / "site", docs=project / "docs") == {
        "//example.com/b.png": [("docs/care/rest.md", 1)],
        "https://example.com/a": [("docs/care/rest.md", 4), ("docs/index.md", 3)],
    }


def test_outside_address_is_traced_to_the_identifier_it_was_made_from(project):
    write(
        project,
        {
            "site/care/rest/index.html": "<a href='https://doi.org/10.1000/a.1'>x</a>",
            "docs/_data/references.yml": "- doi: 10.1000/a.12\n- id: a\n  doi: 10.1000/a.1\n",
        },
    )

    assert external_links(project / "site", docs=project / "docs") == {
        "https://doi.org/10.1000/a.1": [("docs/_data/references.yml", 3)]
    }


@pytest.mark.parametrize(
    ("link", "severity"),
    [("http://example.com/a", "warning"), ("http://example.org/sub/", "error")],
    ids=["other site", "own site"],
)
def test_http_stops_the_build_where_https_is_known_to_work(tmp_path, link, severity):
    write(tmp_path, {"index.html": f"<a href='{link}'>x</a>"})

    assert [f.severity for f in check_site(tmp_path, site_url=SITE_URL)] == [severity]


def test_http_address_is_asked_for_like_any_other(tmp_path):
    write(tmp_path, {"index.html": "<a href='http://example.com/a'>x</a>"})

    assert list(external_links(tmp_path)) == ["http://example.com/a"]


# --- the command ----------------------------------------------------------------------------------


def test_command_prints_findings_and_fails(project, capsys):
    write(project, {"site/care/rest/index.html": "<a href='../gone/'>x</a>"})
    code = check_links.main([str(project / "site"), "--docs", str(project / "docs")])
    out = capsys.readouterr().out

    assert code == 1
    assert "docs/care/rest.md:1: the link '../gone/' leads to nothing" in out
    assert "\n    Fix: " in out
    assert "1 to fix" in out


def test_command_passes_a_site_with_warnings(project, capsys):
    link = "<a href='http://example.com/'>x</a>"
    write(project, {"site/care/rest/index.html": link})

    assert check_links.main([str(project / "site")]) == 0
    out = capsys.readouterr().out
    assert "uses http" in out
    assert "1 to look at" in out


def test_command_passes_a_good_site(project, capsys):
    write(project, {"site/care/rest/index.html": "<a href='../walking/'>x</a>"})

    assert check_links.main([str(project / "site"), "--base", "/"]) == 0
    assert "leads somewhere" in capsys.readouterr().out


def test_command_refuses_a_folder_without_pages(tmp_path):
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(SystemExit) as stop:
            check_links.main([str(folder)])
        assert stop.value.code == 2


# --- cost -----------------------------------------------------------------------------------------


def test_big_search_index_and_many_links_are_read_in_time(tmp_path):
    """One page a folder, 250 links a page: seconds here would be minutes on a large site."""
    import time

    count = 200
    menu = "".join(
        f"<li class=x><a class=y href='../p{n}/#a{n % 5}'>{n}</a></li>" for n in range(count)
    )
    page = menu + "".join(f"<h2 id=a{n}>x<a href='#a{n}'>x</a></h2>" for n in range(50))
    locations = [{"location": f"p{n}/#a{m}"} for n in range(count) for m in range(50)]
    files = {f"p{n}/index.html": page for n in range(count)}
    files["index.html"] = "<a href='p0/'>x</a>"
    files["search/search_index.json"] = json.dumps({"docs": locations})
    write(tmp_path, files)

    start = time.process_time()
    assert check_site(tmp_path) == []
    assert time.process_time() - start < 6
