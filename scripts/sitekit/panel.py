"""The panel of findings at the top of a page in the preview."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sitekit import markup, origins, pages
from sitekit.findings import Finding

# Scripts are not needed and the theme's styles may be missing, so it brings its own.
STYLE = (
    "<style>.preview-panel{position:relative;z-index:9;background:#fff4ce;color:#222;"
    "border-bottom:3px solid #b00020;padding:.3rem 1rem;font:15px/1.5 sans-serif;"
    "max-height:50vh;overflow:auto}.preview-panel p{margin:.3rem 0}"
    ".preview-panel a{color:#0b4a8f;text-decoration:underline}"
    ".preview-panel ul{margin:.3rem 0;padding-left:1.2rem}"
    f"a.{origins.CLASS}{{font:12px/1.6 monospace;text-underline-offset:.35em;"
    "margin-right:.5rem}</style>"
)

STALE = (
    "<p><strong>The last change could not be shown.</strong> Below is the last good page, if "
    "there was one. The page follows by itself once this is mended.</p>"
)
ROOTS = ("data", "encoding", "menu")  # the checks whose findings have others follow
CHECKING = "<p>The checks are still running. What they find shows here by itself.</p>"
MOST_SHARED = 5
MOST_OTHERS = 15


@dataclass(frozen=True)
class State:
    """What the last build of the preview came to.

    Attributes:
        findings: What the checks found.
        notes: What MkDocs said, one text each.
        built: Whether the pages are those of the last save.
        checking: Whether the checks of the last save are not done yet.
    """

    findings: Sequence[Finding] = ()
    notes: Sequence[str] = field(default=())
    built: bool = True
    checking: bool = False


def source(address: str, docs: Path) -> str | None:
    """Return the file of the page at an address, from the root of the repository.

    Args:
        address: The path of the request, such as ``/procedures/nerve-block/``.
        docs: The folder with the pages.
    """
    name = address.strip("/").removesuffix("index.html").strip("/")
    for path in (docs / name / "index.md", docs / f"{name}.md"):
        if path.is_file() and path in pages.paths(docs):
            return path.relative_to(docs.parent).as_posix()
    return None


def files(shown: str, docs: Path) -> set[str]:
    """Return a page's file and the shared texts that it asks for.

    Args:
        shown: The page's file, from the root of the repository.
        docs: The folder with the pages.
    """
    text = (docs.parent / shown).read_bytes().decode("utf-8", "replace")
    return {shown, *(f"docs/{found['target']}" for found in markup.INCLUDE.finditer(text))}


def render(state: State, address: str, docs: Path) -> str:
    """Return the panel of one page as HTML, empty if nothing is wrong anywhere.

    Args:
        state: What the last build came to.
        address: The path of the request.
        docs: The folder with the pages.
    """
    shown = source(address, docs)
    own = files(shown, docs) if shown else set()
    here = [f for f in state.findings if f.path in own and f.severity != "advice"]
    hints = [f for f in state.findings if f.path in own and f.severity == "advice"]
    rest = [f for f in state.findings if f.path not in own and f.severity != "advice"]
    # A mistake in the data or the menu has others follow on many pages, so it comes first, and
    # before all a file that cannot be read.
    shared = [f for f in rest if f.severity == "error" and _is_shared(f)]
    shared = sorted(shared, key=lambda f: f.check not in ROOTS)[:MOST_SHARED]
    if not state.built:  # any of them can be what stops the build
        shared += [f for f in rest if f.severity == "error" and f not in shared][:MOST_OTHERS]
    parts = [CHECKING] if state.checking else []
    if not state.built:
        parts.append(STALE)
    if shared:
        parts.append("<p><strong>To fix first, for all pages</strong></p>")
        parts += _list(shared)
    if here:
        parts.append(f"<p><strong>{len(here)} to fix on this page</strong></p>")
        parts += _list(here)
    if not (shared or here or (state.built and state.findings)):
        parts += _notes(state.notes)
    parts += _folded("more in other files", [f for f in rest if f not in shared])
    parts += _folded("long sentences on this page", hints)
    if not parts:
        return ""
    role = ' role="alert"' if here or shared or not state.built else ""
    parts.append("<p>Only the preview shows this.</p>")
    return f'<div class="preview-panel"{role}>{"".join(parts)}</div>'


def _is_shared(finding: Finding) -> bool:
    return finding.path == "mkdocs.yml" or finding.path.startswith("docs/_data/")


def _list(findings: Iterable[Finding]) -> list[str]:
    items = [
        f"<li>{origins.link(finding.path, finding.line)}"
        f"{html.escape(finding.message)}"
        + (f"<br><strong>Fix:</strong> {html.escape(finding.fix)}" if finding.fix else "")
        + "</li>"
        for finding in findings
    ]
    return [f"<ul>{''.join(items)}</ul>"] if items else []


def _folded(words: str, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    inside = "".join(_list(findings))
    return [f"<details><summary>{len(findings)} {words}</summary>{inside}</details>"]


def _notes(notes: Iterable[str]) -> list[str]:
    """Return what MkDocs said, the first line of each, since the rest is for programmers."""
    items = [f"<li>{html.escape(note.strip().splitlines()[0])}</li>" for note in notes if note]
    return [f"<ul>{''.join(items)}</ul>"] if items else []
