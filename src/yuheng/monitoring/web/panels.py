"""What watching shows on the project page and on the workbench."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse

from yuheng.budget.queries import money_of
from yuheng.execution.queries import paid_by_month
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Words
from yuheng.monitoring import policies, queries
from yuheng.monitoring.models import Reading
from yuheng.monitoring.web.forms import CHOICES
from yuheng.platform import clock, scopes
from yuheng.platform.acts import Actor
from yuheng.platform.ui import charts
from yuheng.platform.ui.charts import Chart
from yuheng.platform.ui.panels import Panel
from yuheng.projects.models import Project, Target, TargetIndicator
from yuheng.projects.queries import confirmed_target, indicators_of

TITLE = Words(zh="双监控", en="Money and results together")
ABOUT = {
    "money": Words(zh="资金", en="Money"),
    "result": Words(zh="成效", en="Results"),
    "joint": Words(zh="资金与成效对照", en="Both together"),
    "note": Words(zh="提示", en="Note"),
}
LIGHTS = (("red", "bad"), ("yellow", "warn"), ("grey", "mute"), ("green", "good"))
LIGHT_WORDS = {
    "red": Words(zh="红灯：须处置", en="Red: act"),
    "yellow": Words(zh="黄灯：须说明", en="Amber: explain"),
    "grey": Words(zh="灰灯：未填报，无法判断", en="Grey: nobody knows"),
    "green": Words(zh="绿灯：正常", en="Green: in step"),
}


@dataclass(frozen=True)
class Told:
    """A reason as shown."""

    about: Words
    light: str
    words: Words
    article: str


@dataclass(frozen=True)
class Watched:
    """One indicator with what was last reported for it."""

    indicator: TargetIndicator
    reading: Reading | None

    @property
    def share(self) -> Fraction | None:
        """The share of the year's target that it reached."""
        if self.reading is None or self.reading.share_e4 is None:
            return None
        return Fraction(self.reading.share_e4, queries.E4)


def watching_panel(person: Actor | None, project: Project) -> Panel | None:
    """Lights with their reasons, the curve of money beside that of results, what was reported, warnings and answers."""
    if person is None:
        return None
    year = clock.today().year
    target = confirmed_target(project, year)
    seen = queries.observations_of(project.pk, year)
    if target is None and not seen:
        return None
    context = {
        "year": year,
        "seen": seen[-1] if seen else None,
        "light_words": LIGHT_WORDS[seen[-1].light] if seen else None,
        "reasons": [told(reason) for reason in seen[-1].reasons] if seen else [],
        "curve": curve_of(project, year),
        "rows": _rows(target),
        "warnings": queries.warnings_of(project.pk, year),
        "choices": CHOICES,
        "report_url": _report_url(person, project, target),
    }
    return Panel("watching", TITLE, "monitoring/partials/watching.html", context, "bell-alert")


def told(reason: Mapping[str, str]) -> Told:
    """A stored reason with its words in both languages."""
    words = Words(zh=reason["zh"], en=reason["en"])
    return Told(ABOUT[reason["about"]], reason["light"], words, reason["article"])


def _report_url(person: Actor, project: Project, target: Target | None) -> str:
    if target is None or not policies.may_report(person, project):
        return ""
    return reverse("readings-report", kwargs={"pk": project.pk})


def _rows(target: Target | None) -> list[Watched]:
    if target is None:
        return []
    indicators = indicators_of(target)
    readings = queries.latest_readings([one.pk for one in indicators], clock.today())
    return [Watched(one, readings.get(one.pk)) for one in indicators]


def curve_of(project: Project, year: int) -> Chart | None:
    """Money paid and results reached by month, against an even pace; None without money."""
    money = money_of([project.pk], year).get(project.pk)
    if money is None or not money.budget_fen:
        return None
    paid = paid_by_month(project.pk, year)
    results = {day.month: share for day, share in queries.result_curve(project, year)}
    months = _months(year, money.budget_fen, paid, results)
    return charts.money_and_results(months, total_fen=money.budget_fen)


def _months(
    year: int, total_fen: Fen, paid: Mapping[int, Fen], results: Mapping[int, Fraction]
) -> Sequence[charts.Month]:
    last = _last_month(year, clock.today())
    so_far, months = 0, []
    for number in range(1, 13):
        so_far += paid.get(number, 0)
        plan = total_fen * number // 12
        months.append(charts.Month(number, plan, so_far if number <= last else None, results.get(number)))
    return months


def _last_month(year: int, today: date) -> int:
    """The last month of a year about whose money something is known today."""
    return 12 if today.year > year else today.month if today.year == year else 0


def lights_panel(person: Actor | None, subject: object = None) -> Panel | None:
    """For the workbench: how many projects within the person's reach show which light."""
    if person is None:
        return None
    year = clock.today().year
    counts = queries.light_counts(year, scopes.narrowest(person))
    if not any(counts.values()):
        return None
    drawn = [(LIGHT_WORDS[light], counts[light], tone) for light, tone in LIGHTS]
    title = Words(zh=f"{year} 年项目监控灯", en=f"Lights of {year}")
    context = {"chart": charts.distribution(drawn, title=title), "year": year}
    return Panel("lights", title, "monitoring/partials/lights.html", context, "bell-alert")
