"""The rows of a list as HTML, put together in one go: template nodes cost ten times as much for every cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from yuheng.platform.ui.columns import Column
from yuheng.platform.ui.text import say


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A column as its cells need it: the opening tag, which is the same in every row, and the columns drawn below."""

    opens: SafeString
    column: Column
    below: tuple[Column, ...]

    def cell(self, row: Any) -> str:
        """One cell; what columns draw is safe already."""
        under = "".join(f'<span class="under">{column.draw(row)}</span>' for column in self.below)
        return f"{self.opens}{self.column.draw(row)}{under}</td>"


def body(columns: Sequence[Column], rows: Iterable[Any], *, select: str, form: str) -> SafeString:
    """The rows; with a checkbox named `select` for that form before each, where a name is given."""
    drawn = [_drawn(column, columns, first=not number) for number, column in enumerate(above(columns))]
    ticks = _ticks(select, form) if select else None
    lines = []
    for row in rows:
        tick = ticks.replace("{}", str(int(key_of(row)))) if ticks else ""
        lines.append(f"<tr>{tick}{''.join(one.cell(row) for one in drawn)}</tr>")
    return mark_safe("\n".join(lines))


def above(columns: Sequence[Column]) -> list[Column]:
    """The columns that have a cell of their own."""
    return [column for column in columns if not column.under]


def css(column: Column) -> str:
    """The class of a column's cells."""
    return "num" if column.numeric else ""


def key_of(row: Any) -> Any:
    """The key of a row, be it an object or a mapping; None without one."""
    return row["pk"] if isinstance(row, dict) and "pk" in row else getattr(row, "pk", None)


def _drawn(column: Column, columns: Sequence[Column], *, first: bool) -> _Drawn:
    kind = css(column) or ("lead" if first else "")
    opens = format_html(
        '<td{}{} data-label="{}">',
        format_html(' class="{}"', kind) if kind else "",
        format_html(' lang="{}"', column.lang) if column.lang else "",
        say(column.title),
    )
    return _Drawn(opens, column, tuple(below for below in columns if below.under == column.key))


def _ticks(name: str, form: str) -> str:
    """The cell with a checkbox; {} stands where the row's key goes."""
    frame = '<td class="tick"><input type="checkbox" name="{}" value="{}" form="{}" aria-label="{}"></td>'
    return format_html(frame, name, SafeString("{}"), form, gettext("Select"))
