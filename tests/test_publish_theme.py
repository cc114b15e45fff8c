"""The theme's faults are mended, as long as the theme has them."""

from __future__ import annotations

from typing import Any

from sitekit.publish import theme

PART = (
    '<input class="md-nav__toggle md-toggle " type="checkbox" id="__nav_9" >'
    '<div class="md-nav__link md-nav__container"><a href="../">Surgery</a>'
    '<label class="md-nav__link " for="__nav_9" id="__nav_9_label" tabindex="0">'
    '<span class="md-nav__icon md-icon"></span></label></div>'
    '<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_9_label" aria-expanded="false">'
    '<label class="md-nav__title" for="__nav_9"><span class="md-nav__icon md-icon"></span>'
    "Surgery</label></nav>"
)


def test_a_part_of_the_menu_and_its_box_have_names() -> None:
    mended = theme.mend(PART)

    assert '<nav class="md-nav" data-md-level="1" aria-label="Surgery">' in mended
    assert 'id="__nav_9" aria-label="Pages in Surgery"' in mended
    assert "tabindex" not in mended
    assert "aria-expanded" not in mended


def test_contents_without_a_box_are_no_label_for_one() -> None:
    label = '<label class="md-nav__title" for="__toc">'

    assert theme.mend(label) == '<label class="md-nav__title">'
    assert theme.mend(label + '<input id="__toc">') == label + '<input id="__toc">'


def test_a_page_without_the_theme_stays_as_it_is() -> None:
    text = '<nav class="md-nav"><a tabindex="0" href="x">y</a></nav>'

    assert theme.mend(text) == text


def test_every_page_of_the_site_is_mended(site: Any) -> None:
    for address in site.addresses():
        tree = site.tree(address)
        menu = [part for part in tree.iter() if not part.xpath("ancestor-or-self::article")]
        names = [part.get("aria-label", "") for part in menu if isinstance(part.tag, str)]

        assert not any(part.get("aria-labelledby") for part in menu)
        assert not tree.xpath("//label[@tabindex]")
        assert tree.xpath("//*[@id='__drawer']/@aria-label") == ["Menu"]
        assert sum(name.startswith("Pages in ") for name in names) >= 3
        assert names.count("Dark colors") == 1


def test_a_source_says_the_way_back() -> None:
    mended = theme.mend('<a class="footnote-backref" href="#y" title="Back">')

    assert '<a class="footnote-backref" href="#y" aria-label="Back">' in mended
