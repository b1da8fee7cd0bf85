"""Payments: what a unit asks the treasury to pay, what was paid, and what of it came back."""

from django.db import models

from yuheng.budget.models import Entry, Line
from yuheng.execution.domain.flows import PAYMENT
from yuheng.execution.models.commitments import Commitment
from yuheng.platform.flow import Subject


class Payment(Subject):
    """One payment. Requested, its money stands in `applied`; paid, in `paid`; returned, where it came from.

    `commitment` is what the payment fulfils; without one its money comes from what is executable. `refunded_fen` is
    the part of what was paid that came back: the sum of its refunds.
    """

    flow = PAYMENT

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="payments")
    commitment = models.ForeignKey(Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    voucher = models.CharField(max_length=40, unique=True)
    amount_fen = models.BigIntegerField()
    refunded_fen = models.BigIntegerField(default=0)
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
                condition=models.Q(refunded_fen=0)
                | models.Q(paid_on__isnull=False, refunded_fen__gt=0, refunded_fen__lte=models.F("amount_fen")),
                name="refunded_at_most_what_was_paid",
            ),
            models.CheckConstraint(
                condition=models.Q(paid_on__isnull=True, paid_entry__isnull=True)
                | models.Q(paid_on__isnull=False, paid_entry__isnull=False),
                name="paid_day_and_entry_or_neither",
            ),
        )
        indexes = (
            models.Index(fields=["state", "org_path"]),
            models.Index(fields=["line", "paid_on"]),
            models.Index(fields=["-requested_on", "-id"]),  # the order of the list
        )

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.voucher} {self.payee}"

    @property
    def left_fen(self) -> int:
        """What was paid and has not come back; nothing while it is not paid."""
        return self.amount_fen - self.refunded_fen if self.paid_on else 0

    def __str__(self) -> str:
        return self.voucher


class Refund(models.Model):
    """Money of a payment that came back: executable again in the payment's own year. Never changed."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    number = models.CharField(max_length=40, unique=True)
    amount_fen = models.BigIntegerField()
    day = models.DateField()
    reason = models.CharField(max_length=200)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="refund_positive"),)
        indexes = (models.Index(fields=["payment", "day"]),)

    def __str__(self) -> str:
        return self.number
