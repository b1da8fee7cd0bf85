"""Money of one project in one year, by stage."""

from dataclasses import dataclass, fields

from yuheng.kernel.money import Fen


@dataclass(frozen=True)
class Money:
    """Money of one project in one year by stage, in fen. What other lines gave or took is in it already."""

    approved_fen: Fen = 0
    allotted_fen: Fen = 0
    executable_fen: Fen = 0
    reserved_fen: Fen = 0
    committed_fen: Fen = 0
    accepted_fen: Fen = 0
    applied_fen: Fen = 0
    paid_fen: Fen = 0
    transferred_fen: Fen = 0
    carried_fen: Fen = 0
    lapsed_fen: Fen = 0

    @property
    def budget_fen(self) -> Fen:
        """All that the year's budget holds for it, wherever it stands now."""
        return sum(getattr(self, field.name) for field in fields(self))

    @property
    def in_use_fen(self) -> Fen:
        """What is reserved, committed, accepted, applied for or paid."""
        return self.reserved_fen + self.committed_fen + self.accepted_fen + self.applied_fen + self.paid_fen
