"""The core indicator library."""

from django.db import models


class Definition(models.Model):
    """One entry of the library in one version; a later version never rewrites an earlier year."""

    code = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField(default=1)
    sector = models.CharField(max_length=80)
    field = models.CharField(max_length=120, blank=True)
    level1 = models.CharField(max_length=40)
    level2 = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200)
    explanation = models.TextField(blank=True)
    formula = models.TextField(blank=True)
    unit = models.CharField(max_length=30, blank=True)
    direction = models.CharField(max_length=20, blank=True)
    example = models.CharField(max_length=200, blank=True)  # one project's target in one year: an example, no standard
    source = models.CharField(max_length=300)
    verified = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code", "version"], name="definition_version_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="definition_ends_after_it_began",
            ),
        )
        indexes = (models.Index(fields=["sector", "level1"]),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
