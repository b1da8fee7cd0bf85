"""One table, whatever file it comes in, is one answer: over all published tables, in each layout.

The expectation is the check of the table in the JSON form; the files are written by `writing`, not by the reader.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yuheng.evaluation.checking import check_table
from yuheng.exchange.forms.as_shown import shown
from yuheng.exchange.forms.reading import read
from yuheng.exchange.tests import writing

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "tables"  # all of them; the sample holds most
TABLES = SHARED if SHARED.is_dir() else Path(__file__).parents[2] / "sample" / "tables"
PATHS = sorted(TABLES.glob("*.json"))
FILES: dict[str, Callable[[writing.Rows], bytes]] = {
    "xlsx": writing.to_xlsx,
    "docx": writing.to_docx,
    "html": lambda rows: writing.to_html(rows, encoding="gb18030"),
    "htm": writing.to_html,
}


def answer(table: Any) -> tuple[object, ...]:
    """All that a check says, but for where it stands in the file."""
    (entry,) = check_table(table)["files"]
    said = [{name: part for name, part in one.items() if name != "where"} for one in entry["problems"]]
    return said, entry["recomputed"], entry["kind"], entry["region"], entry["rules"]


def printed(path: Path) -> dict[str, Any]:
    return writing.as_printed(json.loads(path.read_text(encoding="utf-8")))


def test_there_are_tables() -> None:
    assert len(PATHS) > 100


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_table_gives_one_answer_as_json_xlsx_docx_and_html(path: Path) -> None:
    table = printed(path)
    expected = answer(table)
    (as_json,) = read(json.dumps(table, ensure_ascii=False).encode(), "a.json").tables
    assert answer(as_json.data) == expected
    rows = writing.rows_of(table, noise=True)
    for ending, write in FILES.items():
        reading = read(write(rows), f"a.{ending}")
        assert reading.problems == ()
        assert [answer(one.data) for one in reading.tables] == [expected], ending


def test_a_form_whose_signs_and_units_have_columns_gives_the_same_answer() -> None:
    """The Sichuan variant: 指标性质, 指标值, 度量单位."""
    found = 0
    for path in PATHS:
        table = printed(path)
        if not all(writing.SIGNED.fullmatch(str(row.get("target"))) for row in table["indicators"]):
            continue
        found += 1
        rows = writing.rows_of(table, split=True)
        for ending, write in FILES.items():
            assert [answer(one.data) for one in read(write(rows), f"a.{ending}").tables] == [answer(table)]
    assert found


def test_a_form_without_weights_gives_the_same_answer() -> None:
    """The Hubei form."""
    found = 0
    for path in PATHS:
        table = printed(path)
        if any(row.get("weight", "") for row in table["indicators"]):
            continue
        found += 1
        for row in table["indicators"]:
            row.pop("weight", None)
        (got,) = read(writing.to_xlsx(writing.rows_of(table)), "a.xlsx").tables
        assert answer(got.data) == answer(table)
    assert found > 20


def test_the_money_of_a_table_of_targets_needs_no_header() -> None:
    found = 0
    for path in PATHS:
        table = printed(path)
        lines = table["budget_lines"]
        only = all(not line[name] for line in lines for name in writing.FUNDS[1:]) and all(
            x["initial_budget"] for x in lines
        )
        if not lines or not only:
            continue
        found += 1
        rows = writing.rows_of(table, plain=True)
        for ending, write in FILES.items():
            (got,) = read(write(rows), f"a.{ending}").tables
            assert answer(got.data) == answer(table)
            assert got.data["budget_lines"] == lines
    assert found > 20


def test_the_table_of_monitoring_gives_the_same_answer() -> None:
    found = 0
    for path in PATHS:
        table = printed(path)
        if not any(row.get("target") or row.get("actual") for row in table["indicators"]):
            continue
        found += 1
        left, rows = writing.monitoring(table)
        for ending, write in FILES.items():
            (got,) = read(write(rows), f"a.{ending}").tables
            assert answer(got.data) == answer(left), (path.stem, ending)
    assert found > 80


def test_comma_separated_values_read_the_same_in_both_encodings() -> None:
    for path in PATHS[::4]:
        table = printed(path)
        rows = writing.rows_of(table, noise=True)
        for encoding in ("utf-8-sig", "gb18030"):
            (got,) = read(writing.to_csv(rows, encoding), "a.csv").tables
            assert answer(got.data) == answer(table), path.stem


@pytest.mark.parametrize("beside", [False, True])
def test_several_tables_in_one_file_are_each_read(beside: bool) -> None:
    tables = [printed(path) for path in PATHS[::10]]
    content = writing.to_xlsx(*(writing.rows_of(one, noise=True) for one in tables), beside=beside)
    got = read(content, "a.xlsx").tables
    assert [answer(one.data) for one in got] == [answer(one) for one in tables]


def test_every_value_knows_its_cell() -> None:
    table = printed(TABLES / "sc_zhongjiang_shuibiaochi_2022.json")
    rows = writing.rows_of(table)
    reading = read(writing.to_xlsx(rows), "a.xlsx")
    (got,) = reading.tables
    cells = {cell.place: cell.text for line in reading.grids[0].rows for cell in line}
    for at, row in enumerate(table["indicators"]):
        for name in ("level3", "target", "actual", "weight", "score"):
            assert cells[got.place_of(f"indicators[{at}].{name}")] == row[name]
    for at, line in enumerate(table["budget_lines"]):
        assert cells[got.place_of(f"budget_lines[{at}].executed")] == line["executed"]
    assert cells[got.place_of("printed_score_total")] == "100"
    assert cells[got.place_of("indicators[].weight")] == "分值"


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.95, "0%", "95%"),
        (0.978086, "0.00%", "97.81%"),
        (1, "0.00%", "100.00%"),
        (202.64, "General", "202.64"),
        (1234567.891, "#,##0.00", "1234567.891"),
        (8, '0"眼"', "8眼"),
        (-5, "0;[Red]-0", "-5"),
        (True, "General", "是"),
    ],
)
def test_a_number_is_read_as_the_workbook_shows_it(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text
