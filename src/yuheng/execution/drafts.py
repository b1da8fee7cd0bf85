"""What people hand in for a payment."""

from dataclasses import dataclass

from yuheng.budget.models import Line
from yuheng.kernel.money import Fen


@dataclass(frozen=True)
class PaymentDraft:
    """A payment to be asked for. An empty voucher number is given by the system."""

    line: Line
    amount_fen: Fen
    payee: str
    purpose: str
    voucher: str = ""
