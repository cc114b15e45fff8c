"""Pictures that some readers cannot get: too large, without words, or not what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sitekit.blocks import RENDERERS
from sitekit.checks.content import Content
from sitekit.checks.guide import Guide
from sitekit.checks.links import links
from sitekit.findings import Finding

GUIDE = Guide(
    title="Pictures",
    why="Who cannot see a picture hears the words in its square brackets instead. Who is on a "
    "slow line waits for each kilobyte.",
    cases=(
        ("![](../assets/images/disc.svg)", "![A disc that bulges](../assets/images/disc.svg)"),
        (
            "![IMG_0231.jpg](../assets/images/disc.jpg)",
            "![A disc that bulges](../assets/images/disc.jpg)",
        ),
        ("a photograph of 3 MB", "one of at most 200 KB"),
        ("a picture that no page shows", "none"),
    ),
)

MOST_BYTES = 200_000
ENDINGS = {
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".avif",
    ".svg",
    ".ico",
    ".bmp",
    ".tif",
    ".tiff",
    ".heic",
    ".pdf",
}
STARTS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".ico": (b"\x00\x00\x01\x00",),
    ".pdf": (b"%PDF",),
}
SAYS_NOTHING = re.compile(
    r"^(?:(?:an? |the )?(?:image|picture|photo|photograph|graphic|diagram|figure|icon|screenshot|"
    r"logo|chart|alt text|alt|untitled|img|dsc)[\s_\d.-]*|[\w-]+\.(?:png|jpe?g|gif|webp|svg|avif)"
    r"|(?:img|dsc|image|screenshot)[_ -]?\d+)$",
    re.I,
)


def files(docs: Path) -> Iterator[Path]:
    """Yield every picture under the pages' folder."""
    for path in sorted(docs.rglob("*")):
        if path.suffix.lower() in ENDINGS and path.is_file():
            yield path


def check(content: Content) -> list[Finding]:
    """Return a finding for each picture without words, too large, unused or mislabelled."""
    findings = []
    for text in content.texts:
        for number, match in links(text):
            if match["image"]:
                for message, fix in _words(match["text"]):
                    findings.append(
                        Finding(text.shown, text.offset + number, message, fix, check="images")
                    )
    used = _used(content)
    for path in files(content.docs):
        shown = path.relative_to(content.docs.parent).as_posix()
        name = path.relative_to(content.docs).as_posix()
        for message, fix in _file(path):
            findings.append(Finding(shown, 1, message, fix, check="images"))
        # A block such as 'spine' brings the pictures in that begin with its name.
        if path.name not in used and path.stem.split("-")[0] not in RENDERERS:
            findings.append(
                Finding(
                    shown,
                    1,
                    "no page shows this picture, and it is copied to every reader's offline copy",
                    f"delete the file, or show it: ![what it shows](/{name})",
                    check="images",
                )
            )
    return findings


def _words(words: str) -> Iterator[tuple[str, str]]:
    plain = words.strip()
    if not plain:
        yield (
            "this picture has no words, so a reader who cannot see it gets nothing",
            "write what it shows between the square brackets: ![A disc that bulges](...)",
        )
    elif SAYS_NOTHING.match(plain):
        yield (
            f"the picture's words '{plain}' do not say what it shows",
            "write what a reader sees in it, such as ![A disc that bulges](...)",
        )


def _file(path: Path) -> Iterator[tuple[str, str]]:
    raw = path.read_bytes()
    ending = path.suffix.lower()
    if len(raw) > MOST_BYTES:
        yield (
            f"this picture has {len(raw) // 1000} KB, and a reader on a phone waits for it",
            f"make it smaller than {MOST_BYTES // 1000} KB, as SVG or WebP",
        )
    starts = STARTS.get(ending)
    if (starts and not raw.startswith(starts)) or (ending == ".svg" and b"<svg" not in raw[:2000]):
        yield (
            f"this file is not what its ending '{path.suffix}' says, so some browsers show nothing",
            "export the picture again in the format of its ending",
        )
    if ending in {".bmp", ".tif", ".tiff", ".heic"}:
        yield f"browsers do not show '{path.suffix}' pictures", "export it as SVG, PNG or WebP"


def _used(content: Content) -> str:
    """Return all text in which a picture can be named."""
    root = content.docs.parent
    parts = ["\n".join(text.lines) for text in content.texts]
    others = [root / "mkdocs.yml", *content.docs.glob("_data/*.yml")]
    for folder, endings in (
        (content.docs / "assets", ("css", "js")),
        (root / "overrides", ("html",)),
    ):
        for ending in endings:
            others += folder.rglob(f"*.{ending}")
    for path in others:
        if path.is_file():
            parts.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(parts)
