"""Sums that every page asks for, kept for a few seconds and only while nobody has done anything.

What changes a count or an amount leaves an act, so a sum belongs to the newest act: after the next one it is made anew.
The seconds bound what no act tells of. A process keeps its own; rows and decisions are always read from the tables.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from yuheng.platform import clock
from yuheng.platform.acts import Actor
from yuheng.platform.models import Act

T = TypeVar("T")
SECONDS = 10.0  # nothing is kept in tests: they change tables without an act
MOST: Final = 1_000
_NEWEST: Final = f"SELECT id, digest FROM {Act._meta.db_table} ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class _Sum:
    act: object
    until: float
    value: Any


_sums: dict[Hashable, _Sum] = {}


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, or gave under this key a moment ago while no act was added since. One query of its own."""
    if not SECONDS:
        return make()
    here = (clock.today(), key)
    act, now = _newest_act(), monotonic()
    known = _sums.get(here)
    if known is not None and known.act == act and now < known.until:
        return known.value  # type: ignore[no-any-return]  # what this key's own `make` gave
    value = make()
    if len(_sums) >= MOST:
        _sums.clear()
    _sums[here] = _Sum(act, now + SECONDS, value)
    return value


def _newest_act() -> object:
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        return cursor.fetchone()


def reach(person: Actor | None) -> Hashable:
    """What a person's counts depend on: his duties and how far they reach."""
    return None if person is None else tuple((post.duty, post.reach) for post in person.posts)


def asked(rows: QuerySet[Any, Any]) -> Hashable:
    """A query as a key: what it asks of the database."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return ""
    return sql, tuple(str(one) for one in params)
