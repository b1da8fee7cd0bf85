"""Commitments as other tests need them: entered by the preparer and confirmed by the approver of the office's unit."""

from yuheng.budget.models import Line
from yuheng.execution import actions
from yuheng.execution.drafts import CommitmentDraft
from yuheng.execution.models import Commitment
from yuheng.kernel.money import Fen
from yuheng.organisations.testing import Office

VERBS = {"request": actions.reserve, "contract": actions.sign_contracts, "acceptance": actions.accept_deliveries}


def entered(office: Office, kind: str, on: Line | Commitment, fen: Fen, title: str = "水管采购") -> Commitment:
    """A commitment that waits for the approver."""
    line, follows = (None, on) if isinstance(on, Commitment) else (on, None)
    draft = CommitmentDraft(title, fen, supplier="清河建材", line=line, follows=follows)
    return VERBS[kind](by=office.preparer, drafts=[draft])[0]


def confirmed(office: Office, kind: str, on: Line | Commitment, fen: Fen, title: str = "水管采购") -> Commitment:
    """A commitment in force."""
    row = entered(office, kind, on, fen, title)
    return actions.confirm_commitments(by=office.approver, commitments=[row])[0]
