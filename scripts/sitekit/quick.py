"""Show a changed page of the preview at once, before the whole site is built again.

A build of every page takes seconds. What an editor waits for is the one page just saved, and that
takes a fraction of one: it is rendered again with the menu, the templates and the other pages of
the last whole build. The whole build always follows, so nothing that depends on the page (the
menu, the list of sources) stays behind.
"""

from __future__ import annotations

import logging
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import InclusionLevel

from sitekit import pages, panel
from sitekit.diagrams import in_browser
from sitekit.publish import theme

MOST = 4  # pages; with more the whole build is hardly slower
State = dict[Path, tuple[int, int]]


class Kept(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Keeps what a whole build knows of the site, as a plugin of that build.

    Attributes:
        settings: The configuration, after every plugin has seen it.
        files: The files of the site.
        nav: The menu.
        env: The templates.
    """

    settings: Any = None
    files: Any = None
    nav: Any = None
    env: Any = None

    def on_nav(self, nav: Any, *, config: Any, files: Any) -> None:
        """Keep the menu and the files."""
        self.settings, self.files, self.nav = config, files, nav

    def on_env(self, env: Any, *, config: Any, files: Any) -> None:
        """Keep the templates."""
        self.env = env


def state(docs: Path, *others: Path) -> State:
    """Return the time and size of every file that a build depends on.

    Args:
        docs: The folder with the pages.
        others: More files and folders.
    """
    found = {}
    for path in (path for folder in (docs, *others) for path in (folder, *folder.rglob("*"))):
        with suppress(FileNotFoundError):  # editors write a file beside the old one and rename it
            known = path.stat()
            if stat.S_ISREG(known.st_mode):
                found[path] = (known.st_mtime_ns, known.st_size)
    return found


def affected(before: State, after: State, docs: Path) -> list[Path]:
    """Return the pages that show what was changed; empty if only a whole build will do.

    Args:
        before: The files as the last whole build found them.
        after: The files as they are.
        docs: The folder with the pages.
    """
    if before.keys() != after.keys():
        return []  # a page more or less changes the menu
    changed = {path for path in after if after[path] != before[path]}
    everywhere = pages.paths(docs)
    if not all(
        path in everywhere or (path.suffix == ".md" and path.parent == docs / "_includes")
        for path in changed
    ):
        return []
    shown = {path.relative_to(docs.parent).as_posix() for path in changed}
    found = [
        path
        for path in everywhere
        if shown & panel.files(path.relative_to(docs.parent).as_posix(), docs)
    ]
    return found if len(found) <= MOST else []


def show(changed: list[Path], docs: Path, site: Path, kept: Kept) -> bool:
    """Write some pages of a built site again.

    Args:
        changed: The files of the pages.
        docs: The folder with the pages.
        site: The folder of the site.
        kept: What the build of the site knew.

    Returns:
        Whether all of them were written; if not, none was.
    """
    if not changed or kept.env is None or in_browser():
        return False
    logger = logging.getLogger("mkdocs")
    silent = logging.NullHandler()  # the whole build says it again, and the editor reads it there
    logger.addHandler(silent)
    try:
        texts = {}
        for path in changed:
            file = kept.files.get_file_from_path(path.relative_to(docs).as_posix())
            texts[site / file.dest_uri] = theme.mend(_render(file.page, kept))
    except Exception:  # told by the whole build, with the checks' own words
        return False
    finally:
        logger.removeHandler(silent)
    for target, text in texts.items():
        half = target.with_suffix(".part")
        half.write_text(text, "utf-8")
        half.replace(target)
    return True


def _render(page: Any, kept: Kept) -> str:
    """Take a page through the steps of MkDocs that concern it alone."""
    config, files = kept.settings, kept.files
    plugins = config.plugins
    page.read_source(config)
    page.markdown = plugins.on_page_markdown(page.markdown, page=page, config=config, files=files)
    page.render(config, files)
    page.content = plugins.on_page_content(page.content, page=page, config=config, files=files)
    page.active = True
    try:
        documents = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        context = get_context(kept.nav, documents, config, page)
        template = kept.env.get_template(page.meta.get("template", "main.html"))
        context = plugins.on_page_context(context, page=page, config=config, nav=kept.nav)
        text = plugins.on_post_page(template.render(context), page=page, config=config)
    finally:
        page.active = False
    return str(text)
