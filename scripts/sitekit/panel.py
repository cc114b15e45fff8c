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
    "border-bottom:3px solid #b00020;padding:.8rem 1rem;font:15px/1.5 sans-serif}"
    ".preview-panel a{color:#0b4a8f;text-decoration:underline}"
    ".preview-panel ul{margin:.3rem 0;padding-left:1.2rem}"
    f"a.{origins.CLASS}{{font:12px/1.4 monospace;opacity:.8;margin-right:.5rem}}</style>"
)


@dataclass(frozen=True)
class State:
    """What the last build of the preview came to.

    Attributes:
        findings: What the checks found.
        notes: What MkDocs said, one text each.
        built: Whether the pages are those of the last save.
    """

    findings: Sequence[Finding] = ()
    notes: Sequence[str] = field(default=())
    built: bool = True


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
    here = [finding for finding in state.findings if finding.path in own]
    rest = [f for f in state.findings if f.path not in own and f.severity != "advice"]
    parts = []
    mistakes = [f for f in rest if f.severity == "error"]
    if not state.built:
        parts.append(
            "<p><strong>The last change could not be shown.</strong> "
            "This is the last good page. It follows as soon as this is mended.</p>"
        )
        parts += _list(mistakes)
        rest = [f for f in rest if f not in mistakes]
        if not (mistakes or any(f.severity == "error" for f in here)):
            parts += _notes(state.notes)
    elif not state.findings:
        parts += _notes(state.notes)
    if here:
        advice = [f for f in here if f.severity == "advice"]
        first = [f for f in here if f not in advice]
        if first:
            parts.append(f"<p><strong>{len(first)} to fix on this page</strong></p>")
            parts += _list(first)
        parts += _folded("advice on this page", advice)
    parts += _folded("more in other files", rest)
    if not parts:
        return ""
    role = ' role="alert"' if here or not state.built else ""
    return (
        f'<div class="preview-panel"{role}>{"".join(parts)}'
        "<p>Only this preview shows this panel.</p></div>"
    )


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
