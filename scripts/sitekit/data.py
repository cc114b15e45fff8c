"""Read the data files under ``docs/_data/`` and say in plain words what is wrong in them.

YAML alone answers a slip with a traceback, and a schema alone names no line. Here each value
keeps the line it stands on, so that an editor is sent to the right place.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from sitekit.findings import Finding

Model = TypeVar("Model", bound=BaseModel)
Key = tuple[str | int, ...]

MESSAGES = {
    "missing": "this key is missing",
    "extra_forbidden": "extra inputs are not permitted: this key is unknown",
    "string_type": "this is not text",
    "string_too_long": "this has {length} letters, and {max_length} is the most",
    "string_too_short": "this is too short",
    "date_from_datetime_parsing": "'{value}' is not a date, or not one that exists",
    "date_from_datetime_inexact": "this is a time, and a date is needed",
    "date_type": "this is not a date",
    "date_parsing": "'{value}' is not a date, or not one that exists",
    "list_type": "this is not a list",
    "dict_type": "this is not a list of keys with values",
    "model_type": "this is not a list of keys with values",
    "string_pattern_mismatch": "'{value}' has another form than it needs",
}
FIXES = {
    "missing": "add the key '{key}'",
    "extra_forbidden": "take the key '{key}' out, or check its spelling",
    "string_type": "write text, in quotes if it looks like a number",
    "date_from_datetime_parsing": "write a date as 2026-11-25 (year-month-day)",
    "date_type": "write a date as 2026-11-25 (year-month-day)",
    "date_parsing": "write a date as 2026-11-25 (year-month-day)",
    "date_from_datetime_inexact": "write a date as 2026-11-25 (year-month-day)",
    "string_too_long": "make it shorter",
    "string_too_short": "write it out",
    "list_type": "write it like {key}: [first, second], or [] if there is none",
    "dict_type": "put each key on a line of its own, with a colon and a space after it",
    "model_type": "put each key on a line of its own, with a colon and a space after it",
    "int_type": "write a number without quotes",
    "int_parsing": "write a number without quotes",
    "string_pattern_mismatch": "copy the form of the entries around it",
}
PATTERN_FIXES = {
    "doi": "write the DOI from '10.' on, such as 10.1136/bmj-2024-079970",
    "url": "write the whole address, with https:// before it",
    "hash": "copy the whole line that 'make review-sheet PAGE=name' prints",
}


@dataclass(frozen=True)
class Document:
    """A YAML file: its value, and the line of every key in it."""

    value: Any
    lines: dict[Key, int] = field(default_factory=dict)

    def line(self, key: Key) -> int:
        """Return the line of the key, or of the nearest key around it that is known."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)


class _Loader(yaml.CSafeLoader):
    """YAML without surprises: a key that stands twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                break  # a list or mapping as a key: the parser has its own message for it
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key '{key}' stands twice", problem_mark=key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)

    def construct_date(self, node: yaml.ScalarNode) -> Any:
        """Return a date; an impossible one stays text, for the model to refuse."""
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_date)


def parse(text: str) -> Document:
    """Return the value and the lines of a YAML text.

    Args:
        text: The YAML.

    Returns:
        The document; its lines are counted from 1.

    Raises:
        yaml.MarkedYAMLError: The text is not valid YAML.
    """
    loader = _Loader(text)
    node = None
    try:
        node = loader.get_single_node()
        lines: dict[Key, int] = {}
        if node is None:
            return Document(None)
        _collect_lines(node, (), lines)
        return Document(loader.construct_document(node), lines)
    except yaml.MarkedYAMLError:
        raise
    except Exception as error:  # such as a number that is none, or a list that holds itself
        mark = node.start_mark if node else yaml.Mark("", 0, _error_line(error, text), 0, None, 0)
        raise yaml.MarkedYAMLError(
            problem=f"a value cannot be read ({type(error).__name__})", problem_mark=mark
        ) from None
    finally:
        loader.dispose()


def _error_line(error: Exception, text: str) -> int:
    position = getattr(error, "position", 0)
    return text[:position].count("\n") if isinstance(position, int) else 0


def _collect_lines(node: yaml.Node, key: Key, lines: dict[Key, int]) -> None:
    lines.setdefault(key, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if not isinstance(key_node.value, str):
                continue  # no model has such a key
            inner = (*key, key_node.value)
            lines[inner] = key_node.start_mark.line + 1
            _collect_lines(value_node, inner, lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _collect_lines(item, (*key, index), lines)


def read(path: Path, shown: str) -> tuple[Document | None, list[Finding]]:
    """Read one YAML file.

    Args:
        path: The file.
        shown: How the file is named in a finding.

    Returns:
        The document, or None with the findings that say why not.
    """
    try:
        return _parse_file(path, path.stat().st_mtime_ns), []
    except FileNotFoundError:
        return None, [Finding(shown, 1, "this file is missing", "restore it", check="data")]
    except UnicodeDecodeError as error:
        return None, [not_utf8(error, shown)]
    except yaml.YAMLError as error:
        return None, [yaml_finding(error, shown)]


@lru_cache(maxsize=32)
def _parse_file(path: Path, changed: int) -> Document:
    """Parse a file once for each state of it; every page of a build asks for the same few."""
    return parse(path.read_text("utf-8"))


def not_utf8(error: UnicodeDecodeError, shown: str) -> Finding:
    """Turn a decoding error into a finding on the line of the first letter that is wrong."""
    return Finding(
        shown,
        error.object[: error.start].count(b"\n") + 1,
        "a letter here is not saved as UTF-8, so browsers would show a wrong sign",
        "save the file again as UTF-8, then look at this line",
        check="encoding",
    )


def yaml_finding(error: yaml.YAMLError, shown: str, offset: int = 0) -> Finding:
    """Turn a YAML error into a finding.

    Args:
        error: What the parser raised.
        shown: How the file is named in the finding.
        offset: Lines that stand above the YAML in the file.
    """
    problem = getattr(error, "problem", None) or "it cannot be read"
    return Finding(
        shown,
        offset + yaml_line(error),
        f"this is not valid YAML, so nothing in it can be used: {problem}",
        "check this line and the one above: a colon in a text needs quotes around the text, "
        "and lines of one list start in the same column",
        check="data",
    )


def yaml_line(error: yaml.YAMLError) -> int:
    """Return the line of the mistake behind a YAML error.

    The parser notices an open bracket or quote only on a later line, so there the line on which
    it was opened is the one to mend.
    """
    noticed = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    context = getattr(error, "context", None) or ""
    mark = opened if re.search(r"flow|quoted", context) else noticed
    mark = mark or noticed or opened
    return mark.line + 1 if mark else 1


def validate(
    model: type[Model], document: Document, shown: str, offset: int = 0, check: str = "data"
) -> tuple[Model | None, list[Finding]]:
    """Check a document against its model.

    Args:
        model: The pydantic model that says what is allowed.
        document: The YAML as read.
        shown: How the file is named in a finding.
        offset: Lines that stand above the YAML in the file.
        check: Name of the check, for the findings.

    Returns:
        The model's instance, or None with a finding for each fault.
    """
    try:
        return model.model_validate(document.value), []
    except ValidationError as error:
        findings = []
        for fault in error.errors():
            key = tuple(fault["loc"])
            name = ".".join(str(part) for part in key) or "the file"
            context = fault.get("ctx", {})
            text = _message(fault)
            fix = FIXES.get(fault["type"], "write what the message asks for")
            if fault["type"] == "string_pattern_mismatch" and key:
                fix = PATTERN_FIXES.get(str(key[-1]), fix)
            if "expected" in context:
                fix = f"write {context['expected']}"
            findings.append(
                Finding(
                    shown,
                    offset + document.line(key),
                    f"{name}: {text[0].lower() + text[1:]}",
                    fix.format(key=key[-1] if key else ""),
                    check=check,
                )
            )
        return None, findings


def _message(fault: Any) -> str:
    """Return what is wrong with a value, in an editor's words."""
    value = fault.get("input")
    known = MESSAGES.get(fault["type"])
    if known is None:
        return str(fault["msg"]).removeprefix("Value error, ")
    shown = str(value)[:60].replace("{", "(").replace("}", ")")
    length = len(value) if isinstance(value, str) else 0
    return known.format(**{**fault.get("ctx", {}), "value": shown, "length": length})
