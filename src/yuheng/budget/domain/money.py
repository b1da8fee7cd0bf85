"""Money of one project in one year, by stage."""

from dataclasses import dataclass

from yuheng.kernel.money import Fen


@dataclass(frozen=True)
class Money:
    """Money of one project in one year by stage, in fen."""

    approved_fen: Fen = 0
    executable_fen: Fen = 0
    applied_fen: Fen = 0
    paid_fen: Fen = 0
    lapsed_fen: Fen = 0

    @property
    def budget_fen(self) -> Fen:
        """All that was approved for the year, wherever it stands now."""
        return self.approved_fen + self.executable_fen + self.applied_fen + self.paid_fen + self.lapsed_fen
