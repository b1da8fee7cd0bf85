"""Tables of the platform: acts, the heads of their chains, the standing day of the clock, runs of jobs."""

from datetime import datetime
from typing import Self

from django.db import models


class StandingDay(models.Model):
    """At most one row: the moment at which this installation's clock stands (a sample or a training copy)."""

    moment = models.DateTimeField()

    @classmethod
    def read(cls) -> datetime | None:
        """The standing moment, or None when the clock runs."""
        return cls.objects.values_list("moment", flat=True).first()

    @classmethod
    def write(cls, moment: datetime | None) -> None:
        """Replace the standing moment; None lets the clock run."""
        cls.objects.all().delete()
        if moment is not None:
            cls.objects.create(moment=moment)


class Act(models.Model):
    """One thing that somebody did, linked to the act before it in its chain. Never changed, never deleted."""

    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=150)
    post = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    changes = models.TextField(default="{}")  # canonical JSON {field: [old, new]}
    reason = models.TextField(blank=True)
    article = models.CharField(max_length=200, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["chain", "number"], name="act_number_once_per_chain"),)
        indexes = (models.Index(fields=["subject_kind", "subject_id"]),)

    def __str__(self) -> str:
        return f"{self.chain}/{self.number} {self.verb} {self.title}"


class ChainHead(models.Model):
    """How far a chain has come. The row is locked while acts are added, so numbers have no gap."""

    chain = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.chain} at {self.number}"


class JobRun(models.Model):
    """One run of a scheduled job: what it was, when it was due, how it ended."""

    job = models.CharField(max_length=60)
    due = models.DateField()
    began = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["job", "due"], name="job_once_per_day"),)

    @classmethod
    def begin(cls, *, job: str, due: datetime, began: datetime) -> tuple[Self, bool]:
        """Claim a run; the second to ask gets False."""
        return cls.objects.get_or_create(job=job, due=due.date(), defaults={"began": began})

    def __str__(self) -> str:
        return f"{self.job} {self.due}"


class Counter(models.Model):
    """The last number given out under a key (a unit's vouchers of a year); locked while numbers are taken."""

    key = models.CharField(max_length=60, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key} {self.value}"
