"""Payments: what a unit asks the treasury to pay, and what was paid."""

from django.db import models

from yuheng.budget.models import Entry, Line
from yuheng.execution.domain.flows import PAYMENT
from yuheng.platform.flow import Subject


class Payment(Subject):
    """One payment. Requested, its money stands in `applied`; paid, in `paid`; returned, it is executable again."""

    flow = PAYMENT

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="payments")
    voucher = models.CharField(max_length=40, unique=True)
    amount_fen = models.BigIntegerField()
    payee = models.CharField(max_length=120)
    purpose = models.CharField(max_length=200)
    requested_on = models.DateField()
    paid_on = models.DateField(null=True, blank=True)
    request_entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    paid_entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="payment_positive"),
            models.CheckConstraint(
                condition=models.Q(paid_on__isnull=True, paid_entry__isnull=True)
                | models.Q(paid_on__isnull=False, paid_entry__isnull=False),
                name="paid_day_and_entry_or_neither",
            ),
        )
        indexes = (models.Index(fields=["state", "org_path"]), models.Index(fields=["line", "paid_on"]))

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.voucher} {self.payee}"

    def __str__(self) -> str:
        return self.voucher
