"""How a self-evaluation becomes a sealed score."""

from yuheng.kernel.flow import Flow, State, Step
from yuheng.kernel.outcome import Words

GOING = Words(zh="评价中", en="Being evaluated")

EVALUATION = Flow(
    "evaluation",
    Words(zh="绩效自评", en="Self-evaluation"),
    (
        State(
            "draft",
            Words(zh="自评中", en="Draft"),
            GOING,
            editable=True,
            tone="wait",
            hands="unit.prepare",
            work=Words(zh="填写自评，交负责人报送", en="Fill in the self-evaluation"),
        ),
        State("submitted", Words(zh="待主管部门审核", en="Waits for the department"), GOING),
        State("reviewed", Words(zh="待财政复核", en="Waits for finance"), GOING),
        State("sealed", Words(zh="已封存", en="Sealed"), Words(zh="已评价", en="Evaluated"), tone="good"),
    ),
    (
        Step(
            "submit",
            Words(zh="报送自评", en="Submit the self-evaluation"),
            ("draft",),
            "submitted",
            "unit.approve",
            "caiyu-2020-10#art-8",
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
            Words(zh="复核退回", en="Return from finance"),
            ("reviewed",),
            "draft",
            "finance.performance",
            returns=True,
            to_do=False,
        ),
        Step(
            "seal",
            Words(zh="复核并封存", en="Review and seal"),
            ("reviewed",),
            "sealed",
            "finance.performance",
            "caiyu-2020-10#art-22",
            not_maker=True,
        ),
    ),
)
