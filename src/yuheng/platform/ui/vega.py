"""Charts as plain Vega-Lite data: what all of them share, and their colours out of the one file that holds colours.

A spec names colours as custom properties, so one chart fits light, dark and paper. The browser resolves them when it
draws (js/charts.js); `resolved` does it for reports. Numbers travel as exact text and are parsed by the drawing library:
no float is made here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import vl_convert

from yuheng.kernel.money import round_half_up
from yuheng.kernel.outcome import Words
from yuheng.platform.ui.text import Share

Spec = dict[str, Any]
SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
TOKENS: Final = Path(__file__).parent.parent / "static/yuheng/css/tokens.css"
PAPER_FONT: Final = "Noto Sans SC"
_NAMED = re.compile(r"^var\((--[\w-]+)\)$")
_DECLARED = re.compile(r"(--[\w-]+):\s*([^;]+);")


@dataclass(frozen=True)
class Chart:
    """A drawing with what it says in words and its data as a table, for those who cannot see it."""

    spec: Spec
    title: Words
    summary: Words
    columns: tuple[Words, ...]
    rows: tuple[tuple[str, ...], ...]


def config() -> Spec:
    """The look that all charts share."""
    label = {
        "labelColor": "var(--chart-text)",
        "titleColor": "var(--chart-text)",
        "labelFontSize": 12,
        "titleFontSize": 12,
    }
    return {
        "font": "var(--font)",
        "background": None,
        "aria": False,
        "view": {"stroke": None},
        "axis": {
            **label,
            "gridColor": "var(--chart-line)",
            "domainColor": "var(--chart-line)",
            "tickColor": "var(--chart-line)",
            "titleFontWeight": "normal",
            "labelPadding": 6,
        },
        "axisX": {"grid": False, "labelAngle": 0},
        "axisY": {"domain": False, "ticks": False},
        "legend": {
            **label,
            "orient": "top",
            "title": None,
            "labelLimit": 220,
        },
        "range": {"category": [f"var(--chart-{n})" for n in range(1, 7)]},
        "text": {"color": "var(--chart-text)", "fontSize": 12},
        "bar": {"color": "var(--chart-1)", "cornerRadiusEnd": 3},
        "point": {"color": "var(--chart-1)", "filled": True},
        "rule": {"color": "var(--chart-2)"},
    }


def spec_of(body: Mapping[str, Any], *, height: int = 240) -> Spec:
    """A whole spec around marks and encodings; as wide as its place."""
    return {
        "$schema": SCHEMA,
        "width": "container",
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "config": config(),
        **body,
    }


def data(rows: Sequence[Mapping[str, object]], *numbers: str) -> Spec:
    """Inline data whose exact texts in `numbers` are read as numbers when drawn."""
    return {"values": list(rows), "format": {"type": "json", "parse": dict.fromkeys(numbers, "number")}}


def exact(value: Share | None, digits: int = 4) -> str | None:
    """An exact value as text with few digits, as a picture needs it."""
    return None if value is None else f"{round_half_up(Fraction(value), digits):f}"


def quantity(field: str, *, title: str | None, **more: object) -> Spec:
    """An encoding of a number."""
    return {"field": field, "type": "quantitative", "title": title, **more}


@lru_cache(maxsize=2)
def tokens(theme: str = "light") -> Mapping[str, str]:
    """The custom properties of a theme, light or dark, as tokens.css declares them."""
    text = TOKENS.read_text(encoding="utf-8")
    light = text[text.index(":root {") : text.index("@media")]
    dark = text[text.index(':root[data-theme="dark"]') :]
    return dict(_DECLARED.findall(light)) | (dict(_DECLARED.findall(dark)) if theme == "dark" else {})


def resolved(spec: Spec, *, theme: str = "light", width: int = 560) -> Spec:
    """The spec with its colours as values, the font of our reports, and a width in pixels. KeyError for an unknown name."""
    known = {**tokens(theme), "--font": PAPER_FONT}

    def fill(value: Any) -> Any:
        if isinstance(value, str) and (named := _NAMED.match(value)):
            return known[named[1]]
        if isinstance(value, Mapping):
            return {key: fill(one) for key, one in value.items()}
        return [fill(one) for one in value] if isinstance(value, list | tuple) else value

    return {**fill(spec), "width": width}


def svg(chart: Chart, *, width: int = 560) -> str:
    """The chart as SVG for a report on paper. Register the font's folder with vl_convert first."""
    return vl_convert.vegalite_to_svg(resolved(chart.spec, width=width))
