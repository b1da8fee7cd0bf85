"""The budget: versions and requests; the ledger: lines, balances, entries, postings."""

from django.db import models

from yuheng.budget.domain.flows import REQUEST, VERSION
from yuheng.budget.domain.stages import STAGES
from yuheng.organisations.models import Organisation
from yuheng.platform.flow import Subject
from yuheng.projects.models import Project, Target

BOOKS = ("general", "funds", "state_capital", "social_insurance")


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
        indexes = (models.Index(fields=["state", "org_path"]), models.Index(fields=["project", "year"]))

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.project.name} {self.year} 预算申报"

    def __str__(self) -> str:
        return f"{self.project_id} {self.year}"


class Line(models.Model):
    """The key of a budget line in the ledger. Postings and balances hang on it; it never changes."""

    year = models.PositiveSmallIntegerField()
    region = models.CharField(max_length=12)
    book = models.CharField(max_length=20)
    fund = models.CharField(max_length=20)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    org_path = models.CharField(max_length=80)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="lines")
    target = models.ForeignKey(Target, on_delete=models.PROTECT)
    request = models.ForeignKey(Request, on_delete=models.PROTECT)
    function_code = models.CharField(max_length=7)
    government_economic = models.CharField(max_length=5)
    department_economic = models.CharField(max_length=5)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=[
                    "year",
                    "book",
                    "fund",
                    "unit",
                    "project",
                    "function_code",
                    "government_economic",
                    "department_economic",
                ],
                name="line_once",
            ),
            models.CheckConstraint(condition=models.Q(book__in=BOOKS), name="line_book_known"),
        )
        indexes = (models.Index(fields=["year", "org_path"]), models.Index(fields=["project", "year"]))

    @property
    def act_title(self) -> str:
        """How acts call it."""
        return f"{self.project.name} {self.year} 指标"

    @property
    def act_chain(self) -> str:
        """Acts about a line stand in its unit's chain."""
        return self.unit.code

    def __str__(self) -> str:
        return f"{self.year} {self.project_id} {self.function_code}"


class Balance(models.Model):
    """How much money of a line stands in a stage: the fold of its postings, kept so that a check costs one row."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="balances")
    stage = models.CharField(max_length=16)
    fen = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["line", "stage"], name="balance_once_per_stage"),
            models.CheckConstraint(
                condition=models.Q(stage="source") | models.Q(fen__gte=0), name="balance_not_negative"
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="source") | models.Q(fen__lte=0), name="source_not_positive"
            ),
            models.CheckConstraint(condition=models.Q(stage__in=STAGES), name="balance_stage_known"),
        )

    def __str__(self) -> str:
        return f"{self.line_id} {self.stage} {self.fen}"


class Entry(models.Model):
    """A voucher: postings that sum to zero. Append-only; `previous` is the voucher it follows from."""

    voucher = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20)
    day = models.DateField()
    by = models.CharField(max_length=150)
    ground = models.CharField(max_length=300)
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="following")
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=["kind", "day"]),)

    def __str__(self) -> str:
        return self.voucher


class Posting(models.Model):
    """One leg of a voucher: so many fen into (or, negative, out of) a stage of a line. Append-only."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="postings")
    stage = models.CharField(max_length=16)
    fen = models.BigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(fen=0), name="posting_moves_money"),
            models.CheckConstraint(condition=models.Q(stage__in=STAGES), name="posting_stage_known"),
        )
        indexes = (models.Index(fields=["line", "stage"]),)

    def __str__(self) -> str:
        return f"{self.stage} {self.fen:+d}"
