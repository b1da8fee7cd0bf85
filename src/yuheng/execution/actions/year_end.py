"""The year ends: open commitments go on in the next year, each following its own past; nothing is counted twice."""

from collections.abc import Sequence

from django.db import transaction

from yuheng.budget.actions import carry_over
from yuheng.budget.actions.closing import Carried
from yuheng.execution.actions import taking
from yuheng.execution.actions.commitments import busy_problems
from yuheng.execution.domain.commitments import ARTICLE, PREFIX_OF, STAGE_OF
from yuheng.execution.domain.flows import COMMITMENT
from yuheng.execution.models import Commitment
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.organisations.queries import county
from yuheng.platform import clock, duties, flow, numbering
from yuheng.platform.acts import BATCH, Actor, Changes, Done, record_many

CARRIED = "budget-law#art-42"


@transaction.atomic
def carry_commitments(*, by: Actor, year: int) -> list[Commitment]:
    """Carry every open commitment of a year into the next: its money, and the commitment itself on the new line.

    The old one is closed with nothing open. Refuses while commitments are unconfirmed or payments of them wait, and
    money that is too old to be carried (it is closed first, then recovered).
    """
    duties.must(by, "finance.budget", [(str(year), county().path)], article=CARRIED)
    keys = Commitment.objects.filter(year=year, open_fen__gt=0).order_by("pk").values_list("pk", flat=True)
    held = taking.locked(keys)
    rows = list(Commitment.objects.filter(pk__in=held).select_related("line__project", "line__unit").order_by("pk"))
    refuse_if([*_unconfirmed(rows), *busy_problems(rows)])
    carried: list[Commitment] = []
    for kind, stage in STAGE_OF.items():
        mine = [row for row in rows if row.kind == kind]
        lines = {row.line_id: row.line for row in mine}
        moved = {one.line.pk: one for one in carry_over(by=by, lines=list(lines.values()), stage=stage)}
        carried += _entered(by, kind, mine, moved)
    _closed(by, rows, carried)
    return carried


def _unconfirmed(rows: Sequence[Commitment]) -> list[Problem]:
    message = Words(zh="尚未确认，不能结转：请先确认或退回", en="It is not confirmed: confirm or return it first")
    return [Problem("unconfirmed", row.act_title, message, rule=ARTICLE) for row in rows if row.state != "standing"]


def _entered(by: Actor, kind: str, rows: Sequence[Commitment], moved: dict[int, Carried]) -> list[Commitment]:
    """The commitments of one kind on the lines of the next year, standing at once: they were confirmed before."""
    if not rows:
        return []
    year = rows[0].year + 1
    numbers = numbering.take(f"carried/{kind}/{year}", len(rows))
    new = [
        Commitment(
            kind=kind,
            number=f"{PREFIX_OF[kind]}{year}-JZ-{number:06d}",
            line=moved[row.line_id].into,
            follows=row,
            title=row.title,
            supplier=row.supplier,
            amount_fen=row.open_fen,
            open_fen=row.open_fen,
            entered_on=clock.today(),
            entry=moved[row.line_id].entry,
            **{**flow.began(COMMITMENT, by=by, org_path=row.org_path, year=year), "state": "standing"},
        )
        for row, number in zip(rows, numbers, strict=True)
    ]
    Commitment.objects.bulk_create(new, batch_size=BATCH)
    return new


def _closed(by: Actor, rows: Sequence[Commitment], carried: Sequence[Commitment]) -> None:
    changes: dict[int, Changes] = {row.pk: {"open_fen": (row.open_fen, 0)} for row in rows}
    flow.take("carry", rows, by=by, changes=changes)
    taking.give({row.pk: -row.open_fen for row in rows})
    done = [Done(row, {"amount_fen": (None, row.amount_fen), "follows": (None, row.follows_id)}) for row in carried]
    record_many(by=by, verb="commitment.carry_in", done=done, article=CARRIED)
