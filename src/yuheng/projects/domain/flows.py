"""How a project enters the library, and how a target is confirmed."""

from yuheng.kernel.flow import Flow, State, Step
from yuheng.kernel.outcome import Words

RECEIVED = Words(zh="办理中", en="Being dealt with")

DRAFT = State(
    "draft",
    Words(zh="填报中", en="Draft"),
    RECEIVED,
    editable=True,
    tone="wait",
    hands="unit.prepare",
    work=Words(zh="完善项目，交负责人报送", en="Complete the project for submission"),
)
SUBMITTED = State("submitted", Words(zh="待主管部门审核", en="Waits for the department"), RECEIVED)
REVIEWED = State("reviewed", Words(zh="待事前评估", en="Waits for appraisal"), RECEIVED)
APPRAISED = State("appraised", Words(zh="评估通过，待入库", en="Appraised, waits for admission"), RECEIVED)
IN_LIBRARY = State(
    "in_library", Words(zh="已入库", en="In the library"), Words(zh="已立项", en="Accepted"), tone="good"
)
REFUSED = State(
    "refused", Words(zh="不予支持", en="Refused"), Words(zh="未立项", en="Not accepted"), open=False, tone="bad"
)
CLOSED = State("closed", Words(zh="已终止", en="Closed"), Words(zh="已结束", en="Ended"), open=False, tone="mute")

PROJECT = Flow(
    "project",
    Words(zh="项目入库", en="Project"),
    (DRAFT, SUBMITTED, REVIEWED, APPRAISED, IN_LIBRARY, REFUSED, CLOSED),
    (
        Step(
            "submit",
            Words(zh="报送主管部门", en="Submit to the department"),
            ("draft",),
            "submitted",
            "unit.approve",
            "budget-law-regulation#art-41",
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
            "budget-law-regulation#art-41",
            not_maker=True,
        ),
        Step(
            "support",
            Words(zh="事前评估：予以支持", en="Appraise: support"),
            ("reviewed",),
            "appraised",
            "finance.performance",
        ),
        Step(
            "return_from_appraisal",
            Words(zh="评估后退回完善", en="Return after appraisal"),
            ("reviewed",),
            "draft",
            "finance.performance",
            returns=True,
            to_do=False,
        ),
        Step(
            "refuse",
            Words(zh="事前评估：不予支持", en="Appraise: refuse"),
            ("reviewed",),
            "refused",
            "finance.performance",
            returns=True,
            to_do=False,
        ),
        Step(
            "admit",
            Words(zh="批准入库", en="Admit to the library"),
            ("appraised",),
            "in_library",
            "finance.budget",
            "budget-law-regulation#art-41",
            not_maker=True,
        ),
        Step(
            "return_from_admission",
            Words(zh="退回单位", en="Return to the unit"),
            ("appraised",),
            "draft",
            "finance.budget",
            returns=True,
            to_do=False,
        ),
        Step(
            "close",
            Words(zh="终止项目", en="Close the project"),
            ("in_library",),
            "closed",
            "finance.budget",
            returns=True,
            to_do=False,
        ),
    ),
)

TARGET_DRAFT = State(
    "draft",
    Words(zh="填报中", en="Draft"),
    RECEIVED,
    editable=True,
    tone="wait",
    hands="unit.prepare",
    work=Words(zh="完善绩效目标，交负责人报送", en="Complete the target for submission"),
)
TARGET_SUBMITTED = State("submitted", Words(zh="待财政确认", en="Waits for finance"), RECEIVED)
CONFIRMED = State("confirmed", Words(zh="已确认", en="Confirmed"), Words(zh="已承诺", en="Promised"), tone="good")

TARGET = Flow(
    "target",
    Words(zh="绩效目标", en="Target"),
    (TARGET_DRAFT, TARGET_SUBMITTED, CONFIRMED),
    (
        Step(
            "submit",
            Words(zh="报送绩效目标", en="Submit the target"),
            ("draft",),
            "submitted",
            "unit.approve",
            "budget-law#art-32",
            not_maker=True,
        ),
        Step(
            "return",
            Words(zh="退回修改", en="Return"),
            ("submitted",),
            "draft",
            "finance.performance",
            returns=True,
            to_do=False,
        ),
        Step(
            "confirm",
            Words(zh="确认绩效目标", en="Confirm the target"),
            ("submitted",),
            "confirmed",
            "finance.performance",
            "caiyu-2015-88#art-27",
            not_maker=True,
        ),
    ),
)
