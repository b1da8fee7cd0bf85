"""The number formats of an old workbook (xls), which its reader does not give: 0.95 shown as 95% must be read as 95%.

Sources: [MS-CFB] 2.2–2.6 (the container: sectors, chains, directory), [MS-XLS] 2.4 (records BoundSheet8, FilePass, Format, XF, and the cells).
Everything is bounded by the bytes of the file itself: a chain of sectors cannot be longer than there are sectors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from struct import Struct, error
from typing import Final

from openpyxl.styles.numbers import BUILTIN_FORMATS

from yuheng.exchange.forms.faults import unreadable
from yuheng.exchange.forms.grid import MOST_CELLS, MOST_ROWS, TooLarge

Place = tuple[int, int]  # row and column, from 0
_HEAD: Final = Struct("<HH")
_U16: Final = Struct("<H")
_U32: Final = Struct("<I")
_CELL: Final = Struct("<HHH")
_LAST_SECTOR: Final = 0xFFFFFFFA  # what is not below it marks the end of a chain
_SECTOR_OF_FILE: Final = 512
_DIRECTORY_ENTRY: Final = 128
_SMALLEST: Final = (
    4096  # what is shorter lies among the small sectors, and no office program writes a workbook so short
)
_BOF, _EOF, _FILE_PASS, _BOUND_SHEET, _FORMAT, _XF = 0x809, 0x0A, 0x2F, 0x85, 0x41E, 0xE0
_NUMBERS: Final = frozenset({0x203, 0x27E, 0x06})  # NUMBER, RK, FORMULA
_TEXTS: Final = frozenset({0xFD, 0x204, 0x205, 0xD6})  # LABELSST, LABEL, BOOLERR, RSTRING
_MULTIPLE: Final = 0xBD  # MULRK: several numbers in a row


def number_formats(content: bytes) -> list[Mapping[Place, str]]:
    """For each sheet in order, the number format of each cell with a number; no sheets where they cannot be seen (BIFF5).

    `Unreadable` for a workbook with a password; `TooLarge` where the cells of a sheet lie too far apart: its reader lays out
    the whole rectangle around them.
    """
    stream = _stream(content, "Workbook")
    try:
        return _formats(stream)
    except (error, IndexError, UnicodeDecodeError):
        return []


def _formats(stream: bytes) -> list[Mapping[Place, str]]:
    codes = dict(BUILTIN_FORMATS)
    styles: list[int] = []
    sheets: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _FILE_PASS:
            raise unreadable("encrypted")
        if kind == _FORMAT:
            codes[_U16.unpack_from(body)[0]] = _text(body)
        elif kind == _XF:
            styles.append(_U16.unpack_from(body, 2)[0])
        elif kind == _BOUND_SHEET:
            sheets.append(_U32.unpack_from(body)[0])
    names = [codes.get(code, "General") for code in styles]
    return [{place: names[style] for place, style in _cells(stream, start) if style < len(names)} for start in sheets]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, to its end mark."""
    while at + _HEAD.size <= len(stream):
        kind, size = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        if kind == _EOF:
            return
        yield kind, stream[at : at + size]
        at += size


def _cells(stream: bytes, start: int) -> Iterator[tuple[Place, int]]:
    """The cells with numbers of a sheet, each with the index of its style; charts inside a sheet hold none."""
    bottom = right = 0
    for kind, body in _records(stream, start):
        if kind not in _NUMBERS and kind not in _TEXTS and kind != _MULTIPLE:
            continue
        row, column, style = _CELL.unpack_from(body)
        bottom, right = max(bottom, row + 1), max(right, column + 1)
        if bottom > MOST_ROWS or bottom * right > MOST_CELLS:
            raise TooLarge(f"{bottom} × {right}")
        if kind in _NUMBERS:
            yield (row, column), style
        elif kind == _MULTIPLE:
            for at, offset in enumerate(range(4, len(body) - 2, 6)):
                yield (row, column + at), _U16.unpack_from(body, offset)[0]


def _text(body: bytes) -> str:
    """The text of a FORMAT record: a count, a flag (1: two bytes a character), the characters."""
    count, wide = _U16.unpack_from(body, 2)[0], body[4] & 1
    return body[5 : 5 + count * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _stream(content: bytes, name: str) -> bytes:
    """A stream of the container, by its name; empty where there is none or where the container is broken."""
    try:
        sectors = _Sectors(content)
        for entry in sectors.directory():
            length = _U16.unpack_from(entry, 64)[0]
            if entry[: max(0, length - 2)].decode("utf-16-le", "replace") == name:
                first, size = _U32.unpack_from(entry, 116)[0], _U32.unpack_from(entry, 120)[0]
                return sectors.chain(first)[:size] if size >= _SMALLEST else b""
    except (error, IndexError):
        return b""
    return b""


class _Sectors:
    """The sectors of a container, and which follows which."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = 1 << min(_U16.unpack_from(content, 30)[0], 12)
        tables = [_U32.unpack_from(content, 76 + 4 * at)[0] for at in range(109)]
        self.following = b"".join(self.sector(one) for one in tables if one < _LAST_SECTOR)

    def sector(self, number: int) -> bytes:
        """The bytes of one sector; fewer, or none, beyond the end of the file."""
        start = _SECTOR_OF_FILE + number * self.size
        return self.content[start : start + self.size]

    def chain(self, first: int) -> bytes:
        """The sectors from the first on; a chain that runs in a circle ends with as many sectors as the file has."""
        parts: list[bytes] = []
        at = first
        while at < _LAST_SECTOR and len(parts) * self.size < len(self.content):
            parts.append(self.sector(at))
            at = _U32.unpack_from(self.following, at * 4)[0]
        return b"".join(parts)

    def directory(self) -> Iterator[bytes]:
        """The entries of the directory, in order."""
        whole = self.chain(_U32.unpack_from(self.content, 48)[0])
        for at in range(0, len(whole) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY):
            yield whole[at : at + _DIRECTORY_ENTRY]
