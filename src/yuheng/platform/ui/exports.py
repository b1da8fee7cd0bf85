"""A list as a file: the rows that the filters leave, in the order and with the columns of the screen."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from tempfile import TemporaryFile
from typing import IO, Any, Final

import xlsxwriter
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from yuheng.kernel.money import round_half_up
from yuheng.platform import clock
from yuheng.platform.ui.columns import Column, Kind
from yuheng.platform.ui.text import say

FORMATS: Final = ("xlsx", "csv", "json")
SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LOOKS: Final = {
    Kind.MONEY: "#,##0.00",
    Kind.YUAN: "#,##0.00",
    Kind.POINTS: "0.00",
    Kind.PERCENT: "0.0%",
    Kind.NUMBER: "#,##0.####",
    Kind.DAY: "yyyy-mm-dd",
}
_CAREFUL: Final = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")


def respond(code: str, form: str, columns: tuple[Column, ...], rows: Iterable[Any]) -> HttpResponseBase:
    """A download of the rows as `form` (xlsx, csv or json), named after the list and the day."""
    name = f"{code}-{clock.today().isoformat()}.{form}"
    if form == "xlsx":
        return FileResponse(workbook(columns, rows), as_attachment=True, filename=name, content_type=SHEET)
    answer: HttpResponseBase
    if form == "csv":
        answer = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    else:
        answer = HttpResponse("".join(json_lines(columns, rows)), content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def workbook(columns: tuple[Column, ...], rows: Iterable[Any]) -> IO[bytes]:
    """A workbook written row by row in constant memory. Text stays text: nothing in it is ever a formula or a link."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    with xlsxwriter.Workbook(file, _CAREFUL) as book:
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True, "bottom": 1})
        looks = [book.add_format({"num_format": _LOOKS.get(column.kind, "@")}) for column in columns]
        for at, column in enumerate(columns):
            sheet.set_column(at, at, 16 if column.numeric or column.kind is Kind.DAY else 28)
            sheet.write_string(0, at, say(column.title), head)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows, start=1):
            for at, column in enumerate(columns):
                _write(sheet, (line, at), column.written(column.read(row)), looks[at])
    file.seek(0)
    return file


def _write(sheet: Any, place: tuple[int, int], value: str | Decimal | date | None, look: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(*place, value, look)
    elif isinstance(value, Decimal):
        sheet.write_number(*place, value, look)
    elif value is not None:
        sheet.write_datetime(*place, value, look)


def csv_lines(columns: tuple[Column, ...], rows: Iterable[Any]) -> Iterator[bytes]:
    """Lines of a CSV file that Excel opens as UTF-8; a text that a sheet would read as a formula gets an apostrophe."""
    buffer = StringIO()
    writer = csv.writer(buffer)

    def taken() -> bytes:
        line = buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
        return line

    writer.writerow([say(column.title) for column in columns])
    yield b"\xef\xbb\xbf" + taken()
    for row in rows:
        writer.writerow([_csv_text(column, column.read(row)) for column in columns])
        yield taken()


def _csv_text(column: Column, value: Any) -> str:
    written = column.written(value)
    if isinstance(written, str):
        return f"'{written}" if written.startswith(_RISKY) else written
    if column.kind is Kind.PERCENT:
        return column.shown(value)
    if isinstance(written, Decimal):
        return plain(written)
    return "" if written is None else written.isoformat()


def json_lines(columns: tuple[Column, ...], rows: Iterable[Any]) -> Iterator[str]:
    """One JSON object: what the columns are, then a row per line. Money is whole fen, shares and points exact text."""
    heads = [
        {"key": c.key, "title": say(c.title), "kind": c.kind.value, "unit": _UNITS.get(c.kind, "")} for c in columns
    ]
    yield '{"columns": ' + json.dumps(heads, ensure_ascii=False) + ',\n"rows": ['
    comma = "\n"
    for row in rows:
        values = {column.key: _json_value(column, column.read(row)) for column in columns}
        yield comma + json.dumps(values, ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


_UNITS: Final = {Kind.MONEY: "fen", Kind.YUAN: "fen", Kind.PERCENT: "/1", Kind.POINTS: "points"}


def _json_value(column: Column, value: Any) -> object:
    if value is None or value == "":
        return None
    if column.kind in {Kind.MONEY, Kind.YUAN}:
        return int(value)
    if column.kind is Kind.NUMBER and isinstance(value, int):
        return value
    if column.numeric:
        return plain(round_half_up(Fraction(value, 100) if column.kind is Kind.POINTS else Fraction(value), 6))
    return column.shown(value)


def plain(number: Decimal) -> str:
    """A number without separators and without zeros at its end.

    >>> plain(Decimal("12580.360000")), plain(Decimal("1200"))
    ('12580.36', '1200')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
