"""The one door into the ledger: vouchers are checked, balances moved under lock, postings appended."""

from collections.abc import Sequence

from django.db import connection, transaction

from yuheng.budget.domain.ledger import EntryDraft, problems_in
from yuheng.budget.held import Held, hold
from yuheng.budget.marking import Chosen, elements_of
from yuheng.budget.models import Balance, Entry, Posting
from yuheng.budget.vouchers import entry_digest
from yuheng.kernel.outcome import Problem, refuse_if
from yuheng.platform import clock
from yuheng.platform.acts import BATCH, Actor

Outcome = Entry | tuple[Problem, ...]


@transaction.atomic
def post(*, by: Actor, drafts: Sequence[EntryDraft]) -> list[Entry]:
    """Post vouchers, all or none. Refuses what does not balance and what no balance covers, naming line and holder.

    Lines are locked in key order before balances are compared, and a CHECK of the database stands behind the
    comparison, so two payments that race for the last yuan cannot both pass.
    """
    refuse_if(problem for draft in drafts for problem in problems_in(draft))
    held = hold(drafts)
    refuse_if([problem for draft in drafts for problem in held.try_(draft)])
    return _write(by, drafts, held)


@transaction.atomic
def post_each(*, by: Actor, drafts: Sequence[EntryDraft]) -> list[Outcome]:
    """Post the vouchers that can be posted, in the order given; each of the others is answered with its problems.

    A voucher sees the money that those before it have moved, as if they had come one by one.
    """
    held = hold(drafts)
    outcomes: list[tuple[Problem, ...]] = [tuple(problems_in(draft) or held.try_(draft)) for draft in drafts]
    passed = [draft for draft, found in zip(drafts, outcomes, strict=True) if not found]
    entries = iter(_write(by, passed, held))
    return [found or next(entries) for found in outcomes]


def trial(drafts: Sequence[EntryDraft]) -> list[Problem]:
    """What stands against vouchers if they were posted now; nothing is locked and nothing is written."""
    held = hold(drafts, lock=False)
    return [problem for draft in drafts for problem in (problems_in(draft) or held.try_(draft))]


def _write(by: Actor, drafts: Sequence[EntryDraft], held: Held) -> list[Entry]:
    _write_balances(held)
    chosen = elements_of(drafts, held.elements)
    entries = [_entry(by, draft, no, held, chosen) for no, draft in enumerate(drafts)]
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    Posting.objects.bulk_create(
        (
            Posting(
                entry=entry,
                line_id=leg.line,
                stage=leg.stage,
                fen=leg.fen,
                elements_id=chosen.get((no, leg.line), held.elements[leg.line]),
            )
            for no, (entry, draft) in enumerate(zip(entries, drafts, strict=True))
            for leg in draft.legs
        ),
        batch_size=BATCH,
    )
    return entries


def _entry(by: Actor, draft: EntryDraft, no: int, held: Held, chosen: Chosen) -> Entry:
    entry = Entry(voucher=draft.voucher, kind=draft.kind, day=clock.today(), by=by.username)
    entry.ground, entry.previous_id = draft.ground, draft.previous
    legs = [(x.line, x.stage, x.fen, chosen.get((no, x.line), held.elements[x.line])) for x in draft.legs]
    entry.digest = entry_digest(entry, legs)
    return entry


def _write_balances(held: Held) -> None:
    moved = {key: fen for key, fen in held.moved.items() if fen}
    new = [Balance(line_id=key[0], stage=key[1], fen=fen) for key, fen in moved.items() if key not in held.rows]
    Balance.objects.bulk_create(new, batch_size=BATCH)
    changed = sorted((held.rows[key], fen) for key, fen in moved.items() if key in held.rows)
    used = sorted((pk, fen) for pk, fen in held.used.items() if fen)
    with connection.cursor() as cursor:
        _add(cursor, "UPDATE budget_balance SET fen = fen + %s WHERE id = %s", changed)
        _add(cursor, "UPDATE budget_ceiling SET used_fen = used_fen + %s WHERE id = %s", used)


def _add(cursor: object, statement: str, sums: Sequence[tuple[int, int]]) -> None:
    if sums:
        cursor.executemany(statement, [(fen, pk) for pk, fen in sums])  # type: ignore[attr-defined]  # Django's wrapper
