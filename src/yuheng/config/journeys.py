"""How one project stands at each stage of the loop, for the row of steps on its page."""

from fractions import Fraction

from yuheng.budget import queries as budget
from yuheng.evaluation.web.stages import score_told
from yuheng.kernel.money import wan
from yuheng.kernel.outcome import Words
from yuheng.monitoring.web.stages import warning_told
from yuheng.platform import clock
from yuheng.platform.acts import Actor
from yuheng.platform.ui.text import percent
from yuheng.projects.models import Project
from yuheng.projects.web import journey
from yuheng.projects.web.journey import Told
from yuheng.results.web.panels import result_told


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
    how, note = warning_told(person, project)
    return Told(how, note)


def _score(person: Actor, project: Project) -> Told:
    how, note = score_told(person, project)
    return Told(how, note)


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
