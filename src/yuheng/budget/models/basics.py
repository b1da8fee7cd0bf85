"""What requests stand on: the classification of the year, and base data of the units."""

from django.db import models

from yuheng.budget.domain.classes import KINDS
from yuheng.organisations.models import Organisation


class ClassCode(models.Model):
    """One code of the classification of one year. `verified`: its source is a text that was read."""

    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24)
    code = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=160, blank=True)
    parent = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=300, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["year", "kind", "code"], name="class_code_once_per_year"),
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="class_code_kind_known"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class BaseFigure(models.Model):
    """How many of something a unit has in a year (posts, cars, square metres), in ten-thousandths of one."""

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="base_figures")
    org_path = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=40)
    quantity_e4 = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "year", "item"], name="base_figure_once"),
            models.CheckConstraint(condition=models.Q(quantity_e4__gte=0), name="base_figure_not_negative"),
        )
        indexes = (models.Index(fields=["year", "org_path"]),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.item}"
