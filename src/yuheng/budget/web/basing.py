"""Base data of the units: a list with its table in and out, and one unit's page with what the standards make of them."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuheng.budget import actions, queries
from yuheng.budget.actions.basing import FigureDraft
from yuheng.budget.domain.standards import ONE, quantity_text
from yuheng.budget.models import BaseFigure
from yuheng.budget.sheets import BadCell, Field, SheetRow
from yuheng.budget.standards import items_of, workings_of
from yuheng.budget.web.answering import UploadForm, done, form_page, upload_page
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.organisations.models import Organisation
from yuheng.platform import clock, scopes
from yuheng.platform.duties import may
from yuheng.platform.guards import the_person
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.platform.ui.text import say

UNREADABLE = Words(zh="不是一个数量（至多四位小数）", en="This is not a quantity (four decimals at most)")


def read_e4(text: str) -> int:
    """A quantity in ten-thousandths; BadCell when it is none.

    >>> read_e4("12.5")
    125000
    """
    try:
        found = Decimal(text.replace(",", "")) * ONE
    except InvalidOperation as wrong:
        raise BadCell(UNREADABLE) from wrong
    if not found.is_finite() or found != found.to_integral_value():
        raise BadCell(UNREADABLE)
    return int(found)


FIELDS = (
    Field("unit", Words(zh="单位编码", en="Unit code"), needed=True),
    Field("year", Words(zh="年度", en="Year"), needed=True),
    Field("item", Words(zh="基础数据编码", en="Code of the figure"), needed=True),
    Field("quantity", Words(zh="数量", en="Quantity"), read_e4, needed=True),
)
TITLES = {field.key: field.title for field in FIELDS}


def _unit_url(row: BaseFigure) -> str:
    return reverse("budget-base-unit", kwargs={"pk": row.unit_id, "year": row.year})


def _title(row: BaseFigure) -> Words:
    return items_of(row.year, row.unit.region.code).get(row.item, Words(zh=row.item, en=row.item))


FIGURES = Listing(
    code="base-data",
    columns=(
        Column("unit", TITLES["unit"], "unit.code", sort="org_path"),
        Column("name", Words(zh="单位", en="Unit"), "unit.words", url=_unit_url),
        Column("year", TITLES["year"], "year", sort="year"),
        Column("item", TITLES["item"], "item", sort="item"),
        Column("title", Words(zh="基础数据", en="Base figure"), _title),
        Column("quantity", TITLES["quantity"], lambda row: Decimal(row.quantity_e4) / ONE, kind=Kind.NUMBER),
    ),
    order=("-year", "org_path", "item"),
    page_size=100,
    empty=Empty(
        gettext_lazy("No base data yet"),
        gettext_lazy("Units enter posts, cars and floor; standards make amounts of them."),
    ),
)


def index(request: HttpRequest) -> HttpResponseBase:
    """Base data of the units that this person may see."""
    person = the_person(request)
    rows = scopes.visible(BaseFigure.objects.select_related("unit__region"), person)
    shown = FIGURES.show(rows, request.GET)
    own = scopes.visible(Organisation.objects.filter(kind=Organisation.Kind.UNIT), person, path="path").order_by("code")
    mine = [unit for unit in own if may(person, "unit.prepare", unit.path)]
    context = {"figures": shown, "mine": mine, "year": _year(), "may_upload": bool(mine)}
    return shown.download() or render(request, "budget/pages/base.html", context)


def _year() -> int:
    version = queries.open_version()
    return version.year if version else clock.today().year + 1


def unit(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """One unit in one year: its base data, what the standards make of them, and the button that asks for it."""
    row = get_object_or_404(Organisation.objects.select_related("region"), pk=pk)
    found = workings_of(row, year)
    version = queries.open_version()
    context = {
        "unit": row,
        "year": year,
        "workings": [(one, quantity_text(one.quantity_e4)) for one in found],
        "total": sum(one.fen for one in found),
        "version": version if version and version.year == year else None,
        "may_enter": may(the_person(request), "unit.prepare", row.path),
    }
    return render(request, "budget/pages/base_unit.html", context)


class FiguresForm(forms.Form):
    """One field for each figure that the place asks for."""

    def __init__(self, items: dict[str, Words], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they come
        for code, words in items.items():
            self.fields[code] = forms.CharField(label=say(words), required=False)

    def clean(self) -> dict[str, int]:
        """The figures in ten-thousandths; what was left empty is left out."""
        read: dict[str, int] = {}
        for code in self.fields:
            if typed := self.cleaned_data.get(code):
                try:
                    read[code] = read_e4(typed)
                except BadCell as wrong:
                    self.add_error(code, ValidationError(say(wrong.words)))
        return read


def enter(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Type the base data of one unit."""
    row = get_object_or_404(Organisation.objects.select_related("region"), pk=pk)
    known = BaseFigure.objects.filter(unit=row, year=year).values_list("item", "quantity_e4")
    initial = {item: quantity_text(quantity) for item, quantity in known}
    form = FiguresForm(items_of(year, row.region.code), request.POST or None, initial=initial)

    def keep() -> object:
        drafts = [FigureDraft(row, year, item, quantity) for item, quantity in form.cleaned_data.items()]
        return actions.enter_base_figures(by=the_person(request), drafts=drafts)

    title = _("Base data of %(unit)s, %(year)s") % {"unit": say(row.words), "year": year}
    return form_page(request, form, keep, title, reverse("budget-base-unit", kwargs={"pk": pk, "year": year}))


def ask(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Ask for what the standards give."""
    row, version = get_object_or_404(Organisation, pk=pk), queries.open_version()

    def request_all() -> object:
        if version is None or version.year != year:
            message = Words(zh=f"{year} 年预算没有开放申报", en=f"The budget of {year} takes no requests now")
            refuse_if([Problem("version_closed", str(year), message)])
            return None
        return actions.requests_from_standards(by=the_person(request), version=version, unit=row)

    back = reverse("budget-base-unit", kwargs={"pk": pk, "year": year})
    return done(request, request_all, _("The requests by standards are entered."), back)


def upload(request: HttpRequest) -> HttpResponse:
    """Take in a table of base data, all or none."""
    form = UploadForm(request.POST or None, request.FILES or None)

    def keep(rows: list[SheetRow]) -> object:
        return actions.enter_base_figures(by=the_person(request), drafts=_drafts(rows))

    return upload_page(request, form, FIELDS, keep, (_("Base data from a table"), reverse("budget-base")))


def _drafts(rows: list[SheetRow]) -> list[FigureDraft]:
    units = {one.code: one for one in Organisation.objects.filter(code__in=[row.text("unit") for row in rows])}
    wrong = [
        Problem(
            "base_unit",
            row.place,
            Words(zh="没有这个单位，或年度不是数字", en="No such unit, or no year"),
            row.text("unit"),
        )
        for row in rows
        if row.text("unit") not in units or not row.text("year").isdecimal()
    ]
    refuse_if(wrong)
    return [
        FigureDraft(units[row.text("unit")], int(row.text("year")), row.text("item"), row.fen("quantity"), row.place)
        for row in rows
    ]
