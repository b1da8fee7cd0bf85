"""Reading a file, whatever it is, into performance tables: the one way in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from yuheng.exchange.forms.faults import Unreadable, fault, hint
from yuheng.exchange.forms.from_document import read_docx, read_html
from yuheng.exchange.forms.from_text import read_csv, read_json
from yuheng.exchange.forms.from_workbook import read_xls, read_xlsx
from yuheng.exchange.forms.grid import Grid, Reading, TooLarge
from yuheng.exchange.forms.recognising import tables_in
from yuheng.exchange.forms.sniffing import MOST_BYTES, kind_of
from yuheng.kernel.outcome import Problem

ENDINGS: Final = {
    **{".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx", ".xls": "xls", ".docx": "docx", ".docm": "docx"},
    **{".html": "html", ".htm": "html", ".csv": "csv", ".txt": "csv", ".tsv": "csv", ".json": "json"},
}
_READERS: Final[dict[str, Callable[[bytes], tuple[list[Grid], list[Problem]]]]] = {
    "xlsx": read_xlsx,
    "xls": read_xls,
    "docx": lambda content: (read_docx(content), []),
    "html": lambda content: (read_html(content), []),
    "csv": lambda content: (read_csv(content), []),
}


def read(source: Path | bytes, name: str = "") -> Reading:
    """Read a file into tables in the JSON form. Never raises for what is in it: that becomes a problem.

    The kind is decided by the content, not by the name. `MemoryError` passes.

    >>> read(b"not a table", "a.csv").problems[0].code
    'not_a_form'
    """
    called = name or (source.name if isinstance(source, Path) else "")
    try:
        content = source if isinstance(source, bytes) else _bounded(source)
        kind = kind_of(content)
    except Unreadable as wrong:
        return Reading(called, problems=(wrong.problem,))
    except OSError as wrong:
        return Reading(called, problems=(fault("not_opened", found=wrong.strerror or ""),))
    notes = _misnamed(called, kind)
    try:
        return _read(called, kind, content, notes)
    except Unreadable as wrong:
        return Reading(called, kind, problems=(wrong.problem,))
    except TooLarge as wrong:
        return Reading(called, kind, problems=(fault("too_large", found=wrong.count),))
    except BaseException as wrong:  # a broken file makes each library raise what it likes, a panic among them
        if isinstance(wrong, (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)):
            raise
        return Reading(called, kind, problems=(fault("broken", found=f"{type(wrong).__name__}"),))


def _bounded(path: Path) -> bytes:
    """The bytes of a file, one more than is allowed at most."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _misnamed(name: str, kind: str) -> list[Problem]:
    ending = Path(name).suffix.lower()
    if not ending or ENDINGS.get(ending) == kind:
        return []
    return [hint("wrong_extension", found=f"{ending} → {kind}")]


def _read(name: str, kind: str, content: bytes, notes: list[Problem]) -> Reading:
    if kind == "json":
        return Reading(name, kind, tuple(read_json(content)), problems=tuple(notes))
    grids, problems = _READERS[kind](content)
    tables = tuple(table for grid in grids for table in tables_in(grid))
    found = [] if tables else [fault("not_a_form")]
    return Reading(name, kind, tables, tuple(grids), (*notes, *problems, *found))
