"""Documents are replayed year by year: openings, then each document as one adjustment with one voucher."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from yuheng.budget.actions import post
from yuheng.budget.domain.elements import ADJUSTMENT, VIREMENT
from yuheng.budget.domain.ledger import EntryDraft, Leg, move, shift
from yuheng.budget.marking import intern
from yuheng.budget.models import Adjustment, AdjustmentItem, Line
from yuheng.budget.proof import verify_ledger
from yuheng.exchange.adopt.changes import Document, Key, Replay, openings, steps_of
from yuheng.exchange.adopt.founding import Founded
from yuheng.exchange.adopt.posting import make_line, marks_of
from yuheng.kernel.money import Fen
from yuheng.platform import acts, clock
from yuheng.platform.acts import BATCH, SYSTEM, Done, record_many

DERIVED = "opening derived from the replay"


@dataclass
class Replayed:
    """What became of the documents."""

    documents: int = 0
    vouchers: int = 0
    net_zero: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    opened_fen: Fen = 0
    lines: int = 0
    opened_lines: int = 0
    faults_by_year: dict[int, int] = field(default_factory=dict)


def replay_years(replay: Replay, at: Founded) -> Replayed:
    """Replay all documents; after each year the whole ledger is proved, and its faults are counted."""
    made = Replayed(len(replay.documents), net_zero=replay.net_zero)
    for year, documents in replay.years().items():
        moving = [one for one in documents if any(one.deltas.values())]
        lines = _open(replay, at, year, moving, made)
        adjustments = [_adjust(group, at, lines) for group in _by_day(moving)]
        record_many(by=SYSTEM, verb="budget.adopt", done=[done for group in adjustments for done in group])
        made.vouchers += len(moving)
        for one in moving:
            made.by_kind[one.kind] = made.by_kind.get(one.kind, 0) + 1
        made.faults_by_year[year] = sum(1 for _ in verify_ledger(acts.entry_digests()))
    return made


def _by_day(documents: Sequence[Document]) -> Iterator[list[Document]]:
    for _, group in groupby(documents, key=lambda one: one.day):
        yield list(group)


def _open(replay: Replay, at: Founded, year: int, documents: list[Document], made: Replayed) -> dict[Key, Line]:
    """Write the lines of a year and open each with exactly what its replay needs."""
    needed = openings(documents)
    keys = sorted(needed)
    source = [replay.lines[key] for key in keys]
    marks = [marks_of(one, at) for one in source]
    elements = intern(marks)
    adopted = f"{replay.file}: {DERIVED}"
    rows = [
        make_line(one, at, adopted=adopted, target=None, elements=elements[mark])
        for one, mark in zip(source, marks, strict=True)
    ]
    Line.objects.bulk_create(rows, batch_size=BATCH)
    opened = [(key, row) for key, row in zip(keys, rows, strict=True) if needed[key]]
    drafts = [
        EntryDraft(
            f"{year}-approve-{row.project.code}", "approve", DERIVED, move(row.pk, "source", "executable", needed[key])
        )
        for key, row in opened
    ]
    with clock.at(date(year, 1, 1)):
        entries = post(by=SYSTEM, drafts=drafts)
    done = [
        Done(row, {"opening_fen": (None, needed[key]), "entry": (None, entry.digest)}, DERIVED)
        for (key, row), entry in zip(opened, entries, strict=True)
    ]
    record_many(by=SYSTEM, verb="budget.adopt", done=done)
    made.lines += len(rows)
    made.opened_lines += len(opened)
    made.opened_fen += sum(needed.values())
    return dict(zip(keys, rows, strict=True))


def _adjust(documents: list[Document], at: Founded, lines: dict[Key, Line]) -> list[Done]:
    """Post the documents of one day and keep each as a decided adjustment."""
    with clock.at(documents[0].day):
        entries = post(by=SYSTEM, drafts=[_voucher(one, lines) for one in documents])
    rows = [
        Adjustment(
            number=_number(one),
            kind=one.kind,
            ground=one.title[:300],
            resolution=one.decision[:80],
            decided_on=one.day,
            entry=entry,
            state="decided",
            state_since=one.day,
            maker=SYSTEM.username,
            org_path=at.root.path,
            year=one.year,
        )
        for one, entry in zip(documents, entries, strict=True)
    ]
    Adjustment.objects.bulk_create(rows, batch_size=BATCH)
    AdjustmentItem.objects.bulk_create(
        [
            AdjustmentItem(adjustment=row, line=lines[key], delta_fen=fen)
            for one, row in zip(documents, rows, strict=True)
            for key, fen in one.deltas.items()
            if fen
        ],
        batch_size=BATCH,
    )
    return [
        Done(row, {"net_fen": (None, one.net), "entry": (None, row.entry.digest if row.entry else None)}, row.ground)
        for one, row in zip(documents, rows, strict=True)
    ]


def _number(one: Document) -> str:
    return f"{one.year}-{one.number}"


def _voucher(one: Document, lines: dict[Key, Line]) -> EntryDraft:
    legs: list[Leg] = []
    for step in steps_of(one):
        line = lines[step.line].pk
        legs += shift(line, step.shifted) if step.shifted else ()
        legs += move(line, "source", "executable", step.added) if step.added else ()
    origin = VIREMENT if one.kind == "virement" else ADJUSTMENT
    marks = {"origin": origin, "document": _number(one)}
    return EntryDraft(_number(one), one.kind, one.title[:300] or one.kind, tuple(legs), marks=marks)
