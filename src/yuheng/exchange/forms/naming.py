"""What a table is, of which year and province, from its titles: only what they say, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from yuheng.evaluation.domain.published_form import PROVINCES
from yuheng.kernel.text import plain

_KINDS: Final = (
    ("budget_list", re.compile(r"资金(?:分配|执行).{0,6}(?:表|清单)|执行清单")),
    ("dept", re.compile(r"整体(?:支出)?(?:预算)?(?:绩效)?.*(?:自评|评价|目标|表)|部门整体")),
    ("monitor", re.compile(r"监控|监测|进度")),
    ("assess", re.compile(r"考核")),
    ("report", re.compile(r"报告")),
    ("self", re.compile(r"自评|自我评价|评价表|评分表")),
    ("target", re.compile(r"目标.{0,6}表|目标批复|申报表")),
)
_YEAR: Final = re.compile(r"(20\d\d)\s*年")
_BUDGET_YEAR: Final = re.compile(r"(20\d\d)\s*年\s*度")
_DAY: Final = re.compile(r"日期|填报时间|年\s*\d+\s*月\s*\d+\s*日")
_TITLE: Final = re.compile(r"绩效|考核|资金(?:分配|执行)|自评")
_ENDS: Final = re.compile(r"(?:表|清单|报告|自评|年度|年度\))(?:\([^)]*\))?$")
_FULL: Final = re.compile("(" + "|".join(PROVINCES) + ")(?:省|市(?!场)|(?:壮族|回族|维吾尔)?自治区)")
_UNIT: Final = re.compile(r"(?:金额|资金)?单位[:：]\s*([万亿千百]?元)|[((]\s*(?:单位[:：])?\s*([万亿千百]?元)\s*[))]")


def is_title(text: str) -> bool:
    """Whether a line names a performance table.

    >>> is_title("2022年度项目支出绩效自评表"), is_title("绩效指标"), is_title("年度绩效目标")
    (True, False, False)
    """
    line = plain(text).replace(" ", "")
    named = 6 <= len(line) <= 80 and _TITLE.search(line) and _ENDS.search(line)
    return bool(named) and kind_in([line]) != ""


def kind_in(lines: Iterable[str]) -> str:
    """The kind of a table by its titles, the nearest first; "" when they do not say.

    >>> kind_in(["部门整体支出绩效自评表"]), kind_in(["项目支出绩效目标申报表"]), kind_in(["办公用品清单"])
    ('dept', 'target', '')
    """
    for line in lines:
        bare = plain(line).replace(" ", "")
        for kind, form in _KINDS:
            if form.search(bare):
                return kind
    return ""


def year_in(lines: Iterable[str]) -> str:
    """The year that the titles name, 年度 before 年; "?" when there is none. A day (填报日期) names no year.

    >>> year_in(["填报日期：2023年3月1日", "（2022年度）"]), year_in(["绩效自评表"])
    ('2022', '?')
    """
    bare = [plain(line) for line in lines]
    for form in (_BUDGET_YEAR, _YEAR):
        for line in bare:
            if (found := form.search(line)) and not _DAY.search(line):
                return found[1]
    return "?"


def province_in(lines: Iterable[str]) -> str:
    """The province that is named in full, when only one is; "?" otherwise.

    >>> province_in(["安徽省六安市霍山县"]), province_in(["某市财政局"]), province_in(["湖北省、湖南省"])
    ('安徽', '?', '?')
    """
    named = {found for line in lines for found in _FULL.findall(line)}
    return named.pop() if len(named) == 1 else "?"


def money_unit_in(lines: Iterable[str]) -> str:
    """The unit of money that a line names; 万元 (the unit of the national form) when none does.

    >>> money_unit_in(["项目资金（元）"]), money_unit_in(["单位：万元"]), money_unit_in([])
    ('元', '万元', '万元')
    """
    for line in lines:
        if found := _UNIT.search(plain(line)):
            return found[1] or found[2]
    return "万元"
