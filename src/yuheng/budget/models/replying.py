"""The replies that carry an approved budget to departments and units."""

from django.db import models

from yuheng.budget.models.preparing import Version
from yuheng.organisations.models import Organisation


class Reply(models.Model):
    """The approved budget of one department or unit, replied to it on a day; `due` is the legal last day."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="replies")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="budget_replies")
    on = models.DateField()
    due = models.DateField()
    by = models.CharField(max_length=150)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "organisation"], name="reply_once"),)

    @property
    def late_days(self) -> int:
        """By how many days it came after its last day; 0 when it was in time."""
        return max((self.on - self.due).days, 0)

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.organisation.name} {self.version.year} 预算批复"

    @property
    def act_chain(self) -> str:
        """Acts about it stand in the chain of who is replied to."""
        return self.organisation.code

    def __str__(self) -> str:
        return f"{self.version_id} → {self.organisation_id}"
