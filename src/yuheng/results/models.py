"""What a score does: the application ledger."""

from django.db import models

from yuheng.budget.models import Request
from yuheng.evaluation.models import Evaluation
from yuheng.platform.flow import Subject
from yuheng.projects.models import Project
from yuheng.results.domain.flows import EFFECT


class Effect(Subject):
    """The effect of one sealed evaluation on one later budget: what the rule proposes, what was decided, and why."""

    flow = EFFECT

    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="effect")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="effects")
    request = models.ForeignKey(Request, null=True, blank=True, on_delete=models.PROTECT, related_name="effects")
    grade = models.CharField(max_length=12)
    base_fen = models.BigIntegerField()
    change_e4 = models.IntegerField()  # the rule's change as a share of the base × 10⁴
    proposed_fen = models.BigIntegerField()
    decided_fen = models.BigIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    article = models.CharField(max_length=200)
    rules_digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(base_fen__gte=0, proposed_fen__gte=0), name="effect_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_fen__isnull=True)
                | models.Q(decided_fen=models.F("proposed_fen"))
                | ~models.Q(reason=""),
                name="override_has_a_reason",
            ),
        )
        indexes = (
            models.Index(fields=["state", "org_path"]),
            models.Index(fields=["year"]),
            models.Index(fields=["-year", "state", "-proposed_fen", "id"], name="effect_as_listed"),
        )

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.project.name} {self.year} 结果应用"

    def __str__(self) -> str:
        return f"{self.project_id} {self.year}"
