"""How money is looked at: the dimensions, the figures with their bases, and where a drill leads next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction

from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Words


@dataclass(frozen=True)
class Dimension:
    """One way to divide money; `members` are the words of those that are few and fixed."""

    title: Words
    members: Mapping[str, Words] = field(default_factory=dict)


DIMENSIONS: dict[str, Dimension] = {
    "department": Dimension(Words(zh="部门", en="Department")),
    "unit": Dimension(Words(zh="单位", en="Unit")),
    "project": Dimension(Words(zh="项目", en="Project")),
    "function": Dimension(Words(zh="功能分类", en="Function")),
    "item": Dimension(Words(zh="部门经济分类", en="Economic class")),
    "fund": Dimension(
        Words(zh="资金性质", en="Nature of the money"), {"fiscal": Words(zh="财政拨款", en="Fiscal money")}
    ),
    "book": Dimension(
        Words(zh="预算", en="Book"),
        {
            "general": Words(zh="一般公共预算", en="General public budget"),
            "funds": Words(zh="政府性基金预算", en="Government funds"),
            "state_capital": Words(zh="国有资本经营预算", en="State capital"),
            "social_insurance": Words(zh="社会保险基金预算", en="Social insurance"),
            "special_account": Words(zh="财政专户管理资金", en="Special account"),
            "unit_own": Words(zh="单位资金", en="Unit's own money"),
        },
    ),
}
LINES = "lines"


@dataclass(frozen=True, slots=True)
class Sums:
    """Money by what one can do with it, in fen: the budget, what is free, bound, applied for and paid."""

    budget_fen: Fen = 0
    executable_fen: Fen = 0
    bound_fen: Fen = 0
    applied_fen: Fen = 0
    paid_fen: Fen = 0

    def __add__(self, other: Sums) -> Sums:
        """Both together."""
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def paid_share(self) -> Fraction | None:
        """Paid, of the budget; None without one."""
        return Fraction(self.paid_fen, self.budget_fen) if self.budget_fen else None

    @property
    def used_share(self) -> Fraction | None:
        """Bound, applied for or paid, of the budget; None without one."""
        used = self.bound_fen + self.applied_fen + self.paid_fen
        return Fraction(used, self.budget_fen) if self.budget_fen else None


@dataclass(frozen=True, slots=True)
class Group:
    """A member of a dimension with its money."""

    key: str
    title: Words
    sums: Sums


def department_of(path: str) -> str:
    """The path of the department that an organisation belongs to; the county's own for the county.

    >>> department_of("990101/301/301001/"), department_of("990101/")
    ('990101/301/', '990101/')
    """
    return "/".join(path.rstrip("/").split("/")[:2]) + "/"


def next_of(dimension: str, chosen: Collection[str]) -> str:
    """Where a drill leads from a member of a dimension: to the next of department, unit and project, then to lines.

    >>> next_of("department", []), next_of("function", []), next_of("project", ["unit"])
    ('unit', 'department', 'lines')
    """
    order = ("department", "unit", "project")
    if dimension in order:
        return (*order, LINES)[order.index(dimension) + 1]
    return next((one for one in order if one not in chosen), LINES)


VOUCHER_TITLES: dict[str, Words] = {
    "approve": Words(zh="批准预算", en="Budget approved"),
    "allot": Words(zh="编制用款计划", en="Planned by month"),
    "release": Words(zh="下达", en="Released"),
    "reserve": Words(zh="采购预留", en="Reserved"),
    "commit": Words(zh="签订合同", en="Contract signed"),
    "accept": Words(zh="验收", en="Accepted"),
    "close": Words(zh="办结释放", en="Rest released"),
    "apply": Words(zh="支付申请", en="Payment asked for"),
    "pay": Words(zh="支付", en="Paid"),
    "direct": Words(zh="直接支付", en="Paid directly"),
    "return": Words(zh="退回", en="Returned"),
    "refund": Words(zh="退款", en="Refunded"),
    "virement": Words(zh="调剂", en="Virement"),
    "supplement": Words(zh="追加", en="Supplement"),
    "cut": Words(zh="核减", en="Cut"),
    "transfer_down": Words(zh="下达下级", en="Transferred down"),
    "carry_over": Words(zh="结转下年", en="Carried over"),
    "carry_in": Words(zh="上年结转", en="Carried in"),
    "lapse": Words(zh="年终收回", en="Lapsed"),
    "recover": Words(zh="收回存量", en="Recovered"),
}
"""What each kind of voucher does, in words."""
