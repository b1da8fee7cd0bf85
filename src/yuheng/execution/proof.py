"""The proof of commitments and refunds: nothing is counted twice, and the ledger holds what they say."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q, Sum

from yuheng.budget.models import Balance
from yuheng.execution.domain.commitments import STAGE_OF
from yuheng.execution.models import Commitment, Payment, Refund
from yuheng.kernel.money import Fen, yuan
from yuheng.kernel.outcome import Problem, Words

GONE = Q(state="returned")


def verify_commitments() -> Iterator[Problem]:
    """Yield a problem for each line, commitment and payment that does not hold."""
    yield from _lines()
    yield from _parts()
    yield from _refunds()


def _lines() -> Iterator[Problem]:
    """What commitments have open on a line stands in their stages. Lines adopted from elsewhere bring none."""
    held: dict[tuple[int, str], Fen] = defaultdict(int)
    for line, kind, fen in Commitment.objects.values_list("line", "kind").annotate(sum=Sum("open_fen")).order_by():
        held[line, STAGE_OF[kind]] = int(fen)
    stages = Balance.objects.filter(stage__in=STAGE_OF.values(), line__adopted="")
    for line, stage, fen in stages.order_by("line_id", "stage").values_list("line_id", "stage", "fen"):
        if (said := held.pop((line, stage), 0)) != fen:
            yield _problem("balance", f"line {line}, {stage}", said, fen)
    for (line, stage), fen in sorted(held.items()):
        if fen:
            yield _problem("balance", f"line {line}, {stage}", fen, 0)


def _parts() -> Iterator[Problem]:
    """Each commitment is what is open, what was released, and what followed it, once."""
    parts: dict[int, Fen] = defaultdict(int)
    for rows, name in (
        (Commitment.objects.filter(follows__isnull=False).exclude(GONE), "follows_id"),
        (Payment.objects.filter(commitment__isnull=False).exclude(GONE), "commitment_id"),
    ):
        for pk, fen in rows.values_list(name).annotate(sum=Sum("amount_fen")).order_by():
            parts[pk] += int(fen)
    for row in Commitment.objects.order_by("pk").iterator(chunk_size=5000):
        whole = row.open_fen + row.released_fen + parts[row.pk]
        if whole != row.amount_fen:
            yield _problem("parts", f"commitment {row.number} (row {row.pk})", whole, row.amount_fen)


def _refunds() -> Iterator[Problem]:
    """What a payment says came back is the sum of its refunds."""
    sums = dict(Refund.objects.values_list("payment").annotate(sum=Sum("amount_fen")).order_by())
    for row in Payment.objects.filter(Q(refunded_fen__gt=0) | Q(refunds__isnull=False)).distinct().order_by("pk"):
        if row.refunded_fen != sums.get(row.pk, 0):
            yield _problem(
                "refunds", f"payment {row.voucher} (row {row.pk})", row.refunded_fen, int(sums.get(row.pk, 0))
            )


def _problem(code: str, where: str, found: Fen, expected: Fen) -> Problem:
    message = Words(
        zh=f"{where}：记为 {yuan(found)} 元，应为 {yuan(expected)} 元",
        en=f"{where}: {yuan(found)} yuan recorded, {yuan(expected)} expected",
    )
    return Problem(f"commitment_{code}", where, message, str(found), str(expected))
