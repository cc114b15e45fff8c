"""Run the checkers that others maintain, and read their findings.

Both are programs that come as packages beside this Python; both look at all files in well under
a tenth of a second, so nothing of theirs is kept.
"""

from __future__ import annotations

import json
import subprocess
import sysconfig
from pathlib import Path
from typing import Any


class ToolError(RuntimeError):
    """A checker that is missing or has stopped."""


def run(name: str, arguments: list[str], folder: Path) -> list[Any]:
    """Run one checker and return what it wrote, one value for each JSON text.

    Args:
        name: The program.
        arguments: What it is given.
        folder: Where it runs.

    Raises:
        ToolError: It is not installed, or wrote no JSON.
    """
    program = Path(sysconfig.get_path("scripts")) / name
    command = [str(program if program.exists() else program.with_suffix(".exe")), *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolError(f"{name} did not run ({error}); run 'make check' once more") from None
    text = done.stdout.decode("utf-8", "replace").strip()
    try:
        if text.startswith("["):
            return list(json.loads(text))
        return [json.loads(line) for line in text.splitlines() if line]
    except json.JSONDecodeError:
        said = done.stderr.decode("utf-8", "replace").strip() or text
        raise ToolError(f"{name} stopped: {said[:200]}") from None
