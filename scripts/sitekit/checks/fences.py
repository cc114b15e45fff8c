"""A fence that is opened and not closed swallows the rest of the page."""

from __future__ import annotations

import difflib
import re

from sitekit import data, experts, markup, outcomes
from sitekit.blocks import RENDERERS, expand
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Blocks",
    why="A block begins and ends with three backquotes. One that is never closed shows the rest "
    "of the page as code.",
    cases=(
        ("```article, and no ``` below", "``` on a line of its own after the block"),
        ("```artcle", "```article"),
        ("section: 12", "section: 3"),
    ),
)

KINDS = ("mermaid", *RENDERERS)
OPENING = re.compile(r"\s*`{3,}\w")
IDS = {"outcome": outcomes.FILE, "experts": experts.FILE}
EXAMPLES = {
    "article": "write one line such as section: 3",
    "outcome": "write one line such as id: epidural-sciatica-pain",
    "experts": "write one line such as id: nerve-block",
    "spine": "write the lines view:, part: and caption:, as on the page of a procedure",
}


def check(content: Content) -> list[Finding]:
    """Return a finding for each fence that is open, unknown or cannot be filled."""
    findings = []
    for text in content.texts:
        for fence in markup.fences(text.lines):
            line = text.offset + fence.line
            if fence.end is None:
                findings.append(
                    Finding(
                        text.shown,
                        line,
                        "this fence is opened and never closed, so the rest of the page would be "
                        "shown as code",
                        "add a line with the same marks after the block",
                        check="fences",
                    )
                )
            elif any(OPENING.match(line) for line in fence.body):
                findings.append(
                    Finding(
                        text.shown,
                        line,
                        "this block is not closed before the next one begins, so both are lost",
                        "add a line with the same marks after the block",
                        check="fences",
                    )
                )
            elif fence.kind not in KINDS:
                name = f"'{fence.kind}'" if fence.kind else "without a name"
                findings.append(
                    Finding(
                        text.shown,
                        line,
                        f"a block {name} means nothing here, so readers would see its source",
                        f"use one of: {', '.join(KINDS)}",
                        check="fences",
                    )
                )
        # With a data file that cannot be read no block can be filled, and one finding is enough.
        for line, kind, message in (
            expand(text.lines, content.docs)[1] if not content.broken else ()
        ):
            findings.append(
                Finding(
                    text.shown,
                    text.offset + line,
                    f"this block cannot be filled: {message}",
                    _fix(kind, message, content),
                    check="fences",
                )
            )
    return findings


def _fix(kind: str, message: str, content: Content) -> str:
    """Return what to type in a block: the nearest id, or an example."""
    file = IDS.get(kind)
    asked = re.search("'([^']*)'", message)
    if file is None or asked is None:
        return EXAMPLES.get(kind, "leave the block empty")
    document, _ = data.read(content.docs / file, file)
    known = [str(name) for name in document.value] if document and document.value else []
    close = difflib.get_close_matches(asked[1], known, 1, 0.5)
    if asked[1] in known:
        return f"mend the entry '{asked[1]}' in docs/{file} first"
    return f"write id: {close[0]}" if close else f"write id: and an id from docs/{file}"
