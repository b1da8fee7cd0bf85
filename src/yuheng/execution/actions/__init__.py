"""The verbs of execution. Money moves only through `budget.actions`."""

from yuheng.execution.actions.commitments import (
    accept_deliveries,
    close_commitments,
    confirm_commitments,
    reserve,
    return_commitments,
    sign_contracts,
)
from yuheng.execution.actions.feeds import FeedResult, take_feed
from yuheng.execution.actions.payments import pay, request_payments, return_payments
from yuheng.execution.actions.refunds import refund_payments
from yuheng.execution.actions.year_end import carry_commitments

__all__ = [
    "FeedResult",
    "accept_deliveries",
    "carry_commitments",
    "close_commitments",
    "confirm_commitments",
    "pay",
    "refund_payments",
    "request_payments",
    "reserve",
    "return_commitments",
    "return_payments",
    "sign_contracts",
    "take_feed",
]
