"""Vouchers that move money of lines between two stages, and nothing else."""

from collections.abc import Mapping, Sequence

from yuheng.budget.actions.posting import post
from yuheng.budget.domain.ledger import EntryDraft, move
from yuheng.budget.models import Balance, Entry, Line
from yuheng.kernel.money import Fen
from yuheng.platform import numbering
from yuheng.platform.acts import Actor, Done, record_many

CHAIN = ("approve", "allot", "release", "carry_in")
CHUNK = 5000


def move_each(
    by: Actor,
    moves: Sequence[tuple[Line, str, str, Fen]],
    kind: str,
    *,
    ground: str = "",
    marks: Mapping[str, str] | None = None,
) -> list[Entry]:
    """Post one voucher per move (line, from, to, fen), numbered by year, each following the line's one before it."""
    before = _last_entries(sorted({line.pk for line, *_ in moves}))
    wanted: dict[int, int] = {}
    for line, *_ in moves:
        wanted[line.year] = wanted.get(line.year, 0) + 1
    numbers = {year: iter(numbering.take(f"voucher/{year}", count)) for year, count in sorted(wanted.items())}
    drafts = [
        EntryDraft(
            f"{line.year}-{next(numbers[line.year]):08d}",
            kind,
            ground or f"{kind} {line.year}",
            move(line.pk, frm, to, fen),
            before.get(line.pk),
            marks or {},
        )
        for line, frm, to, fen in moves
    ]
    return post(by=by, drafts=drafts)


def _last_entries(lines: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in range(0, len(lines), CHUNK):
        rows = Entry.objects.filter(postings__line_id__in=lines[start : start + CHUNK], kind__in=CHAIN)
        found |= dict(rows.order_by("pk").values_list("postings__line_id", "pk"))
    return found


def move_whole(by: Actor, lines: Sequence[Line], frm: str, to: str, kind: str) -> list[Line]:
    """Move all that stands in one stage of each line to another stage, with an act for each line that had any."""
    by_pk = {line.pk: line for line in lines}
    there: dict[int, Fen] = {}
    keys = sorted(by_pk)
    for start in range(0, len(keys), CHUNK):
        rows = Balance.objects.filter(line_id__in=keys[start : start + CHUNK], stage=frm, fen__gt=0)
        there |= dict(rows.values_list("line_id", "fen"))
    moved = [by_pk[pk] for pk in sorted(there)]
    entries = move_each(by, [(line, frm, to, there[line.pk]) for line in moved], kind)
    done = [
        Done(
            line,
            {
                f"{frm}_fen": (there[line.pk], 0),
                f"{to}_fen": (None, there[line.pk]),
                "entry": (None, entry.digest),
            },
        )
        for line, entry in zip(moved, entries, strict=True)
    ]
    record_many(by=by, verb=f"line.{kind}", done=done)
    return moved
