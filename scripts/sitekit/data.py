"""Read the data files under ``docs/_data/`` and say in plain words what is wrong in them.

YAML alone answers a slip with a traceback, and a schema alone names no line. Here each value
keeps the line it stands on, so that an editor is sent to the right place.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
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
    "too_short": "this list is too short: it has {actual_length} and needs {min_length}",
    "int_parsing": "'{value}' is not a number",
    "int_type": "'{value}' is not a number",
    "float_parsing": "'{value}' is not a number",
    "float_type": "'{value}' is not a number",
    "less_than_equal": "{value} is too large: {le} is the most",
    "greater_than_equal": "{value} is too small: {ge} is the least",
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
    "too_short": "add what is missing; a list of one has nothing to go with it",
    "literal_error": "write one of the words that the message names",
    "int_type": "write a number without quotes",
    "float_type": "write a number without quotes",
    "float_parsing": "write a number without quotes",
    "less_than_equal": "look the number up and count its digits",
    "greater_than_equal": "look the number up and count its digits",
    "bool_type": "write true or false, without quotes",
    "bool_parsing": "write true or false, without quotes",
    "int_parsing": "write a number without quotes",
    "string_pattern_mismatch": "copy the form of the entries around it",
}
YAML_FIX = (
    "check this line and the one above: a colon in a text needs quotes around the text, "
    "and lines of one list start in the same column"
)
# What the parser says, what it means to somebody who does not know YAML, and what to type.
YAML_WORDS = (
    (
        "mapping values are not allowed",
        "a text with a colon in it stands here without quotes, or this line and the one above do "
        "not start in the same column",
        'put quotes around the text: title: "Nerve block: what to expect"; keys of one block '
        "start in the same column",
    ),
    (
        "flow (sequence|mapping)|did not find expected (node content|the node content)",
        "a bracket is opened here and not closed, or a comma is missing in it",
        "write it like: aliases: [first name, second name]",
    ),
    (
        "quoted scalar",
        "a quote is opened here and not closed, or a backslash stands in it",
        "write one quote before the text and the same one after it, and no backslash",
    ),
    (
        "could not find expected ':'",
        "no colon and space stand after the key, or a text runs over into a line of its own",
        "write key: text on one line, with a space after the colon",
    ),
    (
        "block scalar",
        "a text begins with > or |, which mean something else in YAML",
        "put quotes around the text",
    ),
    (
        r"'\\t'|tab character|cannot start any token",
        "a text or line begins with a sign that means something else in YAML, such as a tab, @ "
        "or a backquote",
        "use spaces and no tab at the beginning of a line, and put quotes around the text",
    ),
    (
        r"\balias\b|\banchor\b|\btag\b|alphabetic or numeric",
        "a text begins with a star, & or !, which mean something else in YAML",
        "put quotes around the text",
    ),
    (
        "did not find expected key|expected <block end>|did not find expected '-'",
        "this line does not stand in the column of the lines above, or text follows a closing "
        "quote",
        "begin the lines of one block in the same column; inside a text in double quotes use "
        "single ones",
    ),
    (
        "expected a single document|<document start>|document start",
        "a line '---' stands inside the keys and ends them",
        "take the line '---' out",
    ),
)
PATTERN_FIXES = {
    "doi": "write the DOI from '10.' on, such as 10.1136/bmj-2024-079970",
    "url": "write the whole address, with https:// before it",
    "hash": "copy the whole line that 'make review-sheet PAGE=name' prints",
}


@dataclass(frozen=True)
class Document:
    """A YAML file or an entry of one: its value, the line of every key in it, what it is."""

    value: Any
    lines: dict[Key, int] = field(default_factory=dict)
    name: str = "the file"

    def line(self, key: Key) -> int:
        """Return the line of the key, or of the nearest key around it that is known."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def parts(self) -> dict[Any, Document]:
        """Return each entry as a document of its own, with its lines in the whole file."""
        lines: dict[Any, dict[Key, int]] = {}
        for key, line in self.lines.items():
            if key:
                lines.setdefault(key[0], {})[key[1:]] = line
        entries = self.value.items() if isinstance(self.value, dict) else ()
        return {key: Document(value, lines.get(key, {}), str(key)) for key, value in entries}

    def where(self, key: Key, wanted: str) -> int:
        """Return the line of a text somewhere below a key, or the line of the key."""
        value = self.value
        for part in key:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return self.line(key)
        return self.line(_find(value, key, wanted) or key)


def _find(value: Any, key: Key, wanted: str) -> Key | None:
    """Return the key of the first text that is this one."""
    if value == wanted:
        return key
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    return next((found for k, v in inner if (found := _find(v, (*key, k), wanted))), None)


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


class _AnyTag(_Loader):
    """Reads the tags that only another program understands as nothing."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)


def parse(text: str) -> Document:
    """Return the value and the lines of a YAML text.

    Args:
        text: The YAML.

    Returns:
        The document; its lines are counted from 1.

    Raises:
        yaml.MarkedYAMLError: The text is not valid YAML.
    """
    return _parse(text, _Loader)


def parse_any(text: str) -> Document:
    """Return the value and the lines of a YAML text with tags of another program in it.

    Args:
        text: The YAML; a value with such a tag is read as nothing.

    Raises:
        yaml.MarkedYAMLError: The text is not valid YAML.
    """
    return _parse(text, _AnyTag)


def _parse(text: str, kind: type[_Loader]) -> Document:
    loader = kind(text)
    node = None
    try:
        node = loader.get_single_node()
        lines: dict[Key, int] = {}
        if node is None:
            return Document(None)
        _collect_lines(node, (), lines)
        return Document(loader.construct_document(node), lines)
    except yaml.MarkedYAMLError as error:
        raise at_the_slip(error, text) from None
    except Exception as error:  # such as a number that is none, or a list that holds itself
        mark = node.start_mark if node else yaml.Mark("", 0, _error_line(error, text), 0, None, 0)
        raise yaml.MarkedYAMLError(
            problem=f"a value cannot be read ({type(error).__name__})", problem_mark=mark
        ) from None
    finally:
        loader.dispose()


def at_the_slip(error: yaml.MarkedYAMLError, text: str) -> yaml.MarkedYAMLError:
    """Return the error, moved up to the line without a colon that the parser read on from.

    Args:
        error: What the parser raised.
        text: The YAML.
    """
    mark = error.problem_mark
    if mark is not None and (opened := _open_quote(text, mark.line)) is not None:
        return yaml.MarkedYAMLError(
            context="while scanning a quoted scalar",
            context_mark=yaml.Mark("", 0, opened, 0, None, 0),
            problem="found unexpected end",
            problem_mark=mark,
        )
    if mark is None or "mapping values are not allowed" not in str(error.problem):
        return error
    lines = text.split("\n")
    number = mark.line - 1
    while number >= 0 and not lines[number].strip():
        number -= 1
    if number < 0 or ": " in lines[mark.line][: mark.column]:
        return error
    if re.search(r":(\s|$)|^\s*-", lines[number]):
        return error
    return yaml.MarkedYAMLError(
        problem="could not find expected ':'",
        problem_mark=yaml.Mark("", 0, number, 0, None, 0),
    )


def _open_quote(text: str, last: int) -> int | None:
    """Return the last line, from 0, up to ``last`` whose text opens a quote and leaves it open."""
    for number, line in reversed(list(enumerate(text.split("\n")[: last + 1]))):
        found = re.match(r"[^#]*?(?::|-|\[)\s+([\"'])", line)
        if found and len(re.findall(rf"(?<!\\){found[1]}", line)) % 2:
            return number
    return None


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
        return _parse_once(path.read_text("utf-8")), []
    except FileNotFoundError:
        return None, [Finding(shown, 1, "this file is missing", "restore it", check="data")]
    except UnicodeDecodeError as error:
        return None, [not_utf8(error, shown)]
    except yaml.YAMLError as error:
        return None, [yaml_finding(error, shown)]


@lru_cache(maxsize=64)
def _parse_once(text: str) -> Document:
    """Parse each state of a file once; every page of a build asks for the same few."""
    return parse(text)


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
    problem, fix = yaml_words(error)
    return Finding(
        shown,
        offset + yaml_line(error),
        f"this is not valid YAML, so nothing in it can be used: {problem}",
        fix,
        check="data",
    )


def yaml_line(error: yaml.YAMLError) -> int:
    """Return the line of a YAML error, counted from 1.

    The parser stops where it gives up, which is often a line or a page below the slip. What is
    opened and never closed is named where it was opened.
    """
    problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    opened = re.search("flow|quoted scalar|simple key", str(getattr(error, "context", None) or ""))
    mark = (context if opened else None) or problem or context
    return mark.line + 1 if mark else 1


def yaml_words(error: yaml.YAMLError) -> tuple[str, str]:
    """Return in an editor's words what is wrong with a YAML text, and what to type."""
    problem = str(getattr(error, "problem", None) or "it cannot be read")
    if "stands twice" in problem:
        return problem, "take one of the two out, or give it another name"
    text = f"{getattr(error, 'context', None) or ''} {problem}"
    for pattern, message, fix in YAML_WORDS:
        if re.search(pattern, text):
            return message, fix
    return problem, YAML_FIX


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
            name = ".".join(str(part) for part in key) or document.name
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


def entries(
    model: type[Model], document: Document, shown: str, check: str = "data"
) -> tuple[dict[str, Model], list[Finding]]:
    """Check each entry of a file on its own, so that a slip in one leaves the others in use.

    Args:
        model: The pydantic model of one entry.
        document: The YAML as read.
        shown: How the file is named in a finding.
        check: Name of the check, for the findings.

    Returns:
        The entries that are in order, by their key, and a finding for each fault.
    """
    if document.value is None:
        return {}, []
    if not isinstance(document.value, dict):
        message = "this file is not a list of ids with an entry under each"
        return {}, [Finding(shown, 1, message, "write 'some-id:' and its keys below", check=check)]
    found: dict[str, Model] = {}
    findings: list[Finding] = []
    for name, part in document.parts().items():
        entry, faults = validate(model, part, shown, check=check)
        findings.extend(faults)
        if entry is not None:
            found[str(name)] = entry
    return found, findings


def _message(fault: Any) -> str:
    """Return what is wrong with a value, in an editor's words."""
    value = fault.get("input")
    known = MESSAGES.get(fault["type"])
    if known is None:
        return str(fault["msg"]).removeprefix("Value error, ")
    shown = str(value)[:60].replace("{", "(").replace("}", ")")
    length = len(value) if isinstance(value, str) else 0
    return known.format(**{**fault.get("ctx", {}), "value": shown, "length": length})
