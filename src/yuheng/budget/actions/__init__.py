"""The verbs of the budget and its ledger."""

from yuheng.budget.actions.adjusting import (
    approve_adjustments,
    decide_adjustments,
    decide_within_department,
    draft_adjustment,
    propose_adjustments,
    refuse_adjustments,
    return_adjustments,
    review_adjustments,
    submit_adjustments,
)
from yuheng.budget.actions.allotting import (
    ask_early,
    keep_plan,
    plan_allotments,
    pull_forward,
    release_month,
)
from yuheng.budget.actions.closing import carry_over, close_year, recover, transfer_down
from yuheng.budget.actions.controlling import lift, set_ceiling, suspend
from yuheng.budget.actions.posting import post, post_each, trial
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
    compile_version,
    open_version,
    release_lines,
    send_control_numbers,
)

__all__ = [
    "accept_requests",
    "amend_requests",
    "approve_adjustments",
    "approve_version",
    "ask_early",
    "carry_over",
    "close_year",
    "compile_version",
    "decide_adjustments",
    "decide_within_department",
    "draft_adjustment",
    "keep_plan",
    "lift",
    "open_version",
    "plan_allotments",
    "post",
    "post_each",
    "propose_adjustments",
    "propose_amounts",
    "pull_forward",
    "recover",
    "refuse_adjustments",
    "refuse_requests",
    "release_lines",
    "release_month",
    "request_lines",
    "return_adjustments",
    "return_requests",
    "review_adjustments",
    "review_requests",
    "send_control_numbers",
    "set_ceiling",
    "submit_adjustments",
    "submit_requests",
    "suspend",
    "transfer_down",
    "trial",
]
