"""How a warning is answered and settled."""

from yuheng.kernel.flow import Flow, State, Step
from yuheng.kernel.outcome import Words

WARNING = Flow(
    "warning",
    Words(zh="绩效监控预警", en="Warning"),
    (
        State(
            "raised",
            Words(zh="待单位回复", en="Waits for the unit"),
            Words(zh="整改中", en="Being put right"),
            tone="bad",
        ),
        State("answered", Words(zh="待财政核定", en="Waits for finance"), Words(zh="整改中", en="Being put right")),
        State("settled", Words(zh="已办结", en="Settled"), Words(zh="已办结", en="Settled"), open=False, tone="good"),
    ),
    (
        Step("answer", Words(zh="回复预警", en="Answer the warning"), ("raised",), "answered", "unit.approve"),
        Step(
            "return",
            Words(zh="退回重新回复", en="Return"),
            ("answered",),
            "raised",
            "finance.performance",
            returns=True,
            to_do=False,
            due_rule="monitoring.reply_days",
        ),
        Step(
            "settle",
            Words(zh="核定办结", en="Settle"),
            ("answered",),
            "settled",
            "finance.performance",
            not_maker=True,
        ),
    ),
)
