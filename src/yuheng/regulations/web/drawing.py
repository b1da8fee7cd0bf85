"""A scoring rule drawn as its curve: exactly what the evaluator reads, with what holds beyond both ends."""

from fractions import Fraction

from yuheng.kernel.curve import Beyond, Closed, Curve, Point, Shape
from yuheng.kernel.money import round_half_up
from yuheng.kernel.outcome import Words
from yuheng.platform.ui.charts import Chart, amounts, data, exact, score_on_curve, spec_of
from yuheng.platform.ui.text import percent, say
from yuheng.regulations.domain.drawing import SIGNED, Corner, corners_of
from yuheng.regulations.domain.law import Rule
from yuheng.regulations.web.scales import bands_chart
from yuheng.regulations.web.words import MEASURES, key_words

POINTS_OFF = Words(zh="扣分", en="Points deducted")
TITLE = Words(zh="计分曲线", en="Scoring curve")
WEIGHTS = Words(zh="权重", en="Weights")
POINTS = Words(zh="分", en="points")


def chart_of(rule: Rule) -> Chart | None:
    """A scoring rule as its curve, bands on their scale, weights as bars; None for every other kind."""
    if rule.kind in {"bands", "labels"}:
        return bands_chart(rule)
    if rule.kind == "weights":
        parts = [{"name": say(key_words(code)), "value": str(points)} for code, points in rule.fields.items()]
        return amounts(parts, title=WEIGHTS, unit=POINTS)
    return _curve_chart(rule) if rule.kind == "scoring" else None


def _curve_chart(rule: Rule) -> Chart:
    kind = str(rule.spec["measure"])
    corners, measure = corners_of(curve_of(rule), signed=kind in SIGNED), MEASURES[kind]
    if rule.spec.get("unit") == "points_off":
        return _deductions(corners, measure)
    return score_on_curve(corners, at=None, measure=measure, working=_told(corners))


def _told(corners: list[Corner]) -> Words:
    text = " → ".join(f"({exact(x, 2)}, {percent(y, 0)})" for x, y in corners)
    return Words(zh=f"曲线经过 {text}", en=f"The curve runs through {text}")


def curve_of(rule: Rule) -> Curve:
    """The rule's curve as the kernel evaluates it."""
    spec, value = rule.spec, rule.value
    pairs = [pair for pair in value if isinstance(pair, tuple)] if isinstance(value, tuple) else []
    beyond = str(spec.get("beyond", "hold"))
    return Curve(
        points=tuple(Point(Fraction(str(x)), Fraction(str(y))) for x, y in pairs),
        below=Beyond(str(spec.get("below", beyond))),
        above=Beyond(str(spec.get("above", beyond))),
        shape=Shape(str(spec.get("shape", "linear"))),
        closed=Closed(str(spec.get("closed", "left"))),
    )


def _deductions(corners: list[Corner], measure: Words) -> Chart:
    rows = [{"x": exact(x), "y": exact(y), "n": n} for n, (x, y) in enumerate(corners)]
    x = {"field": "x", "type": "quantitative", "title": say(measure), "scale": {"zero": False, "nice": False}}
    y = {"field": "y", "type": "quantitative", "title": say(POINTS_OFF), "axis": {"tickCount": 5}}
    line = {"mark": {"type": "line", "strokeWidth": 2, "color": "var(--chart-4)"}}
    encoding = {"x": x, "y": y, "order": {"field": "n", "type": "quantitative"}}
    told = " → ".join(f"({exact(a, 2)}, {round_half_up(b, 2)})" for a, b in corners)
    return Chart(
        spec=spec_of({"data": data(rows, "x", "y"), **line, "encoding": encoding}, height=220),
        title=TITLE,
        summary=Words(zh=f"曲线经过 {told}", en=f"The curve runs through {told}"),
        columns=(measure, POINTS_OFF),
        rows=tuple((exact(a) or "", f"{round_half_up(b, 2)}") for a, b in corners),
    )
