"""The sheet on which a clinician checks a page: every claim beside its source, and a place to sign.

One HTML file without anything from elsewhere, so that it can be mailed, opened and printed.
"""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitekit import claims, pages, references, review
from sitekit.claims import Claim
from sitekit.references import READ_WORDS, Reference

_STYLE = """
body { font: 11pt/1.4 Arial, Helvetica, sans-serif; color: #111; max-width: 60rem;
  margin: 1rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #888; padding: .35rem .5rem; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.box { width: 3.2rem; text-align: center; }
.box input { width: 1.3rem; height: 1.3rem; }
.claim { width: 52%; }
.plain { color: #444; background: #f4f4f4; }
.kind { font-size: 9pt; color: #444; display: block; }
.source { font-size: 9.5pt; margin: 0 0 .4rem; overflow-wrap: anywhere; }
h2 { font-size: 13pt; margin: 0; }
.line { border-bottom: 1px solid #111; display: inline-block; min-width: 24rem; height: 1.6rem; }
code { font-size: 9.5pt; overflow-wrap: anywhere; }
@page { margin: 15mm; }
@media print { body { max-width: none; margin: 0; padding: 0; } a { color: inherit; } }
"""
_KINDS = {"row": "Row of a table", "figure": "Figure", "chart": "Flowchart, box by box"}
_SIGN = ("Name", "Credential", "Where it can be looked up", "Date", "Interests", "Signature")


def render(page: pages.Page, docs: Path, today: datetime.date) -> str:
    """Return the sheet of one page as an HTML document.

    Args:
        page: The page.
        docs: The folder with the pages.
        today: The day that the sheet is printed.
    """
    listed = claims.of(page.body, docs)
    known, _ = references.load(docs)
    total = sum(claim.is_checked for claim in listed)
    rows = "\n".join(_row(claim, known) for claim in listed)
    sign = "\n".join(f'<p>{name}: <span class="line"></span></p>' for name in _SIGN)
    title = html.escape(page.title)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Review sheet: {title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>Review sheet: {title}</h1>
<p><code>{html.escape(page.shown)}</code>, printed on {today}. {total} claims to check.
Hash of the text: <code>{review.text_hash(page.body, docs)}</code></p>
<p>Open each source and compare. Check the box if the claim says what the source says, for the same
people, the same comparison and the same time. Else write beside it what is wrong.
Gray sentences name no source: read them too, above all the warnings.
If only the abstract was read for this page, the sheet says so.</p>
<table>
<thead><tr>
<th class="box">Right</th><th class="claim">What the page says</th><th>Source</th>
</tr></thead>
<tbody>
{rows}
</tbody>
</table>
<h2>Before you sign</h2>
<p><input type="checkbox"> I read the whole page, the gray sentences too.</p>
<p><input type="checkbox"> No harm, warning or choice is missing that a patient must know.</p>
<p><input type="checkbox"> My name and credential may stand on the page, until its text changes.</p>
{sign}
<p>Then this line replaces the line <code>reviews:</code> at the top of the file:</p>
<p><code>{html.escape(signature_line(page, docs, today))}</code></p>
</body>
</html>
"""


def _row(claim: Claim, known: Mapping[str, Reference]) -> str:
    text = html.escape(claim.text)
    if claim.kind == "heading":
        return f'<tr><th colspan="3"><h2>{text}</h2></th></tr>'
    kind = f'<span class="kind">{_KINDS[claim.kind]}</span>' if claim.kind in _KINDS else ""
    sources = "".join(_source(name, known.get(name)) for name in claim.sources)
    if not claim.is_checked:
        return f'<tr class="plain"><td class="box"></td><td class="claim">{text}</td><td></td></tr>'
    return (
        '<tr><td class="box"><input type="checkbox" aria-label="Right"></td>'
        f'<td class="claim">{kind}{text}</td><td>{sources or "No source is named."}</td></tr>'
    )


def _source(name: str, source: Reference | None) -> str:
    if source is None:
        return f'<p class="source">{html.escape(name)}: not in docs/{references.FILE}</p>'
    authors = ", ".join(source.authors) or "No author named"
    address = html.escape(source.address)
    return (
        f'<p class="source">{html.escape(authors)}. <b>{html.escape(source.title)}</b>. '
        f"{html.escape(source.publisher)}. {html.escape(source.label)}; "
        f'{READ_WORDS[source.read]}. <a href="{address}">{address}</a></p>'
    )


def signature_line(
    page: pages.Page,
    docs: Path,
    day: datetime.date,
    name: str = review.PLACEHOLDERS[0],
    credential: str = review.PLACEHOLDERS[1],
) -> str:
    """Return the line for the front matter: the reviews that still hold, and the new one.

    Args:
        page: The page.
        docs: The folder with the pages.
        day: Day of the review.
        name: Who has reviewed the page; without it, words that no check lets pass.
        credential: What makes them fit to.
    """
    now = review.text_hash(page.body, docs)
    held: Iterable[pages.Review] = review.holding(pages.meta(page), page.body, docs, day)
    new = pages.Review(name=name, credential=credential, date=day, hash=now)
    return review.line([*held, new])
