"""Writes of the project library: one function, one verb, many at once, all or nothing."""

from yuheng.projects.actions.appraising import appraise, waive_appraisal
from yuheng.projects.actions.library import (
    admit_projects,
    amend_projects,
    close_projects,
    register_projects,
    return_projects,
    review_projects,
    submit_projects,
)
from yuheng.projects.actions.plans import set_plans
from yuheng.projects.actions.targets import confirm_targets, return_targets, set_targets, submit_targets

__all__ = [
    "admit_projects",
    "amend_projects",
    "appraise",
    "close_projects",
    "confirm_targets",
    "register_projects",
    "return_projects",
    "return_targets",
    "review_projects",
    "set_plans",
    "set_targets",
    "submit_projects",
    "submit_targets",
    "waive_appraisal",
]
