"""Reads of the indicator library."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz, process

from yuheng.indicators.models import Definition
from yuheng.platform import clock

ENOUGH = 55  # of 100: below this, two names have no more than a common word


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry of the library whose name is like the one asked for; `likeness` runs to 100."""

    definition: Definition
    likeness: int


def in_force(on: date) -> QuerySet[Definition]:
    """The entries in force on a day: one version of each."""
    return Definition.objects.filter(since__lte=on).filter(Q(until__isnull=True) | Q(until__gt=on))


def search(text: str, *, sector: str = "", level1: str = "") -> QuerySet[Definition]:
    """Entries in force today that name all words of a text somewhere, in the library's order."""
    rows = in_force(clock.today())
    for word in text.split():
        fields = ("name", "sector", "field", "level2", "explanation")
        wanted = Q(code=word)
        for field in fields:
            wanted |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(wanted)
    if sector:
        rows = rows.filter(sector=sector)
    if level1:
        rows = rows.filter(level1=level1)
    return rows.order_by("sector", "field", "level1", "level2", "name")


def suggestions(name: str, *, limit: int = 8) -> list[Suggestion]:
    """Entries with names like this one, most alike first; verified ones before others of the same likeness."""
    rows = {row.pk: row for row in in_force(clock.today())}
    names = {key: row.name for key, row in rows.items()}
    found = process.extract(name, names, scorer=fuzz.WRatio, limit=limit, score_cutoff=ENOUGH)
    alike = [Suggestion(rows[key], round(score)) for _, score, key in found]
    return sorted(alike, key=lambda one: (-one.likeness, not one.definition.verified, one.definition.name))


def definitions_of(names: Iterable[str], *, on: date) -> dict[tuple[str, str], int]:
    """The entries with exactly these names and level-2 groups, as (name, level 2) -> key; one query."""
    wanted = set(names)
    rows = in_force(on).order_by("-pk").values_list("name", "level2", "pk")
    return {(name, level2): key for name, level2, key in rows.iterator() if name in wanted}


def sectors() -> list[str]:
    """The sectors of the library, in order."""
    rows = in_force(clock.today())
    return list(rows.order_by("sector").values_list("sector", flat=True).distinct())


def levels() -> list[str]:
    """The level-1 names of the library, in order."""
    rows = in_force(clock.today())
    return list(rows.order_by("level1").values_list("level1", flat=True).distinct())
