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
from yuheng.budget.actions.basing import FigureDraft, enter_base_figures, requests_from_standards
from yuheng.budget.actions.books import BookDraft, enter_book_rows
from yuheng.budget.actions.classifying import load_classification
from yuheng.budget.actions.closing import carry_over, close_year, recover, transfer_down
from yuheng.budget.actions.controlling import lift, set_ceiling, suspend
from yuheng.budget.actions.posting import post, post_each, trial
from yuheng.budget.actions.replying import reply_departments, reply_units
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
from yuheng.budget.actions.scenarios import build_scenario, recompute_scenario
from yuheng.budget.actions.splitting import split_line
from yuheng.budget.actions.tables import enter_request_table
from yuheng.budget.actions.versions import (
    approve_version,
    compile_version,
    open_version,
    release_lines,
    send_control_numbers,
)

__all__ = [
    "BookDraft",
    "FigureDraft",
    "accept_requests",
    "amend_requests",
    "approve_adjustments",
    "approve_version",
    "ask_early",
    "build_scenario",
    "carry_over",
    "close_year",
    "compile_version",
    "decide_adjustments",
    "decide_within_department",
    "draft_adjustment",
    "enter_base_figures",
    "enter_book_rows",
    "enter_request_table",
    "keep_plan",
    "lift",
    "load_classification",
    "open_version",
    "plan_allotments",
    "post",
    "post_each",
    "propose_adjustments",
    "propose_amounts",
    "pull_forward",
    "recompute_scenario",
    "recover",
    "refuse_adjustments",
    "refuse_requests",
    "release_lines",
    "release_month",
    "reply_departments",
    "reply_units",
    "request_lines",
    "requests_from_standards",
    "return_adjustments",
    "return_requests",
    "review_adjustments",
    "review_requests",
    "send_control_numbers",
    "set_ceiling",
    "split_line",
    "submit_adjustments",
    "submit_requests",
    "suspend",
    "transfer_down",
    "trial",
]
