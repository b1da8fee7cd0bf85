"""Reads of payments. What was paid is read from payments and their refunds alone, never typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from yuheng.budget.actions import trial
from yuheng.budget.domain.ledger import EntryDraft, move
from yuheng.budget.models import Entry, Line
from yuheng.budget.queries import balances_of
from yuheng.execution.domain.commitments import STAGE_OF, Open, taking_problems
from yuheng.execution.models import Commitment, Feed, FeedRow, Payment, Refund
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem
from yuheng.platform import clock, scopes
from yuheng.platform.acts import Actor


def paid_by_month(project_id: int, year: int) -> dict[int, Fen]:
    """Fen paid for a project in each month of a year, less what came back in it; other months are left out. Two queries."""
    return months_of(Q(line__project_id=project_id, line__year=year))


def months_of(which: Q) -> dict[int, Fen]:
    """Fen paid in each month of the payments of a condition, less what of them came back in it. Two queries."""
    paid, back = Payment.objects.filter(which, paid_on__isnull=False), Refund.objects.filter(payment__in=_of(which))
    sums: dict[int, Fen] = {}
    for rows, day, sign in ((paid, "paid_on", 1), (back, "day", -1)):
        by_month = rows.annotate(month=ExtractMonth(day)).values_list("month").annotate(sum=Sum("amount_fen"))
        for month, fen in by_month.order_by("month"):
            sums[month] = sums.get(month, 0) + sign * int(fen)
    return dict(sorted(sums.items()))


def _of(which: Q) -> QuerySet[Payment]:
    return Payment.objects.filter(which, refunded_fen__gt=0).values("pk")  # type: ignore[return-value]  # a subquery


def paid_through(project_ids: Iterable[int], year: int, day: date) -> dict[int, Fen]:
    """Fen paid for each project of a year up to and including a day, less what had come back. Two queries."""
    keys = list(project_ids)
    paid = Payment.objects.filter(line__project_id__in=keys, line__year=year, paid_on__lte=day)
    sums = {pk: int(fen) for pk, fen in paid.values_list("line__project_id").annotate(sum=Sum("amount_fen"))}
    back = Refund.objects.filter(payment__line__project_id__in=keys, payment__line__year=year, day__lte=day)
    for pk, fen in back.values_list("payment__line__project_id").annotate(sum=Sum("amount_fen")):
        sums[pk] -= int(fen)
    return sums


def closed_years(years: Iterable[int]) -> set[int]:
    """Those of these years whose accounts are closed: another year than today's, or what was left has lapsed already."""
    today = clock.today()
    lapsed = Entry.objects.filter(kind="lapse", day__gte=date(today.year, 1, 1), postings__line__year=today.year)
    return {year for year in set(years) if year != today.year or lapsed.exists()}


def payments_seen_by(person: Actor) -> QuerySet[Payment]:
    """The payments of the organisations that a person's posts reach."""
    return scopes.visible(Payment.objects.select_related("line__project", "line__unit"), person)


def payments_of(project_id: int, year: int) -> QuerySet[Payment]:
    """The payments of a project in a year, newest first."""
    return Payment.objects.filter(line__project_id=project_id, line__year=year).order_by("-requested_on", "-pk")


def newest(project_id: int, count: int) -> list[Payment]:
    """The newest payments of a project over all years."""
    return list(
        Payment.objects.filter(line__project_id=project_id)
        .select_related("line")
        .order_by("-requested_on", "-pk")[:count]
    )


def count_of(project_id: int) -> int:
    """How many payments a project has over all years."""
    return Payment.objects.filter(line__project_id=project_id).count()


def totals(year: int, path: str) -> tuple[int, Fen]:
    """How many payments of a year's lines were made under a path, and how much did not come back, in fen. One query."""
    rows = Payment.objects.filter(year=year, org_path__startswith=path, paid_on__isnull=False)
    sums = rows.aggregate(count=Count("pk"), fen=Sum(F("amount_fen") - F("refunded_fen")))
    return int(sums["count"]), int(sums["fen"] or 0)


@dataclass(frozen=True)
class FeedSums:
    """How a feed comes out: rows and fen by what became of them; `unread_fen` stands in amounts that nobody can read."""

    declared: tuple[int, Fen]
    done: tuple[int, Fen] = (0, 0)
    bad: tuple[int, Fen] = (0, 0)
    waiting: tuple[int, Fen] = (0, 0)
    repeated: tuple[int, Fen] = (0, 0)
    unreadable: int = 0

    @property
    def read(self) -> tuple[int, Fen]:
        """All that was read, wherever it stands now."""
        parts = (self.done, self.bad, self.waiting, self.repeated)
        return sum(count for count, _ in parts), sum(fen for _, fen in parts)

    @property
    def unread_fen(self) -> Fen:
        """What the feed declares and no readable amount explains."""
        return self.declared[1] - self.read[1]

    @property
    def reconciled(self) -> bool:
        """Whether what was declared is what was read; a difference may only stand in amounts that cannot be read."""
        return self.declared[0] == self.read[0] and (self.unread_fen == 0 or self.unreadable > 0)


def feed_sums(feed: Feed) -> FeedSums:
    """Declared against read, row by row and in fen. One query."""
    rows = feed.rows.values_list("state").annotate(n=Count("pk"), fen=Sum("amount_fen"), read=Count("amount_fen"))
    found = {state: (n, int(fen or 0), n - read) for state, n, fen, read in rows.order_by()}
    return FeedSums(
        declared=(feed.declared_count, feed.declared_fen),
        repeated=(feed.repeated_count, feed.repeated_fen),
        unreadable=sum(missing for *_, missing in found.values()),
        **{state: (n, fen) for state, (n, fen, _) in found.items()},
    )


def bad_rows(feed: Feed) -> list[FeedRow]:
    """The rows of a feed that could not pass, in the order of the file. One query."""
    return list(feed.rows.filter(state="bad").order_by("place", "pk"))


@dataclass(frozen=True)
class Trial:
    """What would happen to a payment: everything that stands against it, and what its money has before and after."""

    problems: tuple[Problem, ...]
    before_fen: Fen
    after_fen: Fen


def try_payment(line: Line, amount_fen: Fen, commitment: Commitment | None = None) -> Trial:
    """Try a payment from a line or one of its commitments, at every level of control; nothing is locked or written."""
    stage = STAGE_OF[commitment.kind] if commitment else "executable"
    draft = EntryDraft("", "apply", "", move(line.pk, stage, "applied", amount_fen))
    found, before = [], balances_of([line.pk]).get(line.pk, {}).get(stage, 0)
    if commitment is not None:
        title, before = commitment.act_title, commitment.open_fen
        parent = Open(title, commitment.kind, standing=commitment.state == "standing", open_fen=before)
        found = taking_problems({commitment.pk: parent}, [(title, commitment.pk, amount_fen)])
    return Trial(tuple(found or trial([draft])), before, before - amount_fen)


def open_commitments(line: Line) -> list[Commitment]:
    """What of a line can be paid from or followed: confirmed, and not used up. One query."""
    return list(Commitment.objects.filter(line=line, state="standing", open_fen__gt=0).order_by("pk"))


def commitments_seen_by(person: Actor) -> QuerySet[Commitment]:
    """The commitments of the organisations that a person's posts reach."""
    rows = Commitment.objects.select_related("line__project", "line__unit", "follows")
    return scopes.visible(rows, person)
