"""The preview keeps answering while a page is broken, says where, and recovers by itself."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html

from sitekit import build, citations, data, markup, origins, pages, panel, quick
from sitekit.findings import Finding
from sitekit.paths import CONFIG, DOCS, ROOT
from sitekit.preview import Preview

PAGE = "procedures/nerve-block.md"
ADDRESS = "/procedures/nerve-block/"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of what an editor touches, and of what the build takes from its side."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "scripts").mkdir()
    shutil.copyfile(ROOT / "scripts/hooks.py", tmp_path / "scripts/hooks.py")
    shutil.copyfile(CONFIG, tmp_path / "mkdocs.yml")
    return tmp_path


@pytest.fixture
def server(root: Path) -> Iterator[Preview]:
    """A preview of the copy, as 'make serve' starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = Preview(root / "site", port=port, docs=root / "docs", config=root / "mkdocs.yml")
    yield running
    running.shutdown()


def until(ready: Callable[[], bool], seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)


def get(server: Preview, address: str) -> str:
    try:
        with urllib.request.urlopen(f"{server.url.rstrip('/')}{address}", timeout=120) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return str(error.read().decode())


def shown(server: Preview, address: str) -> str:
    """Return the words of the panel if something is wrong, without what is folded away."""
    found = html.fromstring(get(server, address)).cssselect(".preview-panel[role=alert]")
    for part in found:
        for folded in part.cssselect("details"):
            folded.drop_tree()
    return " ".join(part.text_content() for part in found)


def save(server: Preview, *edits: tuple[Path, bytes]) -> None:
    """Write files as an editor would, and wait until the preview has followed."""
    for path, raw in edits:
        path.write_bytes(raw)
    until(server.is_done)


def test_it_answers_whatever_is_broken_and_recovers(
    server: Preview, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu, page, sources = root / "mkdocs.yml", root / "docs" / PAGE, "docs/_data/references.yml"
    good = {path: path.read_bytes() for path in (menu, page, root / sources)}

    # It starts although there is no page to show yet.
    menu.write_bytes(good[menu].replace(b"\nnav:", b"\nnav: ["))
    server.rebuild()
    server.watch_sources()
    threading.Thread(target=server.serve, daemon=True).start()
    until(lambda: server.serve_thread.is_alive())
    first = get(server, "/")
    assert "mkdocs.yml:" in first
    assert "not valid YAML" in first
    assert "livereload(" in first  # so that it follows by itself

    # That is mended, and four others are made at once; each is named where it matters.
    save(
        server,
        (menu, good[menu].replace(b"\nnav:\n", b"\nnav:\n  - Gone: gone.md\n")),
        (
            page,
            good[page].replace(b"title: ", b"title: a: ", 1) + "\nA \u201cword\u201d.\n".encode(),
        ),
        (root / sources, b"a: [\n" + good[root / sources]),
    )
    home, own = shown(server, "/"), shown(server, ADDRESS)
    gone = good[menu].split(b"\nnav:\n")[0].count(b"\n") + 3
    for text in (home, own):
        assert f"mkdocs.yml:{gone}" in text
        assert f"{sources}:" in text
    assert f"docs/{PAGE}:2" in own
    assert "curly quote" in own
    assert "curly quote" not in home

    # What stops MkDocs leaves the last good page.
    missing = good[page].rstrip() + b"\n\n{!_includes/gone.md!}\n"
    save(
        server,
        (menu, good[menu]),
        (root / sources, good[root / sources]),
        (page, missing),
    )
    own = shown(server, ADDRESS)
    assert "could not be shown" in own
    assert f"docs/{PAGE}:{missing.count(bytes([10]))}" in own
    assert "could not be shown" in shown(server, "/")
    assert "Traceback" not in get(server, ADDRESS)

    save(server, (page, good[page]))
    assert shown(server, ADDRESS) == ""
    assert shown(server, "/") == ""
    every_part_says_where_it_comes_from(server, root / "docs")
    assert "</footer>" in get(server, ADDRESS)
    a_saved_page_is_shown_before_the_rest(server, root / "docs", monkeypatch)


def a_saved_page_is_shown_before_the_rest(
    server: Preview, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page alone at once, then its findings, then whatever else depends on it."""
    page, other = docs / "procedures/index.md", "/procedures/nerve-block/"
    text = page.read_text("utf-8")
    title = pages.read(page, docs)[0].title
    steps = {name: threading.Event() for name in ("prepare", "build")}
    for name, step in steps.items():
        real = getattr(build, name)

        def wait(*given, real=real, step=step, **named):
            assert step.wait(60)
            return real(*given, **named)

        monkeypatch.setattr(build, name, wait)

    page.write_text(text.replace(title, "Zebra crossings") + "\nA teh slip.\n", "utf-8")
    until(lambda: "A teh slip." in get(server, "/procedures/"))
    first = get(server, "/procedures/")
    assert "<title>Zebra crossings" in first
    assert "checks are still running" in first
    assert "Zebra" not in get(server, other)  # so the whole site was not built for it
    assert looks(first) <= sheets_of(server)

    steps["prepare"].set()
    until(lambda: "teh" in shown(server, "/procedures/"))
    assert "still running" not in get(server, "/procedures/")
    assert not server.is_done()

    steps["build"].set()
    until(server.is_done)
    assert "Zebra crossings" in get(server, other)
    assert "teh" in shown(server, "/procedures/")


def looks(page: str) -> set[str]:
    """The addresses of a page's style sheets, from the root of the site."""
    return {
        link.get("href").replace("../", "")
        for link in html.fromstring(page).cssselect("link[rel=stylesheet]")
    }


def sheets_of(server: Preview) -> set[str]:
    return {path.relative_to(server.site).as_posix() for path in server.site.rglob("*.css")}


def test_only_pages_and_shared_texts_are_shown_before_the_rest() -> None:
    before = quick.state(DOCS, CONFIG)
    include = next(p for p in before if p.parent == DOCS / "_includes" and p.suffix == ".md")

    def after(*changed: Path) -> list[Path]:
        return quick.affected(before, before | dict.fromkeys(changed, (0, 0)), DOCS)

    assert after() == []
    assert after(DOCS / PAGE) == [DOCS / PAGE]
    users = [
        path
        for path in pages.paths(DOCS)
        if f"{{!_includes/{include.name}!}}" in path.read_text("utf-8")
    ]
    assert after(include) == (users if len(users) <= quick.MOST else [])
    for path in (CONFIG, DOCS / "_data/glossary.yml", DOCS / "assets/images/logo.svg"):
        assert path in before
        assert after(path) == []
        assert after(path, DOCS / PAGE) == []
    assert after(DOCS / "new-page.md") == []
    gone = {path: known for path, known in before.items() if path != DOCS / PAGE}
    assert quick.affected(before, gone, DOCS) == []
    assert after(*pages.paths(DOCS)[: quick.MOST + 1]) == []


def every_part_says_where_it_comes_from(server: Preview, docs: Path) -> None:
    """Each link leads to a line that holds what the part is made from."""
    lines = (docs / PAGE).read_text("utf-8").split("\n")
    tree = html.fromstring(get(server, ADDRESS))
    places = [
        link.get("href").removeprefix(origins.ROUTE).split("#L")
        for link in tree.cssselect(f"article a.{origins.CLASS}")
    ]
    used = [fence for fence in markup.fences(lines) if fence.kind in origins.KINDS]
    included = [m["target"] for line in lines if (m := markup.INCLUDE.fullmatch(line))]
    assert used
    assert included
    assert [f"docs/{name}" for name in included] == [
        path for path, _ in places if path.startswith("docs/_includes/")
    ]
    at = {(path, int(line)) for path, line in places}
    for fence in used:
        if fence.kind not in origins.FILES:
            assert (f"docs/{PAGE}", fence.line) in at
    for path, line in at:
        view = html.fromstring(get(server, f"{origins.ROUTE}{path}"))
        text = view.get_element_by_id(f"L{line}").text_content()
        assert text.strip() == (docs.parent / path).read_text("utf-8").split("\n")[line - 1].strip()
    for fence in used:
        name = fence.body[0].removeprefix("id: ") if fence.body else ""
        if fence.kind in ("outcome", "experts"):
            file = docs / origins.FILES[fence.kind]
            line = data.read(file, "")[0].line((name,))
            assert (f"docs/{origins.FILES[fence.kind]}", line) in at
            assert file.read_text("utf-8").split("\n")[line - 1].startswith(f"{name}:")
    cited = citations.used(lines)
    entries = (docs / "_data/references.yml").read_text("utf-8").split("\n")
    named = {
        entries[line - 1].split(":")[0] for path, line in at if path.endswith("references.yml")
    }
    assert set(cited) <= named


def test_a_published_page_has_none_of_it(site) -> None:
    for page in site.pages():
        text = page.read_text("utf-8")
        assert origins.CLASS not in text
        assert origins.ROUTE not in text
        assert "preview-panel" not in text


def test_a_switch_in_the_configuration_changes_nothing(monkeypatch, tmp_path: Path) -> None:
    from sitekit import build

    seen = []
    monkeypatch.setattr(build, "mkdocs_build", lambda settings, **_: seen.append(settings.extra))
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: a\nextra: {preview: true}\n")
    (tmp_path / "docs").mkdir()

    build.build(tmp_path / "site", config)

    assert [extra["preview"] for extra in seen] == [False]


@pytest.mark.parametrize("path", pages.paths(DOCS), ids=lambda path: path.stem)
def test_marks_lose_no_line_of_a_page(path: Path) -> None:
    page, _ = pages.read(path, DOCS)
    text = "\n".join(page.body)

    marked = origins.mark(text, page.shown, DOCS).split("\n")

    rest = iter(marked)
    assert all(line in rest for line in page.body)
    added = [line for line in marked if origins.CLASS in line]
    assert len(marked) == len(page.body) + 3 * len(added)


def test_only_files_of_editors_can_be_looked_at() -> None:
    assert origins.view(f"{origins.ROUTE}docs/index.md", DOCS)
    for name in ("scripts/hooks.py", "docs/../scripts/hooks.py", "/etc/passwd", "docs/assets", ""):
        assert origins.view(f"{origins.ROUTE}{name}", DOCS) is None


def finding(path: str, severity: str = "error", message: str = "wrong") -> Finding:
    return Finding(path, 3, message, "type this", severity)


def test_a_page_shows_its_own_findings_and_those_of_its_shared_texts() -> None:
    text = (DOCS / PAGE).read_text("utf-8")
    shared = f"docs/{markup.INCLUDE.findall(text)[0]}"
    state = panel.State([finding(f"docs/{PAGE}"), finding(shared), finding("docs/pathway.md")])

    part = panel.render(state, ADDRESS, DOCS)

    before, _, folded = part.partition("<details>")
    assert "2 to fix on this page" in before
    assert f"docs/{PAGE}:3" in before
    assert f"{shared}:3" in before
    assert "docs/pathway.md:3" in folded
    assert "docs/pathway.md:3" not in before


def test_nothing_to_say_is_no_panel() -> None:
    assert panel.render(panel.State(), "/", DOCS) == ""


def test_what_mkdocs_says_is_shown_where_no_check_knows_it() -> None:
    part = panel.render(panel.State([], ["no plugin\nTraceback: x"], False), "/", DOCS)
    assert "no plugin" in part
    assert "Traceback" not in part


def test_a_message_cannot_run_as_html() -> None:
    bad = "<script>alert(1)</script>"
    state = panel.State([finding(f"docs/{PAGE}", message=bad)], [bad], False)
    assert "<script" not in panel.render(state, ADDRESS, DOCS)
    assert "<script" not in panel.render(panel.State([], [bad]), ADDRESS, DOCS)


def test_addresses_lead_to_their_files() -> None:
    for path in pages.paths(DOCS):
        name = path.relative_to(DOCS).with_suffix("").as_posix()
        address = f"/{re.sub(r'(^|/)index$', '', name)}/".replace("//", "/")
        assert panel.source(address, DOCS) == f"docs/{name}.md"
    assert panel.source("/gone/", DOCS) is None
    assert panel.source("/../README/", DOCS) is None


def test_a_failure_of_the_build_itself_is_told(server: Preview, monkeypatch) -> None:
    from sitekit import build

    def fail(docs: Path) -> list[Finding]:
        raise RuntimeError("out of paper")

    monkeypatch.setattr(build, "prepare", fail)
    server.rebuild()
    assert "out of paper" in panel.render(server.state, "/", DOCS)
