"""Pages of the books of a version: what the checks say, its rows, one row, a table of rows."""

from collections.abc import Sequence
from fractions import Fraction

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuheng.budget import actions
from yuheng.budget.actions.books import BookDraft
from yuheng.budget.checks import books_of, checks, row_of
from yuheng.budget.domain.books import BOOK_TITLES, KINDS, SIDES, Row
from yuheng.budget.domain.checking import Check
from yuheng.budget.models import BookRow, Version
from yuheng.budget.sheets import Field, SheetRow, choice, money
from yuheng.budget.web.answering import UploadForm, form_page, upload_page
from yuheng.budget.web.panels import ROUNDS
from yuheng.kernel.money import wan
from yuheng.kernel.outcome import Words
from yuheng.platform.duties import may
from yuheng.platform.guards import the_person
from yuheng.platform.ui.fields import MoneyField
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.platform.ui.text import percent, say

VERDICTS = {
    "holds": (Words(zh="通过", en="Holds"), "good"),
    "warns": (Words(zh="请核对", en="To look at"), "wait"),
    "fails": (Words(zh="不通过", en="Fails"), "bad"),
}
ALL_KINDS = {code: words for kinds in KINDS.values() for code, words in kinds.items()}
TITLES = {
    "side": Words(zh="收支方向", en="Side"),
    "book": Words(zh="预算", en="Book"),
    "kind": Words(zh="类别", en="Kind"),
    "to_book": Words(zh="调入预算", en="Into the book"),
    "item": Words(zh="基金或险种", en="Fund or insurance"),
    "code": Words(zh="编码", en="Code"),
    "title": Words(zh="名称", en="Title"),
    "amount": Words(zh="金额（万元）", en="Amount (10k yuan)"),
    "basis": Words(zh="测算依据", en="How it was calculated"),
}
FIELDS = (
    Field("side", TITLES["side"], choice(SIDES), needed=True),
    Field("book", TITLES["book"], choice(BOOK_TITLES), needed=True),
    Field("kind", TITLES["kind"], choice(ALL_KINDS), needed=True),
    Field("to_book", TITLES["to_book"], choice(BOOK_TITLES)),
    Field("item", TITLES["item"]),
    Field("code", TITLES["code"]),
    Field("title", TITLES["title"], needed=True),
    Field("amount", TITLES["amount"], money, needed=True),
    Field("basis", TITLES["basis"]),
)


def _row_url(row: BookRow) -> str:
    return f"{reverse('budget-book-row', kwargs={'pk': row.version_id})}?row={row.pk}"


ROWS = Listing(
    code="book-rows",
    columns=(
        Column("side", TITLES["side"], lambda row: SIDES[row.side], sort="side"),
        Column("book", TITLES["book"], lambda row: BOOK_TITLES[row.book], sort="book"),
        Column("kind", TITLES["kind"], lambda row: KINDS[row.side][row.kind], sort="kind"),
        Column("to_book", TITLES["to_book"], lambda row: BOOK_TITLES[row.to_book] if row.to_book else ""),
        Column("item", TITLES["item"], "item", sort="item", lang="zh-Hans"),
        Column("code", TITLES["code"], "code", sort="code"),
        Column("title", TITLES["title"], "title", url=_row_url, lang="zh-Hans"),
        Column("amount", TITLES["amount"], "amount_fen", kind=Kind.MONEY, sort="amount_fen"),
        Column("basis", TITLES["basis"], "basis", lang="zh-Hans"),
    ),
    order=("side", "book", "kind", "item", "pk"),
    page_size=200,
    empty=Empty(
        gettext_lazy("No rows yet"),
        gettext_lazy("Finance enters income, reserve, flows, debt and needs."),
        icon="scale",
    ),
)


class BookRowForm(forms.Form):
    """One row of a book, typed."""

    side = forms.ChoiceField(label=gettext_lazy("Side"))
    book = forms.ChoiceField(label=gettext_lazy("Book"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of row"))
    to_book = forms.ChoiceField(label=gettext_lazy("Into the book (flows only)"), required=False)
    item = forms.CharField(label=gettext_lazy("Fund or insurance"), max_length=40, required=False)
    code = forms.CharField(label=gettext_lazy("Code of the row"), max_length=40, required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    amount = MoneyField(label=gettext_lazy("Amount (10k yuan; 0 strikes the row)"))
    basis = forms.CharField(
        label=gettext_lazy("How it was calculated"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they come
        books = [(code, say(words)) for code, words in BOOK_TITLES.items()]
        choices = {
            "side": [(code, say(words)) for code, words in SIDES.items()],
            "book": books,
            "kind": [(say(SIDES[side]), [(c, say(w)) for c, w in kinds.items()]) for side, kinds in KINDS.items()],
            "to_book": [("", "—"), *books],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]  # these fields are choices


def check_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Every check of the books with its numbers, its rule and its article: what compiling will say."""
    version = get_object_or_404(Version, pk=pk)
    found = checks(version)
    context = {
        "version": version,
        "round": ROUNDS[Version.Round(version.round)],
        "checks": [(check, VERDICTS[check.verdict], _figures(check)) for check in sorted(found, key=_gravity)],
        "prepared": books_of(version).prepared,
    }
    return render(request, "budget/pages/checks.html", context)


def _gravity(check: Check) -> int:
    """What fails comes first, then what asks for a look."""
    return ["fails", "warns", "holds"].index(check.verdict)


def _figures(check: Check) -> list[tuple[Words, object]]:
    """The figures of a check as a screen shows them: shares as percentages, money in 万元."""
    return [(title, percent(one, 2) if isinstance(one, Fraction) else wan(one)) for title, one in check.figures]


def books(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows of a version's books; the table can be downloaded, changed and sent back."""
    version = get_object_or_404(Version, pk=pk)
    shown = ROWS.show(BookRow.objects.filter(version=version.base_id or pk), request.GET)
    context = {
        "version": version,
        "round": ROUNDS[Version.Round(version.round)],
        "rows": shown,
        "may_write": version.stands.editable and may(the_person(request), "finance.budget", version.org_path),
    }
    return shown.download() or render(request, "budget/pages/books.html", context)


def book_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row, new or as it stands."""
    version = get_object_or_404(Version, pk=pk)
    known = BookRow.objects.filter(version=version, pk=request.GET.get("row") or 0).first()
    initial = _initial(row_of(known)) if known else {}
    form = BookRowForm(request.POST or None, initial=initial)

    def enter() -> object:
        values = {key: value for key, value in form.cleaned_data.items() if key != "amount"}
        draft = BookDraft(Row(fen=form.cleaned_data["amount"], **values))
        return actions.enter_book_rows(by=the_person(request), version=version, drafts=[draft])

    title = _("A row of the books: %(year)s") % {"year": version.year}
    return form_page(request, form, enter, title, reverse("budget-books", kwargs={"pk": pk}))


def _initial(row: Row) -> dict[str, str]:
    names = ("side", "book", "kind", "to_book", "item", "code", "title", "basis")
    return {name: getattr(row, name) for name in names} | {"amount": wan(row.fen)}


def upload_books(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a table of rows, all or none."""
    version = get_object_or_404(Version, pk=pk)

    def enter(rows: list[SheetRow]) -> object:
        return actions.enter_book_rows(by=the_person(request), version=version, drafts=drafts_of(rows))

    title = _("Fill the books from a table: %(year)s") % {"year": version.year}
    form = UploadForm(request.POST or None, request.FILES or None)
    return upload_page(request, form, FIELDS, enter, (title, reverse("budget-books", kwargs={"pk": pk})))


def drafts_of(rows: Sequence[SheetRow]) -> list[BookDraft]:
    """Rows of a table as drafts."""
    names = ("side", "book", "kind", "to_book", "item", "code", "title", "basis")
    return [
        BookDraft(Row(fen=row.fen("amount"), **{name: row.text(name) for name in names}), row.place) for row in rows
    ]
