"""Tables of the budget: its preparation, its ledger, what limits it, and how it changes."""

from yuheng.budget.domain.stages import BOOKS
from yuheng.budget.models.basics import BaseFigure, ClassCode
from yuheng.budget.models.books import BookRow
from yuheng.budget.models.changing import Adjustment, AdjustmentItem, Allotment
from yuheng.budget.models.control import Ceiling, Suspension
from yuheng.budget.models.ledger import Balance, Elements, Entry, Line, LineShare, Posting
from yuheng.budget.models.preparing import Request, RequestYear, Version, WhatIf
from yuheng.budget.models.replying import Reply

__all__ = [
    "BOOKS",
    "Adjustment",
    "AdjustmentItem",
    "Allotment",
    "Balance",
    "BaseFigure",
    "BookRow",
    "Ceiling",
    "ClassCode",
    "Elements",
    "Entry",
    "Line",
    "LineShare",
    "Posting",
    "Reply",
    "Request",
    "RequestYear",
    "Suspension",
    "Version",
    "WhatIf",
]
