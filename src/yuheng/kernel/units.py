"""Units of measure as local forms print them: their dimension and the exact factor to one base unit.

Only factors that are exact stand here. 亩 is the base of areas because 1 hectare = 15 亩 exactly, which makes a
square metre 0.0015 亩; months are not converted to days, nor counts of one thing (人) to counts of another (人次).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from yuheng.kernel.money import Exact, round_half_up

# dimension: (base unit, {factor: spellings, the first of which is the customary one})
_TABLE: Final[dict[str, tuple[str, dict[Fraction, str]]]] = {
    "money": ("元", {Fraction(1): "元 圆", Fraction(1, 10): "角"}),
    "length": (
        "米",
        {
            Fraction(1): "米 m 延米",
            Fraction(1000): "公里 千米 km KM Km",
            Fraction(500): "里 市里",
            Fraction(1, 10): "分米 dm",
            Fraction(1, 100): "厘米 公分 cm",
            Fraction(1, 1000): "毫米 mm",
        },
    ),
    "area": (
        "亩",
        {
            Fraction(1): "亩 市亩",
            Fraction(15): "公顷 hm2 hm² ha",
            Fraction(3, 2000): "平方米 平米 平方 ㎡ m2 m²",
            Fraction(1500): "平方公里 平方千米 km2 km² ㎢",
        },
    ),
    "volume": ("立方米", {Fraction(1): "立方米 立方 方 m3 m³ ㎥", Fraction(1, 1000): "升 L 公升"}),
    "mass": (
        "公斤",
        {
            Fraction(1): "公斤 千克 kg KG Kg",
            Fraction(1000): "吨 t",
            Fraction(1, 2): "斤 市斤",
            Fraction(1, 1000): "克 g",
        },
    ),
    "time": (
        "秒",
        {
            Fraction(1): "秒 秒钟",
            Fraction(60): "分钟",
            Fraction(3600): "小时 个小时 h",
            Fraction(86400): "天 日 日历天 个日历天",
            Fraction(604800): "周 星期 个星期",
        },
    ),
    "months": ("月", {Fraction(1): "月 个月", Fraction(3): "季度 季 个季度", Fraction(12): "年 周年"}),
    "working days": ("工作日", {Fraction(1): "工作日 个工作日"}),
    "ratio": ("/1", {Fraction(1, 100): "%", Fraction(1, 1000): "‰"}),
    "points of ratio": ("百分点", {Fraction(1): "百分点 个百分点"}),
    "power": ("千瓦", {Fraction(1): "千瓦 kW KW kw", Fraction(1000): "兆瓦 MW"}),
}

# Each counts its own kind of thing and converts to nothing else.
_COUNTER_NAMES: Final = """
个 人 人次 名 位 户 户次 村 家 次 次数 件 项 条 场 场次 台 套 台套 台件 台次 座 处 所 栋 幢 间 辆 车次 头 只 匹 羽 尾
株 棵 颗 粒 部 册 册次 本 份 篇 期 批 批次 种 种次 类 块 片 组 支 张 幅 枚 把 副 盏 根 孔 口 眼 宗 起 例 单 门 节 班
班次 岁 分 学时 课时 学期 生 届 站 点 路 标台 标段 杆 艘 架 GB TB MB 床 床位 件套 乡镇 镇 乡 街道 社区 笔 道 轮 堂
盘 箱 袋 瓶 度 千瓦时 人天 人日 人月 倍
"""
_COUNTERS: Final = frozenset(_COUNTER_NAMES.split())

_MULTIPLIERS: Final = {
    "十亿": 10**9,
    "百亿": 10**10,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "亿": 10**8,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
}
# "/10万" in rates of death or disease; "/3" or "/10" may be a fraction and is left alone.
PER_MANY: Final = r"/(?:10*[万亿]|1000+)(?![\d%‰.])"
_PER_MANY = re.compile(PER_MANY)
_PER = re.compile(r"[/·.]?每?")


class NoConversion(ValueError):
    """The two units measure different things, or nothing exact is known between them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, what it measures, and how many of the base unit make one of it."""

    name: str
    dimension: str
    factor: Fraction
    base: str


_ONE: Final = Unit("", "", Fraction(1), "")


def _simple_units() -> dict[str, Unit]:
    """Index the table and the counters by every spelling."""
    found = {name: Unit(name, name, Fraction(1), name) for name in _COUNTERS}
    for dimension, (base, rows) in _TABLE.items():
        for factor, spellings in rows.items():
            found.update({name: Unit(name, dimension, factor, base) for name in spellings.split()})
    return found


_SIMPLE: Final = _simple_units()


def unit_of(text: str) -> Unit:
    """Look up a unit; one that is not known measures only itself, with factor 1.

    Denominators ("元/人·天") become part of the dimension and are not converted.

    >>> unit_of("万亩").factor, unit_of("公里").base, unit_of("元/人.每天").dimension
    (Fraction(10000, 1), '米', 'money/人·天')
    """
    name = "".join(text.split())
    if not name:
        return _ONE
    if _PER_MANY.fullmatch(name):
        below = int(name[1:].rstrip("万亿")) * _MULTIPLIERS.get(name[-1], 1)
        return Unit(name, "ratio", Fraction(1, below), "/1")
    above, slash, rest = name.partition("/")
    unit = _with_multiplier(above) or Unit(above, above, Fraction(1), above)
    if not slash:
        return Unit(name, unit.dimension, unit.factor, unit.base)
    below_names = "·".join(sorted(_denominators(rest)))
    return Unit(name, f"{unit.dimension}/{below_names}", unit.factor, f"{unit.base}/{below_names}")


def is_known(text: str) -> bool:
    """Say whether a unit without denominator stands in the table (with a multiplier or without).

    >>> is_known("万人次"), is_known("农村学校")
    (True, False)
    """
    return _with_multiplier(text) is not None


def convert(value: Exact, frm: str, to: str) -> Fraction:
    """Convert between units of one dimension, exactly; `NoConversion` when they measure different things.

    >>> convert(2, "公顷", "亩"), convert(1500, "元", "万元")
    (Fraction(30, 1), Fraction(3, 20))
    """
    start, goal = unit_of(frm), unit_of(to)
    if start.dimension != goal.dimension:
        raise NoConversion(f"{frm or '(no unit)'} does not convert to {to or '(no unit)'}")
    return Fraction(value) * start.factor / goal.factor


def in_base(value: Decimal, unit: str) -> Decimal:
    """Return a value in the base unit of its dimension; every factor of the table is a finite decimal.

    >>> in_base(Decimal("0.31"), "万亩"), in_base(Decimal("800"), "平方米"), in_base(Decimal(95), "%")
    (Decimal('3100'), Decimal('1.2'), Decimal('0.95'))
    """
    exact = Fraction(value) * unit_of(unit).factor
    digits = 0
    while (exact * 10**digits).denominator != 1:
        digits += 1
        if digits > 60:
            raise NoConversion(f"no finite decimal for {value} {unit}")
    return round_half_up(exact, digits)


def split_unit(text: str) -> tuple[str, str]:
    """Part the text right after a number into its unit and the rest; the unit is "" when none is recognised.

    A short tail that is no known unit is taken for one as a whole ("25TB", "648路"), a long one is not.

    >>> split_unit("元/人.每天"), split_unit("处农村学校建成"), split_unit("%覆盖"), split_unit("个村")
    (('元/人.每天', ''), ('处', '农村学校建成'), ('%', '覆盖'), ('个村', ''))
    """
    head = _longest_known(text)
    rest = text[len(head) :]
    if rest.startswith("/"):
        below = _take_denominators(rest)
        return head + below, rest[len(below) :]
    short = rest.isalpha() and len(rest) <= 2
    if (head == "个" and short) or (not head and text.isalpha() and len(text) <= 3):
        return text, ""
    return head, rest


def _with_multiplier(name: str) -> Unit | None:
    """Find a unit without denominator, after a multiplier or without one; a bare multiplier is one too."""
    if name in _SIMPLE:
        return _SIMPLE[name]
    for word, times in _MULTIPLIERS.items():
        if not name.startswith(word):
            continue
        rest = name[len(word) :]
        if not rest:
            return Unit(name, "", Fraction(times), "")
        unit = _SIMPLE.get(rest)
        if unit and unit.dimension != "ratio":
            return Unit(name, unit.dimension, unit.factor * times, unit.base)
    return None


def _longest_known(text: str) -> str:
    """Return the longest beginning of a text that is a known unit, "" when there is none."""
    return next((text[:n] for n in range(min(len(text), 8), 0, -1) if is_known(text[:n])), "")


def _take_denominators(text: str) -> str:
    """Return the beginning of a text that reads as "/人", "/人/年", "/人.每天", "/100万"; "" when it does not."""
    many = _PER_MANY.match(text)
    if many:
        return many[0]
    taken = 0
    while taken < len(text):
        per = _PER.match(text, taken)
        start = per.end() if per else taken
        unit = _longest_known(text[start:])
        if not unit:
            break
        taken = start + len(unit)
    return text[:taken]


def _denominators(text: str) -> list[str]:
    """List the units below the line under their customary names; unknown ones as printed."""
    names: list[str] = []
    for piece in re.split(r"[/·.]", text):
        rest = piece.removeprefix("每")
        while rest:
            unit = _longest_known(rest) or rest
            names.append(_customary(unit))
            rest = rest[len(unit) :]
    return names


def _customary(name: str) -> str:
    """Return the first spelling of a unit in the table (km -> 公里); a counter keeps its own."""
    unit = _SIMPLE.get(name)
    if unit is None or unit.dimension not in _TABLE:
        return name
    return _TABLE[unit.dimension][1][unit.factor].split()[0]
