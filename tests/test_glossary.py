"""One home for a word: the glossary page, the other names, and the explanation in the text."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from sitekit import explain, glossary, pages
from sitekit.checks import glossary as check
from sitekit.checks.content import Content
from sitekit.paths import DOCS

TERMS, _, FINDINGS = glossary.load(DOCS)
BRITISH = re.compile(r"anaesth|colour|oedema|haem|programme|behaviour|ised\b", re.I)


def syllables(word: str) -> int:
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = re.findall(r"[aeiouy]+", re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word))
    return max(1, len(groups))


def grade(text: str) -> float:
    words = re.findall(r"[A-Za-z'-]+", text)
    sentences = max(1, len(re.findall(r"[.?!]", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_every_term_of_the_site_is_in_order():
    assert [str(finding) for finding in FINDINGS] == []
    assert len(TERMS) > 150


def test_definitions_are_plain_and_american():
    assert [name for name, term in TERMS.items() if BRITISH.search(term.definition)] == []
    grades = {name: round(grade(term.definition), 1) for name, term in TERMS.items()}
    mean = sum(grades.values()) / len(grades)

    assert mean <= 6
    assert {name: value for name, value in grades.items() if value > 10} == {}


def test_the_page_shows_every_term_once_and_no_misspelling():
    text = "\n".join(glossary.render([], DOCS))
    shown = {glossary.title(name) for name in TERMS}

    assert set(re.findall(r"<dt[^>]*>(.*?)</dt>", text)) == shown
    anchors = re.findall(r'<dt id="([^"]+)"', text)
    assert len(set(anchors)) == len(TERMS)
    for word in ("siatica", "epideral", "stinosis", "narcotic"):
        assert any(word in term.misspellings for term in TERMS.values())
        assert word not in text


@pytest.mark.parametrize(
    "change",
    [{"definition": "Short"}, {"definition": "No full stop at its end"}, {"colour": "red"}],
)
def test_an_entry_that_cannot_be_used_is_refused(change):
    whole = {"definition": "A plain meaning."}
    assert glossary.Term.model_validate(whole)

    with pytest.raises(ValidationError):
        glossary.Term.model_validate(whole | change)


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    (folder / "_data").mkdir(parents=True)
    (folder / "reference").mkdir()
    (folder / "_data" / "references.yml").write_text("{}")
    for name, title in (("reference/glossary", "Glossary"), ("nerve-block", "Nerve block")):
        (folder / f"{name}.md").write_text(f"---\ntitle: {title}\n---\n\n# {title}\n")
    (folder / "_data" / "glossary.yml").write_text(
        "dura:\n  definition: A cover around the cord.\n"
        "nerve block:\n  definition: It numbs a nerve.\n  synonyms: [nerve injection]\n"
        "  misspellings: [nerv block]\n  page: nerve-block\n"
        "risk:\n  definition: A chance of harm.\n  in_text: []\n"
    )
    return folder


def faults(docs, text):
    (docs / "_data" / "glossary.yml").write_text(text)
    return [finding.message for finding in check.check(Content.load(docs)[0])]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a:\n  definition: A plain meaning.\nb:\n  definition: A plain meaning.\n", None),
        ("b:\n  definition: A plain meaning.\na:\n  definition: A plain meaning.\n", "order"),
        ("a:\n  definition: A plain meaning.\n  page: nerve-block\n", None),
        ("a:\n  definition: A plain meaning.\n  page: nerve-blocks\n", "does not exist"),
        (
            "a:\n  definition: A plain meaning.\n  synonyms: [x]\n"
            "b:\n  definition: A plain meaning.\n  synonyms: [X]\n",
            "stands for",
        ),
        ("a:\n  definition: A plain meaning.\n  synonyms: [x]\n  misspellings: [x]\n", "shown"),
        ("a:\n  definition: A plain meaning.\n  synonyms: [x]\n  misspellings: [xx]\n", None),
    ],
)
def test_a_fault_in_the_glossary_is_found(docs, text, says):
    found = faults(docs, text)

    assert (found == []) if says is None else any(says in message for message in found)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Nerve block", ["shot", "nerve injection"]),
        ("Which kinds are there?", ["shot"]),
    ],
    ids=["the page is about the term", "it is only the place to read about it"],
)
def test_other_names_come_from_the_glossary_where_the_page_is_about_the_term(docs, title, expected):
    assert glossary.also_called(title, "nerve-block", ["shot"], docs) == expected


def explained(docs, text):
    from markdown import Markdown

    page = Markdown(
        extensions=["footnotes", "admonition", "tables", "attr_list", "sitekit.explain"],
        extension_configs={"sitekit.explain": {"docs": str(docs)}},
    ).convert(text)
    return re.findall(r'<a[^>]*class="term"[^>]*>(.*?)</a>', page), page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The dura is thin.", ["dura"]),
        ("The dura is thin. The dura is tough.", ["dura"]),
        ("- The Dura, in a list.", ["Dura"]),
        ("Two nerve blocks help.", ["nerve blocks"]),
        ("A risk stays a risk.", []),
        ("Endurance and durable things.", []),
        ("The dural sac.", []),
        ("# About the dura\n\nThe dura is thin.", []),
        ("A cover (dura) around the cord. The dura is thin.", []),
        ("The dura (a cover) is thin.", []),
        ("A cover called the dura.", []),
        ("**Dura.** A cover.", []),
        ("See [the dura](x.md). The dura is thin.", []),
        ("`dura`", []),
        ("    dura", []),
        ("| dura |\n|---|\n| dura |", []),
        ('He wrote "The dura of hope".', []),
        ("!!! note\n    The dura is thin.", []),
    ],
)
def test_a_term_is_explained_at_its_first_use_unless_the_page_does_it(docs, text, words):
    assert explained(docs, text)[0] == words


def test_a_term_is_not_explained_on_the_page_about_it(docs):
    assert explained(docs, "# Nerve block\n\nThe nerve block helps.")[0] == []
    assert explained(docs, "# Glossary\n\nThe dura is thin.")[0] == []


def test_the_explanation_is_a_plain_link_with_its_description(docs):
    _, page = explained(docs, "Under the dura, and on.")

    assert 'href="/reference/glossary.md#dura"' in page
    assert re.search(r'aria-describedby="term-dura"', page)
    assert re.search(
        r'<span[^>]*id="term-dura"[^>]*>A cover around the cord\.</span>, and on', page
    )
    assert "<script" not in page
    assert "style=" not in page


def test_explanations_on_the_site_lead_to_their_entry(site):
    where = {path.relative_to(DOCS).as_posix() for path in pages.paths(DOCS)}
    assert "reference/glossary.md" in where
    anchors = {dt.get("id") for dt in site.tree("reference/glossary").cssselect("dt[id]")}
    count = 0
    for page in site.pages():
        tree = site.tree(page.parent.relative_to(site.folder).as_posix())
        for link in tree.cssselect("a.term"):
            count += 1
            assert link.get("href").split("#")[1] in anchors
            assert tree.get_element_by_id(link.get("aria-describedby")).text_content()

    assert count > 10
    assert explain.words(TERMS, glossary.PAGE) is None
