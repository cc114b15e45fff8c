"""A mistake stops the build with file, line and fix, and changes nothing for readers."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sitekit import build, checks
from sitekit.paths import CONFIG, DOCS, ROOT

PAGE = "procedures/nerve-block.md"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of everything an editor touches."""
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copyfile(CONFIG, tmp_path / "mkdocs.yml")
    return tmp_path / "docs"


def append(docs: Path, text: str) -> int:
    """Add text to a page and return the line of its first word."""
    page = docs / PAGE
    before = page.read_text("utf-8").rstrip("\n")
    page.write_text(f"{before}\n\n{text}\n", "utf-8")
    return before.count("\n") + 3


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[a page](gone.md)", 0, "does not exist"),
        ("[a page](../surgery/index.md#gone)", 0, "no heading with the anchor"),
        ("![a picture](../assets/images/gone.svg)", 0, "does not exist"),
        ("A number.[^nobody-1900]", 0, "is not in docs/_data/references.yml"),
        ("{!_includes/gone.md!}", 0, "does not exist"),
        ("```article\nsection: 99\n```", 1, "cannot be filled"),
        ("```mermaid\nflowchart TD\n", 0, "never closed"),
        (
            '```mermaid\nflowchart TD\n  accTitle: A\n  accDescr: B\n  a[x (y)] --> b["b"]\n```',
            4,
            "bracket or parenthesis",
        ),
        (
            '```mermaid\nflowchart TD\n  accTitle: A\n  accDescr: B\n  a["a"] --> b["b"]\n'
            '  click a "/gone.md"\n```',
            5,
            "does not exist",
        ),
    ],
    ids=[
        "page",
        "anchor",
        "image",
        "citation",
        "include",
        "block",
        "open fence",
        "chart syntax",
        "chart link",
    ],
)
def test_a_mistake_is_found_on_its_line(copy, text, line, says):
    first = append(copy, text)

    found = checks.run(copy)

    assert any(
        f.path == f"docs/{PAGE}" and f.line == first + line and says in f.message and f.fix
        for f in found
    ), [str(f) for f in found]


def test_the_site_as_it_is_has_no_mistake():
    assert [str(f) for f in checks.run(DOCS) if f.severity == "error"] == []


def test_a_failed_build_leaves_the_last_good_site(copy, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("the last good one")
    (copy / "index.md").write_text("# Home\n\n{!_includes/gone.md!}\n")

    built, messages = build.build(site, tmp_path / "mkdocs.yml")

    assert not built
    assert messages
    assert (site / "index.html").read_text() == "the last good one"


@pytest.mark.parametrize("broken", ["site_name: [", "nav: 3", "plugins: [nothing-like-this]"])
def test_a_broken_configuration_is_told_without_a_traceback(tmp_path, broken):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    (tmp_path / "mkdocs.yml").write_text(f"site_name: A\n{broken}\n")

    built, messages = build.build(tmp_path / "site", tmp_path / "mkdocs.yml")

    assert not built
    assert messages
    assert "Traceback" not in "\n".join(messages)


def test_the_command_ends_with_an_error_code_and_no_traceback(tmp_path):
    for name in ("docs", "overrides", "scripts"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copyfile(CONFIG, tmp_path / "mkdocs.yml")
    append(tmp_path / "docs", "[a page](gone.md)")

    done = subprocess.run(
        [sys.executable, "scripts/build.py"],
        cwd=tmp_path,
        env={
            "PYTHONPATH": str(tmp_path / "scripts"),
            "NO_MKDOCS_2_WARNING": "1",
            "PATH": "/usr/bin",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert f"docs/{PAGE}:" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
