"""Markdown that looks right in the editor and comes out wrong on the page.

``rumdl`` finds what is wrong in any Markdown. The rest here is what this site's Markdown does not
know, and shows to readers as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sitekit import markup
from sitekit.checks import tools
from sitekit.checks.content import Content, Text
from sitekit.checks.guide import Guide
from sitekit.checks.targets import LINK
from sitekit.findings import Finding

GUIDE = Guide(
    title="Markdown that does not do what it looks like",
    why="A forgotten empty line or bracket shows readers stars, bars and brackets, or drops a "
    "warning out of its box.",
    cases=(
        ("text, and '- item' on the next line", "an empty line between text and list"),
        ("1) first", "1. first"),
        ('!!! emergency "Call 911", and the text below not indented', "the text indented by 4"),
        ("| a row | with | too many cells |", "as many cells as the table's first row"),
        ("[nerve block] (nerve-block.md)", "[nerve block](nerve-block.md)"),
        ("a number.[busse-2025]", "a number.[^busse-2025]"),
        ("##Heading", "## Heading"),
        ("<span>text</span>, &nbsp;", "text"),
        ("**bold", "**bold**"),
    ),
)

BOXES = ("emergency", "urgent", "routine", "note")

# Rules of rumdl that matter here: what goes wrong for a reader, and what to type.
RULES = {
    "MD003": (
        "a line of dashes under text makes the text a heading",
        "put an empty line between them, or write the heading with ## before it",
    ),
    "MD005": (
        "this list item does not stand in line with the others, so the list breaks",
        "begin the items of one list in the same column",
    ),
    "MD007": (
        "a list inside a list needs 4 spaces here, or its items join the outer list",
        "begin the inner items with 4 spaces",
    ),
    "MD009": (
        "spaces at the end of the line are hidden, and two of them break the line on the page",
        "delete them, or run 'make fix'",
    ),
    "MD010": (
        "a tab stands here, which every program shows in another width",
        "delete it and type 4 spaces, or run 'make fix'",
    ),
    "MD011": (
        "brackets and parentheses of this link are the wrong way round",
        "write [words](address)",
    ),
    "MD018": ("no space after #, so readers see the sign and no heading", "write a space after #"),
    "MD020": ("no space before the last #, so it shows in the heading", "delete the last #"),
    "MD023": ("this heading is indented, so it may show as plain text", "begin it in column 1"),
    "MD029": ("the numbers of this list do not follow each other", "count 1, 2, 3"),
    "MD031": (
        "no empty line around this block, so the text next to it may join it",
        "put an empty line before and after it",
    ),
    "MD032": (
        "no empty line between a text and this list, so it shows as one paragraph with dashes",
        "put an empty line before and after the list, or run 'make fix'",
    ),
    "MD037": (
        "a space inside the stars, so readers see the stars",
        "take the space out: **bold**, *slanted*",
    ),
    "MD038": ("a space inside the backquotes shows in the text", "take the space out"),
    "MD039": ("a space inside the link's words", "take the space out"),
    "MD042": ("this link leads nowhere", "write the path of a page between the parentheses"),
    "MD046": (
        "4 spaces at the beginning show this text as code",
        "take the spaces out, or put '- ' or the box's '!!!' line before it",
    ),
    "MD052": (
        "no address belongs to this link, so readers see the brackets",
        "write [words](page.md)",
    ),
    "MD053": ("nothing links to this address", "take the line out; write [words](page.md)"),
    "MD055": (
        "this row has no bar at its beginning or end, as the other rows have",
        "begin and end each row with |",
    ),
    "MD056": (
        "this table row has more or fewer cells than the first row, so cells are lost",
        "give each row as many cells as the first one, with | between them",
    ),
    "MD058": (
        "no empty line around this table, so it shows as text with bars",
        "put an empty line before and after the table",
    ),
    "MD062": ("a space inside the link's address", "take the space out"),
    "MD069": ("this list item has two marks", "write one '- '"),
    "MD070": ("a code block inside another ends it", "use more backquotes for the outer block"),
    "MD075": (
        "these lines with bars have no line |---|---| under the first, so they are no table",
        "write the names of the columns, below them |---|---|, then the rows",
    ),
    "MD086": (
        "a comment is opened with <!-- and never closed, so the rest of the page is lost",
        "take it out, or close it with -->",
    ),
}
OPTIONS = (
    'global.flavor="mkdocs"',
    "MD007.indent=4",
    "MD009.br_spaces=0",
    "MD009.strict=true",
    'MD003.style="atx"',
    'MD046.style="fenced"',
    "MD052.shortcut-syntax=false",
    'MD029.style="ordered"',
)


@dataclass(frozen=True)
class _Trap:
    pattern: re.Pattern[str]
    message: str
    fix: str


_TRAPS = tuple(
    _Trap(re.compile(pattern), message, fix)
    for pattern, message, fix in (
        (
            r"^\s*\d+\)\s",
            "a list with '1)' is not known here and shows as plain text",
            "write 1. instead of 1)",
        ),
        (
            r"^\s*(?:[•·‣◦▪▫●○■□➢➤✓✔]|o\s+(?=\S.*\s))\s*\S",
            "a bullet sign was pasted, so this is no list",
            "begin the item with '- '",
        ),
        (
            r"^\s*[\u2013\u2014]\s",
            "a dash was pasted as a bullet, so this is no list",
            "begin the item with '- '",
        ),
        (
            r"^\s*[-*+]\S*\[[ xX]\]\s|^\s*[-*+]\s+\[[ xX]\]\s",
            "boxes to tick are not known here, so readers see the brackets",
            "take '[ ]' out",
        ),
        (
            r"^\s{0,3}(?:[a-h]|[ivx]{1,4})[).]\s+\S|^\s{0,3}\([a-z0-9]\)\s",
            "a list with letters is not known here and shows as plain text",
            "write 1. instead, or '- '",
        ),
        # rumdl lets it pass below a list; a line of code there has 4 spaces
        (r"^\s{1,3}#{1,6}\s", *RULES["MD023"]),
        (
            r"^#{1,6}\s*$",
            "this heading has no words, and a screen reader stops at nothing",
            "write the heading, or take the line out",
        ),
        (
            r"^#{1,6}\s(?:[^a-z]*\b[A-Z]{4,}\b){2}[^a-z]*$",
            "a heading in capitals is hard to read, and some screen readers spell it out",
            "write a capital for the first letter only",
        ),
        (
            r"(?<!\^)\[\d{1,3}(?:\s?[,;\u2013-]\s?\d{1,3})+\](?![(\[:])"
            r"|(?<=[.!?,;:)])[\u00b9\u00b2\u00b3\u2070-\u2079]"
            r"|(?<=[a-z]{3})[\u00b9\u00b2\u00b3\u2070-\u2079]",
            "this number is not how a source is cited, and it leads nowhere",
            "write [^its-id] right after the full stop",
        ),
        (
            r"\((?!Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[A-Z][\w'-]+"
            r"(?: et al\.?,?| (?:and|&) [A-Z][\w'-]+,|,) (?:19|20)\d\d[a-z]?\)",
            "author and year in brackets is not how a source is cited here, and it leads nowhere",
            "write [^its-id] right after the full stop",
        ),
        (
            r"\w\^[\w-]+\^|\w~[\w-]+~",
            "raised and lowered letters are not known here, so readers see the signs",
            "write the letters in the line",
        ),
        (
            r"\$\$|\$[A-Za-z\\][^$]*\$",
            "math signs mean nothing here, so readers see the dollar signs",
            "write it in words",
        ),
        (
            r"(?<![\w:]):[a-z][a-z_]+:(?![\w:])",
            "a code for an emoji is not known here, so readers see the colons",
            "write it in words",
        ),
        (
            r"\+\+\w",
            "marks for keys or for inserted text are not known here, so readers see them",
            "take the signs ++ out",
        ),
        (
            r"(?<![\w'])''|''(?![\w'])",
            "two single quotes stand for a double one here",
            'type one double quote: "',
        ),
        (
            r"~~\S",
            "text that is struck through is not known here, so readers see the signs",
            "delete the text, or the signs ~~",
        ),
        (
            r"==\S.*\S==",
            "marked text is not known here, so readers see the signs",
            "write **bold**",
        ),
        (
            r"^\s*>\s*\[!",
            "this kind of box is GitHub's and not known here",
            'write !!! note "Title", and the text below indented by 4 spaces',
        ),
        (
            r"^\s*\?\?\?",
            "boxes that open are not known here, so readers see the signs",
            'write !!! note "Title"',
        ),
        (
            r"^\s*:::",
            "':::' means nothing here, so readers see it",
            'write !!! note "Title", and the text below indented by 4 spaces',
        ),
        (
            r"\{\{|\}\}|\{%",
            "a template's braces mean nothing here, so readers see them",
            "write the words themselves",
        ),
        (
            r"\{:?\s*(?!#[\w-]+\s*\})[.:\w-]*[^}!]*=[^}]*\}|\{:?\s*\.[\w-]+[^}]*\}",
            "braces set a look or an action here, which belongs to the style sheet",
            "take the braces out; only {#name} after a heading is known",
        ),
        (
            r"\[\[|\]\]",
            "double brackets are a wiki's link and not known here",
            "write [words](page.md)",
        ),
        (r"^\s*\[TOC\]", "the list of headings is made by the site", "take the line out"),
        (
            r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>|<[a-zA-Z][\w:-]*\s+[\w-]+=|</[a-zA-Z]\w*\s*$"
            r"|^\s*<[a-zA-Z][\w-]*\s*$",
            "HTML stands here, which a mistake leaves open and a word processor fills with its own "
            "styles",
            "take it out; write **bold**, *slanted*, '- item' or a table with bars",
        ),
        (
            r"<[\w./-]+\.md[^>]*>",
            "a page in pointed brackets is no link here, so readers see nothing of it",
            "write [words](page.md)",
        ),
        (
            r"\\\[|\\\]",
            "a backslash stands before a square bracket, so readers see the bracket and no link",
            "take the backslash out",
        ),
        (
            r"<!--|-->",
            "a comment stands in the page's source for every reader to see",
            "take it out; say it in the pull request",
        ),
        (
            r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6});",
            "a code for a sign stands here",
            "type the sign itself, or a plain space",
        ),
        (
            r"\\$",
            "a backslash at the end of a line shows as a line break or as itself",
            "take it out; an empty line begins a new paragraph",
        ),
        (r"^#{7,}", "there are six levels of headings at most", "begin it with ##"),
        (
            r"^\s{0,3}(?:\*{3,}|_{3,}|-{3,})\s*$",
            "a ruled line here has no meaning for readers",
            "take it out; begin a new part with ## and a heading",
        ),
        (
            r"^\s*\*\*[^*]*[^*.?!]\*\*:?\s*$",
            "a bold line is used as a heading, which screen readers cannot find",
            "write ### and the heading, or a sentence",
        ),
        (
            r"[\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b]",
            "a curly quote was pasted",
            "type a straight one: \" or ', or run 'make fix'",
        ),
        (
            r"\u2026|\.\.\.",
            "three dots leave the sentence open",
            "end the sentence with a full stop",
        ),
        (
            r"^\s*[-*+](?=[A-Za-z][^*]*$)|^\s*\d{1,2}\.(?=[A-Za-z])",
            "no space after the mark of this list item, so this is no list",
            "write a space after '-' or '1.'",
        ),
        (
            r"--8<--",
            "this is not how shared text comes in, so readers see it as it is typed",
            "write {!_includes/name.md!} without spaces",
        ),
        (
            r"^#{1,6} .*\[\^[^\]]+\]",
            "a source stands in a heading, where the menu and the search show its mark too",
            "cite it after the sentence that needs it",
        ),
        (
            r"\w\[\^[^\]\s]+\][.,;:!?]",
            "the source stands before the full stop, and on the other pages behind it",
            "write the full stop first: a sentence.[^its-id]",
        ),
        (
            r"(?<!\])\[\d{1,3}\](?![(\[:])",
            "a source is named by a number of its own, which leads nowhere",
            "write [^its-id]; the site counts the sources itself",
        ),
        (
            r"\b[A-Z]{2,}(?:[ ,]+[A-Z]{2,}){2,}\b",
            "words in capitals are hard to read, and a screen reader may spell them",
            "write them small, and **bold** if they matter",
        ),
        (r"^(?!\s*!{2,}\s?\w).*[!?]{2,}", "more than one mark ends the sentence", "write one"),
    )
)

_CARET = re.compile(
    r"\[\^(?P<open>[^\]]*)$"
    r"|\[\^(?P<space>[^\]]*\s[^\]]*)\]"
    r"|\[\^(?P<empty>)\]"
    r"|\[\^[^\]\s]+\](?P<link>\()"
    r"|(?P<outside>(?<!\[)\^\[?[a-z][\w-]*\]?\)?)"
    r"|\[\s+(?P<gap>\^[^\]]*)\]"
)
_DEFINED = re.compile(r"^\s*\[\^[^\]]+\]:")


def check(content: Content) -> list[Finding]:
    """Return a finding for each place where readers would see something else than meant."""
    findings = _rumdl(content)
    for text in content.texts:
        for number, message, fix in [*traps(text.lines), *boxes(text.lines)]:
            findings.append(_finding(text, number, message, fix))
        for number, line in markup.prose(text.lines):
            for found in re.finditer(r"\[([a-z0-9-]+)\](?![(\[:])", line):
                if not found[1].isdigit() and content.names_source(found[1]):
                    findings.append(
                        _finding(
                            text,
                            number,
                            f"'[{found[1]}]' is a source without its ^, so "
                            "readers see the brackets",
                            f"write [^{found[1]}]",
                        )
                    )
    return findings


def _finding(text: Text, number: int, message: str, fix: str) -> Finding:
    return Finding(text.shown, text.offset + number, message, fix, check="markdown")


def _rumdl(content: Content) -> list[Finding]:
    arguments = ["check", "--no-cache", "--no-exclude", "--output-format", "json", "--isolated"]
    for option in OPTIONS:
        arguments += ["--config", option]
    files = [str(text.path) for text in content.texts]
    if not files:
        return []
    shown = {str(text.path): text.shown for text in content.texts}
    faults = tools.run("rumdl", [*arguments, "--enable", ",".join(RULES), *files], content.docs)
    return [
        Finding(
            shown.get(str(content.docs / fault["file"]), fault["file"]),
            fault["line"],
            *RULES[fault["rule"]],
            check="markdown",
        )
        for fault in faults
        if fault.get("rule") in RULES
    ]


def traps(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield line, message and fix for each sign that means nothing here.

    Args:
        lines: The text, line by line.
    """
    for number, line in markup.prose(lines):
        if not line.strip() or markup.INCLUDE.search(line):
            continue
        yield from ((number, *fault) for fault in _signs(line))
        if "`" not in line and "`" in lines[number - 1]:  # a pair, which prose() blanks out
            yield (
                number,
                "backquotes show the text as a computer's code",
                "write the words plain, or **bold**",
            )
        above = lines[number - 2] if number > 1 else ""
        if above.lstrip().startswith("|") and "|" not in line:
            yield (
                number,
                "no empty line stands between the table and this text, so it becomes a row",
                "put an empty line before it",
            )


@lru_cache(maxsize=20_000)
def _signs(line: str) -> tuple[tuple[str, str], ...]:
    """Look at each line once; the preview asks again and again."""
    found = ((trap.message, trap.fix) for trap in _TRAPS if trap.pattern.search(line))
    return (*found, *_pairs(line))


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    """Yield message and fix for marks that do not pair."""
    if _DEFINED.match(line):
        yield (
            "a source is written into the page, and other pages would name it otherwise",
            "take the line out and add the source to docs/_data/references.yml",
        )
        return
    if found := _CARET.search(re.sub(r"\^[\w-]+\^", "", line)):
        yield (
            f"this is not how a source is cited, so readers see '{found[0].strip()[:30]}'",
            "write [^its-id] right after the full stop, one pair of brackets for each source",
        )
    rest = line
    for _ in range(2):  # twice, for an image that is a link
        rest = LINK.sub(lambda m: "x" * len(m[0]), rest)
    rest = re.sub(r"\[\^[^\]\s]+\]|!\[[^\]]*\]\[[^\]]*\]|\\.", "", rest)
    if re.search(r"\]\s+\(", rest):
        yield (
            "a space stands between the two halves of this link, so readers see both",
            "take the space out: [words](page.md)",
        )
    elif "](" in rest:
        yield ("this link is not closed, so readers see its brackets", "write [words](page.md)")
    elif rest.count("[") != rest.count("]"):
        yield ("a square bracket has no partner", "write [words](page.md), or take it out")
    stars = re.sub(r"^\s*\*\s", "", rest)
    if stars.count("**") % 2:
        yield (
            "bold text is opened and not closed, so readers see the stars",
            "write ** before and after the words",
        )
    elif re.sub(r"\*\*|\s\*\s", "", stars).count("*") % 2:
        yield (
            "slanted text is opened and not closed, so readers see the star",
            "write * before and after the words",
        )
    under = re.sub(r"\w_+\w|https?://\S+", "", rest)
    if len(re.findall(r"(?<!\w)_+(?=\w)|(?<=[\w.!?])_+(?!\w)", under)) % 2:
        yield (
            "slanted text is opened with _ and not closed, so readers see the sign",
            "write *slanted* words, or take the _ out",
        )
    if rest.count("`") % 2:
        yield "a backquote has no partner", "write one before and one after, or take it out"


def boxes(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield line, message and fix for boxes that lose their text.

    Args:
        lines: The text, line by line.
    """
    fenced = {
        number
        for fence in markup.fences(lines)
        for number in range(fence.line, (fence.end or len(lines)) + 1)
    }
    inside = False  # in a box or list, where indented lines belong
    box = False
    for number, line in enumerate(lines, start=1):
        if number in fenced or not line.strip():
            continue
        before = lines[number - 2] if number > 1 else ""
        if re.match(r"\s*!{2,}\s?\w", line):
            yield from ((number, *fault) for fault in _opening(line))
            after = next((text for text in lines[number:] if text.strip()), "")
            if not after.startswith(" " * (len(line) - len(line.lstrip()) + 4)):
                yield (
                    number,
                    "the text of this box is not indented, so it would stand outside of the box",
                    "begin each line of the box's text with 4 spaces",
                )
            if before.strip() and not before.startswith(" "):
                yield (
                    number,
                    "no empty line before this box, so it shows as text",
                    "put an empty line before it",
                )
            inside = box = True
        elif line.startswith("    "):
            if not inside and before.strip():
                yield (
                    number,
                    "this line is indented, as if it belonged to a box or list",
                    "take the spaces at its beginning out",
                )
        elif re.match(r"\s{0,3}(?:[-*+]|\d+\.)\s", line):
            inside, box = True, False
        else:
            if box and before.startswith("    "):
                yield (
                    number,
                    "this line is not indented like the one above, so it falls out of the box",
                    "begin it with 4 spaces, or put an empty line before it",
                )
            inside = inside and not box and bool(before.strip()) and line.startswith(" ")
            box = False


def _opening(line: str) -> Iterator[tuple[str, str]]:
    found = re.fullmatch(r'\s*!!! (?P<kind>[\w-]+) "(?P<title>[^"]+)"\s*', line)
    if not found:
        yield (
            "the first line of a box has another form, so its title is lost",
            'write it like: !!! emergency "Call 911 now if ..."',
        )
    elif found["kind"] not in BOXES:
        yield (f"there is no box called '{found['kind']}'", f"use one of: {', '.join(BOXES)}")
