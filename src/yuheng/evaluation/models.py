"""Evaluations: the unit's own account of a year, its score with the working, and the seal."""

from django.db import models

from yuheng.evaluation.domain.flows import EVALUATION
from yuheng.platform.flow import Subject
from yuheng.projects.models import Project, Target, TargetIndicator


class Evaluation(Subject):
    """The self-evaluation of a project's year. `sealed` is the canonical snapshot of inputs, rules and result."""

    flow = EVALUATION

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="evaluations")
    target = models.ForeignKey(Target, on_delete=models.PROTECT)
    budget_fen = models.BigIntegerField()
    executed_fen = models.BigIntegerField()
    summary = models.TextField(blank=True)
    execution_points_c = models.PositiveIntegerField(null=True, blank=True)
    total_c = models.PositiveIntegerField(null=True, blank=True)
    grade = models.CharField(max_length=12, blank=True)
    rules_digest = models.CharField(max_length=64, blank=True)
    printed_total = models.CharField(max_length=30, blank=True)  # a score that was published stays as published
    printed_grade = models.CharField(max_length=30, blank=True)
    sealed = models.TextField(blank=True)
    seal = models.CharField(max_length=64, blank=True)
    sealed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["project", "year"], name="one_evaluation_per_project_and_year"),
            models.CheckConstraint(
                condition=models.Q(sealed="", seal="", sealed_on__isnull=True)
                | (~models.Q(sealed="") & ~models.Q(seal="") & models.Q(sealed_on__isnull=False)),
                name="sealed_whole_or_not_at_all",
            ),
        )
        indexes = (
            models.Index(fields=["state", "org_path"]),
            models.Index(fields=["year", "grade"]),
            models.Index(fields=["-year", "-id"]),  # the order of the list
            models.Index(fields=["state", "sealed_on", "id"]),  # that of what is to be published
        )

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.project.name} {self.year} 绩效评价"

    def __str__(self) -> str:
        return f"{self.project_id} {self.year}"


class Outcome(models.Model):
    """What one indicator reached in the year, as reported and as read, with its points and their working."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="outcomes")
    indicator = models.ForeignKey(TargetIndicator, on_delete=models.PROTECT)
    printed = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)  # why it deviates from the target
    judged_e4 = models.PositiveIntegerField(
        null=True, blank=True
    )  # share given by a person to a qualitative result × 10⁴
    status = models.CharField(max_length=20)
    points_c = models.PositiveIntegerField(null=True, blank=True)
    working = models.JSONField(default=dict)
    printed_points = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["evaluation", "indicator"], name="outcome_once"),)

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.indicator_id}"
