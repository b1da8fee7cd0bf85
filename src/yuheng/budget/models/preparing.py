"""The budget in preparation: versions, and what units ask for in them."""

from django.db import models

from yuheng.budget.domain.flows import REQUEST, VERSION
from yuheng.budget.domain.stages import BOOKS
from yuheng.platform.flow import Subject
from yuheng.projects.models import Project, Target


class Version(Subject):
    """The county's budget of a year in one round of its preparation."""

    flow = VERSION

    class Round(models.TextChoices):
        FIRST = "first"
        SECOND = "second"
        ADJUSTED = "adjusted"

    round = models.CharField(max_length=10, choices=Round.choices)
    number = models.PositiveSmallIntegerField(default=1)
    resolution = models.CharField(max_length=80, blank=True)
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["org_path", "year", "round", "number"], name="version_once"),
            models.CheckConstraint(
                condition=models.Q(resolution="", approved_on__isnull=True)
                | (~models.Q(resolution="") & models.Q(approved_on__isnull=False)),
                name="resolution_and_day_or_neither",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.round}"


class Request(Subject):
    """What a unit asks for one project in one version: a line of the budget before it is approved."""

    flow = REQUEST

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="requests")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="requests")
    target = models.ForeignKey(Target, on_delete=models.PROTECT)
    book = models.CharField(max_length=20)
    fund = models.CharField(max_length=20)
    function_code = models.CharField(max_length=7)
    government_economic = models.CharField(max_length=5)
    department_economic = models.CharField(max_length=5)
    amount_fen = models.BigIntegerField()
    proposed_fen = models.BigIntegerField(null=True, blank=True)  # what the results of evaluation propose
    control_fen = models.BigIntegerField(null=True, blank=True)  # the control number of the first reply
    basis = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=[
                    "version",
                    "project",
                    "book",
                    "fund",
                    "function_code",
                    "government_economic",
                    "department_economic",
                ],
                name="request_once_per_classification",
            ),
            models.CheckConstraint(condition=models.Q(amount_fen__gte=0), name="request_not_negative"),
            models.CheckConstraint(condition=models.Q(book__in=BOOKS), name="request_book_known"),
        )
        indexes = (
            models.Index(fields=["state", "org_path"]),
            models.Index(fields=["project", "year"]),
            models.Index(fields=["-year", "-version", "org_path", "id"], name="request_as_listed"),
        )

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.project.name} {self.year} 预算申报"

    def __str__(self) -> str:
        return f"{self.project_id} {self.year}"
