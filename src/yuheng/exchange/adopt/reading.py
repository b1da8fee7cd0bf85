"""Foreign files row by row: plain or packed CSV, with or without a header, their amounts exact."""

import csv
import gzip
import lzma
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Protocol, TextIO, cast

from yuheng.exchange.adopt.mapping import Columns
from yuheng.kernel.outcome import Problem, Refused, Words

Row = list[str]
Getter = Callable[[Row], str]
BROKEN = (OSError, EOFError, lzma.LZMAError, zlib.error, UnicodeDecodeError, csv.Error)
AMOUNT = re.compile(r"[+-]?\d+(\.\d*)?")


class Source(Protocol):
    """What every part of a mapping that reads a file has."""

    @property
    def file(self) -> str: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def pad(self) -> Mapping[str, int]: ...


@dataclass(frozen=True)
class Table:
    """A file that was found: its path, what its columns are called, which of them are padded with zeros.

    With `only` years, rows of others are passed over; `year` is where a row says its own.
    """

    path: Path
    header: tuple[str, ...]
    has_header: bool
    pad: Mapping[int, int]
    year: Columns = ()
    only: frozenset[str] = frozenset()

    def rows(self) -> Iterator[tuple[int, Row]]:
        """The rows with their line numbers; a row that has not the columns of the others comes as it is.

        `Refused` where the file breaks off in the middle.
        """
        try:
            yield from self._rows()
        except BROKEN as error:
            raise Refused([_broken(self.path, error)]) from error

    def _rows(self) -> Iterator[tuple[int, Row]]:
        year_of = self.getter(self.year)
        with _open(self.path) as file:
            reader = csv.reader(file)
            if self.has_header:
                next(reader, None)
            for row in reader:
                if self.fits(row):
                    if self.only and year_of(row) not in self.only:
                        continue
                    for column, width in self.pad.items():
                        row[column] = row[column].zfill(width)
                yield reader.line_num, row

    def fits(self, row: Row) -> bool:
        """Whether a row has as many cells as there are columns."""
        return len(row) == len(self.header)

    def getter(self, columns: Columns, between: str = "") -> Getter:
        """A function from a row to the text of these columns, joined; of none, the empty text."""
        places = [(self.header.index(one.name), one.start, one.end) for one in columns]
        if len(places) == 1 and places[0][1:] == (None, None):
            only = places[0][0]
            return lambda row: row[only].strip()
        return lambda row: between.join(row[at].strip()[start:end] for at, start, end in places)


def _open(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return cast(TextIO, lzma.open(path, "rt", encoding="utf-8-sig", newline=""))
    if path.suffix == ".gz":
        return cast(TextIO, gzip.open(path, "rt", encoding="utf-8-sig", newline=""))
    return path.open(encoding="utf-8-sig", newline="")


def find(
    folder: Path, source: Source, columns: Sequence[Columns], only: frozenset[int] = frozenset()
) -> Table | list[Problem]:
    """Find a file in a folder, packed or not, and its columns; the problems when it or one of them is missing.

    `only` are the years that are wanted of it, where it has years; none named: all.
    """
    bare = re.sub(r"\.(xz|gz)$", "", source.file)
    path = next((folder / name for name in (source.file, bare) if (folder / name).is_file()), None)
    if path is None or Path(source.file).name != source.file:
        return [_problem("file_missing", str(folder / source.file), "没有这个文件", "There is no such file")]
    try:
        with _open(path) as file:
            first = next(csv.reader(file), [])
    except BROKEN as error:
        return [_broken(path, error)]
    header = source.columns or tuple(name.strip() for name in first)
    found = [
        _problem("column_missing", path.name, f"没有“{one.name}”列", f"There is no column {one.name}", one.name)
        for given in columns
        for one in given
        if one.name not in header
    ]
    if len(first) != len(header):
        found.append(_problem("columns", path.name, "列数不符", "The number of columns differs", str(len(first))))
    pad = {header.index(name): width for name, width in source.pad.items() if name in header}
    year: Columns = getattr(source, "year", ())
    years = frozenset(str(one) for one in only) if year else frozenset[str]()
    return found or Table(path, header, not source.columns, pad, year, years)


def _broken(path: Path, error: Exception) -> Problem:
    return _problem("file_broken", path.name, "文件无法读取", "The file cannot be read", str(error))


def _problem(code: str, where: str, zh: str, en: str, found: str = "") -> Problem:
    return Problem(code, where, Words(zh=zh, en=en), found=found)


def amount_of(text: str, fen_per_unit: int) -> Decimal | None:
    """A printed amount in hundredths, exact and perhaps no whole number; None when the text is no plain amount.

    >>> amount_of("12.5", 100), amount_of("0.001", 100), amount_of("12,5", 100), amount_of("", 100)
    (Decimal('1250.0'), Decimal('0.100'), None, None)
    """
    return Decimal(text) * fen_per_unit if AMOUNT.fullmatch(text) else None
