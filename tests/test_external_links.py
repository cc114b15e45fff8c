"""Each answer of another site is reported as what it is; only loopback servers are asked."""

from __future__ import annotations

import contextlib
import http.server
import json
import ssl
import subprocess
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

import external_links as command
from sitekit.links import external
from sitekit.links.external import NothingCheckedError, Settings

QUICK = Settings(
    timeout=1, retries=1, retry_wait=1, rounds=1, pause=0, interval="10ms", private=True
)
HOST = "127.0.0.1"


class Answers(http.server.BaseHTTPRequestHandler):
    """Answers with what the path says: ``/404``, ``/slow``, ``/moved`` and so on."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, float]] = []  # noqa: RUF012  # shared by all requests on purpose

    REDIRECTS = {  # noqa: RUF012
        "/moved": (301, "/ok"),
        "/moved-twice": (308, "/moved"),
        "/for-now": (302, "/ok"),
        "/mixed": (301, "/for-now"),
        "/round": (302, "/round-again"),
        "/round-again": (302, "/round"),
        "/moved-to-nothing": (301, "/404"),
    }

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.asked.append((path, time.monotonic()))
        times = sum(asked == path for asked, _ in self.asked)
        status, headers = 200, {}
        if path[1:].isdigit():
            status = int(path[1:])
        elif path in self.REDIRECTS:
            status, headers["Location"] = self.REDIRECTS[path]
        elif path == "/recovers":
            status = 500 if times == 1 else 200
        elif path == "/busy" and times == 1:
            status, headers["Retry-After"] = 429, "2"
        elif path == "/slow":
            time.sleep(0.6)
        elif path == "/never":
            time.sleep(2)
        self.answer(status, headers)

    do_HEAD = do_GET

    def answer(self, status: int, headers: dict[str, str]) -> None:
        body = b'<!doctype html><title>x</title><p id="here">x</p>'
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            with contextlib.suppress(OSError):  # the other side may not have waited
                self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


def serve(context: ssl.SSLContext | None = None) -> http.server.ThreadingHTTPServer:
    server = http.server.ThreadingHTTPServer((HOST, 0), Answers)
    server.daemon_threads = True
    server.block_on_close = False
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


@pytest.fixture(scope="module")
def server():
    Answers.asked.clear()
    with serve() as running:
        yield f"http://{HOST}:{running.server_port}"
        running.shutdown()


@pytest.fixture(scope="module")
def badly_certified(tmp_path_factory):
    """Serve under a certificate that nobody vouches for."""
    folder = tmp_path_factory.mktemp("certificate")
    files = [str(folder / "certificate.pem"), str(folder / "key.pem")]
    request = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=wrong.example -out {} -keyout {}"
    command_line = ["openssl", *request.format(*files).split(" ")]
    subprocess.run(command_line, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    with serve(context) as running:
        yield f"https://{HOST}:{running.server_port}"
        running.shutdown()


CASES = {
    "/ok": ("works", ""),
    "/ok?a=1&b=(2),c": ("works", ""),
    "/ok#here": ("works", ""),
    "/ok#gone": ("broken", "no place '#gone'"),
    "/404": ("broken", "no such page"),
    "/410": ("broken", "removed for good"),
    "/500": ("broken", "the server fails"),
    "/503": ("broken", "the server fails"),
    "/400": ("broken", "answers with 400"),
    "/403": ("unclear", "refuses programs"),
    "/401": ("unclear", "login"),
    "/999": ("unclear", "refuses programs"),
    "/429": ("unclear", "asked too often"),
    "/recovers": ("works", ""),
    "/busy": ("works", ""),
    "/slow": ("works", ""),
    "/never": ("broken", "no answer came in time"),
    "/moved": ("moved", "new address"),
    "/moved-twice": ("moved", "new address"),
    "/for-now": ("works", "for now"),
    "/mixed": ("works", "for now"),
    "/round": ("broken", "round and round"),
    "/moved-to-nothing": ("broken", "no such page"),
}


# Asked under another name of this computer, so that one host's waits do not hold up the other.
WAITING = {"/429", "/busy", "/never", "/slow"}


def url_of(server: str, path: str) -> str:
    return server.replace(HOST, "localhost") + path if path in WAITING else server + path


@pytest.fixture(scope="module")
def results(server, badly_certified, tmp_path_factory):
    urls = [url_of(server, path) for path in CASES] + [f"{badly_certified}/ok", f"http://{HOST}:9/"]
    links = {url: [("docs/page.md", 3)] for url in urls}
    cache = tmp_path_factory.mktemp("cache") / "cache.json"
    found = external.check(links, cache, QUICK)
    return {result.url: result for result in found}


# --- what each answer means ---------------------------------------------------------------------


@pytest.mark.parametrize(("path", "expected"), CASES.items(), ids=CASES)
def test_answer_is_reported_as_what_it_is(results, server, path, expected):
    outcome, words = expected
    result = results[url_of(server, path)]

    assert result.outcome == outcome
    assert words in result.reason
    assert result.places == [("docs/page.md", 3)]


def test_bad_certificate_is_broken(results, badly_certified):
    result = results[f"{badly_certified}/ok"]

    assert (result.outcome, result.reason) == ("broken", "the host has a bad certificate")


def test_refused_connection_is_broken(results):
    result = results[f"http://{HOST}:9/"]

    assert result.outcome == "broken"
    assert "no answer" in result.reason


@pytest.mark.parametrize("path", ["/moved", "/moved-twice", "/for-now", "/mixed"])
def test_redirect_gives_the_new_address(results, server, path):
    assert results[server + path].new_address == f"{server}/ok"


def test_redirect_chain_is_told_step_by_step(results, server):
    assert results[f"{server}/moved-twice"].redirects == [f"{server}/moved", f"{server}/ok"]


def test_loop_has_no_new_address(results, server):
    assert results[f"{server}/round"].new_address == ""


# --- manners ------------------------------------------------------------------------------------


def times_of(path: str) -> list[float]:
    return [moment for asked, moment in Answers.asked if asked == path]


def test_the_wait_that_a_host_asks_for_is_honored(results):
    first, second = times_of("/busy")[:2]

    assert second - first >= 2


@pytest.mark.parametrize(("path", "count"), [("/404", 2), ("/403", 1), ("/500", 2), ("/slow", 1)])
def test_only_what_may_recover_is_asked_for_again(results, path, count):
    # /404 is also where /moved-to-nothing leads.
    assert len(times_of(path)) == count


# --- the cache ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_asked"), [(0, False), (6, False), (7, True), (30, True)])
def test_answers_are_kept_for_a_week(server, tmp_path, days, is_asked):
    links = {f"{server}/ok": [("docs/page.md", 1)]}
    cache = tmp_path / "cache.json"
    external.check(links, cache, QUICK, today=date(2026, 11, 2))
    before = len(times_of("/ok"))
    (result,) = external.check(links, cache, QUICK, today=date(2026, 11, 2) + timedelta(days=days))

    assert (len(times_of("/ok")) > before) is is_asked
    assert result.outcome == "works"


def test_what_is_broken_is_asked_for_each_time(server, tmp_path):
    links = {f"{server}/404": [], f"{server}/ok": []}
    for expected in (1, 2):
        before = len(times_of("/404"))
        external.check(links, tmp_path / "cache.json", QUICK)
        assert len(times_of("/404")) == before + 1, expected


def test_spoiled_cache_is_not_trusted(server, tmp_path):
    cache = tmp_path / "cache.json"
    cache.write_text("{")

    assert external.check({f"{server}/404": []}, cache, QUICK)[0].outcome == "broken"


# --- a run that checked nothing -------------------------------------------------------------------


def test_no_links_is_no_success(tmp_path):
    with pytest.raises(NothingCheckedError, match="no link"):
        external.check({}, tmp_path / "cache.json", QUICK)


def test_no_network_is_no_success(tmp_path):
    links = {f"http://{HOST}:9/": [], f"http://{HOST}:9/a": []}
    with pytest.raises(NothingCheckedError, match="not one address could be reached"):
        external.check(links, tmp_path / "cache.json", QUICK)
    assert not (tmp_path / "cache.json").exists()


def test_no_lychee_is_no_success(tmp_path, monkeypatch):
    monkeypatch.setattr(external, "find_lychee", lambda: None)
    with pytest.raises(NothingCheckedError, match="not installed"):
        external.check({f"http://{HOST}:9/": []}, tmp_path / "cache.json", QUICK)


@pytest.mark.parametrize("program", ["false", "true"])
def test_lychee_that_says_nothing_is_no_success(tmp_path, monkeypatch, program):
    monkeypatch.setattr(external, "find_lychee", lambda: program)
    with pytest.raises(NothingCheckedError, match="lychee failed"):
        external.check({f"http://{HOST}:9/": []}, tmp_path / "cache.json", QUICK)


def test_lychee_that_leaves_addresses_out_is_no_success(tmp_path, monkeypatch):
    monkeypatch.setattr(external, "_run", lambda *_: {"success_map": {}})
    with pytest.raises(NothingCheckedError, match="1 of 1"):
        external.check({f"http://{HOST}:9/": []}, tmp_path / "cache.json", QUICK)


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path, server) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "docs/index.md").write_text(f"# Home\n\n[a]({server}/ok)\n[b]({server}/404)\n")
    page = f"<a href='{server}/ok'>a</a><a href='{server}/404'>b</a><a href='{server}/ok'>a</a>"
    (tmp_path / "site/index.html").write_text(page)
    return tmp_path


def run(project: Path) -> int:
    arguments = [str(project / "site"), "--docs", str(project / "docs")]
    return command.main([*arguments, "--report", str(project / "report")], QUICK)


def test_report_is_written_for_people_and_for_programs(project, server, monkeypatch):
    # The internal check refuses addresses of this computer; here they stand for the world.
    monkeypatch.setattr("sitekit.links.address.elsewhere", lambda raw, parts: None)

    assert run(project) == 1
    text = (project / "report/report.md").read_text()
    data = json.loads((project / "report/report.json").read_text())
    assert f"<{server}/404>: there is no such page (404)" in text
    assert "`docs/index.md:4`" in text
    assert f"<{server}/ok>" not in text
    assert data["counts"] == {"broken": 1, "moved": 0, "unclear": 0, "works": 1}
    assert data["results"][0]["places"] == [["docs/index.md", 4]]


def test_command_fails_where_nothing_was_checked(tmp_path, capsys):
    (tmp_path / "site").mkdir()
    (tmp_path / "docs").mkdir()

    assert run(tmp_path) == 2
    assert "Nothing was checked" in capsys.readouterr().err
    (tmp_path / "site").rmdir()
    assert run(tmp_path) == 2
