"""Whoever reads, in whatever light: contrast, themes that agree, charts that the library accepts."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
import vl_convert

from yuheng.kernel.outcome import Words
from yuheng.platform.ui import charts, vega

CSS = vega.TOKENS.parent
TEXT, LARGE_OR_GRAPHIC = Fraction(9, 2), Fraction(3)  # WCAG 2.1, 1.4.3 and 1.4.11

ON_PAGE = [(ink, ground) for ink in ("text", "text-2", "muted", "link") for ground in ("bg", "surface", "surface-2")]
TONES = [(tone, f"{tone}-bg") for tone in ("good", "warn", "bad", "info", "mute")]
PAIRS = [
    *ON_PAGE,
    *TONES,
    *[(tone, "surface") for tone in ("good", "warn", "bad")],
    *[("text", f"{tone}-bg") for tone in ("good", "warn", "bad", "info")],
    *[("text-2", f"{tone}-bg") for tone in ("warn", "info")],
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("side-text", "side"),
    ("side-muted", "side"),
    ("side-text", "side-hover"),
    ("chart-text", "surface"),
    ("muted", "surface-3"),
    ("text", "surface-3"),
]
GRAPHICS = [
    *[(f"{tone}-mark", "surface") for tone in ("good", "warn", "bad", "info", "mute")],
    *[(f"chart-{number}", "surface") for number in range(1, 7)],
    ("line-strong", "surface"),
    ("focus", "surface"),
    ("focus", "bg"),
    ("surface", "good-mark"),
]


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.1)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(theme: str, ink: str, ground: str) -> float:
    known = vega.tokens(theme)
    light, dark = sorted((luminance(known[f"--{ink}"]), luminance(known[f"--{ground}"])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_graphics_stand_out_from_their_ground(theme: str) -> None:
    weak = [(pair, round(contrast(theme, *pair), 2)) for pair in PAIRS if contrast(theme, *pair) < TEXT]
    weak += [(pair, round(contrast(theme, *pair), 2)) for pair in GRAPHICS if contrast(theme, *pair) < LARGE_OR_GRAPHIC]
    assert not weak


def test_the_switch_and_the_system_give_the_same_dark() -> None:
    text = vega.TOKENS.read_text(encoding="utf-8")
    by_system = text[text.index("@media") : text.index(':root[data-theme="dark"]')]
    by_switch = text[text.index(':root[data-theme="dark"]') :]
    pattern = re.compile(r"(--[\w-]+):\s*([^;]+);")
    assert pattern.findall(by_system) == pattern.findall(by_switch)


def test_every_custom_property_that_is_used_is_declared() -> None:
    declared = set(vega.tokens())
    used = {name for path in CSS.glob("*.css") for name in re.findall(r"var\((--[\w-]+)\)", path.read_text("utf-8"))}
    assert used <= declared


def test_a_style_sheet_fits_on_a_few_screens() -> None:
    assert [path.name for path in CSS.glob("*.css") if len(path.read_text("utf-8").splitlines()) > 300] == []


def test_the_page_head_names_every_style_sheet() -> None:
    head = (Path(__file__).parent.parent / "templates/components/head.html").read_text(encoding="utf-8")
    assert {path.name for path in CSS.glob("*.css")} == set(re.findall(r"yuheng/css/(\w+\.css)", head))


def _charts() -> list[charts.Chart]:
    words = Words(zh="字", en="word")
    months = [
        charts.Month(n, plan_fen=n * 100, paid_fen=n * 90 if n < 9 else None, result=Fraction(n, 13))
        for n in range(1, 13)
    ]
    corners = [(Fraction(0), Fraction(0)), (Fraction(1), Fraction(1)), (Fraction(2), Fraction(1))]
    return [
        charts.money_and_results(months, total_fen=1200),
        charts.money_and_results([], total_fen=0),
        charts.score_on_curve(corners, at=(Fraction(92, 100), Fraction(92, 100)), measure=words, working=words),
        charts.score_on_curve(corners, at=None, measure=words, working=words),
        charts.bars([(words, 38_200_000_000_00), ("教育", 12_00)], title=words),
        charts.distribution([(words, 3, "good"), ("差", 1, "bad")], title=words),
    ]


@pytest.mark.parametrize("number", range(6))
def test_the_drawing_library_draws_every_chart(number: int) -> None:
    chart = _charts()[number]
    assert vl_convert.vegalite_to_svg(vega.resolved(chart.spec)).startswith("<svg")
    assert "var(--" not in str(vega.resolved(chart.spec))
    assert all(len(row) == len(chart.columns) for row in chart.rows)


def test_the_curve_tells_in_words_where_the_year_stands() -> None:
    year = _charts()[0]
    assert year.summary.zh == "截至8月，支付60.0%，计划66.7%，目标完成61.5%"
    assert year.rows[7] == ("8月", "60.0%", "66.7%", "61.5%")
    assert year.rows[11][1] == "—", "months that have not come show nothing, not zero"


def test_a_score_stands_on_its_curve() -> None:
    spec = _charts()[2].spec
    corners, here = (layer["data"]["values"] for layer in spec["layer"])
    assert [(c["x"], c["y"]) for c in corners] == [("0.0000", "0.0000"), ("1.0000", "100.0000"), ("2.0000", "100.0000")]
    assert (here[0]["x"], here[0]["y"], here[0]["text"]) == ("0.9200", "92.0000", "92.0%")
