"""How one project stands at each stage of the loop, for the row of steps on its page."""

from fractions import Fraction

from yuheng.budget import queries as budget
from yuheng.evaluation import queries as evaluation
from yuheng.kernel.money import wan
from yuheng.kernel.outcome import Words
from yuheng.monitoring import queries as monitoring
from yuheng.platform import clock
from yuheng.platform.acts import Actor
from yuheng.platform.ui.marks import percent
from yuheng.projects.models import Project
from yuheng.projects.web import journey
from yuheng.projects.web.journey import Told
from yuheng.results.web.panels import result_told

LIGHTS = {
    "green": Words(zh="绿灯", en="green"),
    "yellow": Words(zh="黄灯", en="yellow"),
    "red": Words(zh="红灯", en="red"),
    "grey": Words(zh="尚未报送", en="not reported"),
}


def _budget(person: Actor, project: Project) -> Told:
    years = budget.years_of(project.pk)
    if years:
        year, money = next(iter(years.items()))
        return Told(
            "done",
            Words(zh=f"{year} 年 {wan(money.budget_fen)} 万元", en=f"{year}: {wan(money.budget_fen)} (10k yuan)"),
        )
    requests = budget.all_requests(project.pk)
    return Told("current", requests[0].stands.staff) if requests else Told()


def _payment(person: Actor, project: Project) -> Told:
    years = budget.years_of(project.pk)
    if not years:
        return Told()
    year, money = next(iter(years.items()))
    share = percent(_share(money.paid_fen, money.budget_fen))
    return Told(
        "done" if year < clock.today().year else "current", Words(zh=f"{year} 年 {share}", en=f"{year}: {share}")
    )


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _warning(person: Actor, project: Project) -> Told:
    for year in (clock.today().year, clock.today().year - 1):
        seen = monitoring.latest_lights([project.pk], year).get(project.pk)
        if seen is not None:
            how = "done" if year < clock.today().year else "current"
            return Told(how, Words(zh=f"{year} 年 {LIGHTS[seen.light].zh}", en=f"{year}: {LIGHTS[seen.light].en}"))
    return Told()


def _score(person: Actor, project: Project) -> Told:
    rows = evaluation.evaluation_of(project.pk)
    if not rows:
        return Told()
    newest = rows[0]
    if newest.total_c is None or newest.state != "sealed":
        return Told("current", newest.stands.staff)
    points = f"{newest.total_c // 100}.{newest.total_c % 100:02d}"
    return Told("done", Words(zh=f"{newest.year} 年 {points} 分", en=f"{newest.year}: {points} points"))


def _result(person: Actor, project: Project) -> Told:
    how, note = result_told(person, project)
    return Told(how, note)


def tell_all() -> None:
    """Register the stages that upper contexts know (called once, by the wiring)."""
    for stage, teller in {
        "budget": _budget,
        "payment": _payment,
        "warning": _warning,
        "score": _score,
        "result": _result,
    }.items():
        journey.tell(stage, teller)
