"""Which verbs take the steps of payments and commitments when a button is pressed."""

from collections.abc import Sequence

from yuheng.execution import actions
from yuheng.execution.domain.flows import COMMITMENT, PAYMENT
from yuheng.execution.models import Commitment, Payment
from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.ui import steps, timeline

VERBS = {
    "payment.request": Words(zh="申请支付", en="Asked for a payment"),
    "payment.refund": Words(zh="登记退款", en="Recorded a refund"),
    "commitment.enter": Words(zh="登记采购或合同", en="Entered a commitment"),
    "commitment.carry_in": Words(zh="由上年结转", en="Carried in from last year"),
    "feed.take": Words(zh="接收支付文件", en="Took a feed of payments"),
}
FIELDS = {
    "amount_fen": Words(zh="金额", en="Amount"),
    "open_fen": Words(zh="未执行", en="Open"),
    "refunded_fen": Words(zh="退款", en="Refunded"),
}


def _pay(*, by: Actor, subjects: Sequence[Payment], reason: str) -> object:
    return actions.pay(by=by, payments=subjects, reason=reason)


def _return(*, by: Actor, subjects: Sequence[Payment], reason: str) -> object:
    return actions.return_payments(by=by, payments=subjects, because=reason)


def _confirm(*, by: Actor, subjects: Sequence[Commitment], reason: str) -> object:
    return actions.confirm_commitments(by=by, commitments=subjects, reason=reason)


def _send_back(*, by: Actor, subjects: Sequence[Commitment], reason: str) -> object:
    return actions.return_commitments(by=by, commitments=subjects, because=reason)


def _close(*, by: Actor, subjects: Sequence[Commitment], reason: str) -> object:
    return actions.close_commitments(by=by, commitments=subjects, because=reason)


def register() -> None:
    """Let the buttons work."""
    steps.register("payment", "pay", _pay)
    steps.register("payment", "return", _return)
    steps.register("commitment", "confirm", _confirm)
    steps.register("commitment", "return", _send_back)
    steps.register("commitment", "close", _close)
    timeline.name_flow(PAYMENT)
    timeline.name_flow(COMMITMENT)
    timeline.name_verbs(VERBS)
    timeline.name_fields(FIELDS)
