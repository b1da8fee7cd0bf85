"""The year's spending as a curve: what was paid so far beside what was to be expected, as shares of the budget."""

from collections.abc import Mapping
from fractions import Fraction

from yuheng.execution import overview
from yuheng.execution.overview import Look
from yuheng.kernel.outcome import Words
from yuheng.platform import clock
from yuheng.platform.ui.charts import MONTH, Chart, data, exact, month_words, quantity, spec_of
from yuheng.platform.ui.text import percent, say

ACTUAL = Words(zh="实际支付", en="Paid")
EXPECTED = Words(zh="预期", en="Expected")
Series = Mapping[int, Fraction]


def curve_of(look: Look) -> Chart | None:
    """The curve of what is looked at, against last year's pace and its own plan; None without a budget.

    Money whose unit planned its months is expected as planned, the rest at last year's pace. Each share has its own
    base: this year's budget for payments and expectation, last year's budget for last year's pace.
    """
    whole = overview.budget_of(look)
    if not whole:
        return None
    before = look.of(look.year - 1)
    last_year = overview.shares(overview.spent_by_month(before), overview.budget_of(before))
    series: dict[Words, Series] = {ACTUAL: overview.shares(overview.spent_by_month(look), whole, _through(look.year))}
    if last_year:
        series[Words(zh=f"{look.year - 1} 年同期", en=f"{look.year - 1}")] = last_year
    if plan := overview.planned_by_month(look):
        series[EXPECTED] = overview.expected(overview.shares(plan, whole), last_year)
    return _chart(series)


def _through(year: int) -> int:
    """The last month of a year about whose payments something is known today."""
    today = clock.today()
    return 12 if today.year > year else today.month if today.year == year else 0


def _chart(series: Mapping[Words, Series]) -> Chart:
    rows = [
        {"month": say(month_words(month)), "series": say(name), "share": exact(share * 100, 2), "text": percent(share)}
        for name, shares in series.items()
        for month, share in shares.items()
    ]
    return Chart(
        spec=spec_of(_body(rows, [say(name) for name in series])),
        title=Words(zh="支出进度", en="Pace of spending"),
        summary=_summary(series),
        columns=(MONTH, *series),
        rows=tuple(
            (say(month_words(month)), *(percent(shares.get(month)) for shares in series.values()))
            for month in range(1, 13)
        ),
    )


def _summary(series: Mapping[Words, Series]) -> Words:
    paid = series[ACTUAL]
    month = max(paid, default=0)
    if not month:
        return Words(zh="尚无支付", en="Nothing has been paid yet")
    parts = [(name, shares[month]) for name, shares in series.items() if month in shares]
    zh = "，".join(f"{name.zh}{percent(share)}" for name, share in parts)
    en = ", ".join(f"{name.en.lower()} {percent(share)}" for name, share in parts)
    return Words(zh=f"截至{month}月：{zh}", en=f"By month {month}: {en}")


def _body(rows: list[dict[str, str | None]], names: list[str]) -> dict[str, object]:
    colours = ["var(--chart-1)", "var(--chart-2)", "var(--chart-3)"][: len(names)]
    dashes = [[1, 0], [5, 4], [2, 3]][: len(names)]
    colour = {"field": "series", "type": "nominal", "scale": {"domain": names, "range": colours}}
    dash = {"field": "series", "type": "nominal", "scale": {"domain": names, "range": dashes}}
    percents = {"labelExpr": "datum.label + '%'", "tickCount": 5}
    y = quantity("share", title=None, axis=percents, scale={"domainMin": 0, "nice": True})
    x = {"field": "month", "type": "ordinal", "sort": None, "title": say(MONTH), "scale": {"padding": 0.4}}
    tooltip = [{"field": field, "type": "nominal", "title": field} for field in ("series", "month", "text")]
    line = {
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash},
    }
    dots = {
        "mark": {"type": "point", "size": 30, "opacity": 1},
        "encoding": {"x": x, "y": y, "color": colour, "tooltip": tooltip},
    }
    return {"data": data(rows, "share"), "layer": [line, dots]}
