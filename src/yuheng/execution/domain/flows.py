"""How a payment is asked for and made."""

from yuheng.kernel.flow import Flow, State, Step
from yuheng.kernel.outcome import Words

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
