"""Changes of an approved budget: adjustments with their items, and the plan by which money becomes executable."""

from django.db import models

from yuheng.budget.domain.adjusting import ADJUSTMENT, KINDS
from yuheng.budget.domain.allotting import ALLOTMENT
from yuheng.budget.models.ledger import Entry, Line
from yuheng.platform.flow import Subject


class Adjustment(Subject):
    """A change of approved money that is decided as a whole. What kinds there are: `domain/adjusting.py`."""

    flow = ADJUSTMENT

    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12)
    ground = models.CharField(max_length=300)
    legal_ground = models.CharField(max_length=20, blank=True)  # one of the law's four cases, or none
    resolution = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="adjustment_kind_known"),
            models.CheckConstraint(
                condition=models.Q(entry__isnull=True, decided_on__isnull=True)
                | models.Q(entry__isnull=False, decided_on__isnull=False),
                name="adjustment_entry_and_day_or_neither",
            ),
        )
        indexes = (models.Index(fields=["state", "org_path"]), models.Index(fields=["-year", "-id"]))

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.number} {self.ground}"

    def __str__(self) -> str:
        return self.number


class AdjustmentItem(models.Model):
    """What an adjustment gives to a line (positive) or takes from it (negative), in fen."""

    adjustment = models.ForeignKey(Adjustment, on_delete=models.PROTECT, related_name="items")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="adjustment_items")
    delta_fen = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["adjustment", "line"], name="adjustment_item_once_per_line"),
            models.CheckConstraint(condition=~models.Q(delta_fen=0), name="adjustment_item_moves_money"),
        )

    def __str__(self) -> str:
        return f"{self.line_id} {self.delta_fen:+d}"


class Allotment(Subject):
    """The part of a line's money that becomes executable in one month; released, its voucher stands beside it."""

    flow = ALLOTMENT

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="allotments")
    month = models.PositiveSmallIntegerField()
    fen = models.BigIntegerField()
    released_on = models.DateField(null=True, blank=True)
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["line", "month"], name="allotment_once_per_month"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="allotment_positive"),
            models.CheckConstraint(condition=models.Q(month__gte=1, month__lte=12), name="allotment_month"),
            models.CheckConstraint(
                condition=models.Q(released_on__isnull=True, entry__isnull=True)
                | models.Q(released_on__isnull=False, entry__isnull=False),
                name="allotment_day_and_entry_or_neither",
            ),
        )
        indexes = (models.Index(fields=["state", "org_path"]), models.Index(fields=["year", "month", "state"]))

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.line.act_title} {self.month} 月用款计划"

    def __str__(self) -> str:
        return f"{self.line_id} {self.month}"
