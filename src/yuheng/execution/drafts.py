"""What people hand in for commitments, payments and refunds."""

from dataclasses import dataclass

from yuheng.budget.models import Line
from yuheng.execution.models import Commitment, Payment
from yuheng.kernel.money import Fen


@dataclass(frozen=True)
class CommitmentDraft:
    """A request, a contract or an acceptance: from a line, or converted from what it follows. An empty number is given."""

    title: str
    amount_fen: Fen
    supplier: str = ""
    line: Line | None = None
    follows: Commitment | None = None
    number: str = ""

    @property
    def on(self) -> Line:
        """The line that pays in the end; LookupError when neither a line nor a commitment is named."""
        line = self.follows.line if self.follows is not None else self.line
        if line is None:
            raise LookupError(f"“{self.title}” names neither a line nor what it follows")
        return line


@dataclass(frozen=True)
class PaymentDraft:
    """A payment to be asked for, from a line or from one of its commitments. An empty voucher number is given."""

    line: Line
    amount_fen: Fen
    payee: str
    purpose: str
    voucher: str = ""
    commitment: Commitment | None = None


@dataclass(frozen=True)
class RefundDraft:
    """Money of a payment that came back. An empty number is given by the system."""

    payment: Payment
    amount_fen: Fen
    reason: str
    number: str = ""
