"""The money of a unit or of the whole county in one look: by any dimension, as far as a person sees, in few queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Substr

from yuheng.budget.domain.stages import HELD
from yuheng.budget.models import Allotment, Balance, ClassCode, Entry, Line
from yuheng.execution.domain.looking import DIMENSIONS, Group, Sums, department_of
from yuheng.execution.queries import months_of
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Words
from yuheng.organisations import queries as organisations
from yuheng.platform import scopes
from yuheng.platform.acts import Actor
from yuheng.projects.models import Project

BOUND = ("reserved", "committed", "accepted")
FIGURES: Mapping[str, tuple[str, ...]] = {
    "budget": HELD,
    "executable": ("executable",),
    "bound": BOUND,
    "applied": ("applied",),
    "paid": ("paid",),
}
"""Which stages each figure adds up; `budget` is all that the line holds, wherever it stands."""

GROUPED = {
    "department": "org_path",
    "unit": "org_path",
    "project": "project_id",
    "function": "function_code",
    "item": "department_economic",
    "fund": "fund",
    "book": "book",
}
CLASS_KINDS = {"function": "function", "item": "department_economic"}

Chosen = Mapping[str, str]


@dataclass(frozen=True)
class Look:
    """What is looked at: a year, narrowed by dimension to what the reader has chosen, by whom."""

    person: Actor
    year: int
    chosen: Chosen

    def where(self, prefix: str = "") -> Q:
        """The condition on lines; `prefix` leads to the line ("line__")."""
        found = scopes.within(self.person, path=f"{prefix}org_path") & Q(**{f"{prefix}year": self.year})
        for dimension, value in self.chosen.items():
            found &= Q(**{f"{prefix}{GROUPED[dimension]}{_match(dimension)}": value})
        return found

    def of(self, year: int) -> "Look":
        """The same look at another year."""
        return Look(self.person, year, self.chosen)


def _match(dimension: str) -> str:
    return "__startswith" if dimension in ("department", "unit", "function", "item") else ""


def by_dimension(look: Look, dimension: str) -> list[Group]:
    """The figures of each member of a dimension, the largest budget first. Two queries."""
    field = f"line__{GROUPED[dimension]}"
    key = Substr(field, 1, 3) if dimension in CLASS_KINDS else F(field)
    rows = Balance.objects.filter(look.where("line__"), stage__in=HELD).annotate(key=key).values("key")
    sums: dict[str, Sums] = {}
    found = (
        rows.annotate(**_figures("fen", "stage__in"))
        .order_by()
        .values_list("key", *(f"{name}_fen" for name in FIGURES))
    )
    for name, *figures in found:
        member = department_of(name) if dimension == "department" else str(name)
        sums[member] = sums.get(member, Sums()) + Sums(*(int(fen) for fen in figures))
    titles = _titles(dimension, sums, look.year)
    groups = [Group(key, titles.get(key) or Words(zh=key, en=key), one) for key, one in sums.items()]
    return sorted(groups, key=lambda group: (-group.sums.budget_fen, group.key))


def _figures(fen: str, stage: str) -> dict[str, Coalesce]:
    return {
        f"{name}_fen": Coalesce(Sum(fen, filter=Q(**{stage: stages})), Value(0)) for name, stages in FIGURES.items()
    }


def _titles(dimension: str, keys: Iterable[str], year: int) -> Mapping[str, Words]:
    if dimension in ("department", "unit"):
        return organisations.names(keys)
    if dimension == "project":
        rows = Project.objects.filter(pk__in=[int(key) for key in keys])
        return {str(pk): Words(zh=name, en=name) for pk, name in rows.values_list("pk", "name")}
    if dimension in CLASS_KINDS:
        codes = ClassCode.objects.filter(kind=CLASS_KINDS[dimension], code__in=list(keys), year=year)
        return {
            code: Words(zh=f"{code} {title}", en=f"{code} {title_en or title}")
            for code, title, title_en in codes.values_list("code", "title", "title_en")
        }
    return DIMENSIONS[dimension].members


def chosen_titles(look: Look) -> dict[str, Words]:
    """What the reader has chosen, in words. At most one query for each dimension that is chosen."""
    return {
        dimension: _titles(dimension, [value], look.year).get(value) or Words(zh=value, en=value)
        for dimension, value in look.chosen.items()
    }


def lines(look: Look) -> QuerySet[Line]:
    """The lines with their figures, for a list."""
    rows = Line.objects.filter(look.where()).select_related("project", "unit")
    return rows.annotate(**_figures("balances__fen", "balances__stage__in"))


def spent_by_month(look: Look) -> dict[int, Fen]:
    """Fen paid in each month, less what came back in it. Two queries."""
    return months_of(look.where("line__"))


def planned_by_month(look: Look) -> dict[int, Fen]:
    """Fen that the units' own plans release in each month; empty where nobody planned. One query."""
    rows = Allotment.objects.filter(look.where("line__")).values_list("month").annotate(sum=Sum("fen"))
    return {month: int(fen) for month, fen in rows.order_by("month")}


def budget_of(look: Look) -> Fen:
    """The budget of what is looked at. One query."""
    rows = Balance.objects.filter(look.where("line__"), stage__in=HELD)
    return int(rows.aggregate(sum=Sum("fen"))["sum"] or 0)


def cumulated(months: Mapping[int, Fen], through: int = 12) -> dict[int, Fen]:
    """Running sums by month.

    >>> cumulated({2: 5, 3: 1}, through=4)
    {1: 0, 2: 5, 3: 6, 4: 6}
    """
    so_far, found = 0, {}
    for month in range(1, through + 1):
        so_far += months.get(month, 0)
        found[month] = so_far
    return found


def shares(months: Mapping[int, Fen], whole: Fen, through: int = 12) -> dict[int, Fraction]:
    """Running sums as shares of a whole; empty without one."""
    return {month: Fraction(fen, whole) for month, fen in cumulated(months, through).items()} if whole else {}


def expected(planned: Mapping[int, Fraction], pace: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """The share of a budget to be expected by each month: what is planned as planned, the rest at a given pace.

    >>> expected({1: Fraction(1, 8), 2: Fraction(1, 4)}, {1: Fraction(0), 2: Fraction(2, 3)})
    {1: Fraction(1, 8), 2: Fraction(3, 4)}
    """
    rest = 1 - max(planned.values(), default=Fraction(0))
    return {month: share + rest * pace.get(month, Fraction(0)) for month, share in planned.items()}


def newest_entry() -> int:
    """The key of the newest voucher: whoever has seen it has seen the money as it is. One query."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
