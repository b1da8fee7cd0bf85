"""Which verbs take a payment's steps when a button is pressed."""

from collections.abc import Sequence

from yuheng.execution import actions
from yuheng.execution.domain.flows import PAYMENT
from yuheng.execution.models import Payment
from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.ui import steps, timeline

VERBS = {"payment.request": Words(zh="申请支付", en="Asked for a payment")}
FIELDS = {"amount_fen": Words(zh="金额", en="Amount")}


def _pay(*, by: Actor, subjects: Sequence[Payment], reason: str) -> object:
    return actions.pay(by=by, payments=subjects, reason=reason)


def _return(*, by: Actor, subjects: Sequence[Payment], reason: str) -> object:
    return actions.return_payments(by=by, payments=subjects, because=reason)


def register() -> None:
    """Let the buttons work."""
    steps.register("payment", "pay", _pay)
    steps.register("payment", "return", _return)
    timeline.name_flow(PAYMENT)
    timeline.name_verbs(VERBS)
    timeline.name_fields(FIELDS)
