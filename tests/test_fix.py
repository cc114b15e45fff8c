"""What is mechanical is repaired, nothing that a reader sees, and a second time nothing at all."""

from __future__ import annotations

import functools
import random
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from test_build import PAGE, copy

import fix as command
from sitekit import checks, data, fix, markup, pages, review
from sitekit.checks import characters, reading
from sitekit.paths import DOCS

__all__ = ["copy"]

FILES = list(characters.files(DOCS))
TEXTS = [path for path in FILES if path.suffix == ".md"]
EXTENSIONS = [
    "admonition",
    "attr_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.superfences",
]


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(DOCS.parent).as_posix() for path in paths]


@functools.lru_cache(maxsize=500)
def shown(text: str) -> str:
    """What readers get of a page, but for white space; footnotes need their definitions."""
    ids = sorted(set(re.findall(r"\[\^([^\]\s]+)\](?!:)", text)))
    body = fix.FRONT.sub("", text, count=1)
    definitions = "\n".join(f"[^{name}]: {name}" for name in ids)
    html = Markdown(extensions=EXTENSIONS).convert(f"{body}\n\n{definitions}\n")
    return re.sub(r"\s*(<[^>]+>)\s*", r"\1", re.sub(r"\s+", " ", html))


def fixed(text: str) -> str:
    return fix.file(text.encode(), ".md").decode()


@functools.lru_cache(maxsize=500)
def page(path: Path) -> str:
    return fixed(path.read_text("utf-8"))


def outside(text: str, change) -> str:
    """Change each line that is neither in a fence nor at the top."""
    found = fix.FRONT.match(text)
    end = found.end() if found else 0
    return text[:end] + "\n".join(fix._outside(text[end:].split("\n"), change))


def joined(text: str) -> str:
    """A page in which the sentences of each paragraph stand on one line."""
    lines: list[str] = []

    def is_plain(line: str) -> bool:
        return bool(re.match(r"[A-Z\"(*]", line)) and not line.startswith(("* ", "!!!"))

    fenced = {
        number
        for fence in markup.fences(markup.split(text))
        for number in range(fence.line, (fence.end or 10**6) + 1)
    }
    for number, line in enumerate(markup.split(text), 1):
        above = lines[-1] if lines else ""
        whole = reading.sentences(reading.plain(f"{above} Next.")) if above else []
        if (
            number not in fenced
            and number - 1 not in fenced
            and is_plain(line)
            and is_plain(above)
            and len(whole) > 1
            and len(reading.sentences(reading.plain(f"Before. {line}"))) > 1
            and not any(reading.LEAD.match(f"{part} ") for part in (above, line))
        ):
            lines[-1] = f"{above} {line}"
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", TEXTS, ids=names(TEXTS))
def test_readers_see_the_same(path: Path) -> None:
    text = path.read_text("utf-8")
    assert shown(page(path)) == shown(text)
    together = joined(text)
    assert shown(fixed(together)) == shown(text)


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_a_second_time_changes_nothing(path: Path) -> None:
    once = fix.file(path.read_bytes(), path.suffix)
    assert fix.file(once, path.suffix) == once


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_data_says_the_same(path: Path) -> None:
    done = fix.file(path.read_bytes(), path.suffix).decode()
    if path.suffix == ".md":
        found = fix.FRONT.match(path.read_text("utf-8"))
        after = fix.FRONT.match(done)
        assert bool(found) == bool(after)
        if found and after:
            assert data.parse(after[2]).value == data.parse(found[2]).value
    else:
        trees = [
            yaml.serialize(yaml.compose(text, yaml.CSafeLoader))
            for text in (path.read_text("utf-8"), done)
        ]
        assert trees[0] == trees[1]


@pytest.mark.parametrize("path", pages.paths(DOCS), ids=lambda path: path.stem)
def test_a_signature_still_holds(path: Path) -> None:
    def signed(text: str) -> str:
        return review.text_hash(markup.split(fix.FRONT.sub("", text, count=1)), DOCS)

    before = path.read_text("utf-8")
    tight = re.sub(r" *(?<!\\)\| *", "|", joined(before))
    assert signed(fixed(before)) == signed(before)
    assert signed(fixed(tight)) == signed(tight)


def test_joined_sentences_are_taken_apart_again() -> None:
    lines = 0
    for path in TEXTS:
        together = joined(page(path))
        lines += page(path).count("\n") - together.count("\n")
        assert fixed(together) == page(path), path
    assert lines > 100  # else nothing was tried


@pytest.mark.parametrize("path", TEXTS, ids=names(TEXTS))
def test_a_page_that_a_word_processor_spoiled_comes_back(path: Path) -> None:
    chance = random.Random(path.name)
    text = page(path)

    def spoil(line: str) -> str:
        if line.lstrip().startswith("|"):
            return re.sub(r" *(?<!\\)\| *", chance.choice(["|", " |   ", "| "]), line).strip()
        if chance.random() < 0.3:
            line = line.replace(" ", "\u00a0", 1) if line[:1].isalpha() else line
        if chance.random() < 0.3 and "`" not in line:
            line = line.replace("'", "\u2019")
        if chance.random() < 0.2 and line[:1].isalpha():
            line = f"{line[0]}\u200b{line[1:]}"
        return line + chance.choice(["", "  ", "\t", " "])

    spoiled = outside(text, spoil)
    found = fix.FRONT.match(spoiled)
    if found:
        keys, rest = fix._keys(markup.split(found[2]))
        chance.shuffle(keys)
        head = "\n".join([row for _, rows in keys for row in rows] + rest)
        spoiled = f"---\n{head}\n---\n{spoiled[found.end() :]}"
    raw = b"\xef\xbb\xbf" + (spoiled.rstrip("\n") + "\n\n\n").replace("\n", "\r\n").encode()

    assert fix.file(raw, ".md").decode() == text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("One. Two.", "One.\nTwo."),
        ("It helped.[^a-1] [^b-2] Ask.", "It helped.[^a-1] [^b-2]\nAsk."),
        ("It helped.[^a-1] Ask.", "It helped.[^a-1]\nAsk."),
        ("It helped.[^a-1][^b-2] **Ask.** Then go.", "It helped.[^a-1][^b-2]\n**Ask.**\nThen go."),
        ('He said "Stop." Then he left.', 'He said "Stop."\nThen he left.'),
        ("Is it? No! Yes.", "Is it?\nNo!\nYes."),
        ("a\u2028b", "a\nb"),
        ("a\u00ada \u201cb\u201d", 'aa "b"'),
        ('!!! note "The \u201cbig\u201d one"\n\n    a', "!!! note \"The 'big' one\"\n\n    a"),
        ("!!! note \u201cBig\u201d\n\n    a", '!!! note "Big"\n\n    a'),
        ("Text:\n- one\n- two", "Text:\n\n- one\n- two"),
        ("|a|b|\n|:-|--|\n|`c|d`|e|", "| a | b |\n|:---|---|\n| `c|d` | e |"),
        ("\ta", "    a"),
        ("a\n\n\n\nb\n\n", "a\n\nb"),
    ],
)
def test_repairs(wrong: str, right: str) -> None:
    assert fixed(f"{wrong}\n") == f"{right}\n"


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith and Mrs. Jones came at 5 p.m. Sunday.",
        "About 2.5 out of 10.",
        "- One. Two.",
        "    Indented. Text.",
        "[Stop. Go.](page.md)",
        "**Is it safe?** Mostly.",
        "Type `a. B` here.",
        "```yaml\na:\u00a0\tb. C  \n| x|y |\n\n\n\n- \u201cz\u201d\n```",
        "~~~\nOne. Two.  \n~~~",
        "```\nnever closed. Not even  \n\n\n\nhere",
        "| a. B | c |\n|---|---|\n| One. Two. | d |",
        "### A heading. With two",
        "The year was 2020. 3. was next",
        "A turned \u202eword.",
        "{!_includes/crisis.md!}",
        "A hard word: \u2026 and \u2022 stay.",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert fixed(f"{text}\n") == f"{text}\n"


def test_keys_get_their_order_with_their_comments() -> None:
    wrong = "---\n# c\ncovers: []\n# t1\n# t2\ntitle: A: b\n---\n\n# A\n"
    assert fixed(wrong) == wrong  # not YAML, so nothing is known

    wrong = wrong.replace("A: b", "\u201cA b\u201d  ")
    assert fixed(wrong) == '---\n# t1\n# t2\ntitle: "A b"\n# c\ncovers: []\n---\n\n# A\n'


def test_keys_stand_in_the_order_of_the_model() -> None:
    keys = [key for key, _ in fix._keys(pages.paths(DOCS)[0].read_text("utf-8").split("\n")[1:])[0]]
    assert [key for key in keys if key in pages.FrontMatter.model_fields]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("a: b\u00a0c  \n", "a: b c\n"),
        ("a: !ENV [X, 1] \n\n\n", "a: !ENV [X, 1]\n"),
        ("a: [\u200b \n", "a: [\u200b \n"),
        ("\ufeffa: 1\r\n", "a: 1\n"),
    ],
)
def test_data_files(wrong: str, right: str) -> None:
    assert fix.file(wrong.encode(), ".yml").decode() == right


def test_what_is_not_utf8_is_left_alone() -> None:
    assert fix.file(b"caf\xe9  \r\n", ".md") == b"caf\xe9  \r\n"


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.data())
def test_random_edits_lose_no_word_and_come_to_rest(draw: st.DataObject) -> None:
    lines = page(draw.draw(st.sampled_from(TEXTS))).split("\n")
    signs = ["|", "- ", "```", "!!! note", "  ", "\t", "# ", ". A", "\u00a0", "> ", "1. ", "**"]
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(lines) - 1))
        line, column = lines[at], draw.draw(st.integers(0, len(lines[at])))
        kind = draw.draw(st.sampled_from(["cut", "double", "insert", "join", "empty"]))
        if kind == "cut":
            lines[at] = line[column:]
        elif kind == "double":
            lines.insert(at, line)
        elif kind == "insert":
            lines[at] = line[:column] + draw.draw(st.sampled_from(signs)) + line[column:]
        elif kind == "join" and at + 1 < len(lines):
            lines[at : at + 2] = [f"{line} {lines[at + 1]}"]
        else:
            lines.insert(at, "")
    text = "\n".join(lines)

    once = fixed(text)

    assert fixed(once) == once
    assert sorted(re.findall(r"\w+", once)) == sorted(re.findall(r"\w+", text))
    # Three backticks inside the front matter open no fence.
    after, before = (fix.FRONT.sub("", each).strip("\n") for each in (once, text))
    assert fix._fenced(after) == fix._fenced(before)


def test_the_command_repairs_what_the_checks_send_to_it(copy: Path, capsys) -> None:
    path = copy / PAGE
    good = fix.file(path.read_bytes(), ".md").decode()
    spoiled = [
        "One. Two\u00a0it is.",
        "A so\u00adft sign.",
        "Cut\u2028off here.",
        "A \u201ccurly\u201d word.",
        "A space.  ",
        "A\ttab.",
        "A list:\n- one\n- two",
    ]
    bad = good.replace("\n## Is it", "\n" + "\n\n".join(spoiled) + "\n\n## Is it", 1)
    bad = bad.replace("\naliases: [", "\naliases: [the \u2018other\u2019 name, ", 1)
    path.write_bytes(b"\xef\xbb\xbf" + bad.replace("\n", "\r\n").encode())
    sent = {f.message[:25] for f in checks.run(copy) if "make fix" in f.fix}
    assert len(sent) == len(spoiled) + 4  # two in the first; a byte-order mark, line ends, a key

    assert command.main([PAGE, "--dry-run"], copy) == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "1 files would change" in capsys.readouterr().out
    assert command.main(["nerve-block"], copy) == 0
    assert command.main(["nerve-block"], copy) == 0
    assert "Nothing to repair" in capsys.readouterr().out

    assert [str(f) for f in checks.run(copy) if "make fix" in f.fix] == []
