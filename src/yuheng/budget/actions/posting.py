"""The one door into the ledger: vouchers are checked, balances moved under lock, postings appended."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from yuheng.budget.domain.ledger import EntryDraft, fold, problems_in
from yuheng.budget.domain.stages import STAGE_TITLES
from yuheng.budget.models import Balance, Entry, Line, Posting
from yuheng.budget.vouchers import entry_digest
from yuheng.kernel.money import Fen, wan
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import clock
from yuheng.platform.acts import BATCH, Actor

Key = tuple[int, str]


@transaction.atomic
def post(*, by: Actor, drafts: Sequence[EntryDraft]) -> list[Entry]:
    """Post vouchers, all or none. Refuses what does not balance and what no balance covers, naming line and holder.

    Lines are locked in key order before balances are compared, and a CHECK of the database stands behind the
    comparison, so two payments that race for the last yuan cannot both pass.
    """
    refuse_if(problem for draft in drafts for problem in problems_in(draft))
    moves = fold(leg for draft in drafts for leg in draft.legs)
    held = _lock(moves)
    refuse_if(_short(moves, held))
    _write_balances(moves, held)
    entries = [_entry(by, draft) for draft in drafts]
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    Posting.objects.bulk_create(
        (
            Posting(entry=entry, line_id=leg.line, stage=leg.stage, fen=leg.fen)
            for entry, draft in zip(entries, drafts, strict=True)
            for leg in draft.legs
        ),
        batch_size=BATCH,
    )
    return entries


def _entry(by: Actor, draft: EntryDraft) -> Entry:
    entry = Entry(voucher=draft.voucher, kind=draft.kind, day=clock.today(), by=by.username)
    entry.ground, entry.previous_id = draft.ground, draft.previous
    entry.digest = entry_digest(entry, [(leg.line, leg.stage, leg.fen) for leg in draft.legs])
    return entry


def _lock(moves: dict[Key, Fen]) -> dict[Key, Balance]:
    lines = sorted({line for line, _ in moves})
    held: dict[Key, Balance] = {}
    for start in range(0, len(lines), 5000):
        some = lines[start : start + 5000]
        if connection.features.has_select_for_update:
            # the line itself is the lock: balances that do not exist yet cannot be locked
            list(Line.objects.select_for_update(no_key=True).filter(pk__in=some).order_by("pk").values_list("pk"))
        rows = Balance.objects.filter(line_id__in=some)
        held |= {(row.line_id, row.stage): row for row in rows}
    return held


def _after(key: Key, moves: dict[Key, Fen], held: dict[Key, Balance]) -> Fen:
    return moves[key] + (held[key].fen if key in held else 0)


def _short(moves: dict[Key, Fen], held: dict[Key, Balance]) -> Iterable[Problem]:
    short = [key for key in moves if key[1] != "source" and _after(key, moves, held) < 0]
    lines = Line.objects.select_related("project").in_bulk({line for line, _ in short}) if short else {}
    for line, stage in short:
        yield _shortage(lines[line], stage, -moves[line, stage], held)


def _shortage(line: Line, stage: str, needed: Fen, held: dict[Key, Balance]) -> Problem:
    row = held.get((line.pk, stage))
    balance = row.fen if row else 0
    rest = {s: b.fen for (pk, s), b in sorted(held.items()) if pk == line.pk and s not in (stage, "source") and b.fen}
    name, title = line.act_title, STAGE_TITLES[stage]
    zh = "，".join(f"{STAGE_TITLES[s].zh} {wan(fen)} 万元" for s, fen in rest.items()) or "无"
    en = ", ".join(f"{STAGE_TITLES[s].en.lower()} {wan(fen)} 万元" for s, fen in rest.items()) or "nothing"
    return Problem(
        code="balance_short",
        where=f"{name} ({line.function_code})",
        found=wan(needed),
        expected=f"≤ {wan(balance)}",
        rule="budget-law-regulation#art-57",
        message=Words(
            zh=f"“{name}”（{line.function_code}）{title.zh}余额 {wan(balance)} 万元，不够 {wan(needed)} 万元；该指标其余：{zh}",
            en=f"“{name}” ({line.function_code}) has {wan(balance)} 万元 {title.en.lower()}, not {wan(needed)}; elsewhere: {en}",
        ),
        remedy=Words(zh="减少金额，或先办理预算调剂", en="Ask for less, or have the budget adjusted first"),
    )


def _write_balances(moves: dict[Key, Fen], held: dict[Key, Balance]) -> None:
    new = [Balance(line_id=key[0], stage=key[1], fen=fen) for key, fen in moves.items() if key not in held and fen]
    Balance.objects.bulk_create(new, batch_size=BATCH)
    changed = sorted((held[key].pk, fen) for key, fen in moves.items() if key in held and fen)
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE budget_balance SET fen = fen + %s WHERE id = %s", [(fen, pk) for pk, fen in changed])
