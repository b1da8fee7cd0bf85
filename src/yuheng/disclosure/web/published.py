"""The list of published projects: searched, sorted, paged and handed out from published content alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuheng.disclosure.domain.summary import PublicYear, Summary, totals
from yuheng.platform.ui import exports
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing, Shown
from yuheng.platform.ui.text import say
from yuheng.results.domain.grades import tone_of


def _url(row: Summary) -> str:
    return f"{reverse('public-project', kwargs={'code': row.code})}?year={row.year}"


COLUMNS = (
    Column("name", _("Project"), "name", sort="name", url=_url),
    Column("unit", _("Unit"), "unit", under="name"),
    Column("code", _("Code"), "code", under="name"),
    Column("budget_fen", _("Promised money (10k yuan)"), kind=Kind.MONEY, sort="budget_fen", total="budget_fen"),
    Column("paid_fen", _("Spent (10k yuan)"), kind=Kind.MONEY, sort="paid_fen", total="paid_fen"),
    Column("rate", _("Spent"), "rate", kind=Kind.PERCENT, sort="rate"),
    Column("promised", _("Promises"), "promised", kind=Kind.NUMBER, sort="promised", total="promised"),
    Column("achieved", _("Promises kept"), "achieved", kind=Kind.NUMBER, sort="achieved", total="achieved"),
    Column("total_c", _("Score"), "total_c", kind=Kind.POINTS, sort="total_c"),
    Column("grade", _("Grade"), lambda row: row.grade and (row.grade_words, tone_of(row.grade)), kind=Kind.BADGE),
    Column("moved_fen", _("Next budget moved (10k yuan)"), "moved_fen", kind=Kind.MONEY, sort="moved_fen"),
)
PUBLISHED = Listing(
    code="published",
    columns=COLUMNS,
    order=("code",),
    page_size=30,
    empty=Empty(
        _("Nothing has been published for this year"), _("Choose another year above."), icon="globe-asia-australia"
    ),
)


class Search(forms.Form):
    """How citizens narrow the list."""

    q = forms.CharField(
        label=_("Project, unit or code"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    grade = forms.ChoiceField(label=_("Grade"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    year = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict, year: PublicYear) -> None:
        super().__init__(data)
        everything = [("", _("All"))]
        self._choose("grade", [*everything, *((code, say(words)) for code, words in year.grades.items())])
        self._choose("department", [*everything, *((words.zh, say(words)) for words in year.departments)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class _Filters:
    """What the listing's template asks of its filters."""

    def __init__(self, form: Search) -> None:
        self.form, self.filters = form, dict.fromkeys(("q", "grade", "department"))


class Published(Shown):
    """The list over summaries that were read from publications: no table of the database knows their figures."""

    def __init__(self, year: PublicYear, params: QueryDict) -> None:
        self.year = year
        self.listing, self.params, self.code = PUBLISHED, params, PUBLISHED.code

    @cached_property
    def filterset(self) -> Any:
        """The search form with what the reader chose."""
        return _Filters(Search(self.params, self.year))

    @cached_property
    def found(self) -> Sequence[Summary]:
        """The rows that fit the search, in the reader's order."""
        rows = [row for row in self.year.rows if self._fits(row)] if self.active else self.year.rows
        column = next((c for c in COLUMNS if c.key == self.sort.lstrip("-") and c.sort), None)
        if column is None:
            return rows
        said = [row for row in rows if column.read(row) is not None]
        silent = [row for row in rows if column.read(row) is None]
        return sorted(said, key=column.read, reverse=self.sort.startswith("-")) + silent

    def _fits(self, row: Summary) -> bool:
        words = self.params.get("q", "").lower().split()
        text = f"{row.name} {row.unit.zh} {row.unit.en} {row.department.zh} {row.code}".lower()
        grade, department = self.params.get("grade", ""), self.params.get("department", "")
        return all(w in text for w in words) and grade in ("", row.grade) and department in ("", row.department.zh)

    @cached_property
    def _figures(self) -> dict[str, Any]:
        sums = totals(self.found) if self.active else self.year.totals
        return {"rows__": len(self.found), **{c.key: getattr(sums, c.key) for c in COLUMNS if c.total}}

    @cached_property
    def objects(self) -> list[Any]:
        """The rows of this page."""
        start = self.first - 1
        return list(self.found[start : start + self.listing.page_size])

    def export(self, form: str) -> HttpResponseBase:
        """All rows that fit, with the columns and in the order of the screen."""
        return exports.respond(self.code, form, self.listing.columns, self.found)
