"""The words of the official forms: which column holds what, and which label names what.

Sources: the forms of 财预〔2020〕10 号 annex (self-evaluation), 预算管理一体化 target and monitoring forms, and the variants of
Hubei (no weights) and Sichuan (sign, unit and value in columns of their own), as published by the bureaus.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from yuheng.exchange.forms.grid import Cell, distinct
from yuheng.kernel.text import plain

_BESIDE: Final = re.compile(r"\(.*?\)|[\s:*★、.。·]|^\d+(?!\d|月|[-—~至]\d)")  # numbering goes, 1-6月 stays
_SO_FAR: Final = r"\d+月?[-—~至]\d+月(?:份|底|末)?|截[至止].*?|上半年|半年度?|累计"

INDICATOR_COLUMNS: Final[Mapping[str, re.Pattern[str]]] = {
    "level1": re.compile(r"一级指标.*"),
    "level2": re.compile(r"二级指标.*|指标类型"),
    "level3": re.compile(r"三级指标.*|指标名称|指标内容|四级指标.*|具体指标"),
    "sign": re.compile(r"指标性质|绩效指标性质|计算符号|比较符号|指标方向"),
    "unit": re.compile(r"(?:绩效)?(?:度量|计量)单位|绩效度量单位"),
    "target": re.compile(
        r"(?:三级|年度|年初|全年|预期|绩效|计划|预计|本年|目标|设定|当年|预算)*(?:指标值|目标值|目标|绩效值|绩效标准)(?:\d{4})?"
    ),
    "actual": re.compile(
        rf"(?:全年|年度|实际|自评|当前|{_SO_FAR})*(?:指标)?(?:完成值|完成情况|实际值|完成指标值|执行情况|实现值|实际完成)"
    ),
    "weight": re.compile(r"(?:指标|标准|满|权重)*(?:分值|权重|标准分|满分)"),
    "score": re.compile(r"(?:自评|实际|评价|评分|指标|最终|单位)*(?:得分|自评分|评分|分数)"),
    "deviation_reason": re.compile(r"(?:偏差|未完成|扣分|未达标|差异).*|备注|原因(?:分析|说明).*"),
}
FUND_COLUMNS: Final[Mapping[str, re.Pattern[str]]] = {
    "initial_budget": re.compile(r"(?:年初|当年)(?:预算)?(?:数|安排数|批复数)?|年初预算.*"),
    "full_year_budget": re.compile(r"(?:全年|调整后?|预算)*(?:预算数|预算额|预算金额|预算总额|预算安排数|预算)"),
    "executed": re.compile(rf"(?:全年|实际|预算|{_SO_FAR})*(?:执行数|支出数|支出额|执行额|支出|执行金额|使用数)"),
    "weight": re.compile(r"(?:标准)?(?:分值|权重|标准分|满分)"),
    "rate": re.compile(rf"(?:预算|资金|{_SO_FAR})*(?:执行率|支出进度|使用率|执行进度).*"),
    "score": re.compile(r"(?:自评)?得分|自评分"),
}
HEAD_LABELS: Final[Mapping[str, re.Pattern[str]]] = {
    "project": re.compile(r"(?:二级)?项目名称|项目"),
    "department": re.compile(r"主管(?:预算)?(?:部门|单位)(?:名称|及代码)?|部门"),
    "unit": re.compile(
        r"(?:实施|项目|填报|预算|填表|申报|执行|承担)+单位(?:名称|及代码)?|(?:部门|单位)名称|部门\(单位\)名称"
    ),
    "printed_rating": re.compile(r"(?:自评|评价|绩效|评定|结果|总体)*(?:等级|等次)|(?:自评|评价)(?:结论|结果)"),
}
_LEVEL: Final = re.compile("|".join(INDICATOR_COLUMNS[role].pattern for role in ("level1", "level2", "level3")))
_TOTAL: Final = re.compile(
    r"总分(?:值)?|合计(?:得分|分值)?|总计|总得分|自评总分|评价总分|得分合计|总分合计|自评得分合计"
)
FUND_LABEL: Final = re.compile(r"资金|金额|总投资|预算|收入|支出|投入")
_MORE: Final = re.compile(r"[≥≧⩾>]=?|>=|大于等于|不少于|不低于")


def key(text: str) -> str:
    """A label without what does not name it: notes in brackets, blanks, numbering, colons.

    >>> key("年初预算数（万元）："), key("1.项目 名称"), key("三级指标")
    ('年初预算数', '项目名称', '三级指标')
    """
    bare = plain(text)
    return _BESIDE.sub("", _BESIDE.sub("", bare)) or _BESIDE.sub("", bare.replace("(", "").replace(")", ""))


def columns_of(row: Sequence[Cell], words: Mapping[str, re.Pattern[str]]) -> dict[str, int]:
    """Which column of a header row holds what; the first that fits, each column once."""
    found: dict[str, int] = {}
    for column, cell in distinct(row):
        name = key(cell.text)
        role = next((role for role, form in words.items() if role not in found and form.fullmatch(name)), None)
        if role is not None:
            found[role] = column
    return found


def indicator_header(row: Sequence[Cell]) -> dict[str, int] | None:
    """The columns of the indicators, when a row is their header: names, targets, and at least one more column.

    A form without a third level names its indicators at the second.
    """
    start = next((at for at, cell in distinct(row) if _LEVEL.fullmatch(key(cell.text))), None)
    if start is None:
        return None
    # what stands to the left of the levels is the name of the whole block, which may read like a column
    found = {role: start + at for role, at in columns_of(row[start:], INDICATOR_COLUMNS).items()}
    levels = [role for role in ("level3", "level2", "level1") if role in found]
    if not levels or not {"target", "actual"} & found.keys() or len(found) < 3:
        return None
    if "level3" not in found:
        found["level3"] = found.pop(levels[0])
    return found


def fund_header(row: Sequence[Cell]) -> dict[str, int] | None:
    """The columns of the money, when a row is their header."""
    found = columns_of(row, FUND_COLUMNS)
    amounts = {"initial_budget", "full_year_budget", "executed"} & found.keys()
    return found if amounts and len(found) >= 2 else None


def is_total(text: str) -> bool:
    """Whether a label stands before the sum of the points.

    >>> is_total("总分"), is_total("合 计"), is_total("年度资金总额")
    (True, True, False)
    """
    return _TOTAL.fullmatch(key(text)) is not None


def head_label(text: str) -> str:
    """What a label of the form's head names: project, department, unit, printed_rating; "" for none.

    >>> head_label("项目名称"), head_label("主管部门及代码"), head_label("项目单位"), head_label("自评等级")
    ('project', 'department', 'unit', 'printed_rating')
    """
    name = key(text)
    return next((field for field, form in HEAD_LABELS.items() if form.fullmatch(name)), "")
