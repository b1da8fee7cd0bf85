"""The proof of the ledger: every voucher balances, every balance is the fold of its postings, every digest fits."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from yuheng.budget.identities import verify_identities
from yuheng.budget.models import Balance, Entry, Posting
from yuheng.budget.vouchers import Leg, entry_digest
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem, Words


def verify_ledger(acted: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each voucher or balance that does not hold. `acted` are the digests that acts carry."""
    sums: dict[tuple[int, str], Fen] = defaultdict(int)
    legs = _legs()
    following = next(legs, None)
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=5000):
        mine: list[Leg] = []
        if following and following[0] == entry.pk:
            mine, following = following[1], next(legs, None)
        for line, stage, fen, _ in mine:
            sums[line, stage] += fen
        yield from _entry_problems(entry, mine, acted)
    yield from _balance_problems(sums)
    yield from verify_identities(sums)


def _legs() -> Iterator[tuple[int, list[Leg]]]:
    columns = ("entry_id", "line_id", "stage", "fen", "elements_id")
    rows = Posting.objects.order_by("entry_id", "pk").values_list(*columns)
    for entry, group in groupby(rows.iterator(chunk_size=5000), key=lambda row: row[0]):
        yield entry, [(line, stage, fen, marks) for _, line, stage, fen, marks in group]


def _entry_problems(entry: Entry, legs: list[Leg], acted: frozenset[str]) -> Iterator[Problem]:
    total = sum(fen for _, _, fen, _ in legs)
    if total:
        yield _problem(entry, "ledger_unbalanced", f"借贷相差 {total} 分", f"is out of balance by {total} fen")
    if entry.digest != entry_digest(entry, legs):
        yield _problem(entry, "ledger_changed", "内容或分录被改动", "or one of its postings was changed")
    elif entry.digest not in acted:
        yield _problem(entry, "ledger_without_act", "没有对应的操作记录", "has no act behind it")


def _problem(entry: Entry, code: str, zh: str, en: str) -> Problem:
    where = f"voucher {entry.voucher} (row {entry.pk})"
    return Problem(
        code=code, where=where, message=Words(zh=f"凭证 {entry.voucher} {zh}", en=f"Voucher {entry.voucher} {en}")
    )


def _balance_problems(sums: dict[tuple[int, str], Fen]) -> Iterator[Problem]:
    seen = set()
    for row in Balance.objects.order_by("pk").iterator(chunk_size=5000):
        seen.add((row.line_id, row.stage))
        if row.fen != (folded := sums.get((row.line_id, row.stage), 0)):
            yield _wrong_balance(f"balance row {row.pk} (line {row.line_id}, {row.stage})", row.fen, folded)
    for (line, stage), folded in sums.items():
        if folded and (line, stage) not in seen:
            yield _wrong_balance(f"balance of line {line}, {stage}", 0, folded)


def _wrong_balance(where: str, stored: Fen, folded: Fen) -> Problem:
    return Problem(
        code="ledger_balance",
        where=where,
        found=str(stored),
        expected=str(folded),
        message=Words(
            zh=f"{where}：余额 {stored} 分与分录之和 {folded} 分不符",
            en=f"{where}: {stored} fen stored, postings say {folded}",
        ),
    )
