"""Projects, their appraisal before the event, their targets."""

from django.db import models

from yuheng.indicators.models import Definition
from yuheng.organisations.models import Organisation
from yuheng.platform.flow import Subject
from yuheng.projects.domain.flows import PROJECT, TARGET
from yuheng.projects.domain.kinds import ORDINARY


class Project(Subject):
    """A project of a unit. `year` is the first budget year it asks for; `code` is opaque and never parsed."""

    flow = PROJECT

    class Category(models.TextChoices):
        PERSONNEL = "personnel"
        OPERATION = "operation"
        SPECIFIC = "specific"

    class Novelty(models.TextChoices):
        NEW = "new"
        CONTINUING = "continuing"

    code = models.CharField(max_length=21, unique=True)
    name = models.CharField(max_length=200, db_index=True)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="projects")
    category = models.CharField(max_length=12, choices=Category.choices)
    novelty = models.CharField(max_length=12, choices=Novelty.choices)
    kind = models.CharField(max_length=12, default=ORDINARY)  # domain.kinds; decides which plan it has
    sector = models.CharField(max_length=80, blank=True)
    function_code = models.CharField(max_length=7)
    last_year = models.PositiveSmallIntegerField()
    purpose = models.TextField(blank=True)
    amount_fen = models.BigIntegerField()  # what the library holds for the whole life of the project
    source_table = models.CharField(max_length=80, blank=True)  # the published table it was taken from
    source_url = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(  # a department as a whole holds the money of its projects and none of its own
                condition=models.Q(amount_fen__gt=0) & ~models.Q(kind="department")
                | models.Q(amount_fen=0, kind="department"),
                name="project_amount_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("year")), name="project_ends_after_it_begins"
            ),
        )
        indexes = (
            models.Index(fields=["org_path", "state"]),
            models.Index(fields=["state", "org_path"]),
            models.Index(fields=["year"]),
            models.Index(fields=["-year", "org_path", "code"], name="project_as_listed"),
            models.Index(fields=["kind", "year"]),
        )

    def __str__(self) -> str:
        return self.name


class Appraisal(models.Model):
    """An appraisal before the event with its conclusion; a new one never replaces an old one."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="appraisals")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    by = models.CharField(max_length=150)
    total_c = models.PositiveIntegerField()  # hundredths of a point
    conclusion = models.CharField(max_length=12)  # support | adjust | reject
    opinion = models.TextField(blank=True)
    article = models.CharField(max_length=200)
    rules_digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["project", "number"], name="appraisal_number_once"),
            models.CheckConstraint(
                condition=models.Q(conclusion__in=["support", "adjust", "reject"]), name="appraisal_conclusion_known"
            ),
            models.CheckConstraint(condition=models.Q(total_c__lte=10000), name="appraisal_total_at_most_100"),
        )

    def __str__(self) -> str:
        return f"{self.project} #{self.number}"


class AppraisalScore(models.Model):
    """The points of one dimension of an appraisal, in hundredths of a point."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="scores")
    dimension = models.CharField(max_length=40)
    points_c = models.PositiveIntegerField()
    full_c = models.PositiveIntegerField()
    comment = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["appraisal", "dimension"], name="dimension_once_per_appraisal"),
            models.CheckConstraint(
                condition=models.Q(points_c__lte=models.F("full_c")), name="appraisal_points_within_full"
            ),
        )

    def __str__(self) -> str:
        return f"{self.dimension} {self.points_c}/{self.full_c}"


class Target(Subject):
    """What a project promises for one year. Confirmed, it is the ground of money, watching and scoring."""

    flow = TARGET

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="targets")
    statement = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["project", "year"], name="one_target_per_project_and_year"),)
        indexes = (models.Index(fields=["state", "org_path"]), models.Index(fields=["year", "state"]))

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.project.name} {self.year} 绩效目标"

    def __str__(self) -> str:
        return f"{self.project_id} {self.year}"


class TargetIndicator(models.Model):
    """One indicator of a target: as printed, and as read. `value_e4` is the value × 10⁴, null when it is no number."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="indicators")
    definition = models.ForeignKey(Definition, null=True, blank=True, on_delete=models.PROTECT)
    no = models.PositiveSmallIntegerField()
    level1 = models.CharField(max_length=40)
    level2 = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=300)
    operator = models.CharField(max_length=4, blank=True)
    printed = models.CharField(max_length=300)
    kind = models.CharField(max_length=12)
    value_e4 = models.BigIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    due = models.DateField(null=True, blank=True)
    remainder = models.CharField(max_length=300, blank=True)
    measurable = models.BooleanField()
    weight_c = models.PositiveIntegerField()  # hundredths of a point
    weight_printed = models.CharField(max_length=30, blank=True)  # empty: assigned by the scheme's rule

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["target", "no"], name="indicator_number_once_per_target"),
            models.CheckConstraint(
                condition=models.Q(measurable=False) | models.Q(value_e4__isnull=False) | models.Q(due__isnull=False),
                name="measurable_has_value_or_day",
            ),
        )

    def __str__(self) -> str:
        return self.name
