"""Bands drawn on their scale, and a figure drawn through time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from yuheng.kernel.outcome import Words
from yuheng.platform.ui.charts import Chart, data, exact, spec_of
from yuheng.platform.ui.text import day, percent, say
from yuheng.regulations.domain.law import Fields, Rule

TONES: Final = {
    "excellent": "good",
    "good": "info",
    "fair": "warn",
    "poor": "bad",
    "blue": "info",
    "green": "good",
    "yellow": "warn",
    "red": "bad",
}
BAND: Final = Words(zh="档次", en="Band")
FROM, TO = Words(zh="起", en="From"), Words(zh="止", en="To")
THROUGH: Final = Words(zh="历年数值", en="Through time")
VALUE: Final = Words(zh="值", en="Value")
LEAST, MOST = Words(zh="下限", en="Least"), Words(zh="上限", en="Most")
NUMBERS: Final = frozenset({"number", "days", "range"})
Step = tuple[date, Rule | None]


def bands_chart(rule: Rule) -> Chart | None:
    """Bands side by side on their scale, with the ends that belong to them; None where there is no band."""
    ends = [(_end(row, "from"), _end(row, "to")) for row in rule.rows]
    known = [end for pair in ends for end in pair if end is not None]
    if not known:
        return None
    share = rule.spec.get("unit") == "/1" or rule.kind == "labels"
    margin = (max(known) - min(known)) / 5 or Fraction(1)
    rows: list[dict[str, str | None]] = []
    for row, (low, high) in sorted(zip(rule.rows, ends, strict=True), key=lambda found: _low(found[1])):
        left, right = min(known) - margin if low is None else low, max(known) + margin if high is None else high
        title, span = say(row.get("title") or str(row["code"])), _span(row, share=share)
        place = {"from": exact(left), "to": exact(right), "middle": exact((left + right) / 2)}
        tone = TONES.get(str(row["code"]))
        colour = f"var(--{tone}-mark)" if tone else f"var(--chart-{len(rows) % 6 + 1})"
        rows.append({**place, "name": title, "span": span, "colour": colour})
    return Chart(
        spec=spec_of(_bands_body(rows, "%" if share else ""), height=210),
        title=rule.title,
        summary=Words(zh=_told(rows), en=_told(rows)),
        columns=(BAND, Words(zh="范围", en="Span")),
        rows=tuple((str(row["name"]), str(row["span"])) for row in rows),
    )


def _low(ends: tuple[Fraction | None, Fraction | None]) -> Fraction:
    return Fraction(-(10**12)) if ends[0] is None else ends[0]


def _told(rows: Sequence[dict[str, str | None]]) -> str:
    return "; ".join(f"{row['name']} {row['span']}" for row in rows)


def _end(row: Fields, key: str) -> Fraction | None:
    value = row.get(key)
    return None if value is None else Fraction(str(value))


def _span(row: Fields, *, share: bool) -> str:
    """The ends of a band in words: "80 ≤ x < 90"."""
    ends = str(row.get("ends", "[)"))
    low, high = (_said(_end(row, key), share=share) for key in ("from", "to"))
    left = f"{low} {'≤' if ends.startswith('[') else '<'} " if low else ""
    right = f" {'≤' if ends.endswith(']') else '<'} {high}" if high else ""
    return f"{left}x{right}"


def _said(value: Fraction | None, *, share: bool) -> str:
    if value is None:
        return ""
    return (
        percent(value, 0 if (value * 100).denominator == 1 else 1)
        if share
        else (exact(value, 2) or "").rstrip("0").rstrip(".")
    )


def _bands_body(rows: Sequence[dict[str, str | None]], unit: str) -> dict[str, object]:
    axis = {"format": "%" if unit else "~f", "tickCount": 8}
    x = {"field": "from", "type": "quantitative", "title": None, "axis": axis, "scale": {"zero": False, "nice": False}}
    colour = {
        "field": "name",
        "type": "nominal",
        "sort": None,
        "legend": None,
        "scale": {"domain": [row["name"] for row in rows], "range": [row["colour"] for row in rows]},
    }
    tips = [{"field": "name", "title": say(BAND)}, {"field": "span", "title": "x"}]
    bar = {
        "mark": {"type": "bar", "height": 44, "opacity": 0.8},
        "encoding": {"x": x, "x2": {"field": "to"}, "color": colour, "tooltip": tips},
    }
    words = {
        "mark": {"type": "text", "dy": -36, "fontWeight": "bold", "color": "var(--text)"},
        "encoding": {"x": {**x, "field": "middle"}, "text": {"field": "name", "type": "nominal"}},
    }
    return {"data": data(rows, "from", "to", "middle"), "layer": [bar, words]}


def timeline(steps: Sequence[Step], until: date) -> Chart | None:
    """A figure from the first day that it had to a day asked about; None for what is no figure.

    `steps`: what stood from each day on, None where no law stood, which breaks the line.
    """
    rules = [rule for _, rule in steps if rule is not None]
    if not rules or rules[-1].kind not in NUMBERS:
        return None
    share = rules[-1].spec.get("unit") == "/1"
    rows = [row for since, rule in _until(steps, until) for row in _marks(since, rule, share=share)]
    told = [f"{day(since)}: {_figures(rule, share=share)}" for since, rule in steps]
    return Chart(
        spec=spec_of(_line_body(rows, "%" if share else ""), height=210),
        title=THROUGH,
        summary=Words(zh="；".join(told), en="; ".join(told)),
        columns=(FROM, VALUE),
        rows=tuple((day(since), _figures(rule, share=share)) for since, rule in steps),
    )


def _until(steps: Sequence[Step], until: date) -> list[Step]:
    """The steps, and the last one held until the day asked about, or a year on for a single one in the future."""
    last_day, last = steps[-1]
    end = until if until > last_day else date(last_day.year + 1, last_day.month, min(last_day.day, 28))
    return [*steps, (end, last)]


def _series(rule: Rule) -> list[tuple[str, Fraction]]:
    if rule.kind == "range":
        return [(say(words), Fraction(str(rule.fields[key]))) for words, key in ((LEAST, "min"), (MOST, "max"))]
    return [(say(VALUE), Fraction(rule.number))]


def _marks(since: date, rule: Rule | None, *, share: bool) -> list[dict[str, str | None]]:
    if rule is None:
        names = [say(VALUE), say(LEAST), say(MOST)]
        return [{"day": since.isoformat(), "series": name, "value": None, "text": ""} for name in names]
    found = _series(rule)
    return [
        {"day": since.isoformat(), "series": name, "value": exact(value), "text": _said(value, share=share)}
        for name, value in found
    ]


def _figures(rule: Rule | None, *, share: bool) -> str:
    return "—" if rule is None else " – ".join(_said(value, share=share) or "0" for _, value in _series(rule))


def _line_body(rows: Sequence[dict[str, str | None]], unit: str) -> dict[str, object]:
    x = {
        "field": "day",
        "type": "temporal",
        "title": None,
        "axis": {"tickCount": "year", "format": "%Y", "labelOverlap": True},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"zero": True},
        "axis": {"tickCount": 4, "format": "%" if unit else "~f"},
    }
    colour = {"field": "series", "type": "nominal", "legend": None}
    place = {"x": x, "y": y, "color": colour}
    tips = [
        {"field": "day", "type": "temporal", "title": say(FROM), "format": "%Y-%m-%d"},
        {"field": "text", "title": say(VALUE)},
    ]
    line = {
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2, "invalid": "break-paths-show-domains"},
        "encoding": place,
    }
    dots = {
        "mark": {"type": "point", "size": 40, "opacity": 1, "invalid": "filter"},
        "encoding": {**place, "tooltip": tips},
    }
    return {"data": data(rows, "value"), "layer": [line, dots]}
