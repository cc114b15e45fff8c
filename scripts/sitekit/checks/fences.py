"""A fence that is opened and not closed swallows the rest of the page."""

from __future__ import annotations

from sitekit import markup
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
        for line, _, message in expand(text.lines, content.docs)[1]:
            findings.append(
                Finding(
                    text.shown,
                    text.offset + line,
                    f"this block cannot be filled: {message}",
                    "write what the message names",
                    check="fences",
                )
            )
    return findings
