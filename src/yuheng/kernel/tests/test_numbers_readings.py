"""Real printed values and the reading that a person gives them, written down by hand from the published tables."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yuheng.kernel.numbers import Kind, Printed, parse

N, P, M = Kind.NUMBER, Kind.PERCENT, Kind.MONEY


def number(value: str, unit: str = "", operator: str = "", *, kind: Kind = N, **rest: Any) -> dict[str, Any]:
    return {"kind": kind, "value": Decimal(value), "unit": unit, "operator": operator, **rest}


def days(start: tuple[int, int, int] | None, end: tuple[int, int, int], operator: str = "", **rest: Any) -> Any:
    start_day = date(*start) if start else None
    return {"kind": Kind.DATE, "date_from": start_day, "date_to": date(*end), "operator": operator, **rest}


def label(word: str, **rest: Any) -> dict[str, Any]:
    return {"kind": Kind.LABEL, "label": word, **rest}


def words(text: str, operator: str = "", **rest: Any) -> dict[str, Any]:
    return {"kind": Kind.TEXT, "remainder": text, "operator": operator, **rest}


UNSURE: dict[str, Any] = {"certain": False}

READINGS: dict[str, dict[str, Any]] = {
    # comparisons, in each written form
    "≥95%": number("95", "%", ">=", kind=P),
    "≥ 90 %": number("90", "%", ">=", kind=P),
    ">=17600株": number("17600", "株", ">="),
    ">=101人/次": number("101", "人/次", ">="),
    "≦0%": number("0", "%", "<=", kind=P),
    "≤0.9‰": number("0.9", "‰", "<=", kind=Kind.PERMILLE),
    "小于0.9‰": number("0.9", "‰", "<", kind=Kind.PERMILLE),
    ">27000人": number("27000", "人", ">"),
    "大于90%": number("90", "%", ">", kind=P),
    "不低于20户": number("20", "户", ">="),
    "50%以上": number("50", "%", ">=", kind=P),
    "8个以上": number("8", "个", ">="),
    "≤0.4": number("0.4", "", "<="),
    "= 512 人": number("512", "人", "="),
    "=23万元/个": number("23", "万元/个", "=", kind=M),
    "005 <= 33万元": number("33", "万元", "<=", kind=M, remainder="005"),
    "004 >= 20次": number("20", "次", ">=", remainder="004"),
    "反向 小于等于 90 万元": number("90", "万元", "<=", kind=M, remainder="反向"),
    "反向 小于等于 1": number("1", "", "<=", remainder="反向"),
    "正向 大于等于 30 %": number("30", "%", ">=", kind=P, remainder="正向"),
    "正向 等于 100 %": number("100", "%", "=", kind=P, remainder="正向"),
    "≤ 101400 元": number("101400", "元", "<=", kind=M),
    # plain numbers and their units
    "0": number("0"),
    "22.8": number("22.8"),
    "1016576.88亩": number("1016576.88", "亩"),
    "0.31万亩": number("0.31", "万亩"),
    "1346.0088万平方米": number("1346.0088", "万平方米"),
    "3577.95万人次": number("3577.95", "万人次"),
    "3.51万t": number("3.51", "万t"),
    "1429.39hm2": number("1429.39", "hm2"),
    "25TB": number("25", "TB"),
    "648路": number("648", "路"),
    "164个村": number("164", "个村"),
    "10台套": number("10", "台套"),
    "116559册次": number("116559", "册次"),
    "15年": number("15", "年"),
    "1次/月": number("1", "次/月"),
    "290kg/人": number("290", "kg/人"),
    "200万": number("200", "万"),
    "24亿": number("24", "亿"),
    "94.60%": number("94.60", "%", kind=P),
    "290%": number("290", "%", kind=P),
    # money, in total and per head
    "392.40亿元": number("392.40", "亿元", kind=M),
    "140元/人": number("140", "元/人", kind=M),
    "10000元/人/年": number("10000", "元/人/年", kind=M),
    "2000元/人年": number("2000", "元/人年", kind=M),
    "17元/人.每天": number("17", "元/人.每天", kind=M),
    "<=3000元/平方米": number("3000", "元/平方米", "<=", kind=M),
    "150/亩": number("150", "/亩"),
    "≤28.40/株": number("28.40", "/株", "<="),
    "≤620万/月": number("620", "万/月", "<="),
    # words beside the number
    "100%覆盖": number("100", "%", kind=P, remainder="覆盖"),
    "5个 达成预期指标": number("5", "个", label="达成"),
    "100%(优100%/良80%-100%/中60%-80%/差<50%)": number(
        "100", "%", kind=P, remainder="(优100%/良80%-100%/中60%-80%/差<50%)"
    ),
    "600万株(优600万/良500万/中300万/差200万)": number("600", "万株", remainder="(优600万/良500万/中300万/差200万)"),
    # a person would hesitate
    "15000余份": number("15000", "份", remainder="余", **UNSURE),
    "200余人": number("200", "人", remainder="余", **UNSURE),
    "15?": number("15", remainder="?", **UNSURE),
    "工5%": number("5", "%", kind=P, remainder="工", **UNSURE),
    "每亩100": number("100", remainder="每亩", **UNSURE),
    "各1次": number("1", "次", remainder="各", **UNSURE),
    "每人不超过500/年": number("500", "/年", "<=", remainder="每人", **UNSURE),
    "1(每个乡镇1个,共7个)": number("1", remainder="(每个乡镇1个,共7个)", **UNSURE),
    "700万元(占年度计划75%)": number("700", "万元", kind=M, remainder="(占年度计划75%)", **UNSURE),
    "整体钢结构施工完成70%": number("70", "%", kind=P, remainder="整体钢结构施工完成", **UNSURE),
    "13处农村学校及罗峰学校建成并投入使用": number("13", "处", remainder="农村学校及罗峰学校建成并投入使用", **UNSURE),
    "完成1部宣传片,2套方案": words("完成1部宣传片,2套方案", **UNSURE),
    "第一年按总投资额返本20%,分红按8%分红": words("第一年按总投资额返本20%,分红按8%分红", **UNSURE),
    "≥**%": words("**%", ">=", **UNSURE),
    "≥9*%(摘录在此截断,值未取全)": words("9*%(摘录在此截断,值未取全)", ">=", **UNSURE),
    # days that name their year
    "2020年": days((2020, 1, 1), (2020, 12, 31)),
    "2021年12月": days((2021, 12, 1), (2021, 12, 31)),
    "2021年12月完成": days((2021, 12, 1), (2021, 12, 31), remainder="完成"),
    "2020年6月20日": days((2020, 6, 20), (2020, 6, 20)),
    "2020年9月底": days(None, (2020, 9, 30)),
    "2022年12月底前": days(None, (2022, 12, 31), "<="),
    "2021年12月31日之前": days(None, (2021, 12, 31), "<="),
    "2020年1月--2020年11月": days((2020, 1, 1), (2020, 11, 30)),
    "2019年元月至2019年12月": days((2019, 1, 1), (2019, 12, 31)),
    "2021年1月-12月": days((2021, 1, 1), (2021, 12, 31)),
    "2020.1.1-2020.12.31": days((2020, 1, 1), (2020, 12, 31)),
    "2023.07-2024.01": days((2023, 7, 1), (2024, 1, 31)),
    "2021年底": days(None, (2021, 12, 31)),
    "2017年12月31日前完成(优按时/良延期15天以内/中15-30天/差30天以上)": days(
        None, (2017, 12, 31), "<=", remainder="完成(优按时/良延期15天以内/中15-30天/差30天以上)"
    ),
    # judgements
    "达成预期指标": label("达成"),
    "部分达成预期指标并具有一定效果": label("部分达成"),
    "未达成预期指标且效果较差": label("未达成"),
    "完成": label("达成"),
    "已完成": label("达成"),
    "已完成(3分)": label("达成", remainder="(3分)"),
    "未完工": label("未达成"),
    "该项目暂未完工": label("未达成"),
    "基本完成": label("部分达成", **UNSURE),
    "优": label("优"),
    "良好": label("良"),
    "定性 优良中低差": words("优良中低差", "qual"),
    "定性 好": words("好", "qual"),
    "满意": words("满意"),
    "逐步提高(3分)": words("逐步提高(3分)"),
    "不超过预算": words("不超过预算"),
    "服务范?": words("服务范?", **UNSURE),
    "—": {"kind": Kind.DASH},
    "/": {"kind": Kind.DASH},
    "": {"kind": Kind.BLANK},
    "  ": {"kind": Kind.BLANK},
    # forms of the same grammar that stand elsewhere
    "１２．５％": number("12.5", "%", kind=P),
    "1,548.447": number("1548.447"),
    "不少于3次": number("3", "次", ">="),
    "15天以内": number("15", "天", "<="),
    "≥1000人": number("1000", "人", ">="),
    "-30%": number("-30", "%", kind=P),
    "3-5个": {"kind": Kind.RANGE, "low": Decimal(3), "high": Decimal(5), "unit": "个"},
    "80%-100%": {"kind": Kind.RANGE, "low": Decimal(80), "high": Decimal(100), "unit": "%"},
    "2020.12": number("2020.12"),
    "≤9.61/10万": number("9.61", "/10万", "<="),
    "2/3": number("2", remainder="/3", **UNSURE),
    "15%左右": number("15", "%", kind=P, remainder="左右", **UNSURE),
    "≥95%得1分,每降低5%扣0.2分": number("95", "%", ">=", kind=P, remainder="得1分,每降低5%扣0.2分", **UNSURE),
}

# Without the form's year these name no day; with it they do.
IN_2022: dict[str, dict[str, Any]] = {
    "12月底到位": days(None, (2022, 12, 31), remainder="到位"),
    "9月6日": days((2022, 9, 6), (2022, 9, 6)),
    "10月": days((2022, 10, 1), (2022, 10, 31)),
    "11月底前": days(None, (2022, 11, 30), "<="),
    "每年12月底前": days(None, (2022, 12, 31), "<=", remainder="每年"),
    "定性 11月底之前": days(None, (2022, 11, 30), "qual"),
    "11月前": days(None, (2022, 10, 31), "<=", **UNSURE),
    "11月底完成100%": days(None, (2022, 11, 30), remainder="完成100%", **UNSURE),
}


def reading(printed: Printed) -> dict[str, Any]:
    """All that a reading holds, but for what follows from the rest."""
    names = [field.name for field in fields(Printed) if field.name not in {"text", "base_value", "parts"}]
    return {name: getattr(printed, name) for name in names}


def expected(given: dict[str, Any]) -> dict[str, Any]:
    return {**reading(Printed("", given["kind"])), **given}


@pytest.mark.parametrize("text", READINGS, ids=str)
def test_a_printed_value_is_read_as_a_person_reads_it(text: str) -> None:
    assert reading(parse(text)) == expected(READINGS[text])
    assert parse(text).text == text


@pytest.mark.parametrize("text", IN_2022, ids=str)
def test_a_day_without_a_year_takes_the_year_of_its_form_and_is_never_guessed(text: str) -> None:
    assert reading(parse(text, year=2022)) == expected(IN_2022[text])
    bare = parse(text)
    assert (bare.kind, bare.date_from, bare.date_to, bare.certain) == (Kind.DATE, None, None, False)
    assert bare.remainder


def test_several_values_in_one_cell_are_read_one_by_one() -> None:
    both = parse("27个;54亿元")
    assert (both.kind, both.value, both.certain) == (Kind.SEVERAL, None, True)
    assert [(part.value, part.unit) for part in both.parts] == [(Decimal(27), "个"), (Decimal(54), "亿元")]
    steps = parse("6月份完成宣传片制作;9月份完成文本;11月完成专家评审", year=2021)
    assert [part.date_to for part in steps.parts] == [date(2021, 6, 30), date(2021, 9, 30), date(2021, 11, 30)]


def test_nothing_printed_is_blank() -> None:
    assert parse(None).kind is Kind.BLANK
    assert parse(None).empty and parse("—").empty and not parse("0").empty
