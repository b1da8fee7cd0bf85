"""`yuheng check` over files and folders: the report, the workbooks given back, and the recall of a list of faults."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from yuheng.config import cli
from yuheng.config.commands.check import check_all, files_in
from yuheng.exchange.checking import Wanted
from yuheng.exchange.tests import writing

NAMES = {"files", "summary"}
ENTRY = ["file", "kind", "region", "rules", "problems", "recomputed"]


def table(score: str = "10") -> dict[str, Any]:
    row = {"no": 1, "level1": "产出指标", "level2": "数量指标", "level3": "机井", "target": "≥10眼", "actual": "10眼"}
    return {
        **{
            "kind": "self",
            "province": "安徽",
            "year": "2022",
            "money_unit": "万元",
            "project": "打井",
            "unit": "水利局",
        },
        **{"department": "", "budget_lines": [], "indicators": [row | {"weight": "10", "score": score}]},
        **{"printed_weight_total": None, "printed_score_total": None, "printed_rating": None, "complete": False},
    }


def check(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    status = cli.main(["check", "--json", *map(str, words)])
    return status, json.loads(capsys.readouterr().out)


def test_a_folder_of_all_kinds_is_one_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = writing.rows_of(table("12"))
    (tmp_path / "below").mkdir()
    (tmp_path / "a.xlsx").write_bytes(writing.to_xlsx(rows))
    (tmp_path / "below" / "b.docx").write_bytes(writing.to_docx(rows))
    (tmp_path / "c.html").write_bytes(writing.to_html(rows))
    (tmp_path / "d.json").write_text(json.dumps(table()), encoding="utf-8")
    (tmp_path / "~$a.xlsx").write_bytes(b"lock")
    status, told = check(capsys, tmp_path)
    assert (status, set(told), [list(one) for one in told["files"]]) == (1, NAMES, [ENTRY] * 4)
    where = {Path(one["file"]).name: [p["where"] for p in one["problems"]] for one in told["files"]}
    assert where == {"a.xlsx": ["Sheet!H8"], "b.docx": ["T1!H8"], "c.html": ["T1!H8"], "d.json": []}
    assert told["summary"]["units"] == [{"name": "水利局", "tables": 4, "errors": 3, "warnings": 0}]
    assert told["summary"]["kinds"] == [{"name": "self", "tables": 4, "errors": 3, "warnings": 0}]


def test_the_workbook_comes_back_with_comments_on_its_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = writing.rows_of(table("12"))
    (tmp_path / "a.xlsx").write_bytes(writing.to_xlsx(rows))
    (tmp_path / "a.html").write_bytes(writing.to_html(rows))
    out = tmp_path / "out"
    check(capsys, tmp_path / "a.xlsx", tmp_path / "a.html", "--annotate", out)
    for name, sheet in (("a.xlsx", "Sheet"), ("a.html", "T1")):
        book = load_workbook(out / f"{name}.checked.xlsx")
        cell = book[sheet]["H8"]
        assert cell.value == "12" and "得分高于分值" in cell.comment.text and "more points" in cell.comment.text
        assert book["核对结果 Check"]["C2"].value == f"{sheet}!H8"


def test_a_missing_file_and_an_empty_folder_cannot_be_checked(tmp_path: Path) -> None:
    assert cli.main(["check", str(tmp_path / "none.xlsx")]) == 2
    assert cli.main(["check", str(tmp_path)]) == 2


def test_a_terminal_is_told_the_sums_by_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(2):
        (tmp_path / f"{number}.json").write_text(json.dumps(table("12")), encoding="utf-8")
    assert cli.main(["check", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "得分高于分值" in said and "水利局" in said and "2 tables: 2 errors" in said


def test_many_files_give_what_each_gives_alone(tmp_path: Path) -> None:
    for number in range(16):
        (tmp_path / f"{number}.xlsx").write_bytes(writing.to_xlsx(writing.rows_of(table(str(number)))))
    paths = list(files_in([tmp_path]))
    assert check_all(paths, Wanted(), workers=2) == check_all(paths, Wanted(), workers=1)


def test_the_command_prints_the_recall(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"no": 1, "level3": "机井", "target": "≥10眼", "actual": "10眼", "weight": "10", "score": "12"}]
    table = {"kind": "self", "year": "2022", "indicators": rows, "complete": False}
    for name in ("wrong", "quiet"):
        (tmp_path / f"{name}.json").write_text(json.dumps(table), encoding="utf-8")
        rows[0]["score"] = "10"
    faults = tmp_path / "faults.csv"
    faults.write_text("kind,table,detail\nscore_above_weight,wrong,12 on 10\nrate_wrong,wrong,none\n", encoding="utf-8")
    assert cli.main(["check", "--json", "--against", str(faults), *map(str, sorted(tmp_path.glob("*.json")))]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["decided"] == {"count": 1, "of": 2, "percent": "50.0"}
    assert told["missed"] == [{"kind": "rate_wrong", "table": "wrong"}]
    assert told["alarmed_tables"] == {"count": 0, "of": 1, "percent": "0.0"}
