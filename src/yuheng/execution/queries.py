"""Reads of payments. What was paid is read from payments alone, never typed."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from yuheng.execution.models import Payment
from yuheng.kernel.money import Fen
from yuheng.platform import scopes
from yuheng.platform.acts import Actor


def paid_by_month(project_id: int, year: int) -> dict[int, Fen]:
    """Fen paid for a project in each month of a year; months without payments are left out. One query."""
    rows = Payment.objects.filter(line__project_id=project_id, line__year=year, paid_on__isnull=False)
    sums = rows.annotate(month=ExtractMonth("paid_on")).values_list("month").annotate(sum=Sum("amount_fen"))
    return {month: int(fen) for month, fen in sums.order_by("month")}


def paid_through(project_ids: Iterable[int], year: int, day: date) -> dict[int, Fen]:
    """Fen paid for each project of a year up to and including a day. One query."""
    rows = Payment.objects.filter(line__project_id__in=list(project_ids), line__year=year, paid_on__lte=day)
    return {pk: int(fen) for pk, fen in rows.values_list("line__project_id").annotate(sum=Sum("amount_fen"))}


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
    """How many payments of a year's lines were made under a path, and how much, in fen. One query."""
    rows = Payment.objects.filter(year=year, org_path__startswith=path, paid_on__isnull=False)
    sums = rows.aggregate(count=Count("pk"), fen=Sum("amount_fen"))
    return int(sums["count"]), int(sums["fen"] or 0)
