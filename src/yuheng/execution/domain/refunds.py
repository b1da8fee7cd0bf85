"""What may come back of a payment, and what happens to money that comes back too late."""

from dataclasses import dataclass

from yuheng.kernel.money import Fen, yuan
from yuheng.kernel.outcome import NOTHING, Problem, Words

ARTICLE = "budget-law-regulation#art-57"


@dataclass(frozen=True, slots=True)
class Refundable:
    """A payment as a refund sees it: what of it is paid and has not come back, and whether its year is closed."""

    title: str
    year: int
    paid: bool
    left_fen: Fen
    closed: bool


def problems_in(payment: Refundable, amount_fen: Fen, reason: str) -> list[Problem]:
    """List all that is wrong with a refund; an empty list means that it may be recorded.

    >>> problems_in(Refundable("ZF-1", 2026, True, 500, False), 500, "退货")
    []
    >>> [p.code for p in problems_in(Refundable("ZF-1", 2025, True, 500, True), 501, " ")]
    ['refund_beyond_paid', 'reason_missing', 'closed_year']
    """
    found = []
    if not payment.paid:
        found.append(_problem("refund_not_paid", payment, "尚未支付，无从退款", "has not been paid"))
    elif amount_fen <= 0:
        found.append(_problem("amount", payment, "退款金额须大于零", "needs a refund above zero"))
    elif amount_fen > payment.left_fen:
        zh = f"已付未退 {yuan(payment.left_fen)} 元，退款不能超过它"
        found.append(_problem("refund_beyond_paid", payment, zh, f"has {yuan(payment.left_fen)} yuan left to refund"))
    if not reason.strip():
        found.append(_problem("reason_missing", payment, "请写明退款原因", "needs a reason for the refund"))
    if payment.closed:
        zh, en = f"{payment.year} 年度已结账，退款不能恢复指标", f"is of {payment.year}, which is closed"
        found.append(_problem("closed_year", payment, zh, en, LATE))
    return found


LATE = Words(
    zh="将款项缴回国库，作为以前年度资金收回处理",
    en="Pay the money into the treasury as money of an earlier year",
)


def _problem(code: str, payment: Refundable, zh: str, en: str, remedy: Words = NOTHING) -> Problem:
    message = Words(zh=f"“{payment.title}”{zh}", en=f"“{payment.title}” {en}")
    return Problem(code, payment.title, message, rule=ARTICLE, remedy=remedy)
