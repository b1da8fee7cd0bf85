"""Workbooks in the format before 2007 (xls): values by the reader, number formats, hidden sheets and passwords by our own.

`forms/own_form.xls` is our own invention, typed for this test and saved by LibreOffice as "Excel 97"; the expectation is typed here.
"""

from pathlib import Path
from struct import pack
from typing import Any

import pytest

from yuheng.exchange.checking import Wanted, check_file
from yuheng.exchange.forms.biff import number_formats
from yuheng.exchange.forms.reading import read

FILE = Path(__file__).parent / "forms" / "own_form.xls"
BEGIN = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # BOF of the workbook's globals, BIFF8: 16 bytes of body follow the first 4


def test_an_old_workbook_is_read_as_it_is_shown() -> None:
    reading = read(FILE)
    (table,) = reading.tables  # the hidden sheet holds another
    data: dict[str, Any] = dict(table.data)
    assert reading.problems == ()
    assert (data["year"], data["province"], data["kind"], data["unit"]) == ("2022", "河北", "self", "某县公路站")
    first, _, other = data["budget_lines"]
    assert (first["executed"], first["rate"], first["score"], other["rate"]) == ("195.5", "97.75%", "9.8", "91.00%")
    assert [(row["target"], row["actual"]) for row in data["indicators"]] == [
        ("≥120公里", "125.5公里"),
        ("2022年12月底前", "2022年11月30日"),
        ("≥95%", "97.8%"),
        ("≥90%", "93%"),
    ]
    assert table.place_of("indicators[3].score") == "自评表!H13"


def test_its_problems_are_said_at_their_cells_and_come_back_as_a_new_workbook() -> None:
    checked = check_file(FILE, FILE.name, Wanted(annotate=True))
    problems = checked.entries[0]["problems"]
    assert [(one["code"], one["where"]) for one in problems] == [("score_above_weight", "自评表!H13")]
    assert read(checked.workbook or b"", "a.xlsx").kind == "xlsx"


def test_a_password_is_named() -> None:
    content = FILE.read_bytes()
    at = content.index(BEGIN) + 20
    locked = content[:at] + pack("<H", 0x2F) + content[at + 2 :]
    assert [one.code for one in read(locked, "a.xls").problems] == ["encrypted"]


def test_a_cell_far_away_is_refused_before_the_rectangle_is_laid_out() -> None:
    content = bytearray(FILE.read_bytes())
    number = content.index(b"\xfd\x00\x0a\x00")  # the first cell with text: its row follows
    content[number + 4 : number + 8] = pack("<HH", 65_535, 255)
    assert [one.code for one in read(bytes(content), "a.xls").problems] == ["too_large"]


def test_macros_of_an_old_workbook_are_noted() -> None:
    content = FILE.read_bytes() + "_VBA_PROJECT".encode("utf-16-le")
    assert [one.code for one in read(content, "a.xls").problems] == ["macros"]


@pytest.mark.parametrize("size", range(600, 10_240, 640))
def test_a_truncated_old_workbook_is_one_problem(size: int) -> None:
    reading = read(FILE.read_bytes()[:size], "a.xls")
    assert not reading.tables and next(one.code for one in reading.problems if one.stops) in {"broken", "unknown_kind"}


def test_sectors_that_follow_each_other_in_a_circle_end() -> None:
    content = bytearray(FILE.read_bytes())
    table = int.from_bytes(content[76:80], "little")
    start = 512 + 512 * table
    for sector in range(128):
        content[start + 4 * sector : start + 4 * sector + 4] = pack("<I", sector)  # each follows itself
    assert isinstance(number_formats(bytes(content)), list)
