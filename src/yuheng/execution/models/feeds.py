"""Feeds of payments from the treasury or a bank: what a file said, row by row, and what became of each row."""

from django.db import models

from yuheng.execution.domain.feeds import ROW_KINDS, ROW_STATES, SOURCES
from yuheng.execution.models.payments import Payment, Refund


class Feed(models.Model):
    """One feed as it was sent and taken. What it declared is what was read; the rows say what became of it.

    `repeated_…` counts rows that an earlier feed of the same source had brought already; they are not kept twice.
    """

    source = models.CharField(max_length=20)
    number = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    day = models.DateField()
    declared_count = models.PositiveIntegerField()
    declared_fen = models.BigIntegerField()
    repeated_count = models.PositiveIntegerField(default=0)
    repeated_fen = models.BigIntegerField(default=0)
    taken_at = models.DateTimeField()
    by = models.CharField(max_length=150)
    org_path = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["source", "number"], name="feed_number_once_per_source"),
            models.UniqueConstraint(fields=["source", "sha256"], name="feed_file_once_per_source"),
            models.CheckConstraint(condition=models.Q(source__in=SOURCES), name="feed_source_known"),
        )

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.source} {self.number}"

    @property
    def act_chain(self) -> str:
        """Its acts stand in the chain of the county."""
        return self.org_path.rstrip("/").rsplit("/", 1)[-1]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"


class FeedRow(models.Model):
    """One row of a feed: passed, bad with its reasons by cell, or waiting for the payment that it speaks of.

    A bad row may be sent again, corrected, under the same id: an id is used up only by a row that passed or waits.
    `cells` are the texts as they stood, so that a bad row can be given back as it came.
    """

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="rows")
    source = models.CharField(max_length=20)
    external = models.CharField(max_length=60)
    place = models.PositiveIntegerField()  # the row of the file, from 1
    kind = models.CharField(max_length=8, blank=True)  # empty: not readable
    amount_fen = models.BigIntegerField(null=True, blank=True)  # empty: not readable
    state = models.CharField(max_length=8)
    cells = models.JSONField()
    problems = models.JSONField(default=list)
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="fed_by")
    refund = models.ForeignKey(Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="fed_by")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["source", "external"], condition=~models.Q(state="bad"), name="feed_row_once_per_source"
            ),
            models.CheckConstraint(condition=models.Q(state__in=ROW_STATES), name="feed_row_state_known"),
            models.CheckConstraint(condition=models.Q(kind__in=["", *ROW_KINDS]), name="feed_row_kind_known"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(payment__isnull=False), name="feed_row_done_has_payment"
            ),
        )
        indexes = (models.Index(fields=["feed", "state"]), models.Index(fields=["source", "state"]))

    def __str__(self) -> str:
        return f"{self.source} {self.external}"
