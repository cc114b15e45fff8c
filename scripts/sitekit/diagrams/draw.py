"""Draw Mermaid flowcharts at build time, several at once, each only once.

Drawn in a reader's browser a chart costs a megabyte of script and shows late or never. Here
``mermaidx`` runs the real Mermaid in V8 and the drawing is kept in ``.cache/diagrams`` by the
hash of all that it depends on.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import re
import signal
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitekit.diagrams.rules import DiagramError, inspect
from sitekit.paths import CACHE

if TYPE_CHECKING:  # loaded where a chart is drawn, which is seldom
    from mermaidx.engines.v8_engine import Engine

FOLDER = CACHE / "diagrams"
TIMEOUT_MS = 60_000  # the engine's own 8 s end large charts on a slow machine

Progress = Callable[[int, int], None]

_engine_lock = threading.Lock()
_shared_engine: list[Engine] = []


def key(source: str, arguments: dict[str, Any]) -> str:
    """Return the name under which a drawing is kept.

    Args:
        source: The text inside the fence.
        arguments: The Mermaid configuration.
    """
    parts = json.dumps([version("mermaidx"), arguments, source], sort_keys=True)
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


def draw(source: str, arguments: dict[str, Any], folder: Path = FOLDER) -> str:
    """Return Mermaid's own drawing of a chart, from the cache where it is there.

    Args:
        source: The text inside the fence.
        arguments: The Mermaid configuration.
        folder: The cache.

    Returns:
        The SVG as Mermaid makes it.

    Raises:
        DiagramError: The chart breaks a rule of the site or of Mermaid's syntax.
    """
    inspect(source)
    kept = folder / f"{key(source, arguments)}.svg"
    if kept.is_file():
        return kept.read_text("utf-8")
    with _engine_lock:
        if not _shared_engine:
            _shared_engine.append(_start())
            atexit.register(_shared_engine[0].close)
        svg = _render(_shared_engine[0], source, arguments)
    _keep(kept, svg)
    return svg


def draw_all(
    sources: Iterable[str],
    arguments: dict[str, Any],
    folder: Path = FOLDER,
    progress: Progress = lambda done, total: None,
) -> int:
    """Draw every chart that is not in the cache, one engine for each core.

    Faults are left for :func:`draw`, which knows how to report them.

    Args:
        sources: The texts inside the fences.
        arguments: The Mermaid configuration.
        folder: The cache.
        progress: Called with the number drawn and the number to draw.

    Returns:
        How many charts were drawn.
    """
    missing = [
        source
        for source in dict.fromkeys(sources)
        if _is_allowed(source) and not (folder / f"{key(source, arguments)}.svg").is_file()
    ]
    if not missing:
        return 0
    engines = [_start() for _ in range(min(os.cpu_count() or 1, len(missing)))]
    free = list(engines)
    done = 0
    lock = threading.Lock()

    def work(source: str) -> None:
        nonlocal done
        with lock:
            engine = free.pop()
        try:
            _keep(folder / f"{key(source, arguments)}.svg", _render(engine, source, arguments))
        except DiagramError:
            pass
        finally:
            with lock:
                free.append(engine)
                done += 1
                progress(done, len(missing))

    try:
        with ThreadPoolExecutor(len(engines)) as pool:
            list(pool.map(work, missing))
    finally:
        for engine in engines:
            engine.close()
    return len(missing)


def _is_allowed(source: str) -> bool:
    try:
        inspect(source)
    except DiagramError:
        return False
    return True


def _start() -> Engine:
    """Start an engine whose process stays quiet when the user presses Ctrl-C."""
    from mermaidx.engines.v8_engine import Engine

    engine = Engine(render_timeout_ms=TIMEOUT_MS)
    if threading.current_thread() is not threading.main_thread():
        engine.start()
        return engine
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # the child inherits it
    try:
        engine.start()
    finally:
        signal.signal(signal.SIGINT, before)
    return engine


def _render(engine: Engine, source: str, arguments: dict[str, Any]) -> str:
    from mermaidx.engines.v8_engine import MermaidRenderError

    try:
        return str(engine.render_svg(source, str(arguments.get("theme", "base")), arguments, None))
    except MermaidRenderError as error:
        raise _syntax_error(str(error)) from None


def _syntax_error(text: str) -> DiagramError:
    """Turn Mermaid's message into a line and a sentence."""
    found = re.search(r"on line (\d+)", text)
    got = re.search(r"got '(\w+)'", text)
    what = "Mermaid cannot read this line"
    fix = 'put each label in quotes: id["label"], and join nodes with -->'
    if got and got[1] in {"PS", "PE", "SQS", "SQE", "DIAMOND_START", "DIAMOND_STOP"}:
        what = "a label holds a bracket or parenthesis outside quotes"
        fix = 'put the label in quotes: id["MRI (a scan)"]'
    elif "No diagram type" in text:
        what = "Mermaid does not know this kind of diagram"
        fix = "begin with a line 'flowchart TD'"
    return DiagramError(int(found[1]) if found else 1, what, fix)


def _keep(path: Path, svg: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}.part")
    half.write_text(svg, "utf-8")
    half.replace(path)
