"""The icons, and the picture that stands beside a page when somebody shares it.

Both are drawn here, without a browser and without the network: the icons from the site's one
icon, the picture from the page's title. It has no words but the title and the site's name,
because a promise in a picture travels without the numbers beside it.
"""

from __future__ import annotations

import hashlib
import html
import re
import struct
import zlib
from pathlib import Path
from urllib.parse import urlsplit

from mermaidx import font_metrics, raster

from sitekit.paths import CACHE

ICONS = "assets/images"
ICON = f"{ICONS}/icon.svg"
MANIFEST_SIZES = (192, 512)
APPLE_SIZE = 180
CARDS = "assets/cards"
WIDTH, HEIGHT = 1200, 630
MARGIN = 90
SIZES = ((76, 3), (64, 4), (52, 5))  # text size, and the most lines that fit in it
SHADES = 16  # enough for smooth edges
_VERSION = 1  # of the drawing; a new one draws all again


def icon_name(size: int) -> str:
    """Return the file name of an icon."""
    return f"icon-{size}.png"


def draw(site: Path, pages: dict[Path, str], ground: str) -> None:
    """Draw the icons, and each picture that a page names as its own.

    Args:
        site: The folder of the built site.
        pages: The HTML of each page.
        ground: The color behind everything.
    """
    if not (site / ICON).is_file():
        return
    icon = (site / ICON).read_text("utf-8")
    for size in (*MANIFEST_SIZES, APPLE_SIZE):
        # A phone cuts its own corners, and shows black where the picture has none.
        behind = ground if size == APPLE_SIZE else None
        png = raster.svg_to_png(icon, width=size, height=size, background=behind)
        (site / ICONS / icon_name(size)).write_bytes(png)
    for page in pages.values():
        name, title, owner = (_meta(page, f"og:{key}") for key in ("image", "title", "site_name"))
        file = Path(urlsplit(name).path).name
        if file:
            target = site / CARDS / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(card(title, owner, icon, ground))


def _meta(page: str, name: str) -> str:
    found = re.search(rf'<meta property="{name}" content="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def card(title: str, owner: str, icon: str, ground: str, cache: Path = CACHE / "cards") -> bytes:
    """Return the picture of a page as a PNG file.

    Args:
        title: The page's title.
        owner: The site's name.
        icon: The site's icon as SVG.
        ground: The color behind the words, ``#rrggbb``.
        cache: Keeps what was drawn before.
    """
    drawing = card_svg(title, owner, icon, ground)
    kept = cache / f"{hashlib.sha256(f'{_VERSION}{drawing}'.encode()).hexdigest()[:20]}.png"
    if kept.is_file():
        return kept.read_bytes()
    bitmap = raster.render_bitmap(drawing)
    png = two_tone_png(bitmap.tobytes(), bitmap.width, bitmap.height, ground)
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(".new")
    fresh.write_bytes(png)
    fresh.replace(kept)  # never half a picture
    return png


def card_svg(title: str, owner: str, icon: str, ground: str) -> str:
    """Return the picture of a page as SVG, all in one color and white."""
    size, lines = wrap(title)
    first = (HEIGHT - len(lines) * size * 1.25) / 2 + size
    text = "".join(
        f'<text x="{MARGIN}" y="{first + i * size * 1.25:.0f}" font-family="DejaVu Sans" '
        f'font-weight="700" font-size="{size}" fill="#fff">{html.escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>.*$", "", icon, flags=re.S)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>'
        f'<g transform="translate({MARGIN - 14} 36) scale(1.8)">{inner}</g>'
        f'{text}<text x="{MARGIN}" y="{HEIGHT - 60}" font-family="DejaVu Sans" font-size="34" '
        f'fill="#fff">{html.escape(owner)}</text></svg>'
    )


def wrap(title: str) -> tuple[int, list[str]]:
    """Return the text size at which a title fits, and its lines.

    Args:
        title: The page's title; one that fits in no size loses its end.
    """
    font = font_metrics.get_font("bold")
    for size, most in SIZES:
        lines = [""]
        for word in title.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and font.measure(longer, size)["width"] > WIDTH - 2 * MARGIN:
                lines.append(word)
            else:
                lines[-1] = longer
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return size, lines


def two_tone_png(pixels: bytes, width: int, height: int, ground: str) -> bytes:
    """Return a small PNG file of a drawing that has one color and white.

    Each pixel lies between the two, so one of its values says it all.

    Args:
        pixels: Four bytes a pixel: red, green, blue, opacity.
        width: Pixels in a row.
        height: Number of rows.
        ground: The color that is not white, ``#rrggbb``.
    """
    dark = [int(ground[i : i + 2], 16) for i in (1, 3, 5)]
    channel = min(range(3), key=lambda i: dark[i])  # the one with the widest range
    span = 255 - dark[channel] or 1
    step = bytes(
        max(0, min(SHADES - 1, round((value - dark[channel]) / span * (SHADES - 1))))
        for value in range(256)
    )
    shades = pixels[channel::4].translate(step)
    packed = bytes(a << 4 | b for a, b in zip(shades[::2], shades[1::2], strict=True))
    row = width // 2
    rows = b"".join(b"\0" + packed[start : start + row] for start in range(0, row * height, row))
    palette = bytes(
        round(value + (255 - value) * shade / (SHADES - 1))
        for shade in range(SHADES)
        for value in dark
    )
    head = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    parts = {b"IHDR": head, b"PLTE": palette, b"IDAT": zlib.compress(rows, 9), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts.items())


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
