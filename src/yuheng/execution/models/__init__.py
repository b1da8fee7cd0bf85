"""Tables of execution: what a unit is bound to pay, what it asked to pay, what came back, and feeds of the treasury."""

from yuheng.execution.models.commitments import Commitment
from yuheng.execution.models.feeds import Feed, FeedRow
from yuheng.execution.models.payments import Payment, Refund

__all__ = ["Commitment", "Feed", "FeedRow", "Payment", "Refund"]
