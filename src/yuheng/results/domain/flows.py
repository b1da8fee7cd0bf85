"""How a score's proposal becomes a decision about money."""

from yuheng.kernel.flow import Flow, State, Step
from yuheng.kernel.outcome import Words

EFFECT = Flow(
    "effect",
    Words(zh="评价结果应用", en="Effect of the result"),
    (
        State("proposed", Words(zh="待财政决定", en="Waits for a decision"), Words(zh="决定中", en="Being decided")),
        State("decided", Words(zh="已决定", en="Decided"), Words(zh="已决定", en="Decided"), tone="good"),
    ),
    (
        Step(
            "decide",
            Words(zh="决定下年安排", en="Decide next year's amount"),
            ("proposed",),
            "decided",
            "finance.budget",
            "budget-law#art-57",
            not_maker=True,
        ),
    ),
)
