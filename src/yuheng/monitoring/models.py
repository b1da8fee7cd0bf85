"""Watching money and results together: readings, observations with lights, warnings."""

from django.db import models

from yuheng.monitoring.domain.flows import WARNING
from yuheng.platform.flow import Subject
from yuheng.projects.models import Project, TargetIndicator


class Reading(models.Model):
    """What an indicator had reached by a day, as reported and as read. A correction is a new reading."""

    indicator = models.ForeignKey(TargetIndicator, on_delete=models.PROTECT, related_name="readings")
    through = models.DateField()
    number = models.PositiveSmallIntegerField(default=1)
    printed = models.CharField(max_length=300)
    kind = models.CharField(max_length=12)
    value_e4 = models.BigIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    share_e4 = models.IntegerField(null=True, blank=True)  # share of the year's target reached, × 10⁴
    by = models.CharField(max_length=150)
    reported_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["indicator", "through", "number"], name="reading_once"),)

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.through} {self.printed}"


class Observation(models.Model):
    """Money and results of one project by one day, with the light of each, of both together, and why."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="observations")
    year = models.PositiveSmallIntegerField()
    org_path = models.CharField(max_length=80)
    through = models.DateField()
    budget_fen = models.BigIntegerField()
    paid_fen = models.BigIntegerField()
    result_e4 = models.IntegerField(
        null=True, blank=True
    )  # weighted share of targets reached × 10⁴; null: not reported
    money_light = models.CharField(max_length=8)
    result_light = models.CharField(max_length=8)
    joint_light = models.CharField(max_length=8)
    light = models.CharField(max_length=8)
    reasons = models.JSONField(default=list)  # [{"zh","en","article"}]
    rules_digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["project", "year", "through"], name="observation_once_per_day"),
            models.CheckConstraint(
                condition=models.Q(light__in=["green", "yellow", "red", "grey"]), name="light_known"
            ),
        )
        indexes = (models.Index(fields=["year", "through", "org_path"]),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.through} {self.light}"


class Warning(Subject):
    """A light that somebody must answer by a day: what is wrong, what the unit chose, how it was settled."""

    flow = WARNING

    class Choice(models.TextChoices):
        CONTINUE = "continue"
        REALLOCATE = "reallocate"
        CANCEL = "cancel"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="warnings")
    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="warning")
    light = models.CharField(max_length=8)
    choice = models.CharField(max_length=12, blank=True, choices=Choice.choices)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(choice="", answer="") | (~models.Q(choice="") & ~models.Q(answer="")),
                name="choice_and_answer_or_neither",
            ),
        )
        indexes = (models.Index(fields=["state", "org_path"]),)

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.project.name} {self.observation.through} 预警"

    def __str__(self) -> str:
        return f"{self.project_id} {self.light}"
