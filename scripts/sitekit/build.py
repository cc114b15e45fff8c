"""Build the site so that a failed build changes nothing.

MkDocs empties the folder before it builds, and speaks in tracebacks when a plugin fails. Here
the checks come first, the build goes into a folder of its own, and only a whole site takes the
place of the last one.
"""

from __future__ import annotations

import logging
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.plugins import BasePlugin

from sitekit import browser_diagrams, checks, config, publish, search
from sitekit.checks import diagrams
from sitekit.checks.content import Content
from sitekit.diagrams import draw, in_browser
from sitekit.findings import Finding
from sitekit.paths import CONFIG, DOCS, SITE

FAILURE = "The site was not built. The last good one, if there is one, is as it was."


class Notes(logging.Handler):
    """Keeps what MkDocs and its plugins warn of, without their notes on progress."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one warning or error."""
        self.texts.append(record.getMessage())


def prepare(docs: Path = DOCS) -> list[Finding]:
    """Draw the diagrams that are not drawn yet and run all checks.

    Args:
        docs: The folder with the pages.

    Returns:
        The findings of the checks.
    """
    content, _ = Content.load(docs)
    charts = ["\n".join(fence.body) for _, fence in diagrams.sources(content)]
    drawn = draw.draw_all(charts, config.diagram_arguments(docs.parent), progress=_progress)
    if drawn:
        print(file=sys.stderr)
    return checks.run(docs)


def _progress(done: int, total: int) -> None:
    print(f"\rDrawing diagrams: {done} of {total}", end="", file=sys.stderr, flush=True)


def build(
    site: Path = SITE,
    config_file: Path = CONFIG,
    preview_url: str | None = None,
    *,
    themes_search: bool = False,
    kept: BasePlugin[Any] | None = None,
) -> tuple[bool, list[str]]:
    """Build the whole site into a folder.

    Args:
        site: The folder; it is replaced only when the build is whole.
        config_file: The configuration.
        preview_url: Address of the preview. With it a warning does not stop the build, so that
            an editor sees the page with the mistake in it.
        themes_search: Whether the theme's own search stays, for a comparison with ours.
        kept: One more plugin, which the preview sends along.

    Returns:
        Whether the site was replaced, and what MkDocs warned of.
    """
    fresh = site.with_name(f".{site.name}-new")
    notes = Notes()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(notes)
    logger.propagate = False
    try:
        settings = load_config(str(config_file), site_dir=str(fresh))
        # Read by scripts/hooks.py; whatever mkdocs.yml says, a published page gets none of it.
        settings.extra["preview"] = preview_url is not None
        if preview_url:
            settings.site_url, settings.strict = preview_url, False
        if kept is not None:
            settings.plugins["kept"] = kept
        with browser_diagrams.library(Path(settings.docs_dir)):
            settings.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(settings, serve_url=preview_url)
            finally:
                settings.plugins.on_shutdown()
        search.write(fresh, Path(settings.docs_dir))
        if not themes_search:
            search.drop_the_themes(fresh)
        publish.finish(
            fresh,
            settings.site_url or "",
            preview=preview_url is not None,
            draws_in_browser=in_browser(),
        )
    except (Abort, ConfigurationError, MkDocsException) as error:
        shutil.rmtree(fresh, ignore_errors=True)
        return False, [*notes.texts, str(error)]
    except Exception as error:  # a plugin's own failure, told without its traceback
        shutil.rmtree(fresh, ignore_errors=True)
        return False, [*notes.texts, f"{type(error).__name__}: {error}"]
    finally:
        logger.removeHandler(notes)
    _swap(fresh, site)
    return True, notes.texts


def _swap(fresh: Path, site: Path) -> None:
    old = site.with_name(f".{site.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def main() -> int:
    """Check, draw and build; return 1 if anything is wrong."""
    start = time.monotonic()
    findings = prepare()
    for finding in findings:
        print(finding)
    if any(finding.severity == "error" for finding in findings):
        print(f"{len(findings)} to fix. {FAILURE}")
        return 1
    built, messages = build()
    for message in messages:
        print(message)
    if not built:
        print(FAILURE)
        return 1
    pages = sum(1 for _ in SITE.rglob("*.html"))
    print(f"Built {pages} pages into {SITE.name}/ in {time.monotonic() - start:.1f} s")
    return 0
