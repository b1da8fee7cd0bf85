"""Tables beside each other on a sheet: every published table beside its neighbour, and the form that is printed so."""

import json
from itertools import pairwise
from typing import Any

import pytest

from yuheng.exchange.forms.reading import read
from yuheng.exchange.tests import writing
from yuheng.exchange.tests.test_forms import FILES, PATHS, answer, printed

WITH_INDICATORS = [path for path in PATHS if json.loads(path.read_text(encoding="utf-8"))["indicators"]]
PAIRS = list(pairwise(WITH_INDICATORS))
# the form of targets of 财预〔2015〕163 号: middle term and year beside each other under one first level
TWO_TERMS = """<table>
<tr><td colspan=8>项目支出绩效目标申报表</td></tr><tr><td colspan=8>（2024年度）</td></tr>
<tr><td colspan=2>项目名称</td><td colspan=6>渠道清淤</td></tr>
<tr><td rowspan=2>项目资金（万元）</td><td colspan=2>中期资金总额：</td><td>300</td><td colspan=3>年度资金总额：</td><td>100</td></tr>
<tr><td colspan=2>其中：财政拨款</td><td>300</td><td colspan=3>其中：财政拨款</td><td>100</td></tr>
<tr><td rowspan=3>绩效指标</td><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>清淤长度</td><td>≥90公里</td><td>数量指标</td><td>清淤长度</td><td>≥30公里</td></tr>
<tr><td>效益指标</td><td>社会效益指标</td><td>受益村</td><td>≥12个</td><td>社会效益指标</td><td>受益村</td><td>≥4个</td></tr>
</table>"""


@pytest.mark.parametrize("ending", FILES)
def test_two_tables_side_by_side_are_each_read(ending: str) -> None:
    assert len(PAIRS) > 80
    for left, right in PAIRS if ending == "xlsx" else PAIRS[::4]:
        one, other = printed(left), printed(right)
        rows = writing.side_by_side(writing.rows_of(one, noise=True), writing.rows_of(other, noise=True))
        got = read(FILES[ending](rows), f"a.{ending}").tables
        assert [answer(table.data) for table in got] == [answer(one), answer(other)], (left.stem, right.stem)


def test_three_tables_side_by_side_know_their_cells() -> None:
    tables = [printed(path) for path in WITH_INDICATORS[:3]]
    rows = writing.side_by_side(writing.rows_of(tables[0]), writing.rows_of(tables[1]))
    rows = writing.side_by_side(rows, writing.rows_of(tables[2]), gap=2)
    reading = read(writing.to_xlsx(rows), "a.xlsx")
    assert [answer(table.data) for table in reading.tables] == [answer(table) for table in tables]
    cells = {cell.place: cell.text for line in reading.grids[0].rows for cell in line}
    for table, got in zip(tables, reading.tables, strict=True):
        for at, row in enumerate(table["indicators"]):
            assert cells[got.place_of(f"indicators[{at}].target")] == row["target"]


def test_the_targets_of_two_terms_are_two_tables() -> None:
    middle, year = (dict[str, Any](table.data) for table in read(TWO_TERMS.encode(), "a.html").tables)
    assert [row["target"] for row in middle["indicators"]] == ["≥90公里", "≥12个"]
    assert [(row["level1"], row["level2"], row["level3"], row["target"]) for row in year["indicators"]] == [
        ("产出指标", "数量指标", "清淤长度", "≥30公里"),
        ("效益指标", "社会效益指标", "受益村", "≥4个"),
    ]
    assert [one["kind"] for one in (middle, year)] == ["target", "target"]
    assert [one["budget_lines"][0]["initial_budget"] for one in (middle, year)] == ["300", "100"]
