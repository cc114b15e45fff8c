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
    command = [_program(name), *arguments]
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


def rewrite(name: str, arguments: list[str], text: str) -> str:
    """Give a text to a formatter and return what it makes of it.

    Args:
        name: The program; it reads the text from its standard input.
        arguments: What it is given.
        text: The text.

    Raises:
        ToolError: It is not installed, or stopped.
    """
    command = [_program(name), *arguments]
    try:
        done = subprocess.run(
            command, input=text.encode(), capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolError(f"{name} did not run ({error}); run 'make fix' once more") from None
    if done.returncode:
        raise ToolError(f"{name} stopped: {done.stderr.decode('utf-8', 'replace').strip()[:200]}")
    return done.stdout.decode("utf-8")


def _program(name: str) -> str:
    program = Path(sysconfig.get_path("scripts")) / name
    return str(program if program.exists() else program.with_suffix(".exe"))
