"""The list of projects: filters, columns, and the columns and filters that upper contexts hang on it.

    listing.add_column(40, Column("paid", _("Paid"), kind=Kind.MONEY), lambda keys, year: paid_by_project(keys, year))

Values of such a column come from one call for all rows of a page (of a chunk, in a file), whatever their number.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuheng.platform.acts import Actor
from yuheng.platform.ui import exports
from yuheng.platform.ui.kept import kept, reach
from yuheng.platform.ui.listing import CHUNK, Column, Empty, Kind, Listing, Shown
from yuheng.platform.ui.text import say
from yuheng.projects import queries
from yuheng.projects.domain.flows import PROJECT
from yuheng.projects.domain.kinds import ORDINARY, TITLES
from yuheng.projects.domain.projects import CATEGORIES
from yuheng.projects.models import Project

Values = Callable[[Sequence[int], int], Mapping[int, Any]]
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class _Hung:
    order: int
    column: Column
    values: Values


_hung: dict[str, _Hung] = {}
_filters: dict[str, Callable[[], django_filters.Filter]] = {}


def add_column(order: int, column: Column, values: Values) -> None:
    """Hang a column on the list; `values` takes project keys and a budget year and gives a value per key.

    Columns that show parts of one thing share its `values` and each reads its part: it is asked for once.
    Own columns stand at 10 (name), 20 (unit), 30 (years, amount) and 90 (state).
    """
    part = column.value if callable(column.value) else lambda value: value
    shown = replace(column, value=lambda row: None if (found := row.hung[values]) is None else part(found))
    _hung[column.key] = _Hung(order, shown, values)


def add_filter(name: str, make: Callable[[], django_filters.Filter]) -> None:
    """Let upper contexts narrow the list, by a light for instance; `make` gives a fresh filter of projects."""
    _filters[name] = make


OWN: tuple[tuple[int, Column], ...] = (
    (10, Column("name", _("Project"), sort="name", url=lambda row: reverse("project", kwargs={"pk": row.pk}))),
    (11, Column("code", _("Code"), sort="code", under="name")),
    (20, Column("unit", _("Unit"), "unit.words", sort="org_path")),
    (21, Column("department", _("Department"), "unit.parent.words", under="unit")),
    (30, Column("sector", _("Sector"), sort="sector")),
    (30, Column("kind", _("Kind"), lambda row: None if row.kind == ORDINARY else TITLES[row.kind], under="sector")),
    (31, Column("year", _("First year"), lambda row: str(row.year), sort="year")),
    (32, Column("amount_fen", _("Amount (10k yuan)"), kind=Kind.MONEY, sort="amount_fen", total="amount_fen")),
    (90, Column("state", _("State"), "stands", kind=Kind.BADGE, sort="state")),
    (91, Column("state_since", _("Since"), kind=Kind.DAY, under="state")),
)


class ProjectFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the list is narrowed."""

    q = django_filters.CharFilter(method="named", label=_("Name or code"))
    year = django_filters.ChoiceFilter(method="running", label=_("Runs in year"), empty_label=_("All"))
    state = django_filters.ChoiceFilter(label=_("State"), empty_label=_("All"))
    department = django_filters.ChoiceFilter(
        field_name="org_path", lookup_expr="startswith", label=_("Department"), empty_label=_("All")
    )
    sector = django_filters.ChoiceFilter(label=_("Sector"), empty_label=_("All"))
    category = django_filters.ChoiceFilter(label=_("Category"), empty_label=_("All"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), empty_label=_("All"))

    def named(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        """Projects whose name holds the text, or whose code begins with it."""
        return rows.filter(Q(name__icontains=value) | Q(code__startswith=value))

    def running(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        """Projects that run in a budget year."""
        return queries.in_year(rows, int(value))


def filters_for(person: Actor) -> type[django_filters.FilterSet]:
    """The filters with the choices that this person has."""
    choices: dict[str, Choices] = {
        "year": [(str(year), str(year)) for year in kept("first years", queries.first_years)],
        "state": [(state.code, say(state.staff)) for state in PROJECT.states],
        "department": kept(("departments", reach(person)), lambda: queries.departments(person)),
        "sector": [(sector, sector) for sector in kept(("sectors", reach(person)), lambda: queries.sectors(person))],
        "category": [(code, say(words)) for code, words in CATEGORIES.items()],
        "kind": [(code, say(words)) for code, words in TITLES.items()],
    }
    made = {name: make() for name, make in _filters.items()}
    narrowed = type("NarrowedProjects", (ProjectFilter,), made)
    for name, listed in choices.items():
        narrowed.base_filters[name].extra["choices"] = listed  # type: ignore[attr-defined]
    return narrowed


class ShownProjects(Shown):
    """The list as one request sees it, with the values of the columns that were hung on it."""

    def __init__(self, listing: Listing, rows: QuerySet[Project], params: QueryDict, year: int) -> None:
        super().__init__(listing, rows, params)
        self.year = year

    @cached_property
    def objects(self) -> list[Any]:
        """The rows of this page."""
        return self._filled(super().objects)

    def export(self, form: str) -> HttpResponseBase:
        """All rows that the filters leave, as on the screen."""
        return exports.respond(self.code, form, self.listing.columns, self._chunks())

    def _chunks(self) -> Iterator[Any]:
        rows = self.query.iterator(chunk_size=CHUNK)
        while chunk := list(islice(rows, CHUNK)):
            yield from self._filled(chunk)

    def _filled(self, rows: list[Any]) -> list[Any]:
        keys = [row.pk for row in rows]
        known = {values: values(keys, self.year) for values in {one.values for one in _hung.values()}} if rows else {}
        for row in rows:
            row.hung = {values: found.get(row.pk) for values, found in known.items()}
        return rows


def shown_to(person: Actor, params: QueryDict, year: int) -> ShownProjects:
    """The list of projects as a person may see it; `year` is the budget year of the hung columns."""
    columns = sorted([*OWN, *((one.order, one.column) for one in _hung.values())], key=lambda pair: pair[0])
    listing = Listing(
        code="projects",
        columns=tuple(column for _order, column in columns),
        filters=filters_for(person),
        order=("-year", "org_path", "code"),
        empty=_empty(person),
        select="key",
    )
    return ShownProjects(listing, queries.seen_by(person), params, year)


def _empty(person: Actor) -> Empty:
    if any(post.duty == "unit.prepare" for post in person.posts):
        text, url = _("Enter the first project of your unit."), reverse("project-new")
        return Empty(_("No projects yet"), text, url, _("New project"), "folder-open")
    return Empty(
        _("No projects yet"), _("Units enter them; they appear here as soon as they are drafted."), icon="folder-open"
    )
