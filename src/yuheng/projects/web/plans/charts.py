"""The charts of special kinds: the coverage of a bond year by year, and the payment curve of a contract."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from yuheng.kernel.curve import Closed, Curve
from yuheng.kernel.money import round_half_up
from yuheng.kernel.outcome import Words
from yuheng.platform.ui.charts import Chart, data, exact, spec_of
from yuheng.platform.ui.text import percent, say
from yuheng.projects.domain.kinds.bonds import Covered

YEAR = Words(zh="年度", en="Year")
RATIO = Words(zh="覆盖倍数", en="Coverage")
FACTOR = Words(zh="付费系数", en="Payment factor")
SCORE = Words(zh="绩效得分", en="Score")
COLOURS = {"red": "var(--bad-mark)", "yellow": "var(--warn-mark)", "green": "var(--good-mark)"}
MOST = 5  # a year that is covered many times over is drawn no higher: the picture is about the line


def times(ratio: Fraction | None) -> str:
    """A coverage as people read it: "1.25"; a dash where nothing is due."""
    return "—" if ratio is None else f"{round_half_up(ratio, 2)}"


def coverage_chart(years: Sequence[tuple[Covered, str]], *, red: Fraction) -> Chart:
    """Coverage by year as bars in the colour of their light, and the red line; years with nothing due have no bar."""
    rows = [
        {
            "year": str(one.row.year),
            "ratio": exact(min(one.ratio, Fraction(MOST)), 4),
            "text": times(one.ratio),
            "tone": tone,
        }
        for one, tone in years
        if one.ratio is not None
    ]
    x = {"field": "year", "type": "ordinal", "title": say(YEAR)}
    y = {"field": "ratio", "type": "quantitative", "title": say(RATIO), "axis": {"tickCount": 5}}
    colour = {
        "field": "tone",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())},
    }
    bar = {"mark": {"type": "bar", "width": {"band": 0.6}}, "encoding": {"x": x, "y": y, "color": colour}}
    text = {
        "mark": {"type": "text", "dy": -8},
        "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}},
    }
    line = {
        "data": data([{"red": exact(red)}], "red"),
        "mark": {"type": "rule", "strokeDash": [5, 4], "color": "var(--bad-mark)"},
        "encoding": {"y": {"field": "red", "type": "quantitative"}},
    }
    lowest = min((one for one, _tone in years if one.ratio is not None), key=lambda one: one.ratio or 0, default=None)
    told = f"{lowest.row.year}: {times(lowest.ratio)}" if lowest else "—"
    return Chart(
        spec=spec_of({"layer": [{"data": data(rows, "ratio"), "layer": [bar, text]}, line]}, height=220),
        title=Words(zh="分年度债券本息覆盖倍数", en="Debt-service coverage by year"),
        summary=Words(zh=f"最低 {told}，红线 {times(red)}", en=f"Lowest {told}, red line {times(red)}"),
        columns=(YEAR, RATIO),
        rows=tuple((str(one.row.year), times(one.ratio)) for one, _tone in years),
    )


def payment_chart(curve: Curve, full_from: Fraction | None) -> Chart:
    """The contract's curve as it pays: from the rule's score on in full."""
    top = Fraction(100) if full_from is None else full_from
    path = [(Fraction(0), curve.at(0).y), *((one.x, one.y) for one in curve.points if 0 < one.x < top)]
    path.append((top, replace(curve, closed=Closed.RIGHT).at(top).y))
    if full_from is not None:
        path += [(full_from, Fraction(1)), (Fraction(100), Fraction(1))]
    told = " → ".join(f"({exact(x, 2)}, {percent(y, 0)})" for x, y in path)
    words = Words(zh=f"付费系数经过 {told}", en=f"The factor runs through {told}")
    rows = [{"x": exact(x), "y": exact(y * 100), "n": n} for n, (x, y) in enumerate(path)]
    line = {
        "data": data(rows, "x", "y"),
        "mark": {"type": "line", "strokeWidth": 2, "color": "var(--chart-1)"},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "title": say(SCORE), "axis": {"tickCount": 10}},
            "y": {"field": "y", "type": "quantitative", "title": f"{say(FACTOR)} (%)", "axis": {"tickCount": 5}},
            "order": {"field": "n", "type": "quantitative"},
        },
    }
    return Chart(
        spec=spec_of(line, height=220),
        title=Words(zh="付费系数曲线", en="Payment curve"),
        summary=words,
        columns=(SCORE, FACTOR),
        rows=tuple((exact(x, 2) or "", percent(y)) for x, y in path),
    )
