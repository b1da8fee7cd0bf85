"""A feed of payments is taken: good rows pass, bad ones come back with their reasons, what is early waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction

from yuheng.execution.actions.feed_desk import Case, Desk
from yuheng.execution.domain.feeds import (
    DECLARED,
    SOURCES,
    FeedDraft,
    Row,
    RowDraft,
    counted,
    declared_problems,
    read_row,
    repeated_in,
)
from yuheng.execution.models import Feed, FeedRow
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.organisations.queries import county
from yuheng.platform import clock, duties, numbering
from yuheng.platform.acts import BATCH, Actor, record

ARTICLE = "budget-law-regulation#art-57"
CHUNK = 5000


@dataclass(frozen=True)
class FeedResult:
    """The feed; whether the same file had been taken before; how many rows of earlier feeds need not wait any longer."""

    feed: Feed
    again: bool = False
    settled: int = 0


@transaction.atomic
def take_feed(*, by: Actor, feed: FeedDraft) -> FeedResult:
    """Take a feed of payments, direct payments and refunds in the order of its rows.

    The same file again changes nothing. A row that came before is counted and left alone. A row that cannot pass is
    kept with its reasons by cell, and may be sent again under its id. A refund whose payment has not come yet waits for
    the next feed. Refuses a feed that is not what it declares: nothing of it is taken.
    """
    path = county().path
    duties.must(by, "finance.treasury", [(feed.number, path)], article=ARTICLE)
    if feed.source in SOURCES:
        numbering.take(f"feed/{feed.source}")  # feeds of one source are taken one after the other
    if before := Feed.objects.filter(source=feed.source, sha256=feed.sha256).first():
        return FeedResult(before, again=True)
    rows = [read_row(row, feed.letters) for row in feed.rows]
    refuse_if([*declared_problems(feed, rows, clock.today()), *_used_number(feed)])
    fresh, again = repeated_in(rows, _known(feed.source, rows))
    made = _feed(by, feed, path, counted(again))
    new, old = [Case.of(made, row) for row in fresh], _waiting(feed.source)
    desk = Desk.open(by, made, [case.row for case in (*new, *old)], feed.letters)
    _deal(desk, new)
    settled = _retry(desk, old, new)
    FeedRow.objects.bulk_create((case.kept for case in new), batch_size=BATCH)
    _record(by, made, new)
    return FeedResult(made, settled=settled)


def _used_number(feed: FeedDraft) -> list[Problem]:
    if not Feed.objects.filter(source=feed.source, number=feed.number).exists():
        return []
    message = Words(
        zh=f"批次号 {feed.number} 已用于另一个文件", en=f"The number {feed.number} was used for another file"
    )
    remedy = Words(zh="更正后的文件请用新的批次号", en="Send a corrected file under a new number")
    return [Problem("feed_number", DECLARED["number"].zh, message, feed.number, remedy=remedy)]


def _known(source: str, rows: Sequence[Row]) -> dict[str, tuple[str, Fen | None]]:
    """Kind and amount of the rows of this source that passed or wait, as far as these rows name their ids."""
    ids = sorted({row["external"] for row in rows})
    found: dict[str, tuple[str, Fen | None]] = {}
    for start in range(0, len(ids), CHUNK):
        kept = FeedRow.objects.filter(source=source, external__in=ids[start : start + CHUNK]).exclude(state="bad")
        found |= {key: (kind, fen) for key, kind, fen in kept.values_list("external", "kind", "amount_fen")}
    return found


def _feed(by: Actor, feed: FeedDraft, path: str, repeated: tuple[int, Fen]) -> Feed:
    return Feed.objects.create(
        source=feed.source,
        number=feed.number,
        sha256=feed.sha256,
        day=feed.day,
        declared_count=feed.count,
        declared_fen=feed.total_fen,
        repeated_count=repeated[0],
        repeated_fen=repeated[1],
        taken_at=clock.now(),
        by=by.username,
        org_path=path,
    )


def _waiting(source: str) -> list[Case]:
    """Rows of earlier feeds that wait for their payment, oldest first."""
    rows = FeedRow.objects.filter(source=source, state="waiting").order_by("pk")
    return [Case(read_row(RowDraft(row.place, row.cells)), row) for row in rows]


def _deal(desk: Desk, cases: Sequence[Case]) -> None:
    """Deal with rows in their order: runs of payments and runs of refunds, each as one batch of vouchers."""
    good = [case for case in cases if case.check()]
    for refund, run in groupby(good, key=lambda case: case.row.kind == "refund"):
        deal = desk.refund if refund else desk.pay
        deal(list(run))


def _retry(desk: Desk, old: Sequence[Case], new: Sequence[Case]) -> int:
    """Try again what waits, now that the payments of this feed are made; how many of the earlier ones are dealt with."""
    desk.refund([case for case in (*old, *new) if case.kept.state == "waiting"])
    settled = [case.kept for case in old if case.kept.state != "waiting"]
    FeedRow.objects.bulk_update(settled, ["state", "problems", "payment", "refund"], batch_size=500)
    return len(settled)


def _record(by: Actor, feed: Feed, cases: Sequence[Case]) -> None:
    states = [case.kept.state for case in cases]
    changes: dict[str, tuple[object, object]] = {
        "sha256": (None, feed.sha256),
        "declared_count": (None, feed.declared_count),
        "declared_fen": (None, feed.declared_fen),
        **{f"{state}_count": (None, states.count(state)) for state in ("done", "bad", "waiting")},
        "repeated_count": (None, feed.repeated_count),
    }
    record(by=by, verb="feed.take", subject=feed, changes=changes, article=ARTICLE)
