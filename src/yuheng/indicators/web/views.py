"""The indicator library, and names suggested while somebody types."""

from typing import cast
from urllib.parse import urlsplit

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from yuheng.indicators import queries
from yuheng.indicators.domain.entries import DIRECTIONS
from yuheng.indicators.models import Definition
from yuheng.kernel.outcome import Words
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing

CHINESE = "zh-Hans"  # the library's entries are as they were published
VERIFIED = (Words(zh="有出处", en="Sourced"), "good")
UNVERIFIED = (Words(zh="未核实", en="Unverified"), "warn")


class DefinitionFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the library is narrowed."""

    q = django_filters.CharFilter(method="searched", label=_("Words"))
    sector = django_filters.ChoiceFilter(
        label=_("Sector"), empty_label=_("All"), choices=lambda: _twice(queries.sectors())
    )
    level1 = django_filters.ChoiceFilter(
        label=_("Level 1"), empty_label=_("All"), choices=lambda: _twice(queries.levels())
    )
    verified = django_filters.ChoiceFilter(
        label=_("Source"), empty_label=_("All"), choices=[("True", _("Sourced")), ("False", _("Unverified"))]
    )

    def searched(self, rows: QuerySet[Definition], name: str, value: str) -> QuerySet[Definition]:
        """Entries that name all the words somewhere."""
        return rows & queries.search(value).order_by()


def _twice(names: list[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


def _address(row: Definition) -> str:
    """Where the entry can be read, when its source is a page."""
    return row.source if urlsplit(row.source).scheme in {"http", "https"} else ""


def _place(row: Definition) -> str:
    """The site of the source, or the source itself when it is no page."""
    return urlsplit(row.source).netloc if _address(row) else row.source


LIBRARY = Listing(
    code="indicators",
    columns=(
        Column("name", _("Indicator"), sort="name", lang=CHINESE),
        Column("explanation", _("Explanation"), lambda row: row.explanation or row.formula or row.field, under="name"),
        Column("sector", _("Sector"), sort="sector", lang=CHINESE),
        Column("level1", _("Level"), sort="level1", lang=CHINESE),
        Column("level2", _("Level 2"), lambda row: row.level2 or row.level1, under="level1"),
        Column("direction", _("Direction"), lambda row: DIRECTIONS.get(row.direction, row.direction)),
        Column("unit", _("Unit of measure"), lang=CHINESE),
        Column("example", _("Example, no standard"), lang=CHINESE),
        Column("verified", _("Source"), lambda row: VERIFIED if row.verified else UNVERIFIED, kind=Kind.BADGE),
        Column("source", _("Where it was published"), _place, url=_address, under="verified"),
    ),
    filters=DefinitionFilter,
    order=("sector", "field", "level1", "level2", "name"),
    empty=Empty(
        _("The library is empty"),
        _("Load the entries of the region's library with the command “yuheng load indicators FILE”."),
        icon="book-open",
    ),
)


def index(request: HttpRequest) -> HttpResponse:
    """The entries in force, narrowed and sorted; or the same rows as a file."""
    shown = LIBRARY.show(queries.search(""), request.GET)
    if file := shown.download():
        return cast(HttpResponse, file)  # a file streams; the guard only hands it on
    return render(request, "indicators/pages/index.html", {"shown": shown})


def names(request: HttpRequest) -> HttpResponse:
    """Names of the library like the one being typed, as options of a list."""
    typed = next((str(value) for key, value in request.GET.items() if key.startswith("name")), "")
    found = queries.suggestions(typed) if typed.strip() else []
    return render(request, "indicators/partials/names.html", {"found": found})
