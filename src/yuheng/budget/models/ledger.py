"""The ledger: lines, balances, vouchers, postings, and the elements that each posting carries."""

from django.db import models

from yuheng.budget.domain.elements import FIELDS
from yuheng.budget.domain.stages import BOOKS, CONTRA, STAGES
from yuheng.budget.models.preparing import Request
from yuheng.organisations.models import Organisation
from yuheng.projects.models import Project, Target


class Elements(models.Model):
    """One combination of the 26 accounting elements, kept once; postings point to it. Append-only.

    Which element is which, and its official wording: `domain/elements.py`.
    """

    digest = models.CharField(max_length=64, unique=True)
    year = models.PositiveSmallIntegerField()
    region = models.CharField(max_length=12)
    document = models.CharField(max_length=80, blank=True)
    project_code = models.CharField(max_length=21, blank=True)
    unit_code = models.CharField(max_length=21)
    fund = models.CharField(max_length=20)
    business_office = models.CharField(max_length=40, blank=True)
    managing_office = models.CharField(max_length=40, blank=True)
    income_code = models.CharField(max_length=12, blank=True)
    transfer_function_code = models.CharField(max_length=7, blank=True)
    function_code = models.CharField(max_length=7)
    government_economic = models.CharField(max_length=5)
    department_economic = models.CharField(max_length=5)
    kind = models.CharField(max_length=20, blank=True)
    origin = models.CharField(max_length=1)
    early = models.CharField(max_length=1)
    receiver_region = models.CharField(max_length=12, blank=True)
    level = models.CharField(max_length=20, blank=True)
    upper_document = models.CharField(max_length=80, blank=True)
    procurement = models.CharField(max_length=1)
    payment_method = models.CharField(max_length=20, blank=True)
    payroll = models.CharField(max_length=1)
    direct_funds = models.CharField(max_length=40, blank=True)
    research = models.CharField(max_length=1)
    debt = models.CharField(max_length=1)
    construction = models.CharField(max_length=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(origin__in=["1", "2", "3"]), name="elements_origin_known"),
            models.CheckConstraint(condition=models.Q(early__in=["1", "2"]), name="elements_early_known"),
        )

    @property
    def values(self) -> dict[str, str]:
        """The elements by name, as text."""
        return {name: str(getattr(self, name)) for name in FIELDS}

    def __str__(self) -> str:
        return f"{self.year} {self.unit_code} {self.function_code}"


class Line(models.Model):
    """The key of a budget line in the ledger. Postings and balances hang on it; it never changes.

    A line of ours stands on a confirmed target; one that was adopted from a foreign ledger names its source instead.
    `origin_year` is the year whose budget the money comes from: that of the line, or an earlier one when carried over.
    """

    year = models.PositiveSmallIntegerField()
    origin_year = models.PositiveSmallIntegerField(default=0)
    region = models.CharField(max_length=12)
    book = models.CharField(max_length=20)
    fund = models.CharField(max_length=20)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    org_path = models.CharField(max_length=80)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="lines")
    target = models.ForeignKey(Target, null=True, blank=True, on_delete=models.PROTECT)
    request = models.ForeignKey(Request, null=True, blank=True, on_delete=models.PROTECT)
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to")
    adopted = models.CharField(max_length=120, blank=True)
    function_code = models.CharField(max_length=7)
    government_economic = models.CharField(max_length=5)
    department_economic = models.CharField(max_length=5)
    elements = models.ForeignKey(Elements, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=[
                    "year",
                    "origin_year",
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
            models.CheckConstraint(
                condition=models.Q(target__isnull=False) | ~models.Q(adopted=""), name="line_has_target_or_source"
            ),
            models.CheckConstraint(
                condition=models.Q(origin_year__lte=models.F("year")), name="line_money_not_from_the_future"
            ),
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


class LineShare(models.Model):
    """The part of a line's money that serves one target, in millionths; the parts of a line make a whole."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="shares")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="shares")
    millionths = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["line", "target"], name="share_once_per_target"),
            models.CheckConstraint(
                condition=models.Q(millionths__gt=0, millionths__lte=1_000_000), name="share_within_the_whole"
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_id} → {self.target_id}: {self.millionths}"


class Balance(models.Model):
    """How much money of a line stands in a stage: the fold of its postings, kept so that a check costs one row."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="balances")
    stage = models.CharField(max_length=16)
    fen = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["line", "stage"], name="balance_once_per_stage"),
            models.CheckConstraint(
                condition=models.Q(stage__in=CONTRA) | models.Q(fen__gte=0), name="balance_not_negative"
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
    elements = models.ForeignKey(Elements, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(fen=0), name="posting_moves_money"),
            models.CheckConstraint(condition=models.Q(stage__in=STAGES), name="posting_stage_known"),
        )
        indexes = (models.Index(fields=["line", "stage"]),)

    def __str__(self) -> str:
        return f"{self.stage} {self.fen:+d}"
