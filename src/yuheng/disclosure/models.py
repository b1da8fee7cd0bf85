"""What was published: the very content, its digest, and when it was due."""

from django.db import models

from yuheng.projects.models import Project


class Publication(models.Model):
    """One publication of one project's year. Append-only; a correction is a new number."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="publications")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    org_path = models.CharField(max_length=80)
    content = models.TextField()  # canonical JSON: money, targets, results, score, effect
    digest = models.CharField(max_length=64)
    published_on = models.DateField()
    due = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=150)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["project", "year", "number"], name="publication_once"),)
        indexes = (models.Index(fields=["year", "project"]),)

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.project.name} {self.year} 公开"

    @property
    def act_chain(self) -> str:
        """Acts of publication stand in the unit's chain."""
        return self.org_path.rstrip("/").rsplit("/", 1)[-1]

    def __str__(self) -> str:
        return f"{self.project_id} {self.year} #{self.number}"
