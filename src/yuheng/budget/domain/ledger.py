"""The ledger's arithmetic: a voucher is legs that sum to zero; a balance is the fold of its legs. No database here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from yuheng.budget.domain.stages import STAGES
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem, Words

LARGEST: Fen = 10**17  # 10^15 yuan: more than any budget, and still far inside 64 bits


@dataclass(frozen=True, slots=True)
class Leg:
    """So many fen into (negative: out of) a stage of a line."""

    line: int
    stage: str
    fen: Fen


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """A voucher before it is posted. `previous` is the primary key of the voucher that it follows from.

    `marks` are the accounting elements in which its postings differ from those of their lines.
    """

    voucher: str
    kind: str
    ground: str
    legs: tuple[Leg, ...]
    previous: int | None = None
    marks: Mapping[str, str] = field(default_factory=dict)


def move(line: int, frm: str, to: str, fen: Fen) -> tuple[Leg, Leg]:
    """Money of one line from one stage to another.

    >>> move(7, "executable", "applied", 500)
    (Leg(line=7, stage='executable', fen=-500), Leg(line=7, stage='applied', fen=500))
    """
    return Leg(line, frm, -fen), Leg(line, to, fen)


def shift(line: int, fen: Fen) -> tuple[Leg, Leg]:
    """What a virement does to one line: it gains executable money (negative: gives it), against `adjusted`.

    >>> shift(7, -500)
    (Leg(line=7, stage='adjusted', fen=500), Leg(line=7, stage='executable', fen=-500))
    """
    return Leg(line, "adjusted", -fen), Leg(line, "executable", fen)


def problems_in(draft: EntryDraft) -> list[Problem]:
    """List all that is wrong with a voucher in itself; an empty list means that it may be posted if money is there.

    Each line balances for itself; across lines, what some give by `adjusted` others take.
    """
    found = []
    if len(draft.legs) < 2:
        found.append(_problem(draft, "legs", "至少要有两笔分录", "needs at least two legs"))
    totals: dict[object, Fen] = {"adjusted": 0}
    for leg in draft.legs:
        totals[leg.line] = totals.get(leg.line, 0) + leg.fen
        totals["adjusted"] += leg.fen if leg.stage == "adjusted" else 0
        found += _leg_problems(draft, leg)
    for total in totals.values():
        if total:
            found.append(
                _problem(draft, "unbalanced", f"借贷不平，相差 {total} 分", f"does not balance by {total} fen")
            )
    return found


def _leg_problems(draft: EntryDraft, leg: Leg) -> Iterable[Problem]:
    if leg.stage not in STAGES:
        yield _problem(draft, "stage", f"没有“{leg.stage}”阶段", f"has an unknown stage {leg.stage}")
    if not 0 < abs(leg.fen) <= LARGEST:
        yield _problem(draft, "amount", f"金额 {leg.fen} 分不可记账", f"has an amount of {leg.fen} fen")


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
