"""What must hold across the ledger as a whole, beyond each voucher and each balance (`proof.py`).

The identities are those of a double-entry ledger of budget indicators, stated per voucher, line, project, unit, book and
year. A line that balances makes its project, its unit and its book balance; what crosses lines is proved here.
"""

from collections.abc import Iterator, Mapping

from django.db.models import F, Sum

from yuheng.budget.actions.controlling import lines_under
from yuheng.budget.domain.stages import USED
from yuheng.budget.marking import marks_digest
from yuheng.budget.models import Balance, Ceiling, Elements, Entry
from yuheng.kernel.money import Fen, yuan
from yuheng.kernel.outcome import Problem, Words

FOLLOWERS = (
    *("allot", "release", "accept", "close", "pay", "return", "refund"),
    *("lapse", "recover", "carry_over", "transfer_down"),
)
"""Kinds of voucher that move what an earlier one put there, and name it."""

Sums = Mapping[tuple[int, str], Fen]


def verify_identities(sums: Sums) -> Iterator[Problem]:
    """Yield a problem for each identity that does not hold. `sums` are the folds of all postings by line and stage."""
    yield from _lines(sums)
    yield from _virements()
    yield from _ceilings()
    yield from _carried()
    yield from _chain()
    yield from _elements()


def _lines(sums: Sums) -> Iterator[Problem]:
    """Everything that a line's budget gave stands somewhere."""
    totals: dict[int, Fen] = {}
    for (line, _), fen in sums.items():
        totals[line] = totals.get(line, 0) + fen
    for line, total in sorted(totals.items()):
        if total:
            yield _problem("line", f"line {line}", f"指标 {line} 的分录之和", f"postings of line {line} sum to", total)


def _virements() -> Iterator[Problem]:
    """What lines give by virement, others of the same year, division and book take."""
    rows = Balance.objects.filter(stage="adjusted").values_list("line__year", "line__region", "line__book")
    for year, region, book, fen in rows.annotate(sum=Sum("fen")).order_by("line__year"):
        if fen:
            where = f"{year} {region} {book}"
            yield _problem("virement", where, f"{where} 调剂增减之差", f"virements of {where} differ by", int(fen))


def _ceilings() -> Iterator[Problem]:
    """What a ceiling counts as used is what its lines have in use."""
    for row in Ceiling.objects.order_by("pk"):
        lines = lines_under(row.level, row.key, row.year).values("pk")
        used = Balance.objects.filter(line__in=lines, stage__in=USED).aggregate(sum=Sum("fen"))["sum"] or 0
        if row.used_fen != used:
            where = f"ceiling row {row.pk} ({row})"
            yield _problem(
                "ceiling", where, f"限额 {row.pk} 已用数相差", f"{where} counts wrong by", row.used_fen - used
            )


def _carried() -> Iterator[Problem]:
    """What left a line for the next year arrived there: no more, no less."""
    out = dict(Balance.objects.filter(stage="carried").values_list("line_id", "fen"))
    came = Balance.objects.filter(stage="source", line__carried_from__isnull=False)
    for old, fen in came.values_list("line__carried_from_id").annotate(sum=Sum("fen")).order_by():
        if out.pop(old, 0) != -fen:
            yield _problem("carried", f"line {old}", f"指标 {old} 结转前后不符", f"line {old} carried over", int(fen))
    for old, fen in sorted(out.items()):
        if fen:
            yield _problem(
                "carried", f"line {old}", f"指标 {old} 结转未入下年", f"line {old} carried, never arrived", fen
            )


def _chain() -> Iterator[Problem]:
    """Every voucher that moves what an earlier one put there names it, and none names a later one."""
    for row in Entry.objects.filter(kind__in=FOLLOWERS, previous__isnull=True).order_by("pk"):
        yield _unchained(row, "没有前一张凭证", "names no voucher before it")
    for row in Entry.objects.filter(previous_id__gte=F("pk")).order_by("pk"):
        yield _unchained(row, "指向更晚的凭证", "names a later voucher")


def _elements() -> Iterator[Problem]:
    """A combination of accounting elements says what it said when it was first used."""
    for row in Elements.objects.order_by("pk").iterator(chunk_size=5000):
        if row.digest != marks_digest(row.values):
            where = f"elements row {row.pk}"
            yield Problem("ledger_elements", where, Words(zh=f"核算要素 {row.pk} 被改动", en=f"{where} was changed"))


def _unchained(row: Entry, zh: str, en: str) -> Problem:
    message = Words(zh=f"凭证 {row.voucher} {zh}", en=f"Voucher {row.voucher} {en}")
    return Problem("ledger_chain", f"voucher {row.voucher} (row {row.pk})", message)


def _problem(code: str, where: str, zh: str, en: str, fen: Fen) -> Problem:
    return Problem(
        f"ledger_{code}", where, Words(zh=f"{zh} {yuan(fen)} 元", en=f"{en} {yuan(fen)} yuan"), str(fen), "0"
    )
