"""What-if versions: computed beside a version, never submitted into, never approved."""

from collections.abc import Sequence

from django.db import transaction

from yuheng.budget.domain.flows import VERSION
from yuheng.budget.domain.scenarios import Line, Move, computed, problems_in_moves
from yuheng.budget.grading import grades
from yuheng.budget.models import Request, Version, WhatIf
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import duties, flow
from yuheng.platform.acts import BATCH, Actor, record

ARTICLE = "budget-law#art-32"


@transaction.atomic
def build_scenario(*, by: Actor, base: Version, title: str, moves: Sequence[Move]) -> Version:
    """Compute what the requests of a version would get under other assumptions, as a version that only asks.

    Refuses: assumptions that make no sense, a scenario of a scenario, one without a title.
    """
    duties.must(by, "finance.budget", [(base.act_title, base.org_path)], article=ARTICLE)
    refuse_if([*problems_in_moves(moves), *_problems(base, title)])
    number = Version.objects.filter(year=base.year, org_path=base.org_path, round=Version.Round.SCENARIO).count() + 1
    start = {**flow.began(VERSION, by=by, org_path=base.org_path, year=base.year), "state": "scenario"}
    version = Version.objects.create(**start, round=Version.Round.SCENARIO, number=number, base=base, title=title)
    _write(version, moves)
    changes: dict[str, tuple[object, object]] = {"base": (None, base.pk), "title": (None, title)}
    record(by=by, verb="scenario.build", subject=version, changes=changes, reason=_said(moves), article=ARTICLE)
    return version


@transaction.atomic
def recompute_scenario(*, by: Actor, scenario: Version, moves: Sequence[Move]) -> Version:
    """Compute a scenario again: its base as it stands now, under these assumptions."""
    refuse_if(problems_in_moves(moves))
    flow.take("recompute", [scenario], by=by, reason=_said(moves))
    WhatIf.objects.filter(version=scenario).delete()
    _write(scenario, moves)
    return scenario


def _said(moves: Sequence[Move]) -> str:
    return "；".join(move.said for move in moves)


def _problems(base: Version, title: str) -> list[Problem]:
    found = []
    if base.is_scenario:
        message = Words(zh="情景不能以情景为基础", en="A scenario stands on a version, not on a scenario")
        found.append(Problem("scenario_base", str(base), message))
    if not title.strip():
        found.append(Problem("scenario_title", str(base), Words(zh="请写明假设什么", en="Say what is assumed")))
    return found


def _write(version: Version, moves: Sequence[Move]) -> None:
    rows = Request.objects.filter(version=version.base).exclude(state="refused").select_related("project")
    known = grades([row.project_id for row in rows], version.year)
    lines = [
        Line(
            request=row.pk,
            fen=row.amount_fen,
            function_code=row.function_code,
            category=row.project.category,
            book=row.book,
            grade=known.get(row.project_id, ""),
            proposed=row.proposed_fen,
            guarantee=row.guarantee,
        )
        for row in rows
    ]
    WhatIf.objects.bulk_create(
        (
            WhatIf(version=version, request_id=one.request, amount_fen=one.fen, because=one.because)
            for one in computed(lines, moves)
        ),
        batch_size=BATCH,
    )
