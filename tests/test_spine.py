"""The drawing of the spine is put into a page with the right part picked out."""

from __future__ import annotations

import re

import pytest

from sitekit import spine
from sitekit.paths import DOCS


@pytest.mark.parametrize("view", spine.VIEWS)
@pytest.mark.parametrize("part", spine.PARTS)
def test_a_part_is_picked_out_and_named(view, part):
    text = "\n".join(spine.render([f"view: {view}", f"part: {part}"], DOCS))

    assert f"shows-{part}" in text
    assert spine.PARTS[part] in text


@pytest.mark.parametrize("part", spine.PARTS)
def test_every_part_is_drawn_in_a_view_and_has_a_look(part):
    drawings = [
        (DOCS / f"assets/images/spine-{view}.svg").read_text("utf-8") for view in spine.VIEWS
    ]
    styles = (DOCS / "assets/stylesheets/site.css").read_text("utf-8")

    assert any(re.search(rf'class="part {part}"', drawing) for drawing in drawings)
    assert f".shows-{part} .{part}" in styles


@pytest.mark.parametrize(
    "body", [[], ["view: below", "part: disc"], ["view: side", "part: tail"], ["color: red"]]
)
def test_a_block_that_asks_for_nothing_known_is_refused(body):
    with pytest.raises(ValueError, match=r"view|part"):
        spine.render(body, DOCS)
