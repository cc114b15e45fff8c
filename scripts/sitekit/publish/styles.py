"""One small style sheet for the whole site, without the rules that nothing on it can match.

The theme brings rules for everything that it can do: code with line numbers, tabs, annotations,
versions, twenty colors, languages written from the right. Three quarters of them match nothing
here, and a phone on a slow line waits for all of them before it shows a word.

A rule stays unless one of the names in its selector (class, id, element, attribute, value of an
attribute) stands neither in a page nor in a script of the site. What a script adds to a page
later has its name in that script, so nothing that a reader can bring about loses its look. Rules
are only ever left out whole, and keep their order.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import tinycss2
from lxml import html
from tinycss2 import ast

from sitekit.publish import calm

# The theme's script holds these names for features that this site does not turn on: code and notes
# in it, tabs, a choice of versions, tags, the code host's stars, consent, languages written from
# the right. A page that uses one brings the name back.
UNUSED_FEATURES = re.compile(
    r"md-(annotation|code|consent|feedback|source|tag|version)|tabbed|highlight|hll|mermaid"
    r"|md-typeset__scrollwrap|(rtl|pre|code|kbd|iframe|select|annotate|linenos)$"
)
# Attributes whose values are known from the pages and scripts; others are compared by name only.
_LISTS = ("class",)
FOLDER = "assets/stylesheets"
_LINK = re.compile(r"""<link\b[^>]*\brel=["']stylesheet["'][^>]*>""", re.I)
_HREF = re.compile(r"""\bhref=["']([^"']+)["']""", re.I)
_PARSER = html.HTMLParser(encoding="utf-8")
_NOT_IN_PAGES = {"lunr", "workers"}  # scripts that touch no page
_COLOR = re.compile(r"--rbm-([\w-]+):\s*(#[0-9a-fA-F]{3,8})\s*;")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
# Rules in these hold rules themselves.
_GROUPS = {"media", "supports", "layer", "container"}


@dataclass
class Names:
    """Every name that a selector can ask for and find.

    Attributes:
        pages: Names that stand in a page.
        scripts: Words of the scripts, and so everything that they can add.
    """

    pages: set[str] = field(default_factory=set)
    scripts: set[str] = field(default_factory=set)

    def add_page(self, tree: html.HtmlElement) -> None:
        """Take in the names of one page."""
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            self.pages.add(element.tag.lower())
            for name, value in element.attrib.items():
                self.pages.add(str(name).lower())
                self.pages.update(str(value).split() if name in _LISTS else (str(value),))

    def add_script(self, text: str) -> None:
        """Take in the words of one script."""
        self.scripts.update(w for w in _WORD.findall(text) if not UNUSED_FEATURES.match(w))

    def __contains__(self, name: str) -> bool:
        return name in self.pages or name in self.scripts


def colors(site: Path) -> dict[str, str]:
    """Return the site's colors by name, as the light scheme has them.

    Args:
        site: The folder of the built site.
    """
    sheet = site / FOLDER / "site.css"
    found = _COLOR.findall(sheet.read_text("utf-8")) if sheet.is_file() else []
    return {"brand": "#1c5560", "paper": "#ffffff", **dict(reversed(found))}


def join(
    site: Path, pages: dict[Path, str], extra: dict[str, str], *, keep: bool = False
) -> dict[Path, str]:
    """Join the style sheets of all pages into one, and return the pages that load it.

    The sheet's name holds a hash of its text, so that a browser never uses an old one.

    Args:
        site: The folder of the built site.
        pages: The HTML of each page.
        extra: Declarations by class, taken out of the pages.
        keep: Whether the sheets stay beside the new one, for pages that are written later.

    Raises:
        ValueError: If the pages do not load the same sheets, in the same order, from one folder.
    """
    names = Names()
    order: list[str] = []
    for path, page in pages.items():
        names.add_page(html.document_fromstring(page.encode(), parser=_PARSER))
        own = [_HREF.findall(tag)[0].partition(FOLDER)[2] for tag in _LINK.findall(page)]
        order = order or own
        if not all(own) or own != order:
            raise ValueError(f"{path.name} loads other style sheets than the pages before: {own}")
    for script in sorted(site.glob("assets/**/*.js")):
        if not _NOT_IN_PAGES & set(script.parts):
            names.add_script(script.read_text("utf-8"))
    sheets = [site / FOLDER / name.lstrip("/") for name in order]
    css = "".join(sheet.read_text("utf-8") for sheet in sheets)
    css += "".join(f".{name}.{name}{{{text}}}" for name, text in sorted(extra.items()))
    text = lean(css if keep else calm.rules(css), names)
    target = f"all.{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
    for sheet in () if keep else sheets:
        sheet.unlink()
        sheet.with_name(f"{sheet.name}.map").unlink(missing_ok=True)
    (site / FOLDER / target).write_text(text, "utf-8")
    return {path: _with_one_link(page, target) for path, page in pages.items()}


def _with_one_link(page: str, target: str) -> str:
    first, *others = _LINK.findall(page)
    folder = _HREF.findall(first)[0].partition(FOLDER)[0] + FOLDER
    page = page.replace(first, f'<link rel="stylesheet" href="{folder}/{target}">', 1)
    for tag in others:
        page = page.replace(tag, "", 1)
    return page


def lean(css: str, names: Names) -> str:
    """Return a style sheet without rules, variables and animations that nothing can use.

    Args:
        css: The whole style sheet.
        names: What stands in the pages and scripts.
    """
    rules = _parse(css)
    kept = list(_keep(rules, names))
    text = _serialize(kept)
    while True:
        used = set(re.findall(r"var\(\s*(--[\w-]+)", text)) | {
            name for name in names.scripts if name.startswith("--")
        }
        moving = set(_WORD.findall(" ".join(re.findall(r"animation(?:-name)?:([^;}]*)", text))))
        kept = list(_without_unused(kept, used, moving))
        shorter = _serialize(kept)
        if shorter == text:
            return text
        text = shorter


@dataclass
class Rule:
    """A rule, or a group of rules such as ``@media``.

    Attributes:
        head: What stands before the brace, or the whole of a statement such as ``@import``.
        declarations: Name and text of each declaration; None for a group or a statement.
        inner: The rules of a group.
        raw: The body of an ``@`` rule that is kept as it is.
    """

    head: str
    declarations: list[tuple[str, str]] | None = None
    inner: list[Rule] | None = None
    raw: str | None = None


def _parse(css: str) -> list[Rule]:
    nodes = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return list(_rules(nodes))


def _rules(nodes: Iterable[ast.Node]) -> Iterator[Rule]:
    for node in nodes:
        if isinstance(node, ast.ParseError):
            raise ValueError(f"line {node.source_line}: {node.message}")
        if isinstance(node, ast.QualifiedRule):
            yield Rule(_text(node.prelude), list(_declarations(node.content)))
        elif isinstance(node, ast.AtRule):
            head = f"@{node.at_keyword} {_text(node.prelude)}".strip()
            if node.content is None:
                yield Rule(f"{head};")
            elif node.lower_at_keyword in _GROUPS:
                inner = tinycss2.parse_rule_list(
                    node.content, skip_comments=True, skip_whitespace=True
                )
                yield Rule(head, inner=list(_rules(inner)))
            else:
                yield Rule(head, raw=_text(node.content))


def _declarations(content: Sequence[ast.Node]) -> Iterator[tuple[str, str]]:
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if isinstance(node, ast.Declaration):
            important = "!important" if node.important else ""
            yield node.name, f"{node.name}:{_text(node.value)}{important}"
        elif isinstance(node, ast.ParseError):
            raise ValueError(f"line {node.source_line}: {node.message}")
        else:  # a rule within a rule: kept as it is
            yield "", tinycss2.serialize([node])


def _text(nodes: Sequence[ast.Node]) -> str:
    """Return nodes as text with single spaces and without comments."""
    plain = [node for node in nodes if node.type != "comment"]
    return re.sub(r"\s+", " ", tinycss2.serialize(plain)).strip()


def _serialize(rules: Iterable[Rule]) -> str:
    parts = []
    for rule in rules:
        if rule.declarations is not None:
            body = ";".join(text for _, text in rule.declarations)
            parts.append(f"{rule.head}{{{body}}}")
        elif rule.inner is not None:
            parts.append(f"{rule.head}{{{_serialize(rule.inner)}}}")
        elif rule.raw is not None:
            parts.append(f"{rule.head}{{{rule.raw}}}")
        else:
            parts.append(rule.head)
    return "".join(parts)


def _keep(rules: Iterable[Rule], names: Names) -> Iterator[Rule]:
    """Leave out the selectors that nothing matches, and the rules without any other."""
    for rule in rules:
        if rule.inner is not None:
            inner = list(_keep(rule.inner, names))
            if inner:
                yield Rule(rule.head, inner=inner)
        elif rule.declarations is None:
            yield rule
        elif rule.declarations:
            head = ",".join(s for s in _alternatives(rule.head) if can_match(s, names))
            if head:
                yield Rule(head, rule.declarations)


def _without_unused(rules: Iterable[Rule], variables: set[str], moving: set[str]) -> Iterator[Rule]:
    """Leave out variables that nothing reads, and animations that nothing names."""
    for rule in rules:
        if rule.inner is not None:
            inner = list(_without_unused(rule.inner, variables, moving))
            if inner:
                yield Rule(rule.head, inner=inner)
        elif rule.declarations is not None:
            left = [
                (name, text)
                for name, text in rule.declarations
                if not name.startswith("--") or name in variables
            ]
            if left:
                yield Rule(rule.head, left)
        elif (name := _animation(rule.head)) is None or name in moving:
            yield rule


def _animation(head: str) -> str | None:
    found = re.match(r"@(?:-webkit-)?keyframes (\S+)", head)
    return found[1] if found else None


def can_match(selector: str, names: Names) -> bool:
    """Tell whether an element that this selector asks for can be on the site.

    Args:
        selector: One selector without commas outside of parentheses.
        names: What stands in the pages and scripts.
    """
    tokens = tinycss2.parse_component_value_list(selector, skip_comments=True)
    return _can_match(tokens, names)


def _can_match(tokens: Sequence[ast.Node], names: Names) -> bool:
    before = ""
    for token in tokens:
        if isinstance(token, ast.HashToken) and token.value not in names:
            return False
        if isinstance(token, ast.IdentToken) and before != ":":
            name = token.value if before == "." else token.lower_value
            if name not in names:
                return False
        if isinstance(token, ast.SquareBracketsBlock) and not _has_attribute(token.content, names):
            return False
        if (
            isinstance(token, ast.FunctionBlock)
            and token.lower_name in {"is", "where", "has", "-webkit-any"}
            and not any(_can_match(part, names) for part in _split(token.arguments))
        ):
            return False
        before = token.value if isinstance(token, ast.LiteralToken) else ""
    return True


def _has_attribute(content: Sequence[ast.Node], names: Names) -> bool:
    parts = [node for node in content if node.type != "whitespace"]
    name = parts[0].lower_value if isinstance(parts[0], ast.IdentToken) else ""
    if name not in names:
        return False
    exact = len(parts) == 3 and parts[1] == "="
    value = getattr(parts[-1], "value", "")
    return not exact or name in _LISTS or value in names


def _alternatives(head: str) -> list[str]:
    tokens = tinycss2.parse_component_value_list(head, skip_comments=True)
    return [tinycss2.serialize(part).strip() for part in _split(tokens)]


def _split(tokens: Sequence[ast.Node]) -> list[list[ast.Node]]:
    parts: list[list[ast.Node]] = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts
