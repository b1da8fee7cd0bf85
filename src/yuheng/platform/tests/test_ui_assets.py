"""Browser files are made once, from locked packages, and cover the characters of official texts."""

from pathlib import Path

import pytest

from yuheng.platform.ui import assets


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three characters a slice, so that a font takes a moment and not ten seconds."""
    monkeypatch.setattr(
        assets, "slices", lambda: [assets.Slice("latin", (0x41, 0x42)), assets.Slice("common", (0x9884,))]
    )


def test_the_font_covers_gb_2312() -> None:
    _latin, common, further = assets.slices()
    assert (len(common.characters), len(further.characters)) == (3755, 3008)
    assert ord("衡") in common.characters and ord("窠") in further.characters


def test_what_was_built_is_not_built_again(quick: None, tmp_path: Path) -> None:
    told: list[str] = []
    first = assets.build_assets(tmp_path, told.append)
    assert {"vega.js", "htmx.js", "fonts.css"} <= {path.name for path in first}
    made = len(told)
    assert assets.build_assets(tmp_path, told.append) == first and len(told) == made
    (tmp_path / assets.FOLDER / "stamp.txt").write_text("another version")
    assert {path.name for path in assets.build_assets(tmp_path, told.append)} == {path.name for path in first}
    assert len(told) == 2 * made


def test_each_slice_is_fetched_only_for_its_characters(quick: None, tmp_path: Path) -> None:
    built = assets.build_assets(tmp_path)
    css = (tmp_path / assets.FOLDER / "fonts.css").read_text(encoding="utf-8")
    assert "unicode-range: U+41-42;" in css and "unicode-range: U+9884;" in css
    assert all(path.name in css for path in built if path.suffix == ".woff2")
