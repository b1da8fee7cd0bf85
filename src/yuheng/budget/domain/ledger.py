"""The ledger's arithmetic: a voucher is legs that sum to zero; a balance is the fold of its legs. No database here."""

from collections.abc import Iterable
from dataclasses import dataclass

from yuheng.budget.domain.stages import STAGES
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem, Words

LARGEST: Fen = 10**17  # 10^15 yuan: more than any budget, and still far inside 64 bits


@dataclass(frozen=True)
class Leg:
    """So many fen into (negative: out of) a stage of a line."""

    line: int
    stage: str
    fen: Fen


@dataclass(frozen=True)
class EntryDraft:
    """A voucher before it is posted. `previous` is the primary key of the voucher that it follows from."""

    voucher: str
    kind: str
    ground: str
    legs: tuple[Leg, ...]
    previous: int | None = None


def move(line: int, frm: str, to: str, fen: Fen) -> tuple[Leg, Leg]:
    """Money of one line from one stage to another.

    >>> move(7, "executable", "applied", 500)
    (Leg(line=7, stage='executable', fen=-500), Leg(line=7, stage='applied', fen=500))
    """
    return Leg(line, frm, -fen), Leg(line, to, fen)


def problems_in(draft: EntryDraft) -> list[Problem]:
    """List all that is wrong with a voucher in itself; an empty list means that it may be posted if money is there."""
    found = []
    if len(draft.legs) < 2:
        found.append(_problem(draft, "legs", "至少要有两笔分录", "needs at least two legs"))
    if (total := sum(leg.fen for leg in draft.legs)) != 0:
        found.append(_problem(draft, "unbalanced", f"借贷不平，相差 {total} 分", f"does not balance by {total} fen"))
    for leg in draft.legs:
        if leg.stage not in STAGES:
            found.append(_problem(draft, "stage", f"没有“{leg.stage}”阶段", f"has an unknown stage {leg.stage}"))
        if not 0 < abs(leg.fen) <= LARGEST:
            found.append(_problem(draft, "amount", f"金额 {leg.fen} 分不可记账", f"has an amount of {leg.fen} fen"))
    return found


def _problem(draft: EntryDraft, code: str, zh: str, en: str) -> Problem:
    where = draft.voucher or draft.kind
    return Problem(
        code=f"entry_{code}", where=where, message=Words(zh=f"凭证 {where} {zh}", en=f"Voucher {where} {en}")
    )


def fold(legs: Iterable[Leg]) -> dict[tuple[int, str], Fen]:
    """Add legs up per line and stage.

    >>> fold([*move(1, "a", "b", 5), *move(1, "b", "c", 2)])
    {(1, 'a'): -5, (1, 'b'): 3, (1, 'c'): 2}
    """
    sums: dict[tuple[int, str], Fen] = {}
    for leg in legs:
        key = (leg.line, leg.stage)
        sums[key] = sums.get(key, 0) + leg.fen
    return sums
