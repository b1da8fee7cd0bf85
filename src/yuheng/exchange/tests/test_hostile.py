"""Broken, hostile and huge files are each answered with one clear problem, and nothing of them is run or fetched."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook

from yuheng.exchange.checking import Wanted, check_file
from yuheng.exchange.forms.reading import read
from yuheng.exchange.forms.sniffing import MOST_BYTES, MOST_ENTRIES, MOST_UNPACKED
from yuheng.exchange.tests import writing

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>'


def form(**more: str) -> writing.Rows:
    row = {"no": 1, "level1": "产出指标", "level2": "数量指标", "level3": "机井", "target": "≥10眼", "actual": "10眼"}
    row |= {"weight": "10", "score": "12", **more}
    table = {
        **{
            "kind": "self",
            "province": "安徽",
            "year": "2022",
            "money_unit": "万元",
            "project": "打井",
            "unit": "水利局",
        },
        **{"department": "", "budget_lines": [], "indicators": [row]},
        **{"printed_score_total": None, "printed_weight_total": None, "printed_rating": None, "complete": False},
    }
    return writing.rows_of(table)


def good() -> bytes:
    return writing.to_xlsx(form())


def repacked(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The same archive with some entries replaced, added, or (None) left out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def sheet(rows: str, after: str = "") -> bytes:
    xml = f'<?xml version="1.0"?><worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return repacked(good(), {SHEET: xml.encode()})


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def many_rows(kind: str) -> bytes:
    if kind == "xlsx":
        return sheet("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 100_001)))
    if kind == "html":
        return b"<table>" + b"<tr><td>1<td>2" * 100_000 + b"</table>"
    return b"1,2\n" * 100_000


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.xlsx", lambda: b"  ", "empty_file"),
    "noise": ("a.xlsx", lambda: bytes(range(256)) * 20, "unknown_kind"),
    "picture": ("a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "unknown_kind"),
    "pdf": ("a.docx", lambda: b"%PDF-1.7 ...", "unknown_kind"),
    "cut": ("a.xlsx", lambda: good()[:-200], "broken"),
    "flipped": ("a.xlsx", lambda: good()[:300] + b"\xff" * 40 + good()[340:], "broken"),
    "other zip": ("a.xlsx", lambda: repacked(good(), {"xl/workbook.xml": None}), "unknown_kind"),
    "no sheet": ("a.xlsx", lambda: repacked(good(), {SHEET: None}), "not_a_form"),
    "encrypted": ("a.xlsx", encrypted, "encrypted"),
    "old word": ("a.doc", lambda: b"\xd0\xcf\x11\xe0" + bytes(600) + "WordDocument".encode("utf-16-le"), "old_word"),
    "broken xls": ("a.xls", lambda: b"\xd0\xcf\x11\xe0" + bytes(600) + "Workbook".encode("utf-16-le"), "broken"),
    "too many bytes": ("a.csv", lambda: b"1" * (MOST_BYTES + 1), "too_large"),
    "zip bomb": ("a.xlsx", lambda: repacked(good(), {"xl/b.xml": b"<a>" + b" " * MOST_UNPACKED + b"</a>"}), "zip_bomb"),
    "many entries": ("a.xlsx", lambda: repacked(good(), {f"x/{n}": b"" for n in range(MOST_ENTRIES + 1)}), "zip_bomb"),
    "entities in a workbook": ("a.xlsx", lambda: repacked(good(), {"xl/sharedStrings.xml": DOCTYPE}), "xml_entities"),
    "entities in a document": ("a.docx", lambda: repacked(writing.to_docx(form()), {"word/styles.xml": DOCTYPE}), "xml_entities"),
    "entities in a page": ("a.html", lambda: b"<!DOCTYPE html [<!ENTITY x 'y'>]><table><tr><td>&x;", "xml_entities"),
    "other encoding": ("a.xlsx", lambda: repacked(good(), {SHEET: DOCTYPE.decode().encode("utf-16")}), "broken"),
    "utf-7": ("a.xlsx", lambda: repacked(good(), {SHEET: b"<?xml version='1.0' encoding='utf-7'?><a/>"}), "broken"),
    "100,000 rows": ("a.xlsx", lambda: many_rows("xlsx"), "too_large"),
    "100,000 rows of a page": ("a.html", lambda: many_rows("html"), "too_large"),
    "100,000 lines": ("a.csv", lambda: many_rows("csv"), "too_large"),
    "merged over all": ("a.xlsx", lambda: sheet("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "too_large"),
    "the last cell": ("a.xlsx", lambda: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "too_large"),
    "endless form": ("a.csv", lambda: "一级指标,三级指标,指标值\n".encode() + "产出,路,≥10条\n".encode() * 9_000, "too_large"),
    "endless json": ("a.json", lambda: b'{"indicators":[' + b"{}," * 9_000 + b"{}]}", "too_large"),
    "deep json": ("a.json", lambda: b'{"a":' * 100_000, "broken"),
    "half a json": ("a.json", lambda: b'{"indicators": [', "broken"),
    "wide spans": ("a.html", lambda: b"<table><tr><td colspan=999999999 rowspan=999999999>a</table>", "not_a_form"),
    "open tables": ("a.html", lambda: b"<table><tr><td>" * 20_000, "not_a_form"),
    "no table": ("a.csv", lambda: b"name,age\nx,1\n", "not_a_form"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_read_is_one_clear_problem(case: str) -> None:
    name, make, code = HOSTILE[case]
    reading = read(make(), name)
    assert ([one.code for one in reading.problems if one.stops], reading.tables) == ([code], ())
    (entry,) = check_file(make(), name).entries
    assert [one["code"] for one in entry["problems"] if one["severity"] == "error"] == [code]
    assert all(one["message"]["zh"] and one["message"]["en"] for one in entry["problems"])


def test_a_formula_counts_by_its_saved_value_and_one_without_is_named() -> None:
    book = load_workbook(BytesIO(good()))
    book.active["H8"] = "=6+6"
    out = BytesIO()
    book.save(out)
    bare = read(out.getvalue(), "a.xlsx")
    assert [(one.code, one.where, one.found) for one in bare.problems] == [
        ("formula_without_value", "Sheet!H8", "=6+6")
    ]
    with zipfile.ZipFile(out) as packed:
        part = packed.read(SHEET)
    saved = re.sub(rb"(6\+6</f>)<v ?(/>|></v>)", rb"\1<v>12</v>", part)
    with_value = repacked(out.getvalue(), {SHEET: saved})
    (entry,) = check_file(with_value, "a.xlsx").entries
    assert [(one["code"], one["where"]) for one in entry["problems"]] == [("score_above_weight", "Sheet!H8")]


def test_macros_and_links_are_noted_and_left_behind() -> None:
    link = b'<?xml version="1.0"?><externalLink xmlns="x"/>'
    content = repacked(good(), {"xl/vbaProject.bin": b"\x00macro", "xl/externalLinks/externalLink1.xml": link})
    checked = check_file(content, "a.xlsm", Wanted(annotate=True))
    codes = [(one["code"], one["severity"]) for one in checked.entries[0]["problems"]]
    assert codes[:2] == [("macros", "note"), ("external_links", "note")]
    with zipfile.ZipFile(BytesIO(checked.workbook or b"")) as back:
        assert not [name for name in back.namelist() if "vba" in name or "externalLinks" in name]


@pytest.mark.parametrize(
    ("name", "make"), [("a.xls", writing.to_html), ("a.docx", writing.to_xlsx), ("a.html", writing.to_docx)]
)
def test_a_wrong_extension_is_noted_and_the_content_read(name: str, make: Callable[[writing.Rows], bytes]) -> None:
    (entry,) = check_file(make(form()), name).entries
    assert [one["code"] for one in entry["problems"]] == ["wrong_extension", "score_above_weight"]


def test_what_is_given_back_holds_no_formula_that_came_with_a_text() -> None:
    content = writing.to_html(form(level3='=HYPERLINK("http://x","y")', target="=cmd|'/c calc'!A1"))
    book = load_workbook(BytesIO(check_file(content, "a.html", Wanted(annotate=True)).workbook or b""))
    kinds = {cell.data_type for one in book for line in one.iter_rows() for cell in line}
    assert "f" not in kinds


def test_formatting_to_the_end_of_a_sheet_is_no_reason_to_refuse_it() -> None:
    book = load_workbook(BytesIO(good()))
    book.active.row_dimensions[1_048_576].height = 20
    out = BytesIO()
    book.save(out)
    assert [one.code for one in read(out.getvalue(), "a.xlsx").problems] == []
