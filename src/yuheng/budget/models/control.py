"""What stands above a line when money is to be used: ceilings and stops."""

from django.db import models

from yuheng.budget.domain.levels import LEVELS
from yuheng.budget.models.ledger import Line
from yuheng.organisations.models import Organisation
from yuheng.projects.models import Project


class Ceiling(models.Model):
    """How much may be used in a year at a level above the line: a project, a unit, a class, an item of a unit, a book.

    `used_fen` is the fold of what its lines have in use (`domain.stages.USED`); the database keeps it within the limit.
    A level without a ceiling is limited by its lines alone.
    """

    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=12)
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    org_path = models.CharField(max_length=80)
    limit_fen = models.BigIntegerField()
    used_fen = models.BigIntegerField(default=0)
    article = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["year", "level", "key"], name="ceiling_once"),
            models.CheckConstraint(condition=models.Q(used_fen__lte=models.F("limit_fen")), name="ceiling_holds"),
            models.CheckConstraint(condition=models.Q(limit_fen__gte=0), name="ceiling_not_negative"),
            models.CheckConstraint(condition=models.Q(level__in=LEVELS), name="ceiling_level_known"),
        )

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.title} {self.year} 限额"

    @property
    def act_chain(self) -> str:
        """Its acts stand in the chain of the organisation it binds."""
        return self.org_path.rstrip("/").rsplit("/", 1)[-1]

    def __str__(self) -> str:
        return f"{self.year} {self.level} {self.key}"


class Suspension(models.Model):
    """A stop on the use of money of one line, one project, or everything of an organisation, until it is lifted."""

    line = models.ForeignKey(Line, null=True, blank=True, on_delete=models.PROTECT, related_name="suspensions")
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="suspensions")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    org_path = models.CharField(max_length=80)
    since = models.DateField()
    by = models.CharField(max_length=150)
    reason = models.CharField(max_length=300)
    article = models.CharField(max_length=200)
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.CharField(max_length=150, blank=True)
    lifted_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(line__isnull=False, project__isnull=True, organisation__isnull=True)
                | models.Q(line__isnull=True, project__isnull=False, organisation__isnull=True)
                | models.Q(line__isnull=True, project__isnull=True, organisation__isnull=False),
                name="suspension_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_on__isnull=True, lifted_by="", lifted_because="")
                | (models.Q(lifted_on__isnull=False) & ~models.Q(lifted_by="") & ~models.Q(lifted_because="")),
                name="lifted_with_name_and_reason_or_not",
            ),
        )
        indexes = (models.Index(fields=["lifted_on"]),)

    @property
    def what(self) -> str:
        """The name of what is stopped."""
        stopped = self.line.act_title if self.line else self.project or self.organisation
        return str(stopped)

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.what} 暂停支付"

    @property
    def act_chain(self) -> str:
        """Its acts stand in the chain of the organisation it binds."""
        return self.org_path.rstrip("/").rsplit("/", 1)[-1]

    def __str__(self) -> str:
        return self.what
