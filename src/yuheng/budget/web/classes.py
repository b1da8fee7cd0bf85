"""The classification by year: a list to look codes up in, and a table by which finance loads the year's own."""

import django_filters
from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuheng.budget.actions.classifying import FIELDS, entry_of, load_classification
from yuheng.budget.domain.classes import KINDS
from yuheng.budget.models import ClassCode
from yuheng.budget.policies import may_classify
from yuheng.budget.sheets import SheetRow
from yuheng.budget.web.answering import UploadForm, upload_page
from yuheng.kernel.outcome import Words
from yuheng.platform import clock
from yuheng.platform.guards import the_person
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.platform.ui.text import say

TITLES = {field.key: field.title for field in FIELDS}
UNVERIFIED = (Words(zh="未核实", en="Unverified"), "warn")
SEEN = (Words(zh="已见文件", en="Seen in a document"), "good")


class ClassFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the list of codes is narrowed."""

    year = django_filters.NumberFilter(label=gettext_lazy("Year"))
    kind = django_filters.ChoiceFilter(
        choices=lambda: [(code, say(words)) for code, words in KINDS.items()],
        label=gettext_lazy("Classification"),
        empty_label=gettext_lazy("All"),
    )
    code = django_filters.CharFilter(lookup_expr="startswith", label=gettext_lazy("Code"))
    title = django_filters.CharFilter(lookup_expr="icontains", label=gettext_lazy("Title"))


CODES = Listing(
    code="classification",
    columns=(
        Column("year", gettext_lazy("Year"), "year", sort="year"),
        Column("classification", TITLES["classification"], lambda row: KINDS[row.kind], sort="kind"),
        Column("code", TITLES["code"], "code", sort="code"),
        Column("name", TITLES["name"], "title", lang="zh-Hans"),
        Column("status", TITLES["status"], lambda row: SEEN if row.verified else UNVERIFIED, kind=Kind.BADGE),
        Column("source", TITLES["source"], "source", lang="zh-Hans"),
    ),
    filters=ClassFilter,
    order=("-year", "kind", "code"),
    page_size=100,
    empty=Empty(
        gettext_lazy("No list is loaded"),
        gettext_lazy("Without a list of the year, the codes of requests are not checked."),
        icon="book-open",
    ),
)


class YearForm(UploadForm):
    """A list and the year that it is for."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)


def index(request: HttpRequest) -> HttpResponseBase:
    """The codes of every year."""
    shown = CODES.show(ClassCode.objects.all(), request.GET)
    context = {"codes": shown, "may_load": may_classify(the_person(request))}
    return shown.download() or render(request, "budget/pages/classes.html", context)


def upload(request: HttpRequest) -> HttpResponse:
    """Load a list for a year."""
    form = YearForm(request.POST or None, request.FILES or None, initial={"year": clock.today().year + 1})

    def load(rows: list[SheetRow]) -> object:
        entries = [entry_of(row) for row in rows]
        return load_classification(by=the_person(request), year=form.cleaned_data["year"], entries=entries)

    return upload_page(request, form, FIELDS, load, (_("Load the classification of a year"), reverse("budget-classes")))
