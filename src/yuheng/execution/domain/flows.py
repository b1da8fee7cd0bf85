"""How a commitment is made and confirmed, and how a payment is asked for and made."""

from yuheng.kernel.flow import Flow, State, Step
from yuheng.kernel.outcome import Words

COMMITTED = Words(zh="执行中", en="Under way")

COMMITMENT = Flow(
    "commitment",
    Words(zh="采购与合同", en="Commitment"),
    (
        State("entered", Words(zh="待单位确认", en="Waits for the unit"), COMMITTED, tone="wait"),
        State("standing", Words(zh="执行中", en="In force"), COMMITTED, tone="good"),
        State("returned", Words(zh="已退回", en="Returned"), Words(zh="已退回", en="Returned"), open=False, tone="bad"),
        State("closed", Words(zh="已办结", en="Closed"), Words(zh="已办结", en="Closed"), open=False, tone="mute"),
    ),
    (
        Step(
            "confirm",
            Words(zh="确认", en="Confirm"),
            ("entered",),
            "standing",
            "unit.approve",
            "budget-law-regulation#art-57",
            not_maker=True,
        ),
        Step(
            "return",
            Words(zh="退回经办", en="Return"),
            ("entered",),
            "returned",
            "unit.approve",
            returns=True,
            to_do=False,
        ),
        Step(
            "close",
            Words(zh="办结并释放余额", en="Close and release the rest"),
            ("standing",),
            "closed",
            "unit.approve",
            returns=True,
            to_do=False,
        ),
        Step(
            "carry",
            Words(zh="结转下年", en="Carry into the next year"),
            ("standing",),
            "closed",
            "finance.budget",
            "budget-law#art-42",
            to_do=False,
        ),
    ),
)

GOING = Words(zh="支付中", en="Being paid")

PAYMENT = Flow(
    "payment",
    Words(zh="支付", en="Payment"),
    (
        State("requested", Words(zh="待国库支付", en="Waits for the treasury"), GOING),
        State("paid", Words(zh="已支付", en="Paid"), Words(zh="已支付", en="Paid"), tone="good"),
        State("returned", Words(zh="已退回", en="Returned"), Words(zh="已退回", en="Returned"), open=False, tone="bad"),
    ),
    (
        Step(
            "pay",
            Words(zh="支付", en="Pay"),
            ("requested",),
            "paid",
            "finance.treasury",
            "budget-law-regulation#art-57",
            not_maker=True,
        ),
        Step(
            "return",
            Words(zh="退回申请", en="Return the request"),
            ("requested",),
            "returned",
            "finance.treasury",
            "budget-law-regulation#art-57",
            returns=True,
            to_do=False,
        ),
    ),
)
