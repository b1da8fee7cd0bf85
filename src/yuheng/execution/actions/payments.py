"""A unit asks for payments, from a line or from what it is bound to pay; the treasury pays them or returns them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.db import connection, transaction

from yuheng.budget.actions import post
from yuheng.budget.domain.ledger import LARGEST, EntryDraft, move
from yuheng.budget.models import Entry, Line
from yuheng.execution.actions import taking
from yuheng.execution.domain.commitments import STAGE_OF
from yuheng.execution.domain.flows import PAYMENT
from yuheng.execution.drafts import PaymentDraft
from yuheng.execution.models import Payment
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import clock, duties, flow, numbering
from yuheng.platform.acts import BATCH, Actor, Changes, Done, record_many


@transaction.atomic
def request_payments(*, by: Actor, drafts: Sequence[PaymentDraft]) -> list[Payment]:
    """Ask the treasury to pay; the money is held at once: executable, or what a commitment has open → applied.

    Refuses, all at once: foreign lines, amounts that are no amounts, missing payees, voucher numbers in use, a line of
    another year than today's, and what a commitment or the balance of a line does not cover (with balance and holder).
    """
    duties.must(
        by,
        "unit.prepare",
        [(draft.line.act_title, draft.line.org_path) for draft in drafts],
        article="budget-law-regulation#art-57",
    )
    parents = taking.locked(draft.commitment.pk for draft in drafts if draft.commitment is not None)
    asked = [(draft.purpose, draft.commitment.pk, draft.amount_fen) for draft in drafts if draft.commitment is not None]
    refuse_if([*_draft_problems(drafts), *_used_numbers(drafts), *taking.problems_in(parents, asked)])
    vouchers = _numbers(drafts)
    entries = post(by=by, drafts=[hold(draft, voucher) for draft, voucher in zip(drafts, vouchers, strict=True)])
    rows = [_row(by, d, v, e) for d, v, e in zip(drafts, vouchers, entries, strict=True)]
    Payment.objects.bulk_create(rows, batch_size=BATCH)
    taking.give(taking.summed((pk, -fen) for _, pk, fen in asked))
    done = [
        Done(row, {"amount_fen": (None, row.amount_fen), "entry": (None, row.request_entry.digest)}) for row in rows
    ]
    record_many(by=by, verb="payment.request", done=done, article="budget-law-regulation#art-57", duty="unit.prepare")
    return rows


def _draft_problems(drafts: Sequence[PaymentDraft]) -> list[Problem]:
    found, year = [], clock.today().year
    checks: tuple[tuple[str, Callable[[PaymentDraft], bool], Words], ...] = (
        (
            "amount",
            lambda d: 0 < d.amount_fen <= LARGEST,
            Words(zh="支付金额必须大于零且在合理范围内", en="The amount must be above zero and within reason"),
        ),
        ("payee", lambda d: bool(d.payee.strip()), Words(zh="请填写收款人", en="The payee is missing")),
        ("purpose", lambda d: bool(d.purpose.strip()), Words(zh="请填写用途", en="The purpose is missing")),
        (
            "closed_year",
            lambda d: d.line.year == year,
            Words(zh=f"只能支付 {year} 年度的指标", en=f"Only lines of {year} can pay"),
        ),
        (
            "commitment",
            lambda d: d.commitment is None or d.commitment.line_id == d.line.pk,
            Words(zh="合同不属于这条指标", en="The commitment is of another line"),
        ),
    )
    for number, draft in enumerate(drafts, 1):
        where = f"{number}. {draft.line.act_title}"
        found += [Problem(code=code, where=where, message=words) for code, holds, words in checks if not holds(draft)]
    return found


def _used_numbers(drafts: Sequence[PaymentDraft]) -> list[Problem]:
    given = [draft.voucher for draft in drafts if draft.voucher]
    used = set(Payment.objects.filter(voucher__in=given).values_list("voucher", flat=True))
    repeated = used | {voucher for voucher in given if given.count(voucher) > 1}
    message = Words(zh="凭证号重复", en="The voucher number is in use")
    return [Problem(code="voucher", where=voucher, found=voucher, message=message) for voucher in sorted(repeated)]


def _numbers(drafts: Sequence[PaymentDraft]) -> list[str]:
    """Voucher numbers per unit and year, so that units do not wait for each other."""
    wanted: dict[tuple[int, str], int] = {}
    for draft in drafts:
        key = (draft.line.year, draft.line.org_path)
        wanted[key] = wanted.get(key, 0) + (not draft.voucher)
    given = {
        key: iter(numbering.take(f"payment/{key[0]}/{key[1]}", count)) for key, count in sorted(wanted.items()) if count
    }
    return [
        draft.voucher
        or f"ZF{draft.line.year}-{draft.line.org_path.rstrip('/').rsplit('/', 1)[-1]}-"
        f"{next(given[draft.line.year, draft.line.org_path]):06d}"
        for draft in drafts
    ]


def hold(draft: PaymentDraft, voucher: str) -> EntryDraft:
    """The voucher that holds the money of a payment."""
    frm = STAGE_OF[draft.commitment.kind] if draft.commitment else "executable"
    before = draft.commitment.entry_id if draft.commitment else None
    legs = move(draft.line.pk, frm, "applied", draft.amount_fen)
    return EntryDraft(f"{voucher}-1", "apply", draft.purpose, legs, before)


def _row(by: Actor, draft: PaymentDraft, voucher: str, entry: Entry) -> Payment:
    return Payment(
        line=draft.line,
        commitment=draft.commitment,
        voucher=voucher,
        amount_fen=draft.amount_fen,
        payee=draft.payee,
        purpose=draft.purpose,
        requested_on=clock.today(),
        request_entry=entry,
        **flow.began(PAYMENT, by=by, org_path=draft.line.org_path, year=draft.line.year),
    )


@transaction.atomic
def pay(*, by: Actor, payments: Sequence[Payment], reason: str = "") -> list[Payment]:
    """The treasury pays: applied → paid. Refuses what is not waiting, and one's own requests."""
    rows = list(payments)
    refuse_if(step_problems("pay", by, rows))
    entries = post(by=by, drafts=[paying(row) for row in rows])
    settle(by, rows, entries, reason=reason)
    return rows


def paying(row: Payment) -> EntryDraft:
    """The voucher that pays what was asked for."""
    return _follow(row, "paid", "pay", "2")


def settle(
    by: Actor, rows: Sequence[Payment], entries: Sequence[Entry], *, reason: str = "", day: date | None = None
) -> None:
    """Write that payments were made on a day (today, unless the treasury names another), by these vouchers."""
    flow.take("pay", rows, by=by, reason=reason, changes=_entry_changes(rows, entries))
    for row, entry in zip(rows, entries, strict=True):
        row.paid_on, row.paid_entry = day or clock.today(), entry
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE execution_payment SET paid_on = %s, paid_entry_id = %s WHERE id = %s",
            [(row.paid_on, entry.pk, row.pk) for row, entry in zip(rows, entries, strict=True)],
        )


@transaction.atomic
def return_payments(*, by: Actor, payments: Sequence[Payment], because: str) -> list[Payment]:
    """The treasury returns requests with a comment: the money stands again where it came from, the commitment open."""
    rows = list(payments)
    held = taking.locked(row.commitment_id for row in rows if row.commitment_id is not None)
    refuse_if(step_problems("return", by, rows))
    homes = [STAGE_OF[held[row.commitment_id].kind] if row.commitment_id else "executable" for row in rows]
    entries = post(by=by, drafts=[_follow(row, to, "return", "R") for row, to in zip(rows, homes, strict=True)])
    flow.take("return", rows, by=by, reason=because, changes=_entry_changes(rows, entries))
    taking.give(taking.summed((row.commitment_id, row.amount_fen) for row in rows if row.commitment_id))
    return rows


def _entry_changes(rows: Sequence[Payment], entries: Sequence[Entry]) -> Mapping[int, Changes]:
    return {row.pk: {"entry": (None, entry.digest)} for row, entry in zip(rows, entries, strict=True)}


def step_problems(step: str, by: Actor, rows: Sequence[Payment]) -> list[Problem]:
    """Why somebody may not take a step on payments: what is not waiting has nothing to move."""
    decided = [(row, flow.may_take(step, row, by=by)) for row in rows]
    return [
        Problem(code="not_allowed", where=row.act_title, message=decision.reason, rule=decision.source)
        for row, decision in decided
        if not decision
    ]


def _follow(row: Payment, to: str, kind: str, suffix: str) -> EntryDraft:
    legs = move(row.line_id, "applied", to, row.amount_fen)
    return EntryDraft(f"{row.voucher}-{suffix}", kind, row.purpose, legs, row.request_entry_id)


def line_for_payment(pk: int) -> Line:
    """The line of this key with what a payment needs; DoesNotExist when there is none."""
    return Line.objects.select_related("project", "unit").get(pk=pk)
