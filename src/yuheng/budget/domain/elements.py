"""The 26 accounting elements of a budget indicator, as values. Titles are the official ones; no code is invented here.

Source: 预算指标核算管理办法(试行) 财办〔2022〕36号, chapter 4. Only two elements have codes that were read there:
预算来源 (1 at the start of the year, 2 adjustment, 3 virement) and 是否提前安排 (1 yes, 2 no); other yes-or-no elements
follow the same convention.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace

from yuheng.kernel.outcome import Words

YES, NO = "1", "2"
AT_START, ADJUSTMENT, VIREMENT = "1", "2", "3"


@dataclass(frozen=True, slots=True)
class Marks:
    """One combination of the elements. Empty text means that the element does not apply.

    >>> Marks(2026, "990101", "301001", "fiscal", "2130335", "50299", "30299").but(origin=VIREMENT).origin
    '3'
    """

    year: int
    region: str
    unit_code: str
    fund: str
    function_code: str
    government_economic: str
    department_economic: str
    project_code: str = ""
    document: str = ""
    business_office: str = ""
    managing_office: str = ""
    income_code: str = ""
    transfer_function_code: str = ""
    kind: str = ""
    origin: str = AT_START
    early: str = NO
    receiver_region: str = ""
    level: str = ""
    upper_document: str = ""
    procurement: str = NO
    payment_method: str = ""
    payroll: str = NO
    direct_funds: str = ""
    research: str = NO
    debt: str = NO
    construction: str = NO

    def but(self, **changed: str) -> Marks:
        """Return the same elements with some of them changed; TypeError for a name that is none of the 26."""
        return replace(self, **changed)  # type: ignore[arg-type]  # every element but the year is text

    def values(self) -> dict[str, object]:
        """The elements by name."""
        return asdict(self)


FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Marks))

TITLES: dict[str, Words] = {
    "year": Words(zh="预算年度", en="Budget year"),
    "region": Words(zh="财政区划", en="Fiscal division"),
    "document": Words(zh="本级指标文号", en="Document of this level"),
    "project_code": Words(zh="预算项目代码", en="Project code"),
    "unit_code": Words(zh="预算单位", en="Budget unit"),
    "fund": Words(zh="资金性质", en="Nature of the money"),
    "business_office": Words(zh="业务主管处室", en="Sector desk"),
    "managing_office": Words(zh="指标管理处室", en="Managing desk"),
    "income_code": Words(zh="收入分类科目", en="Income classification"),
    "transfer_function_code": Words(zh="转移支付支出功能分类科目", en="Function of the transfer"),
    "function_code": Words(zh="支出功能分类科目", en="Function of the spending"),
    "government_economic": Words(zh="政府支出经济分类", en="Government economic class"),
    "department_economic": Words(zh="部门支出经济分类", en="Department economic class"),
    "kind": Words(zh="指标类型", en="Kind of indicator"),
    "origin": Words(zh="预算来源", en="Origin of the budget"),
    "early": Words(zh="是否提前安排", en="Arranged early"),
    "receiver_region": Words(zh="接收方财政区划", en="Receiving division"),
    "level": Words(zh="预算级次", en="Budget level"),
    "upper_document": Words(zh="上级指标文号", en="Document of the upper level"),
    "procurement": Words(zh="是否政府采购", en="Government procurement"),
    "payment_method": Words(zh="支付方式", en="Way of payment"),
    "payroll": Words(zh="是否工资统发", en="Central payroll"),
    "direct_funds": Words(zh="直达资金标识", en="Direct-funds mark"),
    "research": Words(zh="是否科研", en="Research"),
    "debt": Words(zh="是否债务", en="Debt"),
    "construction": Words(zh="是否基建", en="Capital construction"),
}
