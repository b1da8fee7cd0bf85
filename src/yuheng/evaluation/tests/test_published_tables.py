"""Really published tables, scored by the rule of the form they use; every row scored otherwise is named with why.

The expectation is the printed score. Nothing here is tuned: a row that no stated rule explains stays an exception.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from yuheng.evaluation.domain.scheme import Scheme, pick_rule
from yuheng.evaluation.domain.score import Scored, score_execution, score_indicator
from yuheng.evaluation.domain.table import Execution, Row, TableResult, score_table
from yuheng.evaluation.schemes import scheme_for
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.money import parse_yuan
from yuheng.kernel.numbers import parse

Published: TypeAlias = dict[str, Any]

PACKAGE = Path(__file__).resolve().parents[2]
HOMES = (PACKAGE / "sample" / "tables", PACKAGE.parents[1].parent / "shared" / "data" / "tables")
REGIONS = {
    "安徽": "340000",
    "湖北": "420000",
    "四川": "510000",
    "云南": "530000",
    "宁夏": "640000",
    "湖南": "430000",
    "河北": "130000",
    "重庆": "500000",
    "北京": "110108",
}

# Complete self-evaluations with scores: the form each states, and the rows whose score a person gave.
REPRODUCED = {
    # "产出50 效益30 满意度10 执行率10", printed on the form; six rows print neither target nor actual
    "ah_tianchang_shuili_fangxun_2022": {3, 4, 5, 6, 7, 9},
    # the Hubei form: 20 x rate and 80 for the indicators, no weights printed; row 4 is 200万 against 195.5万元,
    # a count against money, which only a person can equate
    "hb_huangshi_haimian_2022": {4},
}
NOT_REPRODUCED = {
    "hb_huanggang_shuitu_2020": "98 % of 98 % is scored 20 x 98 % = 19.6, although the form's rule w x B/A gives 20",
    "sc_zhongjiang_shuibiaochi_2022": "the rows alone weigh 100, with execution 110, yet 100 is printed as the total",
    "hb_jingzhou_changjiangjinbu_2020": "no weights on the form; the transcriber took the scores for weights",
}

# Rows with a weight and a score whose printed score is not what the rule gives: our points, and why.
WHOLE_POINTS = "rounded to a whole point by the unit"
FLAT_DEDUCTION = "a flat point off where the rule is proportional"
MET_BUT_DEDUCTED = "the target is met, yet points are taken off"
OTHERWISE = {
    ("he_langfang_shipin_nuantong_2019", 0): ("8.62", WHOLE_POINTS),
    ("he_langfang_shipin_nuantong_2019", 1): ("8.62", WHOLE_POINTS),
    ("hn_lingling_linye_zhengti_2021", 0): ("8.04", "3824.26 of 4753.66 is 80.45 %, printed as 100 %"),
    ("hn_lingling_linye_zhengti_2021", 8): ("5.96", FLAT_DEDUCTION),
    ("hn_lingling_linye_zhengti_2021", 9): ("5.65", FLAT_DEDUCTION),
    ("nx_yinchuan_liuzhong_gongyong_2021", 11): ("5.00", MET_BUT_DEDUCTED),
    ("nx_yinchuan_liuzhong_gongyong_2021", 15): ("15.00", MET_BUT_DEDUCTED),
    ("nx_yinchuan_liuzhong_gongyong_2021", 16): ("10.00", MET_BUT_DEDUCTED),
    ("yn_lijiang_gucheng_weipian_2020", 1): ("10.00", MET_BUT_DEDUCTED),
    ("yn_lijiang_gucheng_weipian_2020", 2): ("20.00", MET_BUT_DEDUCTED),
    ("yn_lijiang_gucheng_weipian_2020", 3): ("20.00", MET_BUT_DEDUCTED),
    ("yn_lijiang_gucheng_weipian_2020", 4): ("30.00", MET_BUT_DEDUCTED),
    ("yn_linxiang_malukeng_2023", 0): ("9.78", "cut to a whole point by the unit"),
    ("yn_nanhua_yeshengjun", 2): ("0.34", "target in 万元, actual in pieces, both without a unit"),
}
# No rule of that year was read, so none is applied.
NO_LAW = {"bj_haidian_xueyuanlu_baojie_2016", "sc_bumen_2017"}


@lru_cache(maxsize=1)
def published() -> dict[str, Published]:
    home = next((folder for folder in HOMES if folder.is_dir()), None)
    if home is None:
        pytest.skip(f"the published tables are in none of {[str(folder) for folder in HOMES]}")
    tables = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(home.glob("*.json")))
    return {table["id"]: table for table in tables if table["kind"] in {"self", "dept"} and any(_scores(table))}


def _scores(table: Published) -> Iterator[str]:
    return (row["score"] for row in table["indicators"] if row["score"] and row["score"] not in "/-—")


def scheme_of(table: Published) -> Scheme:
    year = int(table["year"]) if table["year"].isdigit() else 2021
    return scheme_for(on=date(year + 1, 3, 1), region=REGIONS[table["province"]])


def row_of(table: Published, row: Published, judged: Fraction | None = None) -> Row:
    year = int(table["year"]) if table["year"].isdigit() else None
    return Row(
        no=row["no"],
        level1=row["level1"],
        level2=row["level2"] or "",
        level3=row["level3"] or "",
        target=parse(row["target"], year=year),
        actual=parse(row["actual"], year=year),
        weight=Decimal(row["weight"]) if row["weight"] else None,
        hint="" if row["direction"] in {"plain", "blank"} else row["direction"],
        judged_share=judged,
    )


def money_of(table: Published) -> tuple[Published, Execution]:
    line = table["budget_lines"][0]
    unit = table["money_unit"] or "万元"
    budget, executed = (parse_yuan(line[key], unit, nearest=True) for key in ("full_year_budget", "executed"))
    return line, Execution(budget_fen=budget, executed_fen=executed, weight=Decimal(line["weight"]))


def whole_table(table: Published, by_a_person: set[int]) -> TableResult:
    """Score a table; the rows left to a person get full marks, which is what the publisher gave them."""
    shown = [row for row in table["indicators"] if row["weight"] != "/"]
    rows = [row_of(table, row, Fraction(1) if row["no"] in by_a_person else None) for row in shown]
    return score_table(scheme=scheme_of(table), rows=rows, execution=money_of(table)[1])


def test_every_complete_table_is_either_reproduced_or_named_with_its_fault() -> None:
    complete = {name for name, table in published().items() if table["complete"]}
    assert complete == set(REPRODUCED) | set(NOT_REPRODUCED)


@pytest.mark.parametrize("name", REPRODUCED)
def test_the_printed_total_and_every_printed_score_come_out(name: str) -> None:
    table = published()[name]
    result = whole_table(table, REPRODUCED[name])
    printed = {row["no"]: Decimal(row["score"]) for row in table["indicators"] if row["score"] not in {"", "/"}}
    assert {line.no: line.scored.points for line in result.rows} == printed
    assert result.execution is not None
    assert result.execution.scored.points == Decimal(money_of(table)[0]["score"])
    assert result.total == Decimal(table["printed_score_total"])


@pytest.mark.parametrize("name", REPRODUCED)
def test_without_the_person_those_tables_have_no_total(name: str) -> None:
    result = whole_table(published()[name], set())
    assert (result.total, result.grade) == (None, None)
    assert {problem.where for problem in result.problems if problem.stops} == {f"row {no}" for no in REPRODUCED[name]}


def test_the_inconsistent_tables_do_not_come_out() -> None:
    huanggang = whole_table(published()["hb_huanggang_shuitu_2020"], set())
    assert (huanggang.total, published()["hb_huanggang_shuitu_2020"]["printed_score_total"]) == (
        Decimal("100.00"),
        "99.6",
    )
    zhongjiang = whole_table(published()["sc_zhongjiang_shuibiaochi_2022"], set())
    assert zhongjiang.total == Decimal("110.00")
    assert [(problem.code, problem.found) for problem in zhongjiang.problems] == [("weights_sum", "110")]
    jingzhou = published()["hb_jingzhou_changjiangjinbu_2020"]
    result = whole_table(jingzhou, set())
    assert [line.weight for line in result.rows] == [Decimal(row["score"]) for row in jingzhou["indicators"]]
    assert result.total == Decimal(jingzhou["printed_score_total"])


def lines_with_weight_and_score() -> Iterator[tuple[tuple[str, int], Scored, Decimal]]:
    for name, table in published().items():
        if name in NO_LAW:
            continue
        scheme = scheme_of(table)
        yield from (((name, no), scored, printed) for no, scored, printed in _scored_lines(table, scheme))


def _scored_lines(table: Published, scheme: Scheme) -> Iterator[tuple[int, Scored, Decimal]]:
    for row in table["indicators"]:
        if row["weight"] and row["score"] and row["score"] not in "/-—":
            read = row_of(table, row)
            name = f"{read.level2} {read.level3}"
            picked = pick_rule(scheme, target=read.target, level1=read.level1, name=name, hint=read.hint)
            weight = Decimal(row["weight"])
            scored = score_indicator(rule=picked.rule, weight=weight, target=read.target, actual=read.actual)
            yield row["no"], scored, Decimal(row["score"])
    first = table["budget_lines"][0] if table["budget_lines"] else {}
    if first.get("weight") and first.get("score") and first["full_year_budget"]:
        line, money = money_of(table)
        weight = Decimal(line["weight"])
        scored = score_execution(
            rule=scheme.execution, weight=weight, budget_fen=money.budget_fen, executed_fen=money.executed_fen
        )
        yield 0, scored, Decimal(line["score"])


def test_every_scored_row_is_what_was_printed_or_an_exception_with_its_reason() -> None:
    scored = [
        (key, line.points, printed) for key, line, printed in lines_with_weight_and_score() if line.points is not None
    ]
    differ = {key: str(points) for key, points, printed in scored if points != printed}
    assert differ == {key: points for key, (points, _) in OTHERWISE.items()}
    assert len(scored) - len(differ) > 100


def test_what_the_rules_leave_open_was_scored_by_its_publisher_within_the_weight() -> None:
    left = [(line, printed) for _, line, printed in lines_with_weight_and_score() if line.points is None]
    assert left
    for line, printed in left:
        assert line.status in {"not_reported", "needs_judgement", "not_comparable", "not_applicable"}
        assert 0 <= printed <= line.working.weight


@pytest.mark.parametrize("name", sorted(NO_LAW))
def test_a_table_from_before_the_law_is_not_scored_by_a_later_one(name: str) -> None:
    table = published()[name]
    with pytest.raises(NoLaw):
        scheme_of(table)
