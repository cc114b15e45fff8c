"""How well the search answers readers' own words, in the real search box.

The queries are in ``tests/fixtures/``. The weights of the search were set on those marked "tune";
those marked "held" were kept apart, and tell how it does on words that nobody thought of. The
bench asks the same of the search that the theme brings, on the same pages.
"""

from __future__ import annotations

import csv
import re
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sitekit import browser, build, pages, search
from sitekit.host import served
from sitekit.paths import DOCS, ROOT, SITE

FIXTURES = ROOT / "tests" / "fixtures"
RESULTS = "[data-md-component=search-result] .md-search-result__item"

# Tells which query the worker has answered, and when; the answer itself is read from the page.
WATCH = """
window.Worker = class extends Worker {
  constructor(...args) {
    super(...args)
    this.addEventListener("message", ({ data }) => {
      if (data.type === 1) window.ready = true
      if (data.type !== 3) return
      window.answered = (window.answered || 0) + 1
      window.took = performance.now() - window.started
    })
  }
  postMessage(message) {
    if (message.type === 2) {
      window.asked = (window.asked || 0) + 1
      window.started = performance.now()
    }
    super.postMessage(message)
  }
}
"""
_FRAMES = "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"


@dataclass(frozen=True)
class Row:
    """A query, the page that answers it, and what kinds of query it is."""

    query: str
    page: str
    slices: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """Where the page came in the list of results, counted from 1; None if it was not there."""

    row: Row
    rank: int | None


class Box:
    """The search box of one page in a browser."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.input = page.locator("[data-md-component=search-query]")

    def open(self) -> None:
        """Put the cursor into the box as a reader does."""
        self.page.wait_for_function("() => window.ready")
        self.input.click()

    def ask(self, query: str) -> list[list[str]]:
        """Type a query; return the addresses of each result and of its parts."""
        self.page.evaluate("window.before = window.asked || 0")
        self.input.fill(query)
        self.input.press("End")
        self.page.wait_for_function(
            "() => window.asked > window.before && window.answered >= window.asked"
        )
        self.page.evaluate(_FRAMES)
        links: list[list[str]] = self.page.locator(RESULTS).evaluate_all(
            "items => items.map(item => [...item.querySelectorAll('a')].map(link => link.href))"
        )
        return links

    def rank(self, row: Row, docs: Path = DOCS) -> Hit:
        """Ask one query and say where its page came."""
        found = [urlsplit(links[0]).path for links in self.ask(row.query)]
        target = address_of(row.page, docs)
        return Hit(row, found.index(target) + 1 if target in found else None)


def address_of(page: str, docs: Path = DOCS) -> str:
    """Return the address of a page, from the root of the site.

    Args:
        page: The page's id.
        docs: The folder with all pages.
    """
    return "/" + search.address(pages.by_id(docs)[page], docs)


def queries(folder: Path = FIXTURES, docs: Path = DOCS) -> list[Row]:
    """Return all queries whose page is there, each also with a slip in it.

    Args:
        folder: The folder with the lists of queries.
        docs: The folder with all pages.
    """
    with (folder / "search-queries.tsv").open(encoding="utf-8") as file:
        rows = [Row(query, page, ("given",)) for query, page in csv.reader(file, delimiter="\t")]
    with (folder / "search-readers.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            kind, mark = row["slice"], row["set"]
            rows.append(Row(row["query"], row["page"], (kind, mark)))
            rows.append(Row(row["misspelt"], row["page"], (kind, mark, "misspelt")))
    known = pages.by_id(docs)
    return [row for row in rows if row.page in known]


def figures(hits: Sequence[Hit]) -> dict[str, float]:
    """Return the share of pages that came first and among the first three, and the mean rank.

    Args:
        hits: What was found.

    Returns:
        ``hit@1``, ``hit@3``, and as ``mrr`` the mean of one divided by the rank.
    """
    ranks = [hit.rank for hit in hits]
    found = [rank for rank in ranks if rank]
    shares = {f"hit@{n}": sum(rank <= n for rank in found) / len(ranks) for n in (1, 3)}
    return shares | {"mrr": sum(1 / rank for rank in found) / len(ranks)}


def table(hits: Sequence[Hit]) -> list[str]:
    """Return the figures as lines, over all queries and over each kind of them."""
    slices = dict.fromkeys(name for hit in hits for name in hit.row.slices)
    groups = {"all": list(hits)} | {
        name: [hit for hit in hits if name in hit.row.slices] for name in slices
    }
    return [
        f"{name:9} {len(group):4}  "
        + "  ".join(f"{key} {value:.3f}" for key, value in figures(group).items())
        for name, group in groups.items()
    ]


def with_the_themes(folder: Path) -> None:
    """Build the site with the search that the theme brings.

    Args:
        folder: The new folder.

    Raises:
        RuntimeError: The site cannot be built.
    """
    built, notes = build.build(folder, themes_search=True)
    if not built:
        raise RuntimeError("; ".join(notes))
    worker = next((folder / "assets" / "javascripts" / "workers").glob("search.*.min.js"))
    theirs = worker.relative_to(folder).as_posix()
    for path in folder.rglob("*.html"):
        text = path.read_text("utf-8").replace(f"{search.FOLDER}/worker.js", theirs)
        text = re.sub(r'name="?site-search"?', 'name="search"', text)
        path.write_text(text, "utf-8")


def _measure(running: Any, folder: Path, name: str) -> None:
    with served(folder) as address:
        page = running.new_page()
        page.add_init_script(WATCH)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        box = Box(page)
        box.open()
        times, hits = [], []
        for row in queries():
            hits.append(box.rank(row))
            times.append(page.evaluate("window.took"))
        page.close()
    print(f"\n{name}")
    print("\n".join(table(hits)))
    later = statistics.median(times[1:])
    print(f"answer to the first query after {times[0]:.0f} ms, to the others after {later:.0f} ms")


def main(site: Path = SITE) -> int:
    """Print the figures of both searches on the built site."""
    from playwright.sync_api import sync_playwright

    program = browser.find()
    if program is None or not site.is_dir():
        print(browser.HELP if program is None else "There is no site yet. Run: make site")
        return 1
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        theirs = Path(name, "site")
        with_the_themes(theirs)
        running = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        _measure(running, theirs, "The theme's search as it comes")
        _measure(running, site, "The search of this site")
        running.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
