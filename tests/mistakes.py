"""The kinds of mistake that editors make, each as a small edit of the real site.

``TABLE`` holds a row for each kind; ``test_mistakes`` makes them and looks at what is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sitekit.paths import DOCS, ROOT

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
        breaks: Whether the whole file cannot be read, so that others rely on it in vain.
        near: Whether the mistake has no line of its own, so that any line of the file will do.
    """

    kind: str
    file: str
    edit: Edit
    says: str
    severity: str = "error"
    new: str | None = None
    raw: Callable[[bytes], bytes] | None = None
    breaks: bool = False
    near: bool = False


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
    ("block with a wrong number", end("```article\nsection: 99\n```", 1), "cannot be filled"),
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
    ("citation alone on its line", end("It helps.\n[^busse-2025]", 1), "holds a citation and no"),
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
    ("text shown as code", end("Text.\n\n    A sentence.", 2), "as code"),
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
    ("number without a source", end("It helps 12 out of 100 people."), "source"),
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
    Mistake("missing key", ANY, swap(r"^description: .*?\n", "", -99), "this key is missing",
            near=True),
    Mistake("overdue", ANY, lambda t: (re.sub(r"^written: .*?$", "written: 2020-01-01",
            re.sub(r"^next_due: .*?$", "next_due: 2021-01-01", t, flags=re.M), flags=re.M),
            t[: t.index("next_due:")].count("\n") + 1), "overdue", "warning"),
    Mistake("same title as another page", "docs/care-team/mbsr.md",
            lambda t: same_title(t), "the same as that of"),
    Mistake("same description", "docs/surgery/laminectomy.md",
            lambda t: same_description(t), "the same as that of"),
    Mistake("missing part", "docs/surgery/discectomy.md",
            swap(r"^## Before, during, after\n", "", -9999), "is missing", near=True),
    Mistake("part with other words", "docs/surgery/laminectomy.md",
            swap(r"^## Before, during, after$", "## Before, during and after"), "is called"),
    Mistake("parts out of order", "docs/procedures/nerve-block.md", lambda t: out_of_order(t),
            "in another place"),
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
    Mistake("menu not YAML", "mkdocs.yml", swap(r"^nav:$", "nav: [", 1), "bracket",
            breaks=True),
    Mistake("menu entry twice", "mkdocs.yml",
            swap(r"^  - ([^\n:]+): index\.md$", r"  - \1: index.md\n  - Home: index.md", 1),
            "twice"),
    Mistake("nested include", SHARED, end("{!_includes/crisis.md!}"), "includes another"),
    Mistake("circular include", "docs/_includes/crisis.md", end("{!_includes/crisis.md!}"),
            "includes another"),
    Mistake("relative link in shared text", "docs/_includes/emergency-pump.md",
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
    Mistake("references not YAML", REFERENCES, swap(r"^  kind: trial$", "  kind: [trial"), "YAML",
            breaks=True),
    Mistake("term of two meanings", "docs/_data/glossary.yml",
            swap(r"synonyms: \[needling", "synonyms: [actual chance, needling"), "stands for"),
    Mistake("statement without a place", "docs/_data/article.yml",
            swap(r'covered: \[\{page: about, heading: "[^"]*"\}\]', "covered: []", -9999),
            "covered", near=True),
    Mistake("word list without a better word", "docs/_data/words.yml",
            swap(r'^    sufferer\*: .*?$', "    sufferer*: [a]"), "better word"),
]  # fmt: skip


def same_title(text: str) -> tuple[str, int]:
    first = re.search(r"^title: .*?$", (DOCS / "care-team/cbt.md").read_text("utf-8"), re.M)
    assert first
    return swap(r"^title: .*?$", first[0].replace("\\", ""))(text)


def same_description(text: str) -> tuple[str, int]:
    other = (DOCS / "surgery/discectomy.md").read_text("utf-8")
    line = re.search(r"^description: .*?$", other, re.M)
    assert line
    return swap(r"^description: .*?$", line[0].replace("\\", ""))(text)


def out_of_order(text: str) -> tuple[str, int]:
    """Put the last part before the others."""
    parts = re.split(r"(?m)^(?=## )", text)
    wrong = [parts[0], parts[-1].rstrip() + "\n\n", *parts[1:-1]]
    result = "".join(wrong)
    return result, parts[0].count("\n") + 1


def source_twice(text: str) -> tuple[str, int]:
    url = re.search(r"^  url: (.*?)$", text, re.M)
    assert url
    return end(
        f"zz-twice-2020:\n  title: The same again\n  publisher: A Journal\n  year: 2020\n"
        f"  url: {url[1]}\n  kind: trial\n  read: whole\n  read_on: 2026-11-01"
    )(text)


PNG = b"\x89PNG\r\n\x1a\n"
GLOSSARY = "docs/_data/glossary.yml"
OUTCOMES = "docs/_data/outcomes.yml"
ARTICLE = "docs/_data/article.yml"
LONG_WORDS = (
    "Notwithstanding considerable methodological heterogeneity, contemporary interventional "
    "rehabilitation necessitates multidisciplinary individualized deliberation.\n"
)

MORE_TEXT = [  # mistakes that the issue does not name
        ("citation as numbers", end("It helps.[1, 2]"), "not how a source is cited"),
    ("citation as a raised number", end("It helps.\u00b9\u00b2"), "not how a source is cited"),
    ("two sources in one bracket", end("It helps.[^busse-2025, wang-2025]"), "not how a source"),
    ("two sources with a semicolon", end("It helps.[^busse-2025;wang-2025]"), "is not in docs"),
    ("author and year in brackets", end("It helps (Busse et al., 2025)."), "how a source is cited"),
    ("outcome id misspelt", end("```outcome\nid: epidural-sciatica-pian\n```", 1),
     "write id: epidural-sciatica-pain"),
    ("outcome without id", end("```outcome\n```"), "cannot be filled"),
    ("experts id misspelt", end("```experts\nid: nerve-blok\n```", 1), "cannot be filled"),
    ("block with a misspelt key", end("```outcome\nidd: epidural-sciatica-pain\n```", 1),
     "cannot be filled"),
    ("block not YAML", end("```article\nsection: [\n```", 1), "cannot be filled"),
    ("fence closed by other marks", end("```outcome\nid: epidural-sciatica-pain\n~~~"),
     "never closed"),
    ("fence closed by two marks", end("```outcome\nid: epidural-sciatica-pain\n``"),
     "never closed"),
    ("code block without a kind", end("```\ntext\n```"), "means nothing here"),
    ("list from a word processor", end("\u00b7\tFirst item\n\u00b7\tSecond item"), "bullet sign"),
    ("inner list of a word processor", end("o   Second item of two"), "bullet sign"),
    ("list number and tab", end("1.\tFirst item"), "a tab"),
    ("tab-indented list", end("- One.\n\t- Two.", 1), "a tab"),
    
    
    ("list with letters", end("a) First item."), "shows as plain text"),
    ("picture from the clipboard", end("![A disc](data:image/png;base64,iVBORw0KGgo=)"),
     "hidden content"),
    ("picture that the browser uploads", end("![Uploading disc.png\u2026]()"), "no target"),
    ("picture of the code host", end(
        '<img width="400" src="https://example.org/user-attachments/1" />'), "HTML"),
    ("picture as a plain link", end("!(A disc)[/assets/images/logo.svg]"), "wrong way round"),
    ("file name with a space", end("![A disc that bulges](/assets/images/my disc.png)"), "space"),
    ("link with a space", end("See [the page](/urgent help.md)."), "space"),
    ("address without its colon", end("See [the agency](http//www.nih.gov)."), "write https://www"),
    ("address with one slash", end("See [the agency](https:/www.nih.gov)."), "write https://www"),
    ("address with a misspelt beginning", end("See [the agency](htps://www.nih.gov)."),
     "cannot begin"),
    ("address with two beginnings", end("See [the agency](https://https://www.nih.gov)."), "twice"),
    ("address without a beginning", end("See [the agency](www.nih.gov)."), "https://"),
    ("address that is only a beginning", end("See [the agency](https://)."), "nothing follows"),
    ("page without its ending", end("See [the page](/urgent-help)."), "does not exist"),
    ("page with .html", end("See [the page](/urgent-help.html)."), "does not exist"),
    ("page as a folder", end("See [the page](/surgery/laminectomy/)."), "does not exist"),
    ("backslash in a path", end("See [the page](\\surgery\\laminectomy.md)."), "backslash"),
    ("path from the repository", end("See [the page](/docs/urgent-help.md)."), "does not exist"),
    ("missing anchor on the page", end("See [below](#not-here-at-all)."), "no heading with the"),
    ("anchor in words", end("See [below](#How long does it take?)."), "space"),
    ("link without an end in a list", end("- See [the page](/urgent-help.md\n- More."),
     "not closed"),
    ("heading without words", end("##\n\nText."), "no words"),
    ("heading with a tab", end("##\tGetting home\n\nText."), "a tab"),
    ("heading in capitals", end("## GETTING HOME\n\nText."), "capitals"),
    ("table line one column short", end("| A | B |\n|---|\n| One | two |", 1), "cells"),
    ("table row over two lines", end("| A | B |\n|---|---|\n| One\n| two |", 2), "cells"),
    ("table with dashes of another sign", end("| A | B |\n|\u2014|\u2014|\n| One | two |"),
     "table"),
    ("table pasted with tabs", end("Name\tDose\nOne\tTwo"), "a tab"),
    ("box with a capital", end('!!! Emergency "Call 911"\n\n    Now.'), "no box called"),
    ("box with glued marks", end('!!!emergency "Call 911"\n\n    Now.'), "another form"),
    ("box with two marks", end('!! emergency "Call 911"\n\n    Now.'), "another form"),
    ("box with single quotes", end("!!! emergency 'Call 911'\n\n    Now."), "another form"),
    ("box with curly quotes", end("!!! emergency \u201cCall 911\u201d\n\n    Now."),
     "another form"),
    ("box without text", end('!!! emergency "Call 911"'), "not indented"),
    ("box indented by two", end('!!! emergency "Call 911"\n\n  Now.'), "not indented"),
    ("box indented by a tab", end('!!! emergency "Call 911"\n\n\tNow.', 2), "a tab"),
    ("include in two braces", end("{{!_includes/crisis.md!}}"), "shares its line"),
    ("include without its ending", end("{!_includes/crisis!}"), "does not exist"),
    ("include without its folder", end("{!crisis.md!}"), "not in docs/_includes/"),
    ("include indented", end("- One.\n\n    {!_includes/crisis.md!}", 2), "shares its line"),
    ("include in a template's form", end("{% include 'crisis.md' %}"), "braces"),
    ("comment left open over lines", end("<!-- to do\n\nmore"), "comment"),
    ("note to oneself", end("TODO: ask Ann about this."), "note among writers"),
    ("text still to come", end("Lorem ipsum dolor sit amet."), "note among writers"),
    ("question marks for a number", end("It helped ?? out of 100 people."), "more than one mark"),
    ("letters joined in a PDF", end("The \ufb01rst day is hard."), "joined"),
    ("hyphen that never breaks", end("A follow\u2011up visit helps."), "hyphen"),
    ("Cyrillic letter at the start", end("Your \u0440ain may ease."), "another alphabet"),
    ("wide letters", end("Call now\uff01"), "another alphabet"),
    ("second block at the top", lambda t: (
        re.sub(r"\A(---\n.*?\n---\n)", r"\1\1", t, count=1, flags=re.S),
        t[: t.index("\n---\n")].count("\n") + 3), "second block"),
    ("underlined text", end("It is <u>not</u> safe."), "HTML"),
    ("line break in HTML", end("One.<br>Two."), "HTML"),
    ("raised letters", end("The L5^th^ nerve hurts."), "raised"),
    ("math signs", end("It is $p < 0.05$ in this study."), "math"),
    ("emoji code", end(":warning: Call today."), "emoji"),
    ("keyboard marks", end("++ctrl+c++ copies."), "keys"),
    ("attribute for a link", end("See [the page](/urgent-help.md){target=_blank}."), "braces"),
    ("footnote with spaces before it", end("It helps. [^busse-2025 ]"), "not how a source"),
    ("quote inside quotes", end("He said ''yes''."), "two single quotes"),
    ("chart without an arrow's end", end(
        '```mermaid\nflowchart TD\n  accTitle: A\n  accDescr: B\n  a["a"] -->\n```', 4), "arrow"),
    ("chart without a title", end('```mermaid\nflowchart TD\n  a["a"] --> b["b"]\n```', 1),
     "no title"),
    ("chart of another kind", end("```mermaid\npie\n  \"a\": 3\n```", 1), "flowcharts only"),
    ("chart with a node called end", end(
        '```mermaid\nflowchart TD\n  accTitle: A\n  accDescr: B\n  a["a"] --> end\n```', 4),
     "called 'end'"),
    ("chart with a quote not closed", end(
        '```mermaid\nflowchart TD\n  accTitle: A\n  accDescr: B\n  a["a] --> b["b"]\n```', 4),
     "quote"),
    ("percentage", end("It helps 12% of people.[^busse-2025]"), "percentage"),
    ("one in twenty", end("It helps 1 in 20 people.[^busse-2025]"), "wrong way round"),
]  # fmt: skip

PASTED = [  # what is pasted, forgotten or meant for other writers
    ("half of people without a source", end("It helps half of the people."), "has no source"),
    ("times as likely without a source", end("It is twice as likely then."), "has no source"),
    ("count of people without 'out'", end("It helps 12 of 100 people."), "has no source"),
    ("1 in x", end("It helps 1 in 5 people.[^busse-2025]"), "wrong way round"),
    ("word beside a number", end("It is common: 5 out of 100.[^busse-2025]"), "changes how"),
    ("note among writers", end("It helps. [citation needed]"), "note among writers"),
    ("placeholder", end("More is coming soon."), "still missing"),
    ("address of a mail program", end(
        "See [NIH](https://nam02.safelinks.protection.outlook.com/?url=x)."), "another company"),
    ("address with tracking", end("See [NIH](https://www.nih.gov/?utm_source=x)."), "marks that"),
        ("space in an address", end("See [NIH](https://www.nih.gov/a b)."), "a space stands"),
    ("advice on a medicine", end("Stop taking your blood thinner now."), "change a medicine"),
    ("emoji", end("It helps \U0001f600."), "emoji"),
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
]  # fmt: skip

SLIPS = [
    ("letter in a number", end("It helped 12 out of l00 people.[^busse-2025]"), "a letter stands"),
    ("O for a zero", end("Call us within 1O days."), "a letter stands"),
    ("more than all of them", end("It helped 100 out of 12.[^busse-2025]"), "more than all"),
    ("misspelt out of", end("It helped 12 out if 100."), "misspelt"),
    ("no space after a sentence", end("It helps.It is warm."), "no space stands after"),
    ("space before a full stop", end("It helps ."), "before this sign"),
    ("two full stops", end("It helps.."), "two signs"),
    ("parenthesis left open", end("It helps (in most people."), "no partner"),
    ("quote left open", end('It is called "needling.'), "a quote is opened"),
    ("no full stop", end("It helps in most people"), "without a full stop"),
    ("sentence over two lines", end("It helps\nin most people."), "without a full stop"),
    ("sentence pasted twice", end(
        "This sentence was pasted in twice by somebody who was in a hurry.\n\n"
        "This sentence was pasted in twice by somebody who was in a hurry.", 2), "stands twice"),
    ("wrong emergency number", end("Call 991 now."), "no emergency"),
    ("slanted with a low line left open", end("It is _sore now."), "opened with _"),
    ("link without a target", end("See [the page]()."), "no target"),
    ("link to a hash", end("See [the page](#)."), "no target"),
    ("link with a parenthesis too many", end("See [the page](/urgent-help.md))."), "no partner"),
    ("link with a bracket too many", end("See [[the page](/urgent-help.md)."), "bracket"),
    ("page in pointed brackets", end("See <urgent-help.md>."), "pointed brackets"),
    ("source in parentheses", end("It helps.(^busse-2025)"), "not how a source"),
    ("source in braces", end("It helps.{^busse-2025}"), "not how a source"),
    ("source closed by a parenthesis", end("It helps.[^busse-2025)"), "not how a source"),
    ("source with a low line", end("It helps.[^busse_2025]"), "write [^busse-2025]"),
    ("source with a capital", end("It helps.[^Busse-2025]"), "write [^busse-2025]"),
    ("source escaped", end("It helps.\\[^busse-2025\\]"), "backslash"),
    ("source without its year", end("It helps.[^busse]"), "not in docs/_data"),
    ("source by DOI", end("It helps.[^10.1136/bmj-2024-079970]"), "not in docs/_data"),
    ("heading underlined with equals", end("Getting home\n===\n\nText."), "line of dashes"),
    ("heading indented", end("  ## Getting home\n\nText."), "indented"),
    ("heading with seven marks", end("####### Getting home\n\nText."), "six levels"),
    ("bold closed by one star", end("It is **sore*."), "stars"),
    ("strong box of another program", end(":::note\nText.\n:::"), "':::'"),
    ("folded box", end('??? note "More"\n\n    Text.'), "boxes that open"),
    ("tick box", end("- [ ] Bring your list."), "boxes to tick"),
    ("short code", end("{{< figure src=x >}}"), "braces"),
    ("ruled line", end("Text.\n\n---", 2), "ruled line"),
    ("list of headings", end("[TOC]"), "list of headings"),
    ("text right under a table", end("| A | B |\n|---|---|\n| One | two |\nText.", 3), "table"),
]  # fmt: skip

MORE_FRONT = [
    ("date with slashes", swap(r"^written: .*?$", "written: 11/25/2026"), "not a date"),
    ("date the other way round", swap(r"^written: .*?$", "written: 25-11-2026"), "not a date"),
    ("date with a time", swap(r"^written: .*?$", "written: 2026-11-25T10:00:00"), "a time"),
    ("year with a digit too many", swap(r"^written: .*?$", "written: 20265-11-25"), "not a date"),
    ("date in the future", swap(r"^written: .*?$", "written: 2126-01-01"), "in the future"),
    ("due in many years", swap(r"^next_due: .*?$", "next_due: 2036-01-01"), "3 years"),
    ("no space after a colon", swap(r"^stage: ", "stage:"), "no colon and space"),
    ("key with a capital", swap(r"^title:", "Title:"), "is unknown"),
    ("title in curly quotes", swap(r"^title: .*?$", "title: \u201cNerve block\u201d"), "curly"),
    ("title in stars", swap(r"^title: .*?$", "title: *Nerve block*"), "star"),
    ("title with a quote too many", swap(r"^title: .*?$", 'title: "Nerve" block"'), "quote"),
    ("title with a quote too few", swap(r"^title: .*?$", 'title: "Nerve block'), "quote"),
    ("title empty", swap(r"^title: .*?$", "title:"), "not text"),
    ("description empty", swap(r"^description: .*?$", 'description: ""'), "too short"),
    ("description cut at a hash", swap(r"^description: .*?$",
        "description: What you can do about back pain today # 1 cause"), "after #"),
    ("description on two lines", swap(r"^(description: [^\n]*)\n", r"\1\nand more of it\n", 1),
     "no colon and space"),
    ("bracket not closed", swap(r"^aliases: \[.*?$", "aliases: [back pain"), "bracket"),
    ("tab before a key", swap(r"^stage: ", "\tstage: "), "tab"),
    ("key indented", swap(r"^stage: ", " stage: "), "same column"),
    ("statement as a number", swap(r"^covers: .*?$", "covers: [3.4]"), "not text"),
    ("line of dashes in the block", swap(r"^(stage: .*?)$", r"\1\n---", 2), "ends the block"),
]  # fmt: skip

MORE = [
    Mistake("title not the heading in a letter", "docs/urgent-help.md",
            swap(r"^# (\w)", r"# x\1"), "make the two"),
    Mistake("first line of dashes deleted", ANY, lambda t: (t.removeprefix("---\n"), 1),
            "is missing, so the keys"),
    Mistake("empty lines above the block", ANY, lambda t: ("\n\n" + t, 1), "empty lines stand"),
    Mistake("text above the block", ANY, lambda t: ("Hello.\n" + t, 1), "does not start"),
    Mistake("closing fence deleted", "docs/procedures/epidural-steroid-injection.md",
            lambda t: fence_deleted(t), "not closed before"),
    Mistake("page too hard", ANY, end(LONG_WORDS * 40), "reads at grade", near=True),
    Mistake("page with only a block", ANY, lambda t: (t[: t.index("\n---\n") + 5],
            t.count("\n", 0, t.index("\n---\n")) + 3), "no title"),
    Mistake("id used twice", "docs/care-team/laminectomy.md", lambda t: ("# Text", 1),
            "the same as that of"),
    Mistake("signature of the starter", ANY, swap(r"^reviews: \[\]$",
            "reviews: [{name: YOUR NAME, credential: MD, date: 2026-11-01, "
            "hash: 00000000-00000000-00000000}]"), "before anybody"),
    Mistake("starter's text left", ANY, end(
            "Write two to four sentences that answer what a reader finds here."), "still to be"),
    Mistake("page copied", ANY, at(1), "not in the menu", new="page-copy.md"),
    Mistake("page with a copy's name", ANY, at(1), "the page's address", new="page (1).md"),
    Mistake("page with another ending", "docs/new.markdown", lambda t: ("# A page", 1), ".md"),
    Mistake("page as a Word file", "docs/surgery/new.docx", at(1), "does not belong",
            raw=lambda b: b"PK"),
    Mistake("page as plain text", "docs/surgery/new.txt", lambda t: ("# A page", 1), ".md"),
    Mistake("data file with another ending", "docs/_data/more.yaml", lambda t: ("a: b", 1),
            "does not belong"),
    Mistake("picture beside the page", "docs/surgery/disc.png", at(1), "no page shows",
            raw=lambda b: PNG),
    Mistake("empty shared text", "docs/_includes/new.md", at(1), "is empty"),
    Mistake("script link in SVG", "docs/assets/images/spine-above.svg",
            swap(r"</svg>", '<a href="javascript:x()">x</a></svg>'), "could run"),
    Mistake("style from another server in SVG", "docs/assets/images/spine-side.svg",
            swap(r"</svg>", '<style>@import "https://example.org/a.css";</style></svg>'),
            "could run"),
    Mistake("year with a digit too many in a source", REFERENCES,
            swap(r"year: 2025$", "year: 20255"), "year"),
    Mistake("year in words", REFERENCES, swap(r"year: 2025$", "year: last year"), "year"),
    Mistake("source id twice", REFERENCES, lambda t: id_twice(t), "stands twice", breaks=True),
    Mistake("source with doi and url", REFERENCES, swap(r"^(  doi: .*?)$",
            r"\1\n  url: https://example.org", -1), "one of the two", near=True),
    Mistake("source with a doi: before its DOI", REFERENCES,
            swap(r"doi: 10\.", 'doi: "doi:10.'.replace('"', "")), "doi"),
    Mistake("source id with capitals", REFERENCES, end(
        "Smith-2020:\n  title: A title\n  publisher: A Journal\n  year: 2020\n"
        "  url: https://example.org/smith\n  kind: trial\n  read: whole\n  read_on: 2026-11-01"),
        "small letters"),
    Mistake("source without a title", REFERENCES, end(
        "zz-smith-2020:\n  publisher: A Journal\n  year: 2020\n"
        "  url: https://example.org/smith\n  kind: trial\n  read: whole\n  read_on: 2026-11-01"),
        "missing"),
    Mistake("colon in a source's title", REFERENCES, swap(r"^  title: .*?$",
            "  title: Pain: a trial"), "colon", breaks=True),
    Mistake("entry not indented", REFERENCES, swap(r"^  publisher:", "publisher:", 1),
     "same column",
            breaks=True),
    Mistake("source read in the future", REFERENCES,
            swap(r"read_on: .*?$", "read_on: 2126-01-01"), "in the future"),
    Mistake("glossary term twice", GLOSSARY, swap(r"^acute pain:", "acupuncture:"), "stands twice",
            breaks=True),
    Mistake("glossary page misspelt", GLOSSARY, swap(r"^  page: (.*?)$", r"  page: \1x"),
            "does not exist"),
    Mistake("glossary out of order", GLOSSARY, swap(r"^acute pain:", "zz acute pain:"), "in order",
            near=True),
    Mistake("glossary list without brackets", GLOSSARY, swap(r"synonyms: \[actual chance\]",
            "synonyms: actual chance"), "not a list"),
    Mistake("glossary term without a definition", GLOSSARY, swap(r"^  definition: Your real.*?\n",
            "", -1), "missing"),
    Mistake("count over its denominator", OUTCOMES, swap(r"count: \d+", "count: 156"),
     "156", near=True),
    Mistake("outcome with an unknown source", OUTCOMES, swap(r"sources: \[(\S+?)\]",
            r"sources: [\1x]"), "not in references.yml"),
    Mistake("outcome without its time", OUTCOMES, swap(r"^  when: .*?\n", "", -2),
     "when", near=True),
    Mistake("outcome with an unknown form", OUTCOMES, swap(r"form: counts", "form: count"), "form"),
    Mistake("word to avoid in an outcome", OUTCOMES, swap(r"who: people with", "who: sufferers of"),
            "sufferers"),
    Mistake("percentage in the options", "docs/_data/options.yml",
            swap(r"text: \"The other 56 out of 100", 'text: "The other 56%'), "56%"),
    Mistake("slip of spelling in a definition", GLOSSARY,
            swap(r"Your real chance", "Your real chnce"), "chnce"),
    Mistake("British spelling in a definition", GLOSSARY,
            swap(r"such as 2 out", "as labelled, 2 out"), "labelled"),
    Mistake("slip of spelling in a choice of the visit sheet", "docs/_data/visit-sheet.yml",
            swap(r"Infection or fever", "Infecton or fever"), "Infecton"),
    Mistake("endless sentence in the options", "docs/_data/options.yml",
            swap(r"The other 56", "The other people, and they were many, some of them older and "
                 "some of them younger, and some who had waited long for care of any kind, so 56"),
            "is the most"),
    Mistake("count in words", OUTCOMES, swap(r"count: \d+", "count: many"), "count"),
    Mistake("dispute with an unknown source", "docs/_data/disputes.yml",
            swap(r"sources: \[busse-2025\]", "sources: [buse-2025]"), "buse-2025"),
    Mistake("dispute with a wrong date", "docs/_data/disputes.yml",
            swap(r"date: \d{4}-\d\d", "date: Feb 2025"), "date"),
    Mistake("options with an unknown page", "docs/_data/options.yml",
            swap(r"page: pathway", "page: pathwy"), "pathwy"),
    Mistake("statement with an unknown verdict", ARTICLE, swap(r"verdict: partly",
            "verdict: partial"), "verdict"),
    Mistake("heading of a statement misspelt", ARTICLE,
            swap(r'heading: "The title of the article"', 'heading: "The title of an article"'),
            "heading"),
    Mistake("sign of the search without its part", "docs/_data/search-signs.yml",
            swap(r"part: .*?$", "part: No such part"), "part"),
    Mistake("word of the search alone", "docs/_data/search-words.yml",
            swap(r"- \[surgery, .*?\]", "- [surgery]"), "short"),
    Mistake("spelling list not a list", "docs/_data/spelling.yml",
            swap(r"units: \[dL\]", "units: dL"), "not a list"),
    Mistake("words not YAML",
     "docs/_data/words.yml", swap(r"victim\*: (\".*?)\"$", r"victim*: \1"), "quote",
            breaks=True),
    Mistake("outcomes not YAML", OUTCOMES, swap(r"sources: \[", "sources: [["), "YAML",
            breaks=True),
    Mistake("glossary not YAML", GLOSSARY, swap(r"definition: Your", "definition: Pain: your"),
            "YAML", breaks=True),
    Mistake("tab in the menu", "mkdocs.yml", swap(r"^  - The path", "\t- The path"), "tab",
            breaks=True),
    Mistake("menu entry without a colon", "mkdocs.yml",
            swap(r"- The path: pathway", "- The path pathway"), "no such page"),
    Mistake("menu entry with docs/", "mkdocs.yml", swap(r": pathway\.md", ": docs/pathway.md"),
            "no such page"),
    Mistake("menu entry without .md", "mkdocs.yml", swap(r": pathway\.md", ": pathway"),
            "no such page"),
    Mistake("menu name with a colon", "mkdocs.yml", swap(r"- The path: ", "- Path: all of it: "),
            "colon", breaks=True),
    Mistake("menu part without pages", "mkdocs.yml",
            swap(r"^  - The whole picture: the-whole-picture\.md$", "  - The whole picture:"),
            "no page"),
    Mistake("menu deleted", "mkdocs.yml", lambda t: (t[: t.index("\nnav:") + 1], 1),
            "empty or missing", breaks=True),
    Mistake("menu line not in its column", "mkdocs.yml", swap(r"^  - Compare", "   - Compare"),
            "column", breaks=True),
]  # fmt: skip


def fence_deleted(text: str) -> tuple[str, int]:
    """Delete the line that closes the first block; the next block then closes it."""
    start = re.search(r"^```\w", text, re.M)
    assert start
    close = re.compile(r"^```\n", re.M).search(text, start.end())
    assert close
    return text[: close.start()] + text[close.end() :], line_of(text, start.start())


def id_twice(text: str) -> tuple[str, int]:
    entry = re.search(r"^([a-z0-9-]+):\n(?:  .*\n)+", text, re.M)
    assert entry
    return f"{text}{entry[0]}", text.count("\n") + 1


TABLE = [
    *(Mistake(kind, ANY, edit, says) for kind, edit, says in [*TEXT, *MORE_TEXT, *PASTED, *SLIPS]),
    *(Mistake(kind, ANY, edit, says) for kind, edit, says in [*FRONT, *MORE_FRONT]),
    *SPECIAL,
    *MORE,
]

CHART = (
    "```mermaid\nflowchart TD\n  accTitle: A short chart\n  accDescr: One box leads to another\n"
    '  a["MRI (a scan)"] --> b["The end of it"]\n```'
)

# What looks like a mistake and is none: the check, the file (empty for any page), and the edit.
NEAR_MISSES: list[tuple[str, str, Edit]] = [
    ("characters", ANY, end("The caf\u00e9 is at 20 \u00b0C, and \u00b5 is a sign.\n\n======")),
    ("reviews", ANY, swap(r"^reviews: \[\]$", "reviews:")),
    ("unwritten", ANY, end("Write to your clinic.")),
    ("files", "docs/robots.txt", lambda t: ("User-agent: *", 1)),
    ("files", "docs/assets/javascripts/near.js", lambda t: ("", 1)),
    ("front-matter", ANY, swap(r"^description: .*?$", f"description: {'a' * 159}.")),
    ("front-matter", ANY, swap(r"^aliases: .*?$", 'aliases: ["back pain: the #1 cause", it\'s]')),
    ("menu", "mkdocs.yml", swap(r"^  - ([^\n:]+): index\.md$", 
          r"  - \1: index.md\n  - National Institutes of Health: https://www.nih.gov")),
    ("structure", ANY, end("## A near part\n\nText.\n\n### A near part of it\n\nText.")),
    ("structure", ANY, end("## A part with a part only\n\n### Its part\n\nText.")),
    ("markdown", ANY, end("It costs $5 to $10 at 10:30 (March 2026).[^busse-2025]")),
    ("markdown", ANY, end("**A bold start.** See [the page](/urgent-help.md) (and call).")),
    ("markdown", ANY, end("It's 2 m\u00b2, 3 * 4, a 5-day wait.\n\n1. One.\n2. Two - and more.")),
    ("markdown", ANY, end("- One.\n    - Inner.\n\n    More of it.\n\n## MRI or CT\n\nText.")),
    ("markdown", ANY, end("| A | B |\n|---|---|\n| One | two [x](/index.md) |")),
    ("fences", ANY, end("```outcome\nid: epidural-sciatica-pain\n```")),
    ("includes", ANY, end("{!_includes/crisis.md!}\n\nWow! {That} is it.")),
    ("citations", ANY, end("It helps.[^busse-2025] Type `[^no-such-2025]` for it.")),
    ("diagrams", ANY, end(CHART)),
    ("targets", ANY, end("See [the page](/urgent-help.md) or [below](#sources).")),
    ("article", ANY, swap(r"^covers: .*?$", 'covers: ["1.1"]')),
    ("numbers", ANY, end("You take it 1 in 2 days.")),
    ("outcomes", OUTCOMES, swap(r"count: 54", "count: 100")),
    ("experts", "docs/procedures/nerve-block.md",
     swap(r"^### Do experts agree\?\n", "### Do experts agree?\n\nThey do not.\n")),
    ("options", "docs/_data/options.yml", swap(r"soon: .*?$", "soon: You can start soon.")),
    ("glossary", GLOSSARY, swap(r"\[actual chance\]", "[actual chance, chance of pain]")),
    ("search", "docs/_data/search-words.yml",
     swap(r"- \[surgery, .*?\]", "- [surgery, operation]")),
    ("links", ANY, end("See [what a nerve block is](/procedures/nerve-block.md).")),
    ("links", ANY, end('See [the agency](https://www.nih.gov "The agency").')),
    ("images", ANY, end("![A spine from the side](/assets/images/logo.svg)")),
    ("safety", ANY, end("Call 988 or 911 from 2019 to 2021, at 180 mg/dL, on one side.")),
    ("safety", ANY, end("Write to your clinic, at 12 main reasons = 1 form.")),
    ("words", ANY, end('He had had pain, and a report may say ("degenerative").')),
    ("spelling", ANY, end("The color of Ann's skin is fine at the center.")),
    ("slips", ANY, end('She said: "It helps.\nIt is warm." It is 10:30 (or 11), 5 L... of it.')),
    ("slips", ANY, end("Ask about it:\n\n- One\n- Two (a few)\n\n100 out of 100 people slept.")),
    ("safety", ANY, end("Call 911 or text 988, then wait 555 days.")),
    ("markdown", ANY, end("The file_name_here and *slanted* words.")),
    ("reading", ANY, end("Because it is warm, it may help you to rest and to walk for a while.")),
    ("reading", ANY, end("Dr. Lee, e.g. at 5 p.m. in the US, may see you.")),
    ("sources", REFERENCES, swap(r"year: 2025$", "year: 2026")),
]  # fmt: skip
