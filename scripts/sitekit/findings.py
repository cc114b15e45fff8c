"""What a check found, in the form an editor reads.

Every check returns findings, and one place prints them, so that each message has the same
shape: where, what is wrong, and what to type instead.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake in one place.

    Attributes:
        path: File, relative to the root of the repository, with forward slashes.
        line: Line in that file, counted from 1.
        message: What is wrong and why it matters, without a full stop at the end.
        fix: What to type instead.
        severity: ``error`` stops the build; ``warning`` is shown only; ``advice`` is shown for a
            page that is named, and counted otherwise.
        check: Name of the check that found it.
    """

    path: str
    line: int
    message: str
    fix: str = ""
    severity: str = "error"
    check: str = ""

    def __str__(self) -> str:
        """Return ``path:line: message`` and an indented line with the fix."""
        head = f"{self.path}:{self.line}: {self.message}"
        return f"{head}\n    Fix: {self.fix}" if self.fix else head
