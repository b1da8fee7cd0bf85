"""What a unit is bound to pay: reserved, signed, accepted, confirmed by a second person, returned or closed."""

from collections.abc import Sequence

from django.db import transaction

from yuheng.budget.actions import post
from yuheng.budget.domain.ledger import LARGEST, EntryDraft, move
from yuheng.budget.models import Entry
from yuheng.execution.actions import taking
from yuheng.execution.domain.commitments import ARTICLE, PREFIX_OF, STAGE_OF, VOUCHER_OF, follow_problem
from yuheng.execution.domain.flows import COMMITMENT
from yuheng.execution.drafts import CommitmentDraft
from yuheng.execution.models import Commitment, Payment
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import clock, duties, flow, numbering
from yuheng.platform.acts import BATCH, Actor, Changes, Done, record_many


def reserve(*, by: Actor, drafts: Sequence[CommitmentDraft]) -> list[Commitment]:
    """Ask to procure: money of a line is held (executable → reserved) before anything is signed."""
    return _enter(by, "request", drafts)


def sign_contracts(*, by: Actor, drafts: Sequence[CommitmentDraft]) -> list[Commitment]:
    """Enter contracts: from a request, all or part of it (reserved → committed), or straight from a line."""
    return _enter(by, "contract", drafts)


def accept_deliveries(*, by: Actor, drafts: Sequence[CommitmentDraft]) -> list[Commitment]:
    """Enter what was delivered under a contract and is owed for (committed → accepted), all or part of it."""
    return _enter(by, "acceptance", drafts)


@transaction.atomic
def _enter(by: Actor, kind: str, drafts: Sequence[CommitmentDraft]) -> list[Commitment]:
    """Enter commitments of one kind. The money is held at once; what follows needs the confirmation of a second person.

    Refuses, all at once: foreign lines, amounts that are none, missing titles, numbers in use, a line of another year,
    a link that does not fit, and more than what it follows has open or the line has executable.
    """
    duties.must(by, "unit.prepare", [(draft.title, draft.on.org_path) for draft in drafts], article=ARTICLE)
    parents = taking.locked(draft.follows.pk for draft in drafts if draft.follows is not None)
    asked = [(draft.title, draft.follows.pk, draft.amount_fen) for draft in drafts if draft.follows is not None]
    refuse_if([*_draft_problems(kind, drafts), *_used_numbers(drafts), *taking.problems_in(parents, asked)])
    numbers = _numbers(kind, drafts)
    vouchers = [_voucher(kind, draft, number) for draft, number in zip(drafts, numbers, strict=True)]
    entries = post(by=by, drafts=vouchers)
    rows = [_row(by, kind, *one) for one in zip(drafts, numbers, entries, strict=True)]
    Commitment.objects.bulk_create(rows, batch_size=BATCH)
    taking.give(taking.summed((pk, -fen) for _, pk, fen in asked))
    done = [Done(row, {"amount_fen": (None, row.amount_fen), "entry": (None, row.entry.digest)}) for row in rows]
    record_many(by=by, verb="commitment.enter", done=done, article=ARTICLE, duty="unit.prepare")
    return rows


def _draft_problems(kind: str, drafts: Sequence[CommitmentDraft]) -> list[Problem]:
    found, year = [], clock.today().year
    for number, draft in enumerate(drafts, 1):
        where = f"{number}. {draft.title or draft.on.act_title}"
        found += follow_problem(kind, draft.follows.kind if draft.follows else "", where)
        checks = (
            ("amount", 0 < draft.amount_fen <= LARGEST, AMOUNT),
            ("title", bool(draft.title.strip()), TITLE),
            ("supplier", kind == "request" or bool(_supplier(draft)), SUPPLIER),
            ("closed_year", draft.on.year == year, _only(year)),
        )
        found += [Problem(code, where, words, rule=ARTICLE) for code, holds, words in checks if not holds]
    return found


AMOUNT = Words(zh="金额必须大于零且在合理范围内", en="The amount must be above zero and within reason")
TITLE = Words(zh="请填写事项名称", en="Say what it is for")
SUPPLIER = Words(zh="请填写供应商", en="The supplier is missing")


def _only(year: int) -> Words:
    return Words(zh=f"只能使用 {year} 年度的指标", en=f"Only lines of {year} can be used")


def _supplier(draft: CommitmentDraft) -> str:
    """Who supplies: as said, else as in what it follows."""
    return draft.supplier.strip() or (draft.follows.supplier if draft.follows else "")


def _used_numbers(drafts: Sequence[CommitmentDraft]) -> list[Problem]:
    given = [draft.number for draft in drafts if draft.number]
    used = set(Commitment.objects.filter(number__in=given).values_list("number", flat=True))
    repeated = used | {number for number in given if given.count(number) > 1}
    message = Words(zh="编号重复", en="The number is in use")
    return [Problem("number", number, message, found=number) for number in sorted(repeated)]


def _numbers(kind: str, drafts: Sequence[CommitmentDraft]) -> list[str]:
    """Numbers per unit and year, so that units do not wait for each other."""
    wanted: dict[tuple[int, str], int] = {}
    for draft in drafts:
        key = (draft.on.year, draft.on.org_path)
        wanted[key] = wanted.get(key, 0) + (not draft.number)
    given = {
        key: iter(numbering.take(f"{kind}/{key[0]}/{key[1]}", count)) for key, count in sorted(wanted.items()) if count
    }
    return [
        draft.number
        or f"{PREFIX_OF[kind]}{draft.on.year}-{draft.on.org_path.rstrip('/').rsplit('/', 1)[-1]}-"
        f"{next(given[draft.on.year, draft.on.org_path]):06d}"
        for draft in drafts
    ]


def _voucher(kind: str, draft: CommitmentDraft, number: str) -> EntryDraft:
    frm = STAGE_OF[draft.follows.kind] if draft.follows else "executable"
    legs = move(draft.on.pk, frm, STAGE_OF[kind], draft.amount_fen)
    before = draft.follows.entry_id if draft.follows else None
    return EntryDraft(f"{number}-0", VOUCHER_OF[kind], draft.title, legs, before)


def _row(by: Actor, kind: str, draft: CommitmentDraft, number: str, entry: Entry) -> Commitment:
    return Commitment(
        kind=kind,
        number=number,
        line=draft.on,
        follows=draft.follows,
        title=draft.title,
        supplier=_supplier(draft),
        amount_fen=draft.amount_fen,
        open_fen=draft.amount_fen,
        entered_on=clock.today(),
        entry=entry,
        **flow.began(COMMITMENT, by=by, org_path=draft.on.org_path, year=draft.on.year),
    )


def confirm_commitments(*, by: Actor, commitments: Sequence[Commitment], reason: str = "") -> list[Commitment]:
    """A second person of the unit confirms; from now on others may follow and payments may be asked for."""
    flow.take("confirm", commitments, by=by, reason=reason)
    return list(commitments)


def return_commitments(*, by: Actor, commitments: Sequence[Commitment], because: str) -> list[Commitment]:
    """Send commitments back, with a comment: the money stands again where it came from."""
    return _undo("return", by, commitments, because)


def close_commitments(*, by: Actor, commitments: Sequence[Commitment], because: str) -> list[Commitment]:
    """Close commitments, with the reason: what is still open of them is executable again."""
    return _undo("close", by, commitments, because)


@transaction.atomic
def _undo(step: str, by: Actor, commitments: Sequence[Commitment], because: str) -> list[Commitment]:
    """Give back what is open: to what a returned commitment followed, to the line when one is closed."""
    rows = list(commitments)
    homes = [row.follows_id for row in rows if step == "return" and row.follows_id]
    held = taking.locked([*(row.pk for row in rows), *homes])
    now = [held[row.pk] for row in rows]
    refuse_if([*_step_problems(step, by, now), *(busy_problems(now) if step == "close" else ())])
    moved = [row for row in now if row.open_fen]
    posted = post(by=by, drafts=[_back(step, row, held.get(row.follows_id or 0)) for row in moved])
    changes: dict[int, Changes] = {
        row.pk: {"open_fen": (row.open_fen, 0), "entry": (None, entry.digest)}
        for row, entry in zip(moved, posted, strict=True)
    }
    flow.take(step, rows, by=by, reason=because, changes=changes)
    taking.give({row.pk: -row.open_fen for row in moved}, released=True)
    taking.give(taking.summed((row.follows_id, row.open_fen) for row in moved if row.follows_id in homes))
    for row in rows:
        row.refresh_from_db(fields=["open_fen", "released_fen"])
    return rows


def _step_problems(step: str, by: Actor, rows: Sequence[Commitment]) -> list[Problem]:
    decided = [(row, flow.may_take(step, row, by=by)) for row in rows]
    return [
        Problem("not_allowed", row.act_title, decision.reason, rule=decision.source)
        for row, decision in decided
        if not decision
    ]


def busy_problems(rows: Sequence[Commitment]) -> list[Problem]:
    """What still hangs on commitments that are to end: what follows them unconfirmed, payments that wait."""
    keys = [row.pk for row in rows]
    busy = set(Commitment.objects.filter(follows__in=keys, state="entered").values_list("follows_id", flat=True))
    busy |= set(Payment.objects.filter(commitment__in=keys, state="requested").values_list("commitment_id", flat=True))
    message = Words(
        zh="还有待确认的后续事项或待支付的申请，请先办结", en="Something that follows it, or a payment, still waits"
    )
    return [Problem("commitment_busy", row.act_title, message, rule=ARTICLE) for row in rows if row.pk in busy]


def _back(step: str, row: Commitment, home: Commitment | None) -> EntryDraft:
    to = STAGE_OF[home.kind] if step == "return" and home is not None else "executable"
    legs = move(row.line_id, STAGE_OF[row.kind], to, row.open_fen)
    return EntryDraft(f"{row.number}-{'R' if step == 'return' else 'C'}", step, row.title, legs, row.entry_id)
