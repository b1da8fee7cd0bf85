"""What a unit is bound to pay before it asks for a payment: procurement requests, contracts, accepted deliveries."""

from django.db import models

from yuheng.budget.models import Entry, Line
from yuheng.execution.domain.commitments import KIND_TITLES, KINDS
from yuheng.execution.domain.flows import COMMITMENT
from yuheng.kernel.outcome import Words
from yuheng.platform.flow import Subject


class Commitment(Subject):
    """One link of the chain request → contract → acceptance. `follows` is the link that it was converted from.

    Its money stands in the stage of its kind. `open_fen` is what was neither converted, nor asked to be paid, nor
    released: amount = open + released + what followed it. Carried over, it follows its own past in the old year.
    """

    flow = COMMITMENT

    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=40, unique=True)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="commitments")
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    title = models.CharField(max_length=200)
    supplier = models.CharField(max_length=120, blank=True)
    amount_fen = models.BigIntegerField()
    open_fen = models.BigIntegerField()
    released_fen = models.BigIntegerField(default=0)
    entered_on = models.DateField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="commitment_kind_known"),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="commitment_positive"),
            models.CheckConstraint(
                condition=models.Q(open_fen__gte=0, released_fen__gte=0)
                & models.Q(amount_fen__gte=models.F("open_fen") + models.F("released_fen")),
                name="commitment_open_within_amount",
            ),
        )
        indexes = (
            models.Index(fields=["state", "org_path"]),
            models.Index(fields=["line", "kind"]),
            models.Index(fields=["-entered_on", "-id"]),  # the order of the list
        )

    @property
    def kind_words(self) -> Words:
        """What it is: a request, a contract or an acceptance."""
        return KIND_TITLES[self.kind]

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.number} {self.title}"

    def __str__(self) -> str:
        return self.number
