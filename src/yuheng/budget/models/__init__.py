"""Tables of the budget: its preparation, its ledger, what limits it, and how it changes."""

from yuheng.budget.domain.stages import BOOKS
from yuheng.budget.models.changing import Adjustment, AdjustmentItem, Allotment
from yuheng.budget.models.control import Ceiling, Suspension
from yuheng.budget.models.ledger import Balance, Elements, Entry, Line, LineShare, Posting
from yuheng.budget.models.preparing import Request, Version

__all__ = [
    "BOOKS",
    "Adjustment",
    "AdjustmentItem",
    "Allotment",
    "Balance",
    "Ceiling",
    "Elements",
    "Entry",
    "Line",
    "LineShare",
    "Posting",
    "Request",
    "Suspension",
    "Version",
]
