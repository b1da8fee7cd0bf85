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
        SCENARIO = "scenario"

    round = models.CharField(max_length=10, choices=Round.choices)
    number = models.PositiveSmallIntegerField(default=1)
    base = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="scenarios")
    title = models.CharField(max_length=120, blank=True)  # what a scenario asks: "what if …"
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
            models.CheckConstraint(
                condition=models.Q(round="scenario", base__isnull=False, state="scenario")
                | (~models.Q(round="scenario") & models.Q(base__isnull=True) & ~models.Q(state="scenario")),
                name="scenario_has_its_base_and_never_opens",
            ),
        )

    @property
    def is_scenario(self) -> bool:
        """Whether it only asks “what if”: nobody submits into it and nobody approves it."""
        return self.round == self.Round.SCENARIO

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
    item = models.CharField(max_length=40, blank=True)  # which government fund or insurance pays it
    guarantee = models.CharField(max_length=40, blank=True)  # which need of the three guarantees it meets
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


class RequestYear(models.Model):
    """What a request will need in a following year: the medium-term plan beside the annual amount."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="later")
    year = models.PositiveSmallIntegerField()
    amount_fen = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["request", "year"], name="request_year_once"),
            models.CheckConstraint(condition=models.Q(amount_fen__gte=0), name="request_year_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.year}"


class WhatIf(models.Model):
    """The amount that a scenario gives to a request of its base, and by which rule of the scenario."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="what_ifs")
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="what_ifs")
    amount_fen = models.BigIntegerField()
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["version", "request"], name="what_if_once"),
            models.CheckConstraint(condition=models.Q(amount_fen__gte=0), name="what_if_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.version_id}: {self.request_id}"
