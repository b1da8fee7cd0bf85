"""Money that was approved is released as a plan says: allotted, then executable month by month."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from yuheng.budget.actions.moving import move_each, move_whole
from yuheng.budget.domain.allotting import ALLOTMENT, ARTICLE, problems_in
from yuheng.budget.models import Allotment, Balance, Entry, Line
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import refuse_if
from yuheng.platform import clock, duties, flow
from yuheng.platform.acts import BATCH, Actor, Changes, Done, record_many

Plan = Mapping[int, Fen]


@transaction.atomic
def plan_allotments(*, by: Actor, plans: Mapping[Line, Plan]) -> list[Allotment]:
    """Turn approved money into a plan by month (approved → allotted). Refuses plans that are not all of a line's money."""
    lines = sorted(plans, key=lambda line: line.pk)
    duties.must(by, "finance.budget", [(line.act_title, line.org_path) for line in lines], article=ARTICLE)
    approved = dict(Balance.objects.filter(line__in=lines, stage="approved").values_list("line_id", "fen"))
    refuse_if(
        problem for line in lines for problem in problems_in(line.act_title, plans[line], approved.get(line.pk, 0))
    )
    move_whole(by, lines, "approved", "allotted", "allot")
    rows = [
        Allotment(
            line=line, month=month, fen=fen, **flow.began(ALLOTMENT, by=by, org_path=line.org_path, year=line.year)
        )
        for line in lines
        for month, fen in sorted(plans[line].items())
    ]
    Allotment.objects.bulk_create(rows, batch_size=BATCH)
    done = [Done(line, {f"month_{month}": (None, fen) for month, fen in plans[line].items()}) for line in lines]
    record_many(by=by, verb="line.plan", done=done, article=ARTICLE)
    return rows


@transaction.atomic
def release_month(*, by: Actor, year: int, month: int) -> list[Allotment]:
    """Release what the plan gives up to a month and has not been released; returns what was released."""
    rows = list(
        Allotment.objects.filter(year=year, month__lte=month, state="planned")
        .select_related("line__project", "line__unit")
        .order_by("line_id", "month")
    )
    return _released("release", by, rows, "")


def ask_early(*, by: Actor, allotments: Sequence[Allotment], because: str) -> list[Allotment]:
    """A unit asks for months of its plan before their time."""
    flow.take("ask_early", allotments, by=by, reason=because)
    return list(allotments)


@transaction.atomic
def pull_forward(*, by: Actor, allotments: Sequence[Allotment], reason: str = "") -> list[Allotment]:
    """The treasury agrees: the month's money is executable at once."""
    return _released("pull_forward", by, allotments, reason)


def keep_plan(*, by: Actor, allotments: Sequence[Allotment], because: str) -> list[Allotment]:
    """The treasury keeps to the plan, with a comment."""
    flow.take("keep", allotments, by=by, reason=because)
    return list(allotments)


def _released(step: str, by: Actor, allotments: Sequence[Allotment], reason: str) -> list[Allotment]:
    rows = list(allotments)
    entries = move_each(by, [(row.line, "allotted", "executable", row.fen) for row in rows], "release")
    changes: dict[int, Changes] = {
        row.pk: {"entry": (None, entry.digest)} for row, entry in zip(rows, entries, strict=True)
    }
    flow.take(step, rows, by=by, reason=reason, changes=changes)
    _settle(rows, entries)
    return rows


def _settle(rows: Sequence[Allotment], entries: Sequence[Entry]) -> None:
    for row, entry in zip(rows, entries, strict=True):
        row.released_on, row.entry = clock.today(), entry
    Allotment.objects.bulk_update(rows, ["released_on", "entry"], batch_size=500)
