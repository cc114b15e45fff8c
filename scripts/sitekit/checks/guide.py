"""What a check says about itself, for the page that explains all of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Guide:
    """The explanation of one check.

    Attributes:
        title: What it looks at, as a heading.
        why: Whom a mistake of this kind harms, in one or two sentences.
        cases: Wrong and right, as an editor would type them.
    """

    title: str
    why: str
    cases: tuple[tuple[str, str], ...]
