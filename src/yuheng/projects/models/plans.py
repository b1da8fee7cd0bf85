"""The plans of projects of special kinds. Columns have the names of the plan's values (`domain/kinds`); money in fen."""

from typing import ClassVar

from django.db import models

from yuheng.projects.models.library import Project


class Head(models.Model):
    """One plan of a project."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.project_id)


class Row(models.Model):
    """One row of a plan, in its order."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    no = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["project", "no"], name="%(class)s_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.project_id} #{self.no}"


def _not_negative(*names: str) -> models.CheckConstraint:
    condition = models.Q()
    for name in names:
        condition &= models.Q(**{f"{name}__gte": 0})
    return models.CheckConstraint(condition=condition, name="%(class)s_not_negative")


class Bond(Head):
    """How a special-bond project is paid for."""

    bond_fen = models.BigIntegerField()
    capital_fen = models.BigIntegerField()
    other_fen = models.BigIntegerField()
    opening_fen = models.BigIntegerField()

    class Meta:
        constraints = (_not_negative("bond_fen", "capital_fen", "other_fen", "opening_fen"),)


class BondYear(Row):
    """Income, cost and debt service of one year."""

    year = models.PositiveSmallIntegerField()
    income_fen = models.BigIntegerField()
    cost_fen = models.BigIntegerField()
    principal_fen = models.BigIntegerField()
    interest_fen = models.BigIntegerField()

    class Meta(Row.Meta):
        constraints = (
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["project", "year"], name="bond_year_once"),
            _not_negative("income_fen", "cost_fen", "principal_fen", "interest_fen"),
        )


class Fund(Head):
    """A government investment fund and its last yearly report."""

    manager = models.CharField(max_length=200)
    report_year = models.PositiveSmallIntegerField()
    report_on = models.DateField(null=True, blank=True)


class FundStake(Row):
    """What one partner committed to the parent fund or a sub-fund, was called for, and paid in."""

    vehicle = models.CharField(max_length=200, blank=True)
    partner = models.CharField(max_length=200)
    nature = models.CharField(max_length=12)
    committed_fen = models.BigIntegerField()
    called_fen = models.BigIntegerField()
    paid_fen = models.BigIntegerField()

    class Meta(Row.Meta):
        constraints = (
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(called_fen__lte=models.F("committed_fen"))
                & models.Q(paid_fen__lte=models.F("called_fen"))
                & models.Q(paid_fen__gte=0),
                name="stake_within_commitment",
            ),
        )


class Purchase(Head):
    """What services are bought, from whom and until when."""

    item = models.CharField(max_length=200)
    nature = models.CharField(max_length=12)
    supplier = models.CharField(max_length=200, blank=True)
    contract_fen = models.BigIntegerField()
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    secured = models.BooleanField()

    class Meta:
        constraints = (_not_negative("contract_fen"),)


class ConcessionContract(Head):
    """A PPP or concession contract; `linked_e4` is λ in ten-thousandths, `points` the corners of its curve as typed."""

    contract_no = models.CharField(max_length=200)
    partner = models.CharField(max_length=200)
    linked_e4 = models.PositiveSmallIntegerField()
    points = models.CharField(max_length=200)


class ConcessionYear(Row):
    """What the contract foresees for one year."""

    year = models.PositiveSmallIntegerField()
    availability_fen = models.BigIntegerField()
    operation_fen = models.BigIntegerField()

    class Meta(Row.Meta):
        constraints = (
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["project", "year"], name="concession_year_once"),
            _not_negative("availability_fen", "operation_fen"),
        )


class Transfer(Head):
    """A transfer to lower governments in one year."""

    year = models.PositiveSmallIntegerField()
    nature = models.CharField(max_length=12)
    central_department = models.CharField(max_length=200, blank=True)
    provincial_department = models.CharField(max_length=200, blank=True)
    local_department = models.CharField(max_length=200)
    approved_on = models.DateField(null=True, blank=True)


class TransferArea(Row):
    """One area of the regional target table."""

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    central_fen = models.BigIntegerField()
    provincial_fen = models.BigIntegerField()
    local_fen = models.BigIntegerField()
    expected_fen = models.BigIntegerField()
    early_fen = models.BigIntegerField()
    issued_on = models.DateField(null=True, blank=True)

    class Meta(Row.Meta):
        constraints = (
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["project", "code"], name="transfer_area_once"),
            _not_negative("central_fen", "provincial_fen", "local_fen", "expected_fen", "early_fen"),
        )


PLAN_TABLES: dict[str, tuple[type[Head], type[Row] | None]] = {
    "bond": (Bond, BondYear),
    "fund": (Fund, FundStake),
    "purchase": (Purchase, None),
    "ppp": (ConcessionContract, ConcessionYear),
    "transfer": (Transfer, TransferArea),
}
