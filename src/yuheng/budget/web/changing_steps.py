"""Which verbs change the approved budget when a button is pressed."""

from collections.abc import Callable, Sequence

from django.urls import reverse

from yuheng.budget import actions
from yuheng.budget.domain.adjusting import ADJUSTMENT
from yuheng.budget.domain.allotting import ALLOTMENT
from yuheng.budget.models import Adjustment, Allotment
from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.ui import steps, timeline

VERBS = {
    "adjustment.enter": Words(zh="填报调整调剂", en="Wrote a change"),
    "ceiling.set": Words(zh="设定限额", en="Set a limit"),
    "payment.suspend": Words(zh="暂停支付", en="Suspended payments"),
    "payment.resume": Words(zh="恢复支付", en="Lifted a suspension"),
    "line.split": Words(zh="按目标分配", en="Divided over targets"),
    "line.plan": Words(zh="编制用款计划", en="Planned by month"),
    "line.allot": Words(zh="转待下达", en="Allotted"),
    "line.transfer_down": Words(zh="下达下级", en="Gave to a lower government"),
    "line.carry_over": Words(zh="结转", en="Carried over"),
    "line.recover": Words(zh="收回结余", en="Recovered"),
}
FIELDS = {
    "limit_fen": Words(zh="限额", en="Limit"),
    "allotted_fen": Words(zh="待下达", en="Allotted"),
    "carried_fen": Words(zh="结转", en="Carried over"),
    "carried_in_fen": Words(zh="结转转入", en="Carried in"),
    "transferred_fen": Words(zh="下达下级", en="Transferred down"),
    "receiver": Words(zh="接收方", en="Receiver"),
    **{f"month_{month}": Words(zh=f"{month} 月", en=f"Month {month}") for month in range(1, 13)},
}

Decides = Callable[..., object]


def _adjustments(verb: Decides, *, comment: str = "reason") -> Decides:
    def take(*, by: Actor, subjects: Sequence[Adjustment], reason: str) -> object:
        return verb(by=by, adjustments=subjects, **{comment: reason})

    return take


def _allotments(verb: Decides, *, comment: str = "reason") -> Decides:
    def take(*, by: Actor, subjects: Sequence[Allotment], reason: str) -> object:
        return verb(by=by, allotments=subjects, **{comment: reason})

    return take


def _approve_page(row: Adjustment) -> str:
    return reverse("adjustment", kwargs={"pk": row.pk}) + "#approve"


def register() -> None:
    """Let the buttons work."""
    verbs = {
        "submit": _adjustments(actions.submit_adjustments),
        "review": _adjustments(actions.review_adjustments),
        "decide_here": _adjustments(actions.decide_within_department),
        "decide": _adjustments(actions.decide_adjustments),
        "propose": _adjustments(actions.propose_adjustments),
        "return_to_unit": _adjustments(actions.return_adjustments, comment="because"),
        "return_from_finance": _adjustments(actions.return_adjustments, comment="because"),
        "refuse": _adjustments(actions.refuse_adjustments, comment="because"),
    }
    for step, verb in verbs.items():
        steps.register("adjustment", step, verb)
    steps.register_page("adjustment", "approve", _approve_page)
    steps.register("allotment", "pull_forward", _allotments(actions.pull_forward))
    steps.register("allotment", "keep", _allotments(actions.keep_plan, comment="because"))
    timeline.name_flow(ADJUSTMENT)
    timeline.name_flow(ALLOTMENT)
    timeline.name_verbs(VERBS)
    timeline.name_fields(FIELDS)
