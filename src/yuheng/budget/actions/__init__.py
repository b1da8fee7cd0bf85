"""The verbs of the budget and its ledger."""

from yuheng.budget.actions.posting import post
from yuheng.budget.actions.requests import (
    accept_requests,
    amend_requests,
    propose_amounts,
    refuse_requests,
    request_lines,
    return_requests,
    review_requests,
    submit_requests,
)
from yuheng.budget.actions.versions import (
    approve_version,
    close_year,
    compile_version,
    open_version,
    release_lines,
    send_control_numbers,
)

__all__ = [
    "accept_requests",
    "amend_requests",
    "approve_version",
    "close_year",
    "compile_version",
    "open_version",
    "post",
    "propose_amounts",
    "refuse_requests",
    "release_lines",
    "request_lines",
    "return_requests",
    "review_requests",
    "send_control_numbers",
    "submit_requests",
]
