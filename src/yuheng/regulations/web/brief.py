"""A rule's value in one line and as a table, in the reader's language."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from yuheng.kernel.outcome import Words
from yuheng.platform.ui.text import percent, say
from yuheng.regulations.domain.law import Fields, Plain, Rule
from yuheng.regulations.web.words import MEASURES, SHARES, VALUES, key_words

YES, NO = Words(zh="是", en="Yes"), Words(zh="否", en="No")
WORKING, CALENDAR = Words(zh="个工作日", en="working days"), Words(zh="日", en="days")
UNITS = {
    "元": Words(zh="元", en="yuan"),
    "分": Words(zh="分", en="points"),
    "年": Words(zh="年", en="years"),
    "月": Words(zh="个月", en="months"),
    "日": Words(zh="日", en="days"),
    "天": Words(zh="天", en="days"),
    "倍": Words(zh="倍", en="times"),
    "个": Words(zh="个", en="items"),
    "人": Words(zh="人", en="people"),
    "比例": Words(zh="比例", en="of one"),
    "序时进度比": Words(zh="序时进度比", en="× the even pace of the year"),
}
NO_ROWS = Words(zh="没有规定，由地方自定", en="Nothing set; left to local rules")


def brief(rule: Rule) -> str:
    """The value in one line: a figure with its unit, a day, an answer, or what kind of table it is."""
    found = _SHORT.get(rule.kind)
    return found(rule) if found else _counted(rule)


def _number(rule: Rule) -> str:
    if rule.spec.get("unit") == "/1":
        return percent(Fraction(rule.number))
    return f"{rule.number.normalize():,f} {_unit(rule)}".rstrip()


def _unit(rule: Rule) -> str:
    """The unit of a figure in the reader's language; as written where it is not known, nothing where there is none."""
    written = str(rule.spec.get("unit") or "")
    return say(UNITS.get(written, written)) if written else ""


def _days(rule: Rule) -> str:
    return f"{rule.days} {say(WORKING if rule.working else CALENDAR)}"


def _month_day(rule: Rule) -> str:
    month, day = (int(part) for part in rule.text.split("-"))
    return say(Words(zh=f"{month}月{day}日", en=f"{rule.text} (month-day)"))


def _range(rule: Rule) -> str:
    ends = [Fraction(str(rule.fields[end])) for end in ("min", "max")]
    if rule.spec.get("unit") == "/1":
        return " – ".join(percent(end) for end in ends)
    return f"{rule.fields['min']} – {rule.fields['max']} {_unit(rule)}".rstrip()


def _choice(rule: Rule) -> str:
    options = rule.spec.get("options")
    rows = options if isinstance(options, tuple) else ()
    chosen = (row.get("title") for row in rows if isinstance(row, Mapping) and row.get("code") == rule.value)
    return say(next(chosen, rule.text))


def _scoring(rule: Rule) -> str:
    measure, off = MEASURES[str(rule.spec["measure"])], rule.spec.get("unit") == "points_off"
    pairs = [pair for pair in rule.value if isinstance(pair, tuple)] if isinstance(rule.value, tuple) else []
    told = [f"{cell(x)} → {f'−{cell(y)}' if off else percent(Fraction(str(y)), 0)}" for x, y in pairs]
    return f"{say(measure)}: {', '.join(told)}"


def _titles(rule: Rule) -> str:
    rows = [say(row.get("title") or str(row.get("code", ""))) for row in rule.rows]
    return " · ".join(rows[:6]) + (" …" if len(rows) > 6 else "") if rows else say(NO_ROWS)


def _weights(rule: Rule) -> str:
    return " · ".join(f"{say(key_words(key))} {value}" for key, value in rule.fields.items())


def _counted(rule: Rule) -> str:
    value = rule.value
    count = len(value) if isinstance(value, tuple | Mapping) else 0
    return say(Words(zh=f"{count} 行", en=f"{count} rows")) if count else say(NO_ROWS)


_SHORT: Mapping[str, Callable[[Rule], str]] = {
    "number": _number,
    "days": _days,
    "month_day": _month_day,
    "range": _range,
    "flag": lambda rule: say(YES if rule.flag else NO),
    "choice": _choice,
    "scoring": _scoring,
    "list": _titles,
    "bands": _titles,
    "labels": _titles,
    "weights": _weights,
    "scheme": lambda rule: say(rule.fields.get("title_of_form")),
}


def cell(value: Plain) -> str:
    """One part of a value as text.

    >>> cell(Decimal("0.50")), cell(None), cell(("a", 1))
    ('0.5', '—', 'a、1')
    """
    if isinstance(value, bool):
        return say(YES if value else NO)
    if isinstance(value, int | Decimal):
        return f"{Decimal(value).normalize():,f}"
    if isinstance(value, tuple):
        return "、".join(cell(item) for item in value)
    if isinstance(value, Mapping):
        return "；".join(f"{say(key_words(key))} {cell(item)}" for key, item in value.items())
    return value.isoformat() if isinstance(value, date) else say(value)


Table = tuple[list[Words], list[list[str]]]


def table(rule: Rule) -> Table | None:
    """The value as heads and rows of cells; None for a single figure or answer, and for an empty table."""
    value = rule.value
    if rule.kind == "scoring" or not isinstance(value, tuple | Mapping) or not value:
        return None
    if isinstance(value, Mapping):
        return _pairs(value)
    columns = list(dict.fromkeys(key for row in rule.rows for key in row))
    return [key_words(key) for key in columns], [
        [_of_column(key, row.get(key)) for key in columns] for row in rule.rows
    ]


def _of_column(key: str, value: Plain) -> str:
    if key in SHARES and isinstance(value, int | Decimal):
        return percent(Fraction(value))
    return say(VALUES[value]) if isinstance(value, str) and value in VALUES else cell(value)


def _pairs(value: Fields) -> Table:
    heads = [Words(zh="项目", en="Part"), Words(zh="值", en="Value")]
    return heads, [[say(key_words(key)), cell(item)] for key, item in value.items()]


def named_rules(rule: Rule) -> list[str]:
    """The ids of other rules that a value names (a scheme names its scoring rules, weights and grades)."""
    return sorted({text for text in _texts(rule.value) if "." in text and text == text.lower()})


def _texts(value: Plain) -> list[str]:
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, tuple):
        return [text for item in value for text in _texts(item)]
    return [value] if isinstance(value, str) else []
