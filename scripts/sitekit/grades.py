"""Reading grades of texts, worked out once for each text.

``textstat`` takes a third of a second to load and as long to count the syllables of the site. A
grade depends on nothing but the text and the packages that count, so it is kept under a hash of
these; a text that changed has another hash, and what cannot be read is worked out again.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import threading
import warnings
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from sitekit.paths import CACHE

FILE = CACHE / "grades.json"
MOST = 2000  # some thirty states of every page; a file of 90 KB


class Grades:
    """The grades that are known, in the order in which they were worked out.

    Attributes:
        file: Where they are kept.
    """

    def __init__(self, file: Path = FILE) -> None:
        self.file = file
        self._known = _read(file)
        self._is_new = False

    def of(self, text: str, masked: re.Pattern[str] | None = None) -> float:
        """Return the Flesch-Kincaid grade of a text, in years of school.

        Args:
            text: Whole sentences.
            masked: Words that count as a short one.
        """
        name = key(text, masked)
        if name not in self._known:
            self._known[name] = measure(masked.sub("it", text) if masked else text)
            self._is_new = True
        return self._known[name]

    def keep(self) -> None:
        """Write what is new to the file; a folder that cannot be written to costs only time."""
        if not self._is_new:
            return
        newest = dict(list(self._known.items())[-MOST:])
        half = self.file.with_suffix(f".{os.getpid()}.{threading.get_ident()}.part")
        try:
            half.parent.mkdir(parents=True, exist_ok=True)
            half.write_text(json.dumps(newest), "utf-8")
            half.replace(self.file)
        except OSError:
            with suppress(OSError):
                half.unlink()
        self._is_new = False


def measure(text: str) -> float:
    """Work the Flesch-Kincaid grade of a text out, in years of school.

    Args:
        text: Whole sentences.
    """
    with warnings.catch_warnings():  # textstat 0.7.4 asks setuptools in an old way, and says so
        warnings.simplefilter("ignore")
        import textstat  # here, since most runs need none of it
    return float(textstat.flesch_kincaid_grade(text))


def key(text: str, masked: re.Pattern[str] | None = None) -> str:
    """Return the name under which the grade of a text is kept.

    Args:
        text: The text.
        masked: Words that count as a short one.
    """
    parts = json.dumps([_versions(), masked and [masked.pattern, masked.flags], text])
    return hashlib.sha256(parts.encode()).hexdigest()


@lru_cache(maxsize=1)
def _versions() -> str:
    return " ".join(version(name) for name in ("textstat", "pyphen"))


def _read(file: Path) -> dict[str, float]:
    try:
        kept = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {
        name: grade
        for name, grade in kept.items()
        if isinstance(grade, float) and math.isfinite(grade)
    }
