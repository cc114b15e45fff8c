"""What happens to the finished site before it takes the place of the last one.

MkDocs and the theme build a site that works anywhere. These steps read it as a browser would and
make it small, private and safe. They know nothing of MkDocs and can be run over any folder of
HTML files that was built for one address.

- `styles`: one style sheet, without the rules that nothing matches
- `theme`: faults of the theme's HTML
- `markup`: links to other sites, style attributes, white space
- `slim`: what costs bytes and says nothing
- `calm`: what makes the browser lay out the page more than once
- `scripts`: the scripts of all pages in one file
- `policy`: the content security policy, in each page and for the host
- `pictures`: the icons, and a picture for each page that is shared
- `files`: robots.txt, the web manifest
"""

from __future__ import annotations

from pathlib import Path

from sitekit.publish import calm, files, markup, pictures, policy, scripts, slim, styles, theme


def finish(
    site: Path, address: str, *, preview: bool = False, draws_in_browser: bool = False
) -> None:
    """Finish a built site in its folder.

    Args:
        site: The folder.
        address: Where the site will be published, with a slash at its end.
        preview: Whether this is the preview, which puts its own script into each page; the
            policy would stop it.
        draws_in_browser: Whether diagrams are drawn in the reader's browser. Mermaid writes
            styles into the page, and the policy has to bear it.
    """
    pages = {path: theme.mend(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}
    colors = styles.colors(site)
    sheet: dict[str, str] = {}
    pages = {path: markup.clean(text, address, sheet) for path, text in pages.items()}
    if not preview:  # which shows one page before the others
        shapes: dict[str, str] = {}
        pages = {path: slim.icons(calm.tables(text), shapes) for path, text in pages.items()}
        sheet |= slim.icon_rules(shapes)
        pages = scripts.share_settings(site, scripts.share(site, pages))
    pages = styles.join(site, pages, sheet, keep=preview)
    pictures.draw(site, pages, colors["brand"])
    files.write(site, pages, address, colors)
    if not preview:
        rules = policy.Policy(styles_in_page=draws_in_browser)
        pages = {path: policy.add(text, rules) for path, text in pages.items()}
        (site / "_headers").write_text(policy.headers(pages.values(), rules), "utf-8")
        if not draws_in_browser:  # the source of a diagram needs its lines
            pages = {path: _short(text) for path, text in pages.items()}
    for path, text in pages.items():
        path.write_text(text, "utf-8")


def _short(page: str) -> str:
    steps = (slim.head, slim.menu, slim.patterns, slim.citations, slim.write)
    for step in steps:
        page = step(page)
    return page
