"""A glossary that sends a reader to no page, or gives one word two meanings."""

from __future__ import annotations

from sitekit import glossary
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.findings import Finding

GUIDE = Guide(
    title="Glossary",
    why="docs/_data/glossary.yml feeds the glossary, the explanations on the pages and the search. "
    "One word with two meanings sends a reader to the wrong one.",
    cases=(
        ("page: nerve-blocks", "page: nerve-block"),
        ("the same abbreviation at two terms", "at one of them"),
        ("a misspelling among the synonyms as well", "under 'misspellings' only"),
    ),
)


def check(content: Content) -> list[Finding]:
    """Return a finding for each fault in the glossary."""
    terms, document, findings = glossary.load(content.docs)
    known = {page.id for page in content.pages}
    shown: dict[str, str] = {}

    def fault(name: str, key: str, message: str, fix: str) -> None:
        line = document.line((name, key))
        findings.append(Finding(f"docs/{glossary.FILE}", line, message, fix, check="glossary"))

    order = sorted(terms, key=str.casefold)
    for name, right in zip(terms, order, strict=True):
        if name != right:
            message = f"the terms are not in order of the alphabet: here comes '{right}'"
            fault(name, "", message, f"move '{right}' up")
            break
    for name, term in terms.items():
        for word in (name, *term.names):
            other = shown.setdefault(word.casefold(), name)
            if other != name:
                message = f"'{word}' stands for '{name}' and for '{other}', so a reader cannot tell"
                fault(name, "synonyms", message, "keep it at one of the two")
    for name, term in terms.items():
        for word in term.misspellings:
            if word.casefold() in shown:
                message = (
                    f"'{word}' is a misspelling here and a shown word of another entry, or both"
                )
                fault(name, "misspellings", message, "keep it at one of the two")
        if term.page is not None and term.page not in known:
            message = f"the term '{name}' leads to the page '{term.page}', which does not exist"
            fault(name, "page", message, "write the file name of a page without .md")
    return findings
