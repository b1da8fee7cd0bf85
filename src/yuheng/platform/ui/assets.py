"""Browser files that come out of installed packages: the chart library, htmx, and a Chinese font cut to size.

Nothing of this is committed and nothing is fetched: each file is made from a locked wheel, once per version of it.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

import vl_convert
from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER: Final = "yuheng/vendor"
FAMILY: Final = "Yuheng Sans"
RECIPE: Final = "4"  # raise when a file would be made differently from the same packages
PACKAGES: Final = ("vl-convert-python", "django-htmx", "pylopdf-fonts-zh-cn", "fonttools")
LATIN: Final = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *range(0x2010, 0x2040),
    *(0x20AC, 0x2103, 0x2116, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2260, 0x2264, 0x2265),
    *range(0x2460, 0x2474),
    *range(0x3000, 0x3030),
    *range(0xFF00, 0xFF60),
    0xFFE5,
)

# what a page needs of the chart library
EXPOSE: Final = "window.vegaEmbed = vegaEmbed;"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Slice:
    """A part of the font that a browser fetches when a page needs one of its characters."""

    name: str
    characters: tuple[int, ...]


def build_assets(target: Path, progress: Progress | None = None) -> list[Path]:
    """Write the browser files below `target`/yuheng/vendor and return their paths.

    A stamp of package versions makes the next call return at once. `progress` hears one line per file.
    """
    say = progress or (lambda line: None)
    folder = target / FOLDER
    stamp, wanted = folder / "stamp.txt", _stamp()
    if stamp.exists() and stamp.read_text() == wanted:
        return sorted(folder.iterdir())
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    say("vega.js")
    (folder / "vega.js").write_text(vl_convert.javascript_bundle(EXPOSE), encoding="utf-8")
    say("htmx.js")
    (folder / "htmx.js").write_bytes((files("django_htmx") / "static/django_htmx/htmx-2.min.js").read_bytes())
    _write_fonts(folder, say)
    stamp.write_text(wanted)
    return sorted(folder.iterdir())


def _stamp() -> str:
    return "\n".join([f"recipe {RECIPE}", *(f"{name} {version(name)}" for name in PACKAGES)])


def slices() -> list[Slice]:
    """Latin and punctuation, then the two levels of GB 2312: 6,763 characters, those of everyday official texts."""
    return [
        Slice("latin", LATIN),
        Slice("common", tuple(_gb2312(0xB0, 0xD8))),
        Slice("further", tuple(_gb2312(0xD8, 0xF8))),
    ]


def _gb2312(first: int, end: int) -> Iterator[int]:
    """Code points of the rows `first` to `end` (exclusive) of GB 2312."""
    for row in range(first, end):
        for cell in range(0xA1, 0xFF):
            text = bytes([row, cell]).decode("gb2312", errors="ignore")
            if text:
                yield ord(text)


def _write_fonts(folder: Path, say: Progress) -> None:
    rules = []
    for part in slices():
        content = _cut(part)
        name = f"sans-{part.name}-{hashlib.sha256(content).hexdigest()[:10]}.woff2"
        say(name)
        (folder / name).write_bytes(content)
        rules.append(_face(name, part))
    (folder / "fonts.css").write_text("\n".join(rules), encoding="utf-8")


def _cut(part: Slice) -> bytes:
    """The slice of Noto Sans SC as WOFF2."""
    with (files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf").open("rb") as file:
        font = TTFont(file, lazy=True, recalcTimestamp=False)
        options = subset.Options()
        options.hinting = False
        options.layout_features = ["kern", "locl", "ccmp"]
        options.name_IDs = [0, 1, 2, 13, 14]  # the copyright and the licence stay inside
        options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG"]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=part.characters)
        cutter.subset(font)
        return _woff2(font)


def _woff2(font: TTFont) -> bytes:
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _face(name: str, part: Slice) -> str:
    return (
        f'@font-face {{ font-family: "{FAMILY}"; src: url("{name}") format("woff2"); font-weight: 400; '
        f"font-display: swap; unicode-range: {_ranges(part.characters)}; }}"
    )


def _ranges(points: tuple[int, ...]) -> str:
    """Code points as CSS ranges.

    >>> _ranges((0x41, 0x42, 0x43, 0x61))
    'U+41-43, U+61'
    """
    runs: list[list[int]] = []
    for point in sorted(set(points)):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)
