"""Sets of rules that a computation used, kept so that it can be recomputed after the law has changed."""

from django.db import models


class RuleSet(models.Model):
    """The law of a place on a day, as canonical text under its digest. Append-only."""

    digest = models.CharField(max_length=64, primary_key=True)
    region = models.CharField(max_length=12)
    on = models.DateField()
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.region} {self.on} {self.digest[:12]}"
