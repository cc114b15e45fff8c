"""Repair what is mechanical in a file, and never a word.

What may be done is only what a reader cannot see: line ends, hidden signs, spaces, the order of
the keys at the top, a line for each sentence, the empty lines that Markdown needs. The inside of
a fence is data or code and stays as it is. A file in which a word would change is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import yaml

from sitekit import data, markup, pages
from sitekit.checks import tools
from sitekit.checks.reading import LEAD, crowded, sentences
from sitekit.checks.words import plain

FRONT = re.compile(r"\A(---[ \t]*\n)(.*?)(^---[ \t]*(?:\n|\Z))", re.S | re.M)
SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# Not the signs that turn the order of letters around: those can hide other words than are shown.
NOTHING = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
BREAKS = re.compile("[\u2028\u2029\u0085]")
QUOTES = str.maketrans(
    {**dict.fromkeys("\u201c\u201d\u201e\u201f", '"')}
    | {**dict.fromkeys("\u2018\u2019\u201a\u201b", "'")}
)
CODE = re.compile(r"((`+).+?\2)")
DELIMITER = re.compile(r"^\s*\|(?:\s*:?-+:?\s*\|)+$")
# What must not be torn in two: code, links and pictures, braces.
WHOLE = re.compile(r"`+.+?`+|!?\[[^\]]*\]\([^)]*\)|\{[^}]*\}")
SENTENCE = re.compile(r"[.!?][\"')\]*_]*(?: ?\[\^[^\]\s]+\])*(?P<gap>\s+)(?=[\"'(*_\[]*[A-Z0-9])")
# A new line that begins like this would begin a list, a table or a heading.
STARTS = re.compile(r"(?:[-+*]\s|[>|#:]|\d+[.)]\s|!!!)")
RULES = ("MD012", "MD031", "MD032", "MD055", "MD058", "MD060")
OPTIONS = ('global.flavor="mkdocs"', "MD060.enabled=true", 'MD060.style="compact"')
MOST_PASSES = 5


def file(raw: bytes, suffix: str) -> bytes:
    """Return a file as it should be.

    Args:
        raw: What is in it.
        suffix: ``.md`` for Markdown; anything else is YAML.

    Returns:
        The repaired file, or the same bytes where nothing can be done safely.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw  # the check names the letter; a guess could be wrong
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if suffix != ".md":
        return _data(text).encode()
    for _ in range(MOST_PASSES):
        done = markdown(text)
        if done == text:
            break
        text = done
    return text.encode()


def markdown(text: str) -> str:
    """Return a page or a shared text as it should be, or the same text if a word would change.

    Args:
        text: The file, with plain line ends.
    """
    found = FRONT.match(text)
    head, body = "", text
    if found:
        head = f"---\n{front_matter(found[2])}---\n"
        body = text[found.end() :]
    signs = "\n".join(_outside(markup.split(body), _signs))
    lead = "\n" if found and signs.startswith("\n") else ""
    signs = signs.strip("\n")
    done = one_sentence_a_line(_delimiters(blocks(signs)))
    if _words(done) != _words(signs) or _fenced(done) != _fenced(signs):
        done = signs
    return f"{head}{lead}{done}\n" if done else head


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _fenced(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(fence.kind, fence.body) for fence in markup.fences(markup.split(text))]


def _outside(lines: list[str], change: Callable[[str], str]) -> Iterable[str]:
    """Yield the lines, each line outside a fence changed."""
    fenced = {
        number
        for fence in markup.fences(lines)
        for number in range(fence.line, (fence.end or len(lines)) + 1)
    }
    for number, line in enumerate(lines, start=1):
        yield line if number in fenced else change(line)


def visible(text: str) -> str:
    """Return a text without hidden signs, and with plain spaces and line breaks."""
    return BREAKS.sub("\n", NOTHING.sub("", SPACES.sub(" ", text)))


def _signs(line: str) -> str:
    line = visible(line)
    parts = CODE.split(line)
    result = ""
    for index, part in enumerate(parts):
        if index % 3 == 0:  # outside code
            result += _plain_signs(part, line)
        elif index % 3 == 1:
            result += part
    return "\n".join(part.rstrip() for part in result.split("\n"))


def _plain_signs(part: str, line: str) -> str:
    start = len(part) - len(part.lstrip())
    part = part[:start].expandtabs(4) + part[start:].replace("\t", " ")
    if line.lstrip().startswith("!!!") and line.count('"') >= 2:
        # The title of a box stands in straight quotes, so those within must be others.
        part = re.sub("[\u201c-\u201f]", "'", part)
    return part.translate(QUOTES)


def front_matter(text: str) -> str:
    """Return the keys at the top of a page in their order, without hidden signs.

    Args:
        text: The lines between the two ``---``; lines that cannot be read stay as they are.
    """
    try:
        before = data.parse(text).value
    except yaml.YAMLError:
        return text
    if not isinstance(before, dict):
        return text
    changed = _lines_end(visible(text).translate(QUOTES))
    if _value(changed) in (_mapped(before, False), _mapped(before, True)):
        text = changed
    keys, rest = _keys(markup.split(text))
    order = {key: place for place, key in enumerate(pages.FrontMatter.model_fields)}
    keys.sort(key=lambda pair: order.get(pair[0], len(order)))
    ordered = "".join(f"{line}\n" for line in [*(row for _, rows in keys for row in rows), *rest])
    return ordered if _value(ordered) == _value(text) else text


def _keys(lines: list[str]) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Return each key with its lines and the comments above it, and what stands below the last."""
    keys: list[tuple[str, list[str]]] = []
    waiting: list[str] = []
    for line in lines:
        found = re.match(r"([A-Za-z_]\w*)\s*:", line)
        if found:
            keys.append((found[1], [*waiting, line]))
            waiting = []
        elif line.startswith("#") or not line.strip():
            waiting.append(line)
        elif keys:
            keys[-1][1].extend([*waiting, line])
            waiting = []
    return keys, waiting


def _value(text: str) -> Any:
    try:
        return data.parse(text).value
    except yaml.YAMLError:
        return None


def _mapped(value: Any, quoted: bool) -> Any:
    """Return a value as it should be afterwards; ``quoted`` if its quotes were YAML's own."""
    if isinstance(value, str):
        text = visible(value).translate(QUOTES)
        return text.strip("\"'") if quoted else text
    if isinstance(value, list):
        return [_mapped(item, quoted) for item in value]
    if isinstance(value, dict):
        return {key: _mapped(item, quoted) for key, item in value.items()}
    return value


def _lines_end(text: str) -> str:
    """Return a text without spaces at the ends of lines, and with one line end at its own."""
    lines = [line.rstrip(" \t") for line in markup.split(text)]
    return "\n".join(lines).rstrip("\n") + "\n" if any(lines) else ""


def _data(text: str) -> str:
    """Return a YAML file without hidden signs and spaces, if every value stays what it was."""
    for change in (lambda old: _lines_end(visible(old)), visible):
        changed = change(text)
        try:
            before = [_scalars(node, visible) for node in yaml.compose_all(text, yaml.CSafeLoader)]
            after = [_scalars(node, str) for node in yaml.compose_all(changed, yaml.CSafeLoader)]
        except yaml.YAMLError:
            return text
        if before == after:
            return changed
    return text


def _scalars(node: yaml.Node | None, change: Callable[[str], str]) -> Any:
    """Return the texts of a YAML tree without reading tags, which only MkDocs knows."""
    if isinstance(node, yaml.ScalarNode):
        return change(node.value)
    if isinstance(node, yaml.MappingNode):
        return [(_scalars(key, change), _scalars(value, change)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [_scalars(item, change) for item in node.value]
    return None


def blocks(text: str) -> str:
    """Return Markdown with the empty lines around lists, tables and boxes that it needs.

    Args:
        text: The Markdown, without front matter.
    """
    arguments = ["fmt", "--isolated", "--no-cache", "--silent", "--enable", ",".join(RULES)]
    for option in OPTIONS:
        arguments += ["--config", option]
    return tools.rewrite("rumdl", [*arguments, "-"], f"{text}\n").strip("\n")


def _delimiters(text: str) -> str:
    """Return tables with the line under their first row as this site writes it: ``|---|``."""

    def row(line: str) -> str:
        if not DELIMITER.match(line):
            return line
        indent = line[: len(line) - len(line.lstrip())]
        return indent + re.sub(r"-+", "---", re.sub(r"\s", "", line))

    return "\n".join(_outside(markup.split(text), row))


def one_sentence_a_line(text: str) -> str:
    """Return Markdown in which each sentence of a paragraph has a line of its own.

    Args:
        text: The Markdown, without front matter.
    """
    return "\n".join(_outside(markup.split(text), _apart))


def _apart(line: str) -> str:
    stripped = line.strip()
    if (
        not stripped
        or stripped.startswith(("#", "|", "!!!", "<", ">"))
        or markup.INCLUDE.search(line)
        or not crowded(line)
    ):
        return line
    lead = LEAD.match(line)
    start = lead.end() if lead else 0
    whole = [(found.start(), found.end()) for found in WHOLE.finditer(line)]
    parts, last = [], 0
    for found in SENTENCE.finditer(line, start):
        gap, end = found.start("gap"), found.end()
        if any(a < gap < b for a, b in whole) or STARTS.match(line, end):
            continue
        # The one place that knows where a sentence ends, such as not after "Dr."
        if len(sentences(plain(f"{line[last:gap]} Next."))) < 2:
            continue
        parts.append(line[last:gap])
        last = end
    return "\n".join([*parts, line[last:]])
