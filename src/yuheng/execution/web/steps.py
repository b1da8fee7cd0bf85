"""Which verbs take a payment's steps when a button is pressed."""

from collections.abc import Sequence

from yuheng.execution import actions
from yuheng.execution.models import Payment
from yuheng.platform.acts import Actor
from yuheng.platform.ui import steps


def _pay(*, by: Actor, subjects: Sequence[Payment], reason: str) -> object:
    return actions.pay(by=by, payments=subjects, reason=reason)


def _return(*, by: Actor, subjects: Sequence[Payment], reason: str) -> object:
    return actions.return_payments(by=by, payments=subjects, because=reason)


def register() -> None:
    """Let the buttons work."""
    steps.register("payment", "pay", _pay)
    steps.register("payment", "return", _return)
