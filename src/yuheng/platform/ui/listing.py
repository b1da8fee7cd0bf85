"""One object for a list on the screen and for the files made of it: columns, filters, order, pages, totals.

    COLUMNS = (Column("name", _("Project"), sort="name", url=…), …)
    PROJECTS = Listing(code="projects", columns=COLUMNS, filters=ProjectFilter)

    def index(request):
        shown = PROJECTS.show(visible(Project.objects.select_related("unit"), person_of(request)), request.GET)
        return shown.download() or render(request, "projects/pages/index.html", {"projects": shown})

The page draws it with `{% listing projects %}`. The number of queries does not depend on the number of rows.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString
from django_filters import FilterSet

from yuheng.platform.ui import exports, table
from yuheng.platform.ui.columns import Column, Kind
from yuheng.platform.ui.kept import asked, kept

__all__ = ["Column", "Empty", "Kind", "Listing", "Shown"]

CAP: Final = 50_000  # beyond this a count says "more than", and pages end
CHUNK: Final = 2_000


@dataclass(frozen=True)
class Empty:
    """What a list says when it has nothing to show, and what to do next."""

    title: object = ""
    text: object = ""
    url: str = ""
    action: object = ""
    icon: str = "inbox"


@dataclass(frozen=True)
class Listing:
    """A list as declared: its columns, its filters, its first order, how long a page is.

    `select` names a checkbox before each row (its form has the id "<code>-bulk" and stands on the page).
    """

    code: str
    columns: tuple[Column, ...]
    filters: type[FilterSet] | None = None
    order: tuple[str, ...] = ("-pk",)
    page_size: int = 50
    empty: Empty = field(default_factory=Empty)
    select: str = ""

    def show(self, rows: QuerySet[Any, Any], params: QueryDict) -> "Shown":
        """The list over these rows as the address asks for it (`sort`, `page`, `format` and the filters' own names)."""
        return Shown(self, rows, params)


@dataclass(frozen=True)
class Cell:
    """One cell of the foot as drawn."""

    html: SafeString
    css: str
    label: object


@dataclass(frozen=True)
class Head:
    """The head of a column: its title, where a click leads, and how it is sorted now."""

    title: object
    css: str
    href: str = ""
    sorted: str = ""  # "ascending", "descending" or ""


class Shown:
    """A list over some rows, as one request sees it."""

    def __init__(self, listing: Listing, rows: QuerySet[Any, Any], params: QueryDict) -> None:
        self.listing, self.params, self._all = listing, params, rows
        self.code = listing.code

    @cached_property
    def filterset(self) -> FilterSet | None:
        """The filters with what the reader chose."""
        make = self.listing.filters
        return make(self.params, queryset=self._all) if make is not None else None

    @cached_property
    def query(self) -> QuerySet[Any, Any]:
        """All rows that the filters leave, in order."""
        rows = self.filterset.qs if self.filterset is not None else self._all
        return rows.order_by(*self._ordering)

    @property
    def _ordering(self) -> list[str | OrderBy]:
        name = self.sort.lstrip("-")
        column = next((c for c in self.listing.columns if c.key == name and c.sort), None)
        if column is None:
            return [*self.listing.order, "pk"]
        by = F(column.sort)
        return [by.desc(nulls_last=True) if self.sort.startswith("-") else by.asc(nulls_last=True), "pk"]

    @property
    def sort(self) -> str:
        """The key of the column that the reader sorts by, "-" before it for descending; "" for the list's own order."""
        return self.params.get("sort", "")

    @cached_property
    def _figures(self) -> dict[str, Any]:
        """The count and the totals, in one query."""
        summed = {c.key: Sum(c.total) for c in self.listing.columns if c.total}
        rows = self.query.order_by()
        if not summed:
            return kept(("count", self.asked), lambda: {"rows__": rows.values("pk")[: CAP + 1].count()})
        return kept(("sums", self.code, self.asked), lambda: rows.aggregate(rows__=Count("pk"), **summed))

    @cached_property
    def asked(self) -> Hashable:
        """What the reader asks for, whatever the order: a key under which sums of these rows may be kept."""
        return asked(self.query.order_by())

    @property
    def count(self) -> int:
        """How many rows there are, at most one more than the cap."""
        return int(self._figures["rows__"])

    @property
    def capped(self) -> bool:
        """Whether there are more rows than are counted."""
        return self.count > CAP

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-min(self.count, CAP) // self.listing.page_size))

    @cached_property
    def page(self) -> int:
        """The page shown, from 1; a page that does not exist becomes the nearest that does."""
        asked = self.params.get("page", "1")
        return min(max(int(asked), 1), self.pages) if asked.isdecimal() else 1

    @property
    def first(self) -> int:
        """The number of the first row of this page."""
        return (self.page - 1) * self.listing.page_size + 1

    @property
    def last(self) -> int:
        """The number of the last row of this page."""
        return min(self.page * self.listing.page_size, self.count)

    @cached_property
    def objects(self) -> list[Any]:
        """The rows of this page. Keys are sorted first and rows fetched after, so that wide rows are not sorted."""
        window = slice(self.first - 1, self.first - 1 + self.listing.page_size)
        if self.query._fields is not None:  # type: ignore[attr-defined]  # a values() query has no rows to fetch again
            return list(self.query[window])
        keys = list(self.query.values_list("pk", flat=True)[window])
        found = {row.pk: row for row in self.query.order_by().filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]

    @property
    def body(self) -> SafeString:
        """The rows of this page as drawn."""
        return table.body(self.listing.columns, self.objects, select=self.listing.select, form=f"{self.code}-bulk")

    @property
    def heads(self) -> Iterator[Head]:
        """The heads of the columns."""
        for column in table.above(self.listing.columns):
            yield Head(column.title, table.css(column), *self._sorting(column))

    def _sorting(self, column: Column) -> tuple[str, str]:
        if not column.sort:
            return "", ""
        now = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "")
        first = f"-{column.key}" if column.numeric else column.key
        turned = column.key if self.sort.startswith("-") else f"-{column.key}"
        return self.link(sort=turned if now else first), now

    @property
    def totals(self) -> list[Cell]:
        """The foot: the sums of the columns that are added up; empty when there are none or nothing is shown."""
        drawn = table.above(self.listing.columns)
        if not self.count or not any(c.total for c in drawn):
            return []
        blank = SafeString("")
        return [Cell(c.draw_value(self._figures[c.key]) if c.total else blank, table.css(c), c.title) for c in drawn]

    @property
    def active(self) -> bool:
        """Whether the reader has narrowed the list."""
        names = self.filterset.filters if self.filterset is not None else {}
        return any(self.params.get(name) for name in names)

    def link(self, **changes: object) -> str:
        """The address of this list with some of its words changed; pages begin anew."""
        words = self.params.copy()
        for name in ("page", "format"):
            words.pop(name, None)
        for name, value in changes.items():
            words[name] = str(value)
        return f"?{words.urlencode()}"

    @property
    def page_links(self) -> list[tuple[int, str]]:
        """Pages to jump to: the ends and the neighbours; (0, "") stands for a gap."""
        near = {1, self.pages, *range(max(1, self.page - 2), min(self.pages, self.page + 2) + 1)}
        links: list[tuple[int, str]] = []
        for number in sorted(near):
            if links and number > links[-1][0] + 1:
                links.append((0, ""))
            links.append((number, self.link(page=number)))
        return links

    @property
    def downloads(self) -> list[tuple[str, str]]:
        """Addresses of this list as files."""
        return [(form, self.link(format=form)) for form in exports.FORMATS]

    def download(self) -> HttpResponseBase | None:
        """The file that the address asks for with `format`, or None when it asks for the page."""
        form = self.params.get("format", "")
        return self.export(form) if form in exports.FORMATS else None

    def export(self, form: str) -> HttpResponseBase:
        """All rows that the filters leave, with the columns and in the order of the screen, as xlsx, csv or json."""
        return exports.respond(self.code, form, self.listing.columns, self.query.iterator(chunk_size=CHUNK))
