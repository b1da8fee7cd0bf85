"""How a unit's request becomes part of a version, and how a version becomes the approved budget."""

from yuheng.budget.domain.adjusting import ADJUSTMENT
from yuheng.budget.domain.allotting import ALLOTMENT
from yuheng.kernel.flow import Flow, State, Step
from yuheng.kernel.outcome import Words

__all__ = ["ADJUSTMENT", "ALLOTMENT", "REQUEST", "VERSION"]

RECEIVED = Words(zh="编制中", en="Being prepared")

REQUEST = Flow(
    "request",
    Words(zh="预算申报", en="Budget request"),
    (
        State(
            "draft",
            Words(zh="填报中", en="Draft"),
            RECEIVED,
            editable=True,
            tone="wait",
            hands="unit.prepare",
            work=Words(zh="核对金额，交负责人报送", en="Check the amount for submission"),
        ),
        State("submitted", Words(zh="待主管部门审核", en="Waits for the department"), RECEIVED),
        State("reviewed", Words(zh="待财政审核", en="Waits for finance"), RECEIVED),
        State("accepted", Words(zh="已列入草案", en="In the draft budget"), RECEIVED, tone="good"),
        State("approved", Words(zh="已批准", en="Approved"), Words(zh="已批准", en="Approved"), tone="good"),
        State(
            "refused",
            Words(zh="不予安排", en="Not funded"),
            Words(zh="未安排", en="Not funded"),
            open=False,
            tone="bad",
        ),
    ),
    (
        Step(
            "submit",
            Words(zh="报送预算", en="Submit the request"),
            ("draft",),
            "submitted",
            "unit.approve",
            "budget-law#art-32",
            not_maker=True,
        ),
        Step(
            "return_to_unit",
            Words(zh="退回单位", en="Return to the unit"),
            ("submitted",),
            "draft",
            "department.review",
            returns=True,
            to_do=False,
        ),
        Step(
            "review",
            Words(zh="审核通过，报财政", en="Pass on to finance"),
            ("submitted",),
            "reviewed",
            "department.review",
        ),
        Step(
            "return_from_finance",
            Words(zh="财政退回", en="Return from finance"),
            ("reviewed",),
            "draft",
            "finance.budget",
            returns=True,
            to_do=False,
        ),
        Step(
            "accept",
            Words(zh="列入预算草案", en="Take into the draft budget"),
            ("reviewed",),
            "accepted",
            "finance.budget",
            "budget-law-regulation#art-41",
            not_maker=True,
        ),
        Step(
            "refuse",
            Words(zh="不予安排", en="Do not fund"),
            ("reviewed",),
            "refused",
            "finance.budget",
            returns=True,
            to_do=False,
        ),
        Step(
            "approve",
            Words(zh="人大批准", en="Approved with the version"),
            ("accepted",),
            "approved",
            "congress.approve",
            to_do=False,
        ),
    ),
)

VERSION = Flow(
    "version",
    Words(zh="预算草案", en="Budget version"),
    (
        State("open", Words(zh="申报中", en="Open for requests"), RECEIVED, editable=True, tone="wait"),
        State("controlled", Words(zh="控制数已下达", en="Control numbers sent"), RECEIVED, open=False, tone="mute"),
        State(
            "compiled",
            Words(zh="已汇编，待人大审查", en="Compiled, before the congress"),
            Words(zh="待审查", en="Before the congress"),
        ),
        State("approved", Words(zh="已批准", en="Approved"), Words(zh="已批准", en="Approved"), tone="good"),
        State("scenario", Words(zh="情景测算", en="What-if"), RECEIVED, open=False, tone="mute"),
    ),
    (
        Step(
            "control",
            Words(zh="下达控制数（一下）", en="Send control numbers"),
            ("open",),
            "controlled",
            "finance.budget",
            to_do=False,
        ),
        Step(
            "compile",
            Words(zh="汇编草案提请审查", en="Compile for the congress"),
            ("open",),
            "compiled",
            "finance.budget",
            "budget-law#art-44",
            to_do=False,
        ),
        Step(
            "reopen",
            Words(zh="退回财政修改", en="Return to finance"),
            ("compiled",),
            "open",
            "congress.approve",
            returns=True,
            to_do=False,
        ),
        Step(
            "approve",
            Words(zh="批准预算", en="Approve the budget"),
            ("compiled",),
            "approved",
            "congress.approve",
            "budget-law#art-43",
            not_maker=True,
        ),
        Step(
            "recompute",
            Words(zh="重新测算", en="Compute again"),
            ("scenario",),
            "scenario",
            "finance.budget",
            to_do=False,
        ),
    ),
)
