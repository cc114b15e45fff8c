"""Read ``mkdocs.yml`` without MkDocs, for the few values that checks need."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from sitekit import data
from sitekit.paths import ROOT

MOST_ENTRIES = 10_000  # a list that holds itself must not run for ever


class _Loader(yaml.CSafeLoader):
    """Reads the tags that only MkDocs understands as nothing."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def load(root: Path = ROOT) -> dict[str, Any]:
    """Return the configuration, with None for values that only MkDocs can work out.

    Args:
        root: The folder that holds ``mkdocs.yml``; the repository's own where it has none.
    """
    path = root / "mkdocs.yml"
    path = path if path.is_file() else ROOT / "mkdocs.yml"
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _load(path: Path, changed: int) -> dict[str, Any]:
    """Read a configuration once for each state of it; every check asks for it."""
    text = path.read_bytes().decode("utf-8", "replace")
    try:
        value = yaml.load(text, Loader=_Loader)
    except Exception:  # the check of the menu says what is wrong in it
        return {}
    return value if isinstance(value, dict) else {}


def diagram_arguments(root: Path = ROOT) -> dict[str, Any]:
    """Return Mermaid's configuration: the arguments of the mermaid2 plugin."""
    plugins = load(root).get("plugins")
    for plugin in plugins if isinstance(plugins, list) else ():
        settings = plugin.get("mermaid2") if isinstance(plugin, dict) else None
        arguments = settings.get("arguments") if isinstance(settings, dict) else None
        if isinstance(arguments, dict):
            return arguments
    return {}


def menu(root: Path = ROOT) -> list[str]:
    """Return the files named in the menu, in order."""
    found: list[str] = []
    nav = load(root).get("nav")
    waiting = [nav] if isinstance(nav, list) else []
    for _ in range(MOST_ENTRIES):
        if not waiting:
            break
        item = waiting.pop(0)
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            waiting[:0] = list(item.values())
        elif isinstance(item, list):
            waiting[:0] = item
    return found


def fault(text: str) -> tuple[int, str, str] | None:
    """Return line, message and fix if a configuration is not YAML, else None.

    Args:
        text: The text of ``mkdocs.yml``.
    """
    try:
        value = yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        error = data.at_the_slip(error, text)
        return data.yaml_line(error), *data.yaml_words(error)
    except Exception as error:
        return 1, f"it cannot be read ({type(error).__name__})", data.YAML_FIX
    return None if isinstance(value, dict) else (1, "it holds no settings", data.YAML_FIX)
