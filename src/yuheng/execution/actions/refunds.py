"""Money of payments that came back: executable again in the same year, never more than was paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from yuheng.budget.actions import post
from yuheng.budget.domain.ledger import EntryDraft, move
from yuheng.budget.models import Entry
from yuheng.execution.domain.refunds import ARTICLE, Refundable, problems_in
from yuheng.execution.drafts import RefundDraft
from yuheng.execution.models import Payment, Refund
from yuheng.execution.queries import closed_years
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import clock, duties, numbering
from yuheng.platform.acts import BATCH, Actor, Done, record_many


@dataclass(frozen=True)
class Posted:
    """Refunds with their numbers and the vouchers that moved their money."""

    drafts: Sequence[RefundDraft]
    numbers: Sequence[str]
    entries: Sequence[Entry]


@transaction.atomic
def refund_payments(*, by: Actor, drafts: Sequence[RefundDraft]) -> list[Refund]:
    """Record what came back of payments, whole or in part: paid → executable, naming the payment.

    Refuses, all at once: amounts that are none or more than was paid and has not come back, a missing reason, a payment
    that was not paid, numbers in use, and a payment of a closed year (that money goes to the treasury instead).
    """
    over = [(draft.payment.act_title, draft.payment.org_path) for draft in drafts]
    duties.must(by, "finance.treasury", over, article=ARTICLE)
    refuse_if([*_used_numbers(drafts), *(problem for found in problems_of(drafts) for problem in found)])
    numbers = numbers_of(drafts)
    entries = post(by=by, drafts=[voucher_of(draft, number) for draft, number in zip(drafts, numbers, strict=True)])
    return settle(by, Posted(drafts, numbers, entries))


def problems_of(drafts: Sequence[RefundDraft]) -> list[list[Problem]]:
    """What is wrong with each refund; each sees what those before it took of the same payment."""
    closed = closed_years({draft.payment.line.year for draft in drafts})
    left = {draft.payment.pk: draft.payment.left_fen for draft in drafts}
    answers = []
    for draft in drafts:
        row = draft.payment
        paid, year = row.paid_on is not None, row.line.year
        about = Refundable(row.act_title, year, paid=paid, left_fen=left[row.pk], closed=year in closed)
        answers.append(problems_in(about, draft.amount_fen, draft.reason))
        if not answers[-1]:
            left[row.pk] -= draft.amount_fen
    return answers


def _used_numbers(drafts: Sequence[RefundDraft]) -> list[Problem]:
    given = [draft.number for draft in drafts if draft.number]
    used = set(Refund.objects.filter(number__in=given).values_list("number", flat=True))
    repeated = used | {number for number in given if given.count(number) > 1}
    message = Words(zh="退款单号重复", en="The number of the refund is in use")
    return [Problem("number", number, message, found=number) for number in sorted(repeated)]


def numbers_of(drafts: Sequence[RefundDraft]) -> list[str]:
    """The number of each refund: its own, or the next of the year."""
    year = clock.today().year
    missing = sum(not draft.number for draft in drafts)
    given = iter(numbering.take(f"refund/{year}", missing)) if missing else iter(())
    return [draft.number or f"TK{year}-{next(given):06d}" for draft in drafts]


def voucher_of(draft: RefundDraft, number: str) -> EntryDraft:
    """The voucher of a refund; it follows the one that paid."""
    row = draft.payment
    legs = move(row.line_id, "paid", "executable", draft.amount_fen)
    return EntryDraft(f"{number}-1", "refund", draft.reason, legs, row.paid_entry_id)


def settle(by: Actor, posted: Posted, *, day: date | None = None) -> list[Refund]:
    """Write refunds whose vouchers are posted; refused when somebody else refunded the same money meanwhile."""
    rows = [
        Refund(
            payment=draft.payment,
            number=number,
            amount_fen=draft.amount_fen,
            day=day or clock.today(),
            reason=draft.reason[:200],
            entry=entry,
        )
        for draft, number, entry in zip(posted.drafts, posted.numbers, posted.entries, strict=True)
    ]
    Refund.objects.bulk_create(rows, batch_size=BATCH)
    _take([(row.payment, row.amount_fen) for row in rows])
    done = [
        Done(row.payment, {"refunded_fen": (None, row.amount_fen), "entry": (None, row.entry.digest)}, row.reason)
        for row in rows
    ]
    record_many(by=by, verb="payment.refund", done=done, article=ARTICLE, duty="finance.treasury")
    return rows


def _take(parts: Sequence[tuple[Payment, int]]) -> None:
    """Count what came back on each payment; the row is compared again while it is written."""
    with connection.cursor() as cursor:
        for row, fen in parts:
            cursor.execute(
                "UPDATE execution_payment SET refunded_fen = refunded_fen + %s"
                " WHERE id = %s AND refunded_fen + %s <= amount_fen",
                (fen, row.pk, fen),
            )
            if cursor.rowcount != 1:
                message = Words(zh="有人刚刚登记过同一退款，请刷新后再看", en="Somebody has just refunded this; reload")
                refuse_if([Problem("overtaken", row.act_title, message)])
            row.refunded_fen += fen
