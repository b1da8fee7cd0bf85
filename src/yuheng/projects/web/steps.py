"""Which verb takes which step of a project or a target, and how acts about them are called."""

from collections.abc import Callable, Sequence
from typing import Any

from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.ui import steps, timeline
from yuheng.projects import actions
from yuheng.projects.domain.flows import PROJECT, TARGET
from yuheng.projects.domain.kinds import KINDS

FORWARD: dict[tuple[str, str], Callable[..., object]] = {
    ("project", "submit"): lambda by, rows: actions.submit_projects(by=by, projects=rows),
    ("project", "review"): lambda by, rows: actions.review_projects(by=by, projects=rows),
    ("project", "admit"): lambda by, rows: actions.admit_projects(by=by, projects=rows),
    ("target", "submit"): lambda by, rows: actions.submit_targets(by=by, targets=rows),
    ("target", "confirm"): lambda by, rows: actions.confirm_targets(by=by, targets=rows),
}
BACK: dict[tuple[str, str], Callable[..., object]] = {
    ("project", "return_to_unit"): lambda by, rows, why: actions.return_projects(by=by, projects=rows, because=why),
    ("project", "return_from_admission"): lambda by, rows, why: actions.return_projects(
        by=by, projects=rows, because=why
    ),
    ("project", "close"): lambda by, rows, why: actions.close_projects(by=by, projects=rows, because=why),
    ("target", "return"): lambda by, rows, why: actions.return_targets(by=by, targets=rows, because=why),
}
VERBS = {
    "project.register": Words(zh="填报项目", en="Entered the project"),
    "project.amend": Words(zh="修改项目", en="Changed the project"),
    "target.set": Words(zh="设定绩效目标", en="Set the target"),
    "plan.set": Words(zh="填写专门数据", en="Entered the data of its kind"),
}
FIELDS = {
    "name": Words(zh="项目名称", en="Name"),
    "amount_fen": Words(zh="项目总额", en="Amount"),
    "points_c": Words(zh="评估得分", en="Points"),
    "indicators": Words(zh="绩效指标", en="Indicators"),
    "category": Words(zh="项目类别", en="Category"),
    "novelty": Words(zh="新增或延续", en="New or continuing"),
    "kind": Words(zh="项目种类", en="Kind"),
    "rows": Words(zh="明细表", en="Rows"),
    "plan_year": Words(zh="年度", en="Year"),
    "sector": Words(zh="领域", en="Sector"),
    "function_code": Words(zh="功能分类", en="Function"),
    "year": Words(zh="起始年度", en="First year"),
    "last_year": Words(zh="结束年度", en="Last year"),
    "purpose": Words(zh="立项依据与用途", en="Purpose"),
    **{one.name: one.title for kind in KINDS.values() for one in kind.sheet.head if one.name != "year"},
}


def register() -> None:
    """Tell the platform; called once, by the wiring."""
    for key, forward in FORWARD.items():
        steps.register(*key, _without_comment(forward))
    for key, back in BACK.items():
        steps.register(*key, _with_comment(back))
    for flow in (PROJECT, TARGET):
        timeline.name_flow(flow)
    timeline.name_verbs(VERBS)
    timeline.name_fields(FIELDS)


def _without_comment(verb: Callable[..., object]) -> steps.Verb:
    def run(*, by: Actor, subjects: Sequence[Any], reason: str) -> object:
        return verb(by, subjects)

    return run


def _with_comment(verb: Callable[..., object]) -> steps.Verb:
    def run(*, by: Actor, subjects: Sequence[Any], reason: str) -> object:
        return verb(by, subjects, reason)

    return run
