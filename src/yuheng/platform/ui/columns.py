"""One column, told once: how it is read from a row, drawn on a screen, and written into a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from html import escape  # Django's own does the same behind a wrapper that costs more than the work
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe

from yuheng.kernel import money
from yuheng.kernel.money import FEN_PER_WAN, FEN_PER_YUAN, round_half_up
from yuheng.platform import clock
from yuheng.platform.ui import marks, text

Reader = Callable[[Any], Any]


class Kind(StrEnum):
    """What a column holds. MONEY and YUAN read fen, POINTS hundredths, PERCENT a share of one."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    YUAN = "yuan"
    POINTS = "points"
    PERCENT = "percent"
    DAY = "day"
    BADGE = "badge"
    LIGHT = "light"


_NOTHING: Final = SafeString(text.NOTHING)
NUMERIC: Final = frozenset({Kind.NUMBER, Kind.MONEY, Kind.YUAN, Kind.POINTS, Kind.PERCENT})


@dataclass(frozen=True)
class Column:
    """A column of a list.

    `value`: a function of the row, or a path such as "unit.name" (attributes or keys). `sort`: the database field to
    order by; empty when it cannot be. `url`: where the cell leads. `under`: the key of a column in whose cell this one
    is drawn as a second line (it stays a column of its own in files). `total`: the database field to add up.
    `digits`: decimals of NUMBER and PERCENT. `lang`: the language of the data where it is not the reader's ("zh-Hans"). BADGE reads a state, or (words, tone); LIGHT a colour, or (colour, words).
    """

    key: str
    title: object
    value: str | Reader = ""
    kind: Kind = Kind.TEXT
    sort: str = ""
    url: Reader | None = None
    under: str = ""
    total: str = ""
    digits: int = -1
    lang: str = ""

    @property
    def numeric(self) -> bool:
        """Whether it stands to the right in figures of one width."""
        return self.kind in NUMERIC

    def read(self, row: Any) -> Any:
        """The value in a row; None where a step of the path is missing."""
        return self.value(row) if callable(self.value) else _follow(row, self.value or self.key)

    def draw(self, row: Any) -> SafeString:
        """The cell's content for a screen."""
        shown = self.draw_value(self.read(row))
        href = self.url(row) if self.url is not None else ""
        return mark_safe(f'<a href="{escape(href)}">{shown}</a>') if href else shown

    def draw_value(self, value: Any) -> SafeString:
        """A value as this column draws it; a dash for None."""
        if value is None or value == "":
            return _NOTHING
        drawer = _DRAW.get(self.kind)
        return drawer(value) if drawer else SafeString(escape(self.shown(value)))

    def shown(self, value: Any) -> str:
        """A value as plain text, as a reader sees it."""
        if value is None or value == "":
            return ""
        return _SHOW[self.kind](value, self.digits)

    def written(self, value: Any) -> str | Decimal | date | None:
        """A value as a cell of a sheet: a number or a day where it is one, otherwise text."""
        if value is None or value == "":
            return None
        if self.kind is Kind.DAY:
            return _as_day(value)
        return _number(value, self.kind) if self.numeric else self.shown(value)


def _follow(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = row.get(name) if isinstance(row, dict) else getattr(row, name, None)
        if row is None:
            return None
    return row() if callable(row) else row


def _as_day(value: date | datetime) -> date:
    return value.astimezone(clock.ZONE).date() if isinstance(value, datetime) else value


def _number(value: Any, kind: Kind) -> Decimal:
    """The exact number that a sheet or a program gets: 万元, 元, points, or the share itself."""
    match kind:
        case Kind.MONEY:
            return round_half_up(Fraction(value, FEN_PER_WAN), 6)
        case Kind.YUAN | Kind.POINTS:
            return round_half_up(Fraction(value, FEN_PER_YUAN), 2)
        case _:
            return round_half_up(Fraction(value), 6)


def _pair(value: Any) -> tuple[Any, Any]:
    return value if isinstance(value, tuple) else (value, "")


def _badge(value: Any) -> SafeString:
    words, tone = _pair(value)
    return marks.badge(words, tone=tone)


def _badge_text(value: Any) -> str:
    state = getattr(_pair(value)[0], "stands", _pair(value)[0])
    return text.say(getattr(state, "staff", state))


def _light(value: Any) -> SafeString:
    return marks.light(*_pair(value))


def _number_text(value: Any, digits: int) -> str:
    return f"{value:,d}" if isinstance(value, int) and digits < 1 else f"{round_half_up(value, max(digits, 0)):,f}"


_DRAW: Final[dict[Kind, Callable[[Any], SafeString]]] = {
    Kind.MONEY: text.wan_html,
    Kind.YUAN: text.yuan_html,
    Kind.DAY: lambda value: text.day_html(_as_day(value)),
    Kind.BADGE: _badge,
    Kind.LIGHT: _light,
}
_SHOW: Final[dict[Kind, Callable[[Any, int], str]]] = {
    Kind.TEXT: lambda value, _digits: text.say(value),
    Kind.NUMBER: _number_text,
    Kind.MONEY: lambda value, _digits: money.wan(value),
    Kind.YUAN: lambda value, _digits: money.yuan(value),
    Kind.POINTS: lambda value, _digits: text.points(value),
    Kind.PERCENT: lambda value, digits: text.percent(value, 1 if digits < 0 else digits),
    Kind.DAY: lambda value, _digits: _as_day(value).isoformat(),
    Kind.BADGE: lambda value, _digits: _badge_text(value),
    Kind.LIGHT: lambda value, _digits: marks.light_words(*_pair(value)),
}
