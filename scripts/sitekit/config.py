"""Read ``mkdocs.yml`` without MkDocs, for the few values that checks need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sitekit.paths import ROOT


class _Loader(yaml.SafeLoader):
    """Reads the tags that only MkDocs understands as nothing."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def load(root: Path = ROOT) -> dict[str, Any]:
    """Return the configuration, with None for values that only MkDocs can work out.

    Args:
        root: The folder that holds ``mkdocs.yml``; the repository's own where it has none.
    """
    path = root / "mkdocs.yml"
    text = (path if path.is_file() else ROOT / "mkdocs.yml").read_text("utf-8")
    value = yaml.load(text, Loader=_Loader)
    return value if isinstance(value, dict) else {}


def diagram_arguments(root: Path = ROOT) -> dict[str, Any]:
    """Return Mermaid's configuration: the arguments of the mermaid2 plugin."""
    for plugin in load(root).get("plugins", []):
        if isinstance(plugin, dict) and "mermaid2" in plugin:
            return dict(plugin["mermaid2"].get("arguments") or {})
    return {}


def menu(root: Path = ROOT) -> list[str]:
    """Return the files named in the menu, in order."""
    found: list[str] = []

    def walk(item: Any) -> None:
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            for value in item.values():
                walk(value)
        elif isinstance(item, list):
            for value in item:
                walk(value)

    walk(load(root).get("nav") or [])
    return found
