"""Looking at money and results of many projects on one day, and raising what must be answered."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.db import transaction

from yuheng.budget.queries import money_of
from yuheng.execution.queries import paid_through
from yuheng.kernel.money import round_half_up
from yuheng.kernel.outcome import Problem, refuse_if
from yuheng.kernel.period import months_elapsed
from yuheng.monitoring.domain.flows import WARNING
from yuheng.monitoring.domain.lights import Light, Moment, Money, Watched, watch
from yuheng.monitoring.law import law_on
from yuheng.monitoring.models import Observation, Warning
from yuheng.monitoring.policies import ARTICLE, may_observe
from yuheng.monitoring.queries import followed, latest_shares
from yuheng.platform import clock, flow
from yuheng.platform.acts import BATCH, Actor, Done, record_many
from yuheng.projects.models import Project, TargetIndicator
from yuheng.projects.queries import region_of
from yuheng.regulations.queries import deadline, rules_hash

_TO_ANSWER = (Light.YELLOW, Light.RED)


@transaction.atomic
def observe(*, by: Actor, year: int, through: date, projects: Iterable[Project] | None = None) -> list[Observation]:
    """Look at every project that has money and a confirmed target in the year, as things stood on a day.

    Writes one observation per project with its lights and reasons, and a warning for yellow and red unless one of
    the same light is still open. A project that was looked at for that day already is left as it is.
    """
    indicators = _indicators(year, through, projects)
    watched = {one.target.project_id: one.target.project for one in indicators}
    refuse_if(_not_allowed(by, watched.values()))
    money = {pk: m.budget_fen for pk, m in money_of(watched, year).items() if m.budget_fen}
    paid = paid_through(money, year, through)
    shares = latest_shares([one.pk for one in indicators], through)
    rows = []
    for pk, group in groupby(indicators, key=lambda one: one.target.project_id):
        if pk in money:
            at = Moment(through, months_elapsed(through, year))
            seen = _look(list(group), shares, Money(money[pk], paid.get(pk, 0)), at)
            rows.append(_row(watched[pk], year, at, Money(money[pk], paid.get(pk, 0)), seen))
    Observation.objects.bulk_create(rows, batch_size=BATCH)
    _raise(by, year, rows)
    return rows


def _indicators(year: int, through: date, projects: Iterable[Project] | None) -> list[TargetIndicator]:
    rows = TargetIndicator.objects.filter(target__year=year, target__state="confirmed").select_related(
        "target__project"
    )
    if projects is not None:
        rows = rows.filter(target__project_id__in=[project.pk for project in projects])
    seen = Observation.objects.filter(year=year, through=through).values("project_id")
    return list(rows.exclude(target__project_id__in=seen).order_by("target__project_id", "no"))


def _not_allowed(by: Actor, projects: Iterable[Project]) -> list[Problem]:
    asked = [(project, may_observe(by, project)) for project in projects]
    return [Problem("not_allowed", p.act_title, d.reason, rule=d.source) for p, d in asked if not d]


def _look(indicators: Sequence[TargetIndicator], shares: dict[int, int | None], money: Money, at: Moment) -> Watched:
    region = region_of(indicators[0].target.org_path)
    seen = [followed(one, shares.get(one.pk)) for one in indicators]
    return watch(money=money, indicators=seen, at=at, rules=law_on(at.day, region).watching)


def _row(project: Project, year: int, at: Moment, money: Money, seen: Watched) -> Observation:
    return Observation(
        project=project,
        year=year,
        org_path=project.org_path,
        through=at.day,
        budget_fen=money.budget_fen,
        paid_fen=money.paid_fen,
        result_e4=None if seen.result is None else int(round_half_up(seen.result * 10_000, 0)),
        money_light=seen.money_light.value,
        result_light=seen.result_light.value,
        joint_light=seen.joint_light.value,
        light=seen.light.value,
        reasons=[reason.as_json() for reason in seen.reasons],
        rules_digest=rules_hash(region_of(project.org_path), at.day),
    )


def _raise(by: Actor, year: int, rows: Sequence[Observation]) -> list[Warning]:
    """Raise a warning for each yellow or red light that is not being answered already."""
    waiting = Warning.objects.filter(year=year, state__in=[s.code for s in WARNING.states if s.open])
    open_now = set(waiting.values_list("project_id", "light"))
    bad = [row for row in rows if row.light in _TO_ANSWER and (row.project_id, row.light) not in open_now]
    raised = [_warning(by, year, row) for row in bad]
    Warning.objects.bulk_create(raised, batch_size=BATCH)
    done = [Done(one, {"light": (None, one.light)}) for one in raised]
    record_many(by=by, verb="warning.raise", done=done, article=ARTICLE)
    return raised


def _warning(by: Actor, year: int, row: Observation) -> Warning:
    due = deadline("monitoring.reply_days", clock.today(), region_of(row.org_path))
    began = flow.began(WARNING, by=by, org_path=row.org_path, year=year)
    return Warning(project=row.project, observation=row, light=row.light, due=due, **began)
