"""Any mistake of an editor is named with its file, its line and what to type, and never crashes.

Each row of the table is one kind of mistake, made in a copy of the real site. Rows that touch
different files are checked in one run, which keeps this file quick; each is judged on its own.
"""

from __future__ import annotations

import importlib
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitekit import checks
from sitekit.checks.content import Content
from sitekit.findings import Finding
from sitekit.paths import CONFIG, DOCS, ROOT

Edit = Callable[[str], tuple[str, int]]


@dataclass(frozen=True)
class Mistake:
    """One kind of mistake.

    Attributes:
        kind: What it is called in the table.
        file: Where it is made, from the root.
        edit: Takes the text and returns the new one, and the line that must be named.
        says: A part of the message, so that another finding on the line does not pass for it.
        severity: What the finding must be.
        new: Another name for the file, where the mistake is in its name.
        raw: The bytes of the file, where the mistake is in them.
    """

    kind: str
    file: str
    edit: Edit
    says: str
    severity: str = "error"
    new: str | None = None
    raw: Callable[[bytes], bytes] | None = None


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def swap(pattern: str, replacement: str, named: int = 0) -> Edit:
    """Replace the first place; the line named is that of the place, plus ``named``."""

    def edit(text: str) -> tuple[str, int]:
        found = re.search(pattern, text, re.M | re.S)
        assert found, f"the real site no longer holds {pattern!r}: choose another place"
        return (
            text[: found.start()] + found.expand(replacement) + text[found.end() :],
            line_of(text, found.start()) + named,
        )

    return edit


def end(addition: str, named: int = 0) -> Edit:
    """Add lines at the end of the text; the line named is the first of them, plus ``named``."""

    def edit(text: str) -> tuple[str, int]:
        text = text.rstrip("\n")
        return f"{text}\n\n{addition}\n", text.count("\n") + 3 + named

    return edit


def at(line: int) -> Edit:
    """Leave the text as it is; the mistake is elsewhere, and this line must be named."""
    return lambda text: (text, line)


PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for page in DOCS.rglob("*.md")
    if not page.relative_to(DOCS).parts[0].startswith("_") and page.name != "all-pages.md"
)
TREATMENTS = ["docs/surgery/discectomy.md", "docs/surgery/laminectomy.md",
              "docs/procedures/nerve-block.md"]  # fmt: skip
SHARED = "docs/_includes/keep-your-medicines.md"
REFERENCES = "docs/_data/references.yml"
SVG = "docs/assets/images/logo.svg"
ANY = ""  # any page

TEXT = [  # one sentence too many at the end of any page
    ("unclosed fence", end("```mermaid\nflowchart TD"), "never closed"),
    ("unknown block", end("```artcle\nsection: 1\n```"), "means nothing here"),
    ("block with a wrong number", end("```article\nsection: 99\n```"), "cannot be filled"),
    ("box not indented", end('!!! urgent "Call today"\n\nFever.'), "not indented"),
    ("one line of a box not indented", end('!!! urgent "Call today"\n\n    Fever.\nChills.', 3),
     "falls out of the box"),
    ("unknown box", end('!!! danger "Call today"\n\n    Fever.'), "no box called"),
    ("box without quotes", end("!!! urgent Call today\n\n    Fever."), "another form"),
    ("list glued to a paragraph", end("Bring these:\n- your list", 1), "empty line between"),
    ("table row too short", end("| A | B |\n|---|---|\n| One |", 2), "more or fewer cells"),
    ("table row too long", end("| A | B |\n|---|---|\n| One | two | three |", 2), "cells"),
    ("table without its line of dashes", end("| A | B |\n| One | two |"), "no table"),
    ("table glued to a paragraph", end("These:\n| A | B |\n|---|---|\n| One | two |", 1),
     "empty line around this table"),
    ("citation without caret", end("It helps.[busse-2025]"), "without its ^"),
    ("citation with a space", end("It helps.[^ busse-2025]"), "not how a source is cited"),
    ("citation not closed", end("It helps.[^busse-2025"), "not how a source is cited"),
    ("caret outside the brackets", end("It helps.^[busse-2025]"), "not how a source is cited"),
    ("unknown source", end("It helps.[^buse-2025]"), "not in docs/_data/references.yml"),
    ("a source written into the page", end("[^own-2020]: Own A. Title."), "written into the page"),
    ("link halves apart", end("See [urgent help] (/urgent-help.md)."), "two halves"),
    ("link not closed", end("See [urgent help](/urgent-help.md"), "not closed"),
    ("link the wrong way round", end("See (urgent help)[/urgent-help.md]."), "wrong way round"),
    ("wiki link", end("See [[urgent-help]]."), "double brackets"),
    ("reference link without address", end("See [urgent help][urgent]."), "no address"),
    ("tab", end("-\tA tab."), "a tab"),
    ("HTML left open", end("<div>Text."), "HTML"),
    ("span of a word processor", end('<span lang="EN-US">Text.</span>'), "HTML"),
    ("Word's own tag", end("<o:p></o:p>"), "HTML"),
    ("comment left open", end("<!-- to do"), "comment"),
    ("code of a space", end("Text&nbsp;here."), "a code for a sign"),
    ("pasted bullet", end("\u2022 An item."), "bullet sign"),
    ("dash as bullet", end("\u2013 An item."), "pasted as a bullet"),
    ("soft hyphen", end("Inter\u00advention helps."), "nobody can see"),
    ("zero-width space", end("Nerve\u200bblock."), "nobody can see"),
    ("space that never breaks", end("About\u00a05 days."), "special space"),
    ("text turned around", end("It \u202edna\u202c goes."), "order of the letters"),
    ("control sign", end("It \x07 goes."), "control sign"),
    ("letter in a wrong encoding", end("Don\u00e2\u20ac\u2122t wait."), "wrong encoding"),
    ("curly quote", end("It\u2019s sore."), "curly quote"),
    ("merge marks", end("<<<<<<< HEAD\nA.\n=======\nB.\n>>>>>>> main"), "merged"),
    ("heading without a space", end("##Getting home"), "no space after #"),
    ("heading by underlining", end("Getting home\n------------\n\nText."), "line of dashes"),
    ("bold never closed", end("It is **sore."), "bold text is opened"),
    ("bold with spaces", end("It is ** sore ** now."), "stars"),
    ("bold as heading", end("**Getting home**\n\nText."), "used as a heading"),
    ("list with parentheses", end("1) First."), "shows as plain text"),
    ("inner list too little indented", end("- One.\n  - Two.", 1), "needs 4 spaces"),
    ("text shown as code", end("A line.\n\n    A sentence.", 2), "as code"),
    ("struck through", end("It ~~hurts~~ helps."), "struck through"),
    ("box of GitHub", end("> [!NOTE]\n> Text."), "GitHub"),
    ("template braces", end("Hello {{ name }}."), "braces"),
    ("style in braces", end("Red text.{ style=color:red }"), "braces set a look"),
    ("missing include", end("{!_includes/gone.md!}"), "does not exist"),
    ("include in a sentence", end("Read {!_includes/crisis.md!} now."), "shares its line"),
    ("include outside its folder", end("{!../README.md!}"), "not in docs/_includes/"),
    ("include by absolute path", end("{!/etc/hostname!}"), "not in docs/_includes/"),
    ("include not closed", end("{!_includes/crisis.md}"), "not closed"),
    ("include glued to text", end("Text.\n{!_includes/crisis.md!}", 1), "no empty line stands"),
    ("missing page", end("See [the page](/gone.md)."), "does not exist"),
    ("missing anchor", end("See [the page](/urgent-help.md#gone)."), "no heading with the anchor"),
    ("missing image", end("![A disc that bulges](/assets/images/gone.svg)"), "does not exist"),
    ("wrong case", end("See [the page](/Urgent-Help.md)."), "does not exist"),
    ("link to our own site", end("See [the page](http://127.0.0.1:8000/urgent-help/)."), "disk"),
    ("link that is not encrypted", end("See [the agency](http://www.nih.gov)."), "not encrypted"),
    ("link without words", end("See [](/urgent-help.md)."), "no words"),
    ("click here", end("For more [click here](/urgent-help.md)."), "say nothing"),
    ("address as words", end("See [https://www.nih.gov](https://www.nih.gov)."), "are an address"),
    ("bare address", end("See https://www.nih.gov for more."), "bare address"),
    ("link to a disk", end("See [plan](file:///C:/Users/me/plan.docx)."), "own disk"),
    ("link to a drive letter", end("See [plan](C:\\\\Users\\\\me\\\\plan.docx)."), "own disk"),
    ("link to a shared drive", end("See [plan](https://drive.google.com/file/d/1)."), "own disk"),
    ("link to shared text", end("See [text](/_includes/crisis.md)."), "not a page"),
    ("image without words", end("![](/assets/images/logo.svg)"), "no words"),
    ("file name as words", end("![IMG_0231.jpg](/assets/images/logo.svg)"), "do not say"),
    ("script", end("<script>alert(1)</script>"), "could run"),
    ("frame", end('<iframe src="/x"></iframe>'), "could run"),
    ("style", end("<style>p{color:red}</style>"), "could run"),
    ("form", end("<form><input></form>"), "could run"),
    ("event handler", end('<b onclick="go()">Text</b>'), "could run"),
    ("javascript link", end("See [the page](javascript:alert(1))."), "run code"),
    ("data link", end("See [the page](data:text/html,hi)."), "run code"),
    ("remote image", end("![A disc](https://example.org/disc.png)"), "another server"),
    ("somebody's email", end("Write to ann.smith@example.org today."), "email"),
    ("somebody's telephone", end("Call Ann at 555-010-1234 today."), "telephone"),
    ("somebody's street", end("She lives at 12 Oak Street now."), "address"),
    ("a dose", end("Take 300 mg at night."), "dose"),
    ("a dose in words", end("Take one tablet twice a day."), "dose"),
    ("long sentence", end("It " + "may help you to " * 7 + "rest."), "words, and 25"),
    ("half a sentence", end("It helps.\nBecause it is warm.", 1), "half a sentence"),
    ("two sentences on a line", end("It helps. It is warm."), "on one line"),
    ("unexplained short form", end("Ask about an XYZQ today."), "before it is explained"),
    ("suffering from", end("People suffering from pain rest."), "into their illness"),
    ("a cure", end("This cures your pain."), "promises more"),
    ("guaranteed", end("Relief is guaranteed."), "promises more"),
    ("damage words", end("Your spine is worn out."), "frightens"),
    ("blame", end("Some people are non-compliant."), "blames"),
    ("British spelling", end("The colour of the skin changes."), "American English"),
    ("British medical spelling", end("You get an anaesthetic first."), "American English"),
    ("misspelling", end("You get an injetion first."), "American English"),
    ("swapped letters", end("Ask teh nurse."), "American English"),
    ("doubled word", end("Ask the the nurse."), "stands twice"),
    ("long dash", end("Rest \u2013 and walk."), "long dash"),
    ("number without a source", end("It helps 12 out of 100 people."), "has no source"),
    ("half of people without a source", end("It helps half of the people."), "has no source"),
    ("times as likely without a source", end("It is twice as likely then."), "has no source"),
    ("count of people without 'out'", end("It helps 12 of 100 people."), "has no source"),
    ("percentage", end("It helps 56% of people.[^busse-2025]"), "is a percentage"),
    ("1 in x", end("It helps 1 in 5 people.[^busse-2025]"), "wrong way round"),
    ("word beside a number", end("It is common: 5 out of 100.[^busse-2025]"), "changes how"),
    ("note among writers", end("It helps. [citation needed]"), "note among writers"),
    ("placeholder", end("More is coming soon."), "still missing"),
    ("address of a mail program", end(
        "See [NIH](https://nam02.safelinks.protection.outlook.com/?url=x)."), "another company"),
    ("address with tracking", end("See [NIH](https://www.nih.gov/?utm_source=x)."), "marks that"),
    ("one slash", end("See [NIH](https:/www.nih.gov)."), "two slashes"),
    ("space in an address", end("See [NIH](https://www.nih.gov/a b)."), "a space stands"),
    ("advice on a medicine", end("Stop taking your blood thinner now."), "change a medicine"),
    ("emoji", end("It helps \U0001f600."), "emoji"),
    ("letter of another alphabet", end("The p\u0430in is sore."), "another alphabet"),
    ("three dots", end("Wait... and rest."), "three dots"),
    ("dash without space", end("-First item"), "no space after the mark"),
    ("number without space", end("1.First item"), "no space after the mark"),
    ("block without a name", end("~~~\ntext\n~~~"), "means nothing here"),
    ("include of another program", end('--8<-- "crisis.md"'), "how shared text"),
    ("source in a heading", end("## Numbers[^busse-2025]\n\nText."), "in a heading"),
    ("source before the full stop", end("It helps[^busse-2025]."), "before the full stop"),
    ("source by number", end("It helps.[3]"), "number of its own"),
    ("code", end("Ask for `rest` today."), "backquotes"),
    ("capitals", end("CALL YOUR DOCTOR NOW."), "capitals"),
    ("exclamation marks", end("It helps!!"), "more than one mark"),
    ("two titles", end("# Another title\n\nText."), "second title"),
    ("skipped heading level", end("## Next\n\n#### Deep\n\nText.", 2), "skips a level"),
    ("doubled heading", end("## Next part\n\nText.\n\n## Next part\n\nText.", 4), "stands twice"),
    ("empty section", end("## Next part"), "nothing stands below"),
    ("chart with a fault", end(
        '```mermaid\nflowchart TD\n  accTitle: A\n  accDescr: B\n  a[x (y)] --> b["b"]\n```', 4),
     "bracket or parenthesis"),
    ("chart with a dead link", end(
        '```mermaid\nflowchart TD\n  accTitle: A\n  accDescr: B\n  a["a"] --> b["b"]\n'
        '  click a "/gone.md"\n```', 5), "does not exist"),
]  # fmt: skip

FRONT = [  # in the block at the top of any page
    ("unknown key", swap(r"^stage: (.*?)$", r"stage: \1\nauthr: Ann", 1), "is unknown"),
    ("misspelt key", swap(r"^description:", "descripton:"), "is unknown"),
    ("not YAML", swap(r"^stage: ", "stage: [any, "), "not valid YAML"),
    ("colon in a title", swap(r"^title: .*?$", "title: Nerve: block"), "not valid YAML"),
    ("key that stands twice", swap(r"^stage: (.*?)$", r"stage: \1\nstage: \1", 1), "stands twice"),
    ("impossible date", swap(r"^written: .*?$", "written: 2026-02-30"), "not a date"),
    ("date in words", swap(r"^written: .*?$", "written: May 5th"), "not a date"),
    ("due before written", swap(r"^next_due: .*?$", "next_due: 2020-01-01"), "due before"),
    ("description too long", swap(r"^description: .*?$", f"description: {'Long words. ' * 15}"),
     "160 is the most"),
    ("title not the heading", swap(r"^# .*?$", "# Something else here"), "make the two"),
    ("curly quote at the top", swap(r"^aliases: \[", "aliases: [\u201cback pain\u201d, "),
     "curly quote"),
    ("unknown page type", swap(r"^page_type: .*?$", "page_type: proceedure"), "no page type"),
    ("unknown stage", swap(r"^stage: .*?$", "stage: surgry"), "no stage"),
    ("list without brackets", swap(r"^aliases: .*?$", "aliases: back pain"), "not a list"),
    ("unknown statement", swap(r"^covers: .*?$", 'covers: ["9.9"]'), "names the statement"),
]  # fmt: skip

SPECIAL = [
    Mistake("no block at the top", ANY, lambda t: (re.sub(r"\A---.*?^---\n", "", t,
            flags=re.S | re.M).lstrip(), 1), "does not start with front matter"),
    Mistake("block at the top not closed", ANY, lambda t: (t.replace("\n---\n", "\n", 1), 1),
            "never closed"),
    Mistake("missing key", ANY, swap(r"^description: .*?\n", "", -99), "this key is missing"),
    Mistake("overdue", ANY, lambda t: (re.sub(r"^written: .*?$", "written: 2020-01-01",
            re.sub(r"^next_due: .*?$", "next_due: 2021-01-01", t, flags=re.M), flags=re.M),
            t[: t.index("next_due:")].count("\n") + 1), "overdue", "warning"),
    Mistake("same title as another page", "docs/care-team/mbsr.md",
            swap(r"^title: .*?$", "title: Laminectomy"), "the same as that of"),
    Mistake("same description", "docs/surgery/laminectomy.md",
            lambda t: same_description(t), "the same as that of"),
    Mistake("missing part", "docs/surgery/discectomy.md",
            swap(r"^## Before, during, after\n", "", -9999), "is missing"),
    Mistake("part with other words", "docs/surgery/laminectomy.md",
            swap(r"^## Before, during, after$", "## Before, during and after"), "is called"),
    Mistake("parts out of order", "docs/procedures/nerve-block.md", lambda t: out_of_order(t),
            "too early"),
    Mistake("part at a wrong level", "docs/procedures/radiofrequency-ablation.md",
            swap(r"^## Is it for me\?$", "### Is it for me?"), "and needs ##"),
    Mistake("byte-order mark", ANY, at(1), "byte-order mark", raw=lambda b: b"\xef\xbb\xbf" + b),
    Mistake("Windows line ends", ANY, at(1), "end as on Windows",
            raw=lambda b: b.replace(b"\n", b"\r\n")),
    Mistake("not UTF-8", ANY, end("It caf\u00e9 goes."), "not saved as UTF-8",
            raw=lambda b: b.replace("\u00e9".encode(), b"\xe9")),
    Mistake("UTF-16", ANY, at(1), "not saved as UTF-8",
            raw=lambda b: b.decode().encode("utf-16")),
    Mistake("empty file", ANY, at(1), "does not start", raw=lambda b: b""),
    Mistake("file name with capitals", ANY, at(1), "the page's address", new="Some_Page.md"),
    Mistake("page not in the menu", ANY, at(1), "not in the menu", new="another-name.md"),
    Mistake("menu entry without a page", "mkdocs.yml",
            swap(r"surgery/laminectomy\.md", "surgery/laminectmy.md"), "no such page"),
    Mistake("menu not YAML", "mkdocs.yml", swap(r"^nav:$", "nav: [", 1), "not valid YAML"),
    Mistake("menu entry twice", "mkdocs.yml",
            swap(r"^  - Start: index\.md$", "  - Start: index.md\n  - Home: index.md", 1), "twice"),
    Mistake("nested include", SHARED, end("{!_includes/crisis.md!}"), "includes another"),
    Mistake("circular include", "docs/_includes/crisis.md", end("{!_includes/crisis.md!}"),
            "includes another"),
    Mistake("relative link in shared text", "docs/_includes/emergency-implant.md",
            end("See [urgent help](../urgent-help.md)."), "would break on pages"),
    Mistake("heading in shared text", "docs/_includes/emergency-before.md", end("## Call\n\nText."),
            "has a heading"),
    Mistake("block at the top of shared text", "docs/_includes/emergency-after-surgery.md",
            lambda t: (f"---\ntitle: A\n---\n{t}", 1), "would show on every page"),
    Mistake("script in SVG", SVG, swap(r"</svg>", "<script>1</script></svg>"), "could run"),
    Mistake("event handler in SVG", SVG, swap(r"<svg ", '<svg onload="go()" '), "could run"),
    Mistake("image too large", "docs/assets/images/icon.svg", at(1), "KB",
            raw=lambda b: b + b" " * 300_000),
    Mistake("image not what its ending says", "docs/assets/images/new.png", at(1), "its ending",
            raw=lambda b: b"GIF89a"),
    Mistake("image unused", "docs/assets/images/alone.png", at(1), "no page shows",
            raw=lambda b: b"\x89PNG\r\n\x1a\n"),
    Mistake("source with an impossible year", REFERENCES,
            swap(r"year: 2025$", "year: 2205"), "year"),
    Mistake("DOI as an address", REFERENCES, swap(r"doi: 10\.", "doi: https://doi.org/10."), "doi"),
    Mistake("unknown key of a source", REFERENCES, swap(r"^  kind:", "  kined:"), "unknown"),
    Mistake("unknown kind of source", REFERENCES, swap(r"kind: trial$", "kind: trail"), "kind"),
    Mistake("source that nobody cites", REFERENCES, end(
        "zz-lonely-2020:\n  title: Nobody cites this\n  publisher: A Journal\n  year: 2020\n"
        "  url: https://example.org/lonely\n  kind: trial\n  read: whole\n  read_on: 2026-11-01"),
        "no page cites", "warning"),
    Mistake("source twice", REFERENCES, lambda t: source_twice(t), "same source"),
    Mistake("references not YAML", REFERENCES, swap(r"^  kind: trial$", "  kind: [trial"), "YAML"),
    Mistake("term of two meanings", "docs/_data/glossary.yml",
            swap(r"synonyms: \[needling", "synonyms: [actual chance, needling"), "stands for"),
    Mistake("statement without a place", "docs/_data/article.yml",
            swap(r'covered: \[\{page: about, heading: "[^"]*"\}\]', "covered: []", -9999),
            "covered"),
    Mistake("word list without a better word", "docs/_data/words.yml",
            swap(r'^    sufferer\*: .*?$', "    sufferer*: [a]"), "better word"),
]  # fmt: skip


def same_description(text: str) -> tuple[str, int]:
    other = (DOCS / "surgery/discectomy.md").read_text("utf-8")
    line = re.search(r"^description: .*?$", other, re.M)
    assert line
    return swap(r"^description: .*?$", line[0].replace("\\", ""))(text)


def out_of_order(text: str) -> tuple[str, int]:
    """Put the last part before the others; it is the one that stands too early."""
    parts = re.split(r"(?m)^(?=## )", text)
    wrong = [parts[0], parts[-1].rstrip() + "\n\n", *parts[1:-1]]
    result = "".join(wrong)
    return result, line_of(result, len(parts[0]))


def source_twice(text: str) -> tuple[str, int]:
    url = re.search(r"^  url: (.*?)$", text, re.M)
    assert url
    return end(
        f"zz-twice-2020:\n  title: The same again\n  publisher: A Journal\n  year: 2020\n"
        f"  url: {url[1]}\n  kind: trial\n  read: whole\n  read_on: 2026-11-01"
    )(text)


TABLE = [
    *(Mistake(kind, ANY, edit, says) for kind, edit, says in TEXT),
    *(Mistake(kind, ANY, edit, says) for kind, edit, says in FRONT),
    *SPECIAL,
]
# A wrong place for these is named at the nearest line that is left.
ANYWHERE = {"missing key", "missing part", "statement without a place"}
ALONE = {"mkdocs.yml", REFERENCES, "docs/_data/glossary.yml", "docs/_data/article.yml"}


def copy_site(folder: Path) -> Path:
    shutil.copytree(DOCS, folder / "docs")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copyfile(CONFIG, folder / "mkdocs.yml")
    return folder


def make(mistake: Mistake, file: Path) -> tuple[Path, int]:
    """Make one mistake; return the file it is in now and the line that must be named."""
    text = file.read_text("utf-8") if file.exists() else ""
    text, line = mistake.edit(text)
    raw = text.encode("utf-8")
    file.write_bytes(mistake.raw(raw) if mistake.raw else raw)
    if mistake.new:
        file = file.rename(file.with_name(mistake.new))
    return file, line


def rounds() -> list[list[tuple[Mistake, str]]]:
    """Share the table out into rounds in which no two mistakes touch the same file."""
    waiting = list(TABLE)
    shared: list[list[tuple[Mistake, str]]] = []
    while waiting:
        free = [page for page in PAGES if page not in {m.file for m in waiting if m.file}]
        used: set[str] = set()
        chosen: list[tuple[Mistake, str]] = []
        for mistake in waiting:
            file = mistake.file or next((page for page in free if page not in used), "")
            if not file or file in used or (used and (file in ALONE or used & ALONE)):
                continue  # a broken data file gives findings in every page
            used.add(file)
            chosen.append((mistake, file))
        waiting = [mistake for mistake in waiting if mistake not in {m for m, _ in chosen}]
        shared.append(chosen)
    return shared


Result = tuple[str, int, list[Finding]]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """Make every mistake of the table and check the copy; what was there before is left out."""
    root = copy_site(tmp_path_factory.mktemp("mistakes"))
    found: dict[str, Result] = {}
    for chosen in rounds():
        places = {}
        for mistake, file in chosen:
            path = root / file
            before = path.read_bytes() if path.exists() else None
            now, line = make(mistake, path)
            places[mistake.kind] = (path, before, now, now.relative_to(root).as_posix(), line)
        findings = checks.run(root / "docs")
        for kind, (path, before, now, shown, line) in places.items():
            given_up = [f for f in findings if f.path == "docs"]
            found[kind] = (shown, line, [*(f for f in findings if f.path == shown), *given_up])
            now.unlink()
            if before is not None:
                path.write_bytes(before)
    return found


@pytest.mark.parametrize("mistake", TABLE, ids=lambda mistake: mistake.kind)
def test_a_mistake_is_named_with_file_line_and_fix(
    results: dict[str, Result], mistake: Mistake
) -> None:
    _, line, found = results[mistake.kind]

    matching = [f for f in found if mistake.says in f"{f.message} {f.fix}"]
    assert matching, [str(f) for f in found]
    assert all(f.fix and f.severity == mistake.severity for f in matching)
    if mistake.kind not in ANYWHERE:
        assert line in {f.line for f in matching}, (line, [str(f) for f in matching])


def test_the_site_as_it_is_gives_no_finding() -> None:
    found = [f for f in checks.run(DOCS) if f.severity != "advice"]

    assert [str(f) for f in found] == []


def test_no_check_gives_up(results: dict[str, Result]) -> None:
    said = [f.message for _, _, found in results.values() for f in found]

    assert not [text for text in said if "could not be finished" in text]


# Random edits -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with few pages, so that many edits can be tried."""
    root = copy_site(tmp_path_factory.mktemp("random"))
    kept = {"index.md", "surgery/discectomy.md", "urgent-help.md"}
    for page in (root / "docs").rglob("*.md"):
        name = page.relative_to(root / "docs").as_posix()
        if name not in kept and not name.startswith("_"):
            page.unlink()
    return root


@pytest.mark.parametrize("kind", ["not YAML", "UTF-16", "menu not YAML", "references not YAML"])
def test_the_command_names_the_mistake_and_ends_with_1(
    small: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    mistake = next(m for m in TABLE if m.kind == kind)
    path = small / (mistake.file or "docs/surgery/discectomy.md")
    before = path.read_bytes()
    make(mistake, path)
    try:
        ended = importlib.import_module("check").main([], small / "docs")
    finally:
        path.write_bytes(before)

    assert ended == 1
    shown = path.relative_to(small).as_posix()
    assert re.search(rf"^{shown}:\d+: .+\n    Fix: ", capsys.readouterr().out, re.M)


VICTIMS = [
    "docs/index.md", "docs/surgery/discectomy.md", "docs/_includes/path-overview.md",
    "docs/_includes/crisis.md", "docs/_data/glossary.yml", "docs/_data/outcomes.yml",
    "docs/_data/article.yml", "docs/_data/words.yml", "docs/_data/spelling.yml",
    "docs/_data/page-schema.yml", "docs/_data/disputes.yml", "mkdocs.yml",
]  # fmt: skip
JUNK = st.one_of(
    st.sampled_from(["---", "[", "]", "(", "{!", "!}", "```", "[^", "|", "!!! ", "    ", "\t", ": ",
                     "&a ", "*a", "<", "<!--", "\x00", "\r", "\u2028", "\ud83e\udd7a", "{{", "? ",
                     "<<: ", "!!int ", "- ", "#", "\u202e", "**", "`"]),
    st.text(max_size=8),
)  # fmt: skip


def spoil(text: str, how: str, where: float, junk: str) -> str:
    lines = text.split("\n")
    index = int(where * (len(lines) - 1))
    place = int(where * len(text))
    if how == "cut line":
        del lines[index]
    elif how == "double line":
        lines.insert(index, lines[index])
    elif how == "swap lines":
        lines[index], lines[-1 - index] = lines[-1 - index], lines[index]
    elif how == "insert line":
        lines.insert(index, junk)
    elif how == "cut sign":
        return text[:place] + text[place + 1 :]
    elif how == "double sign":
        return text[:place] + text[place : place + 1] + text[place:]
    else:
        return text[:place] + junk + text[place:]
    return "\n".join(lines)


HOW = st.sampled_from(["cut line", "double line", "swap lines", "insert line", "cut sign",
                       "double sign", "insert sign"])  # fmt: skip


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(VICTIMS), st.lists(st.tuples(HOW, st.floats(0, 1), JUNK), min_size=1,
                                          max_size=3))  # fmt: skip
def test_no_random_edit_crashes_a_check(
    small: Path, victim: str, edits: list[tuple[str, float, str]]
) -> None:
    path = small / victim
    before = path.read_bytes()
    text = before.decode("utf-8")
    for how, where, junk in edits:
        text = spoil(text, how, where, junk)
    try:
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        content, _ = Content.load(small / "docs")
        for check in checks.ALL.values():
            check(content)  # not through run, which would hide a fault of a check
    finally:
        path.write_bytes(before)
