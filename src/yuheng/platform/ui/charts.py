"""The charts of the house, from exact numbers: the year's curve, a score on its rule, money by class, a distribution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from yuheng.kernel.money import FEN_PER_WAN, FEN_PER_YI, Fen
from yuheng.kernel.outcome import Words
from yuheng.platform.ui.text import MONTHS, Share, percent, say
from yuheng.platform.ui.vega import Chart, Spec, data, exact, quantity, spec_of, svg

__all__ = [
    "Chart",
    "Month",
    "amounts",
    "bars",
    "data",
    "distribution",
    "exact",
    "money_and_results",
    "quantity",
    "score_on_curve",
    "spec_of",
    "svg",
]

PAID: Final = Words(zh="累计支付", en="Paid so far")
PLAN: Final = Words(zh="支出计划", en="Plan")
RESULT: Final = Words(zh="目标完成", en="Results achieved")
YI: Final = Words(zh="亿元", en="100m yuan")
WAN: Final = Words(zh="万元", en="10k yuan")
MONTH: Final = Words(zh="月份", en="Month")


@dataclass(frozen=True)
class Month:
    """One month of a year's curve: cumulative fen paid and planned, share of results reached (None: unknown)."""

    number: int
    plan_fen: Fen
    paid_fen: Fen | None = None
    result: Share | None = None


def money_and_results(months: Sequence[Month], *, total_fen: Fen) -> Chart:
    """The year's curve: cumulative payment and plan as shares of the budget beside the results reached, by month."""
    shares = [(m.number, _series(m, total_fen)) for m in months]
    rows = [
        {"month": say(month_words(number)), "series": say(name), "share": exact(value * 100, 2), "text": percent(value)}
        for number, series in shares
        for name, value in series.items()
        if value is not None
    ]
    return Chart(
        spec=spec_of(_curve_body(rows)),
        title=Words(zh="资金与结果", en="Money and results"),
        summary=_curve_summary(months, total_fen),
        columns=(MONTH, PAID, PLAN, RESULT),
        rows=tuple((say(month_words(n)), *(percent(s[name]) for name in (PAID, PLAN, RESULT))) for n, s in shares),
    )


def month_words(number: int) -> Words:
    """The name of a month on an axis."""
    return Words(zh=f"{number}月", en=MONTHS[number - 1])


def _series(month: Month, total_fen: Fen) -> dict[Words, Share | None]:
    whole = total_fen or 1
    paid = None if month.paid_fen is None else Fraction(month.paid_fen, whole)
    return {PAID: paid, PLAN: Fraction(month.plan_fen, whole), RESULT: month.result}


def _curve_summary(months: Sequence[Month], total_fen: Fen) -> Words:
    known = [m for m in months if m.paid_fen is not None]
    if not known:
        return Words(zh="尚无支付", en="Nothing has been paid yet")
    last = _series(known[-1], total_fen)
    paid, plan, result = (percent(last[name]) for name in (PAID, PLAN, RESULT))
    number = known[-1].number
    return Words(
        zh=f"截至{number}月，支付{paid}，计划{plan}，目标完成{result}",
        en=f"By month {number}: paid {paid}, planned {plan}, results {result}",
    )


def _curve_body(rows: Sequence[Mapping[str, object]]) -> Spec:
    names = [say(PAID), say(PLAN), say(RESULT)]
    percents = {"labelExpr": "datum.label + '%'", "tickCount": 5}
    y = quantity("share", title=None, axis=percents, scale={"domainMin": 0, "nice": True})
    x = {"field": "month", "type": "ordinal", "sort": None, "title": say(MONTH), "scale": {"padding": 0.4}}
    colour = _by_series(names, ["var(--chart-1)", "var(--chart-2)", "var(--chart-3)"])
    dash = _by_series(names, [[1, 0], [5, 4], [1, 0]])
    shape = _by_series(names, ["circle", "square", "diamond"])
    texts = (("series", " "), ("month", say(MONTH)), ("text", "%"))
    tooltip = [{"field": field, "type": "nominal", "title": title} for field, title in texts]
    place = {"x": x, "y": y}
    area = {
        "transform": [{"filter": {"field": "series", "equal": names[0]}}],
        "mark": {"type": "area", "color": "var(--chart-area)"},
        "encoding": place,
    }
    line = {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {**place, "color": colour, "strokeDash": dash}}
    dots = {
        "mark": {"type": "point", "size": 36, "opacity": 1},
        "encoding": {**place, "color": colour, "shape": shape, "tooltip": tooltip},
    }
    return {"data": data(rows, "share"), "layer": [area, line, dots]}


def _by_series(names: Sequence[str], looks: Sequence[object], **more: object) -> Spec:
    return {"field": "series", "type": "nominal", "scale": {"domain": names, "range": looks}, **more}


def score_on_curve(
    curve: Sequence[tuple[Share, Share]],
    *,
    at: tuple[Share, Share] | None,
    measure: Words,
    working: Words,
) -> Chart:
    """A scoring rule drawn as its curve, with the indicator's own point on it.

    `curve`: corners (measure, share of the weight), a step written as two corners with one x; `at`: where the indicator
    stands, None when it has no score; `measure`: what the x axis counts; `working`: the calculation in one sentence.
    """
    corners = [{"x": exact(x), "y": exact(y * 100), "n": n} for n, (x, y) in enumerate(curve)]
    x = {"field": "x", "type": "quantitative", "title": say(measure), "scale": {"zero": False, "nice": False}}
    title = say(Words(zh="得分率（%）", en="Share of the weight (%)"))
    y = {"field": "y", "type": "quantitative", "title": title, "scale": {"domain": [0, 105]}, "axis": {"tickCount": 5}}
    line = {
        "data": data(corners, "x", "y"),
        "mark": {"type": "line", "strokeWidth": 2, "color": "var(--chart-1)"},
        "encoding": {"x": x, "y": y, "order": {"field": "n", "type": "quantitative"}},
    }
    layers: list[Spec] = [line]
    if at is not None:
        layers += _point_layers(at, x, y)
    return Chart(
        spec=spec_of({"layer": layers}, height=220),
        title=Words(zh="计分曲线", en="Scoring curve"),
        summary=working,
        columns=(measure, Words(zh="得分率", en="Share of the weight")),
        rows=tuple((exact(x_) or "", percent(y_)) for x_, y_ in curve),
    )


def _point_layers(at: tuple[Share, Share], x: Spec, y: Spec) -> list[Spec]:
    here = data([{"x": exact(at[0]), "y": exact(at[1] * 100), "text": percent(at[1])}], "x", "y")
    drop = {"mark": {"type": "rule", "strokeDash": [3, 3]}, "encoding": {"x": x, "y": y, "y2": {"datum": 0}}}
    point = {
        "mark": {"type": "point", "size": 120, "color": "var(--chart-4)", "opacity": 1},
        "encoding": {"x": x, "y": y},
    }
    words = {
        "mark": {"type": "text", "dx": -10, "dy": -6, "align": "right", "fontWeight": "bold", "color": "var(--text)"},
        "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}},
    }
    return [{"data": here, "layer": [drop, point, words]}]


def bars(rows: Sequence[tuple[object, Fen]], *, title: Words) -> Chart:
    """Money by class as lying bars in the order given; fen in, 亿元 or 万元 drawn, whichever the largest calls for."""
    largest = max((abs(fen) for _name, fen in rows), default=0)
    per, unit = (FEN_PER_YI, YI) if largest >= 10 * FEN_PER_YI else (FEN_PER_WAN, WAN)
    values = [{"name": say(name), "value": exact(Fraction(fen, per), 2)} for name, fen in rows]
    return amounts(values, title=title, unit=unit)


def amounts(values: Sequence[Mapping[str, object]], *, title: Words, unit: Words) -> Chart:
    """Lying bars of any amounts: mappings with `name` and `value` (exact text)."""
    y = {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 150}}
    x = {"field": "value", "type": "quantitative", "title": say(unit), "axis": {"tickCount": 4, "format": ",~f"}}
    tooltip = [
        {"field": "name", "title": say(title)},
        {"field": "value", "type": "quantitative", "format": ",.2f", "title": say(unit)},
    ]
    encoding = {"y": y, "x": x}
    text = {"field": "value", "type": "quantitative", "format": ",.1f"}
    layers = [
        {"mark": {"type": "bar", "height": 14}, "encoding": {**encoding, "tooltip": tooltip}},
        {"mark": {"type": "text", "align": "left", "dx": 5}, "encoding": {**encoding, "text": text}},
    ]
    room = {"left": 5, "top": 5, "bottom": 5, "right": 56}  # for the figure behind the longest bar
    body = {"data": data(values, "value"), "layer": layers, "padding": room}
    lines = [f"{row['name']} {row['value']}" for row in values[:3]]
    return Chart(
        spec=spec_of(body, height=max(120, 27 * len(values) + 40)),
        title=title,
        summary=Words(zh="、".join(lines), en=", ".join(lines)),
        columns=(title, unit),
        rows=tuple((str(row["name"]), str(row["value"])) for row in values),
    )


def distribution(counts: Sequence[tuple[object, int, str]], *, title: Words) -> Chart:
    """How many stand in each class (grades, lights): (words, count, tone "good|warn|bad|info|mute") in their order."""
    values = [{"name": say(name), "count": count, "tone": f"var(--{tone}-mark)"} for name, count, tone in counts]
    x = {"field": "name", "type": "nominal", "sort": None, "title": None}
    y = {
        "field": "count",
        "type": "quantitative",
        "title": None,
        "axis": {"tickMinStep": 1, "tickCount": 4, "format": "d"},
    }
    colour: Spec = {"field": "name", "type": "nominal", "sort": None, "legend": None}
    colour["scale"] = {"domain": [v["name"] for v in values], "range": [v["tone"] for v in values]}
    layers = [
        {
            "mark": {"type": "bar", "width": {"band": 0.6}, "cornerRadiusEnd": 3},
            "encoding": {"x": x, "y": y, "color": colour},
        },
        {
            "mark": {"type": "text", "dy": -8},
            "encoding": {"x": x, "y": y, "text": {"field": "count", "type": "quantitative"}},
        },
    ]
    words = [f"{v['name']} {v['count']}" for v in values]
    return Chart(
        spec=spec_of({"data": {"values": values}, "layer": layers}, height=200),
        title=title,
        summary=Words(zh="、".join(words), en=", ".join(words)),
        columns=(title, Words(zh="数量", en="Count")),
        rows=tuple((str(v["name"]), str(v["count"])) for v in values),
    )
