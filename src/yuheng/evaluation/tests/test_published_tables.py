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

from yuheng.evaluation.domain.row import Row
from yuheng.evaluation.domain.scheme import Scheme
from yuheng.evaluation.domain.table import Execution, TableResult, score_table
from yuheng.evaluation.schemes import scheme_for
from yuheng.evaluation.tests.printed import can_be_tested, forms, reasons, summary
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


def test_every_testable_line_comes_out_as_printed_or_its_reason_stands_in_the_list() -> None:
    differ = {line.key: (f"{line.printed}", line.gives) for line in can_be_tested() if not line.reproduced}
    assert differ == {key: (row["printed"], row["gives"]) for key, row in reasons().items()}
    assert all(len(row["reason"]) > 20 for row in reasons().values())


def test_most_testable_lines_come_out_and_the_counts_add_up() -> None:
    counts = summary()
    untestable = sum(count for what, count in counts.items() if what.startswith("not testable"))
    assert counts["printed scores"] == counts["testable"] + untestable
    assert counts["testable"] == counts["reproduced"] + counts["with a reason"]
    assert (counts["testable"] > 140, counts["reproduced"] > 115, counts["unexplained"]) == (True, True, 0)


def test_what_the_rules_leave_open_was_scored_by_its_publisher_within_the_weight() -> None:
    left = [line for line in can_be_tested() if line.scored is not None and line.scored.points is None]
    assert left
    for line in left:
        assert line.scored is not None
        assert line.scored.status in {"needs_judgement", "not_comparable", "not_applicable"}
        assert 0 <= line.printed <= line.scored.working.weight


def test_a_rule_that_one_table_prints_itself_is_used_by_no_other() -> None:
    printed_on_rows = {row["rule"] for (_, line), row in forms().items() if line}
    assert printed_on_rows == {"scoring.at_least_uncapped", "scoring.at_most_per_unit"}
    others = [line for line in can_be_tested() if line.scored is not None and not line.table.startswith("sc_zhaoshang")]
    assert not [line.key for line in others if line.scored and line.scored.working.rule_id in printed_on_rows]


def test_a_table_from_before_any_law_is_not_scored_by_a_later_one() -> None:
    with pytest.raises(NoLaw):
        scheme_of(published()["sc_bumen_2017"])


def test_haidian_is_scored_by_the_form_of_its_year_and_base() -> None:
    of_haidian = {
        line.place: line.gives for line in can_be_tested() if line.table == "bj_haidian_xueyuanlu_baojie_2016"
    }
    assert of_haidian == {"1": "12.50", "money 1": "4.99"}
