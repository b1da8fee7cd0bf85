"""Days, months, spans and deadlines as forms print them: "2022年12月底前", "2020年1月--2020年11月", "9月6日"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from yuheng.kernel.period import end_of_month

_Y = r"(?P<y>(?:19|20)\d{2})"
_PARTS: Final = (
    re.compile(rf"{_Y}[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}})(?!\d)"),
    re.compile(
        rf"(?:{_Y}\s*年\s*)?(?P<m>\d{{1,2}}|元)\s*月份?\s*(?:(?P<d>\d{{1,2}})\s*[日号])?(?P<part>底|末|上旬|中旬|下旬)?"
    ),
    re.compile(rf"{_Y}\s*年度?(?:年?(?P<part>底|末))?"),
    re.compile(r"年(?P<part>底|末)"),
)
# "2020.12" alone is a number; it is a month only where a second one follows.
_DOTTED: Final = re.compile(rf"{_Y}\.(?P<m>\d{{1,2}})(?![\d.])")
_DOTTED_SPAN: Final = re.compile(r"(?:19|20)\d{2}\.\d{1,2}\s*[-—–~至到]+\s*(?:19|20)\d{2}\.\d{1,2}(?![\d.])")
_SPAN: Final = re.compile(r"\s*(?:-{1,2}|[—–~至到]+)\s*")
_LEAD: Final = re.compile(r"^(?:每年|本年度?|当年|于|在|截至|截止)?\s*")
_BEFORE: Final = re.compile(r"^\s*(?:(?:之|以)?前|以内|内)")
_LAST_OF_PART: Final = {"上旬": 10, "中旬": 20}
_FIRST_OF_PART: Final = {"上旬": 1, "中旬": 11, "下旬": 21}


@dataclass(frozen=True, slots=True)
class Days:
    """A reading of days: `start` None when only an end is named, both None when the year is not known.

    `deadline` for "…前"; `certain` False when the year is missing, or for "11月前", which some mean to include
    November; `lead` and `rest` are the words before and after.
    """

    start: date | None
    end: date | None
    deadline: bool
    certain: bool
    lead: str
    rest: str
    whole_year: bool


@dataclass(frozen=True, slots=True)
class _Point:
    """One printed day, month or year, before its year is settled."""

    year: int | None
    month: int | None
    day: int | None
    part: str
    after: int

    def first(self, year: int) -> date | None:
        """Return the first day meant; None for "…底", which names an end only."""
        if self.part in {"底", "末"}:
            return None
        return date(year, self.month or 1, self.day or _FIRST_OF_PART.get(self.part, 1))

    def last(self, year: int) -> date:
        """Return the last day meant; `ValueError` for a day that the calendar does not have."""
        month = self.month or 12
        day = self.day or _LAST_OF_PART.get(self.part)
        return date(year, month, day) if day else end_of_month(year, month)


def read_days(text: str, year: int | None) -> Days | None:
    """Read a date, a span or a deadline at the beginning of a plain text; None when there is none.

    `year` is used where the print names no year. 前 after a day, 底 or 末 includes that day; after a whole
    month or year it is read strictly, and marked as not certain.

    >>> read_days("2022年12月底前", None).end
    datetime.date(2022, 12, 31)
    >>> read_days("11月前", 2023).end, read_days("11月前", 2023).certain
    (datetime.date(2023, 10, 31), False)
    """
    lead = _LEAD.match(text)
    start_at = lead.end() if lead else 0
    patterns = (_DOTTED,) if _DOTTED_SPAN.match(text, start_at) else _PARTS
    first = _point(text, start_at, patterns)
    if first is None:
        return None
    sep = _SPAN.match(text, first.after)
    second = _point(text, sep.end(), patterns) if sep else None
    try:
        return _settle(text, start_at, (first, second or first), year)
    except ValueError:
        return None


def _point(text: str, at: int, patterns: tuple[re.Pattern[str], ...]) -> _Point | None:
    """Read one day, month or year at a position."""
    found = next((m for m in (pattern.match(text, at) for pattern in patterns) if m), None)
    if found is None:
        return None
    parts = found.groupdict()
    month = parts.get("m")
    return _Point(
        year=int(parts["y"]) if parts.get("y") else None,
        month=None if month is None else 1 if month == "元" else int(month),
        day=int(parts["d"]) if parts.get("d") else None,
        part=parts.get("part") or "",
        after=found.end(),
    )


def _settle(text: str, start_at: int, points: tuple[_Point, _Point], year: int | None) -> Days:
    """Put the years in, apply 前, and keep the words on both sides."""
    first, second = points
    before = _BEFORE.match(text[second.after :]) if second is first else None
    rest = text[second.after + (before.end() if before else 0) :].strip()
    lead = text[:start_at].strip()
    whole_year = second is first and first.month is None and not first.part and not before
    first_year = first.year or second.year or year
    if first_year is None:
        return Days(None, None, bool(before), False, lead, text, whole_year)
    start, end = first.first(first_year), second.last(second.year or first_year)
    if start and end < start:
        raise ValueError(text)
    if not before:
        return Days(start, end, False, True, lead, rest, whole_year)
    if start is None or first.day:
        return Days(None, end, True, True, lead, rest, whole_year)
    return Days(None, start - timedelta(days=1), True, False, lead, rest, whole_year)
