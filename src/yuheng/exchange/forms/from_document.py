"""Word documents and saved pages into grids: each table with its spans, and the lines of text above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn

from yuheng.exchange.forms.grid import MOST_CELLS, MOST_ROWS, Grid, Span, TooLarge, lay_out, tidy
from yuheng.exchange.forms.sniffing import decoded

NEAREST: Final = 8  # lines above a table that may be its heading
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_BREAKS: Final = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"})
_SILENT: Final = frozenset({"script", "style", "noscript", "template"})
_TEXT, _TAB, _BREAK = qn("w:t"), qn("w:tab"), {qn("w:br"), qn("w:cr")}
_PARAGRAPH, _TABLE, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tc")
_DELETED: Final = {qn("w:del"), qn("w:moveFrom")}


def read_docx(content: bytes) -> list[Grid]:
    """The tables of a document in order, those inside cells after the one that holds them."""
    body = Document(BytesIO(content)).element.body
    grids: list[Grid] = []
    lines: list[str] = []
    for block in body.iter(_PARAGRAPH, _TABLE):
        if block.tag == _TABLE:
            grids.append(lay_out(f"T{len(grids) + 1}", _docx_rows(block), lines[-NEAREST:]))
            lines.clear()
        elif next(block.iterancestors(_CELL), None) is None:
            lines.append(tidy(_words(block)))
    return grids


def _docx_rows(table: Any) -> list[list[Span]]:
    """Spans of a table: columns from gridSpan, rows from vMerge (a cell that continues the one above)."""
    starts: dict[int, tuple[int, int]] = {}  # grid column -> row and index of the cell that reaches down
    rows: list[list[list[Any]]] = []
    cells = 0
    for at, line in enumerate(table.tr_lst):
        spans: list[list[Any]] = [["", 1, 1] for _ in range(line.grid_before)]
        column = line.grid_before
        for cell in line.tc_lst:
            wide = int(cell.grid_span)
            if cell.vMerge == "continue" and column in starts:
                row, index = starts[column]
                rows[row][index][2] = at - row + 1
            else:
                starts[column] = (at, len(spans))
                spans.append([_cell_text(cell), wide, 1])
            column += wide
            cells += 1
            if cells > MOST_CELLS:
                raise TooLarge(f"> {MOST_CELLS} cells")
        rows.append(spans)
    return [[(text, wide, high) for text, wide, high in spans] for spans in rows]


def _cell_text(cell: Any) -> str:
    return "\n".join(_words(part) for part in cell.iterchildren(_PARAGRAPH))


def _words(paragraph: Any) -> str:
    """The text that is shown: deletions under review are left out."""
    return "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    for part in element:
        if part.tag in _DELETED:
            continue
        if part.tag == _TEXT:
            yield part.text or ""
        elif part.tag == _TAB:
            yield " "
        elif part.tag in _BREAK:
            yield "\n"
        else:
            yield from _pieces(part)


def read_html(content: bytes) -> list[Grid]:
    """The tables of a page in the order in which they close: those inside cells before the one that holds them."""
    declared = _CHARSET.search(content[:4096])
    page = _Page()
    page.feed(decoded(content, declared=declared[1].decode("ascii") if declared else ""))
    page.close()
    page.finish()
    return [
        lay_out(f"T{at}", table.rows, table.heading[-NEAREST:])
        for at, table in enumerate(sorted(page.tables, key=lambda one: one.number), 1)
    ]


class _Table:
    """A table while it is being read."""

    def __init__(self, number: int, heading: list[str]) -> None:
        self.number = number
        self.heading = heading
        self.rows: list[list[Span]] = []
        self.text: list[str] | None = None
        self.span = (1, 1)

    def end_cell(self) -> None:
        if self.text is not None:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(("".join(self.text), *self.span))
            self.text = None


class _Page(HTMLParser):
    """Collects tables; forgives end tags that were left out, as browsers do."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.lines: list[str] = []
        self.line: list[str] = []
        self.silent = 0
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "table":
            self._end_line()
            self.open.append(_Table(len(self.tables) + len(self.open), self._above()))
        elif self.open and tag in {"tr", "td", "th"}:
            self._start_cell(tag, dict(attrs))
        elif tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "table" and self.open:
            self._end_table()
        elif tag in {"td", "th", "tr"} and self.open:
            self.open[-1].end_cell()
        elif tag in _BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        if self.open and self.open[-1].text is not None:
            self.open[-1].text.append(text)
        elif not self.open:
            self.line.append(text)

    def _start_cell(self, tag: str, attributes: dict[str, str | None]) -> None:
        table = self.open[-1]
        table.end_cell()
        if tag == "tr":
            table.rows.append([])
            if len(table.rows) > MOST_ROWS:
                raise TooLarge(f"> {MOST_ROWS} rows")
            return
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise TooLarge(f"> {MOST_CELLS} cells")
        table.text = []
        table.span = (_count(attributes.get("colspan"), 100), _count(attributes.get("rowspan"), 2_000))

    def _above(self) -> list[str]:
        """The lines above a table: of the page, or of the cell of a frame that the table stands in."""
        around = tidy("".join(self.open[-1].text or [])[-1_000:]).split("\n") if self.open else []
        return [*self.lines, *filter(None, around)][-NEAREST:]

    def _break(self) -> None:
        if self.open and self.open[-1].text is not None:
            self.open[-1].text.append("\n")
        elif not self.open:
            self._end_line()

    def _end_line(self) -> None:
        if line := tidy("".join(self.line)):
            self.lines = [*self.lines[-NEAREST:], line]
        self.line = []

    def _end_table(self) -> None:
        table = self.open.pop()
        table.end_cell()
        self.tables.append(table)
        if not self.open:
            self.lines = []

    def finish(self) -> None:
        """Close what the page left open."""
        while self.open:
            self._end_table()


def _count(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.strip().isdecimal() and len(text) < 6 else 1
