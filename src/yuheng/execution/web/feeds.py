"""Pages of feeds: upload a file of payments, see what became of each row, take the bad ones home."""

from __future__ import annotations

import django_filters
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from yuheng.execution import queries, writing
from yuheng.execution.actions import take_feed
from yuheng.execution.domain.feeds import ROW_TITLES, SOURCE_TITLES, STATE_TITLES
from yuheng.execution.models import Feed, FeedRow
from yuheng.execution.reading import MOST_BYTES, read_feed
from yuheng.kernel.outcome import Problem, Refused, Words
from yuheng.platform.duties import may
from yuheng.platform.guards import the_person
from yuheng.platform.ui.exports import SHEET
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.platform.ui.text import language, say

TONES = {"done": "good", "bad": "bad", "waiting": "wait"}


class FeedForm(forms.Form):
    """A file of payments."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("xlsx or csv, at most 20 MB"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class RowFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the rows of a feed are narrowed."""

    state = django_filters.ChoiceFilter(
        choices=lambda: [(code, say(words)) for code, words in STATE_TITLES.items()],
        label=_("State"),
        empty_label=_("All"),
    )
    kind = django_filters.ChoiceFilter(
        choices=lambda: [(code, say(words)) for code, words in ROW_TITLES.items()],
        label=_("Kind of entry"),
        empty_label=_("All"),
    )


def _reasons(row: FeedRow) -> str:
    key = "en" if language().startswith("en") else "zh"
    return "；".join(f"{one['where']} {one['message'][key]}" for one in row.problems)


def _became(row: FeedRow) -> tuple[Words, str]:
    return STATE_TITLES[row.state], TONES[row.state]


def _link(row: FeedRow) -> str:
    return reverse("line", kwargs={"pk": row.payment.line_id}) + "#payments" if row.payment is not None else ""


def _feed_url(row: Feed) -> str:
    return reverse("feed", kwargs={"pk": row.pk})


FEEDS = Listing(
    code="feeds",
    columns=(
        Column("number", _("Batch number"), sort="number", url=_feed_url),
        Column("source", _("Sent by"), lambda row: SOURCE_TITLES[row.source], under="number"),
        Column("day", _("Day"), kind=Kind.DAY, sort="day"),
        Column("rows", _("Row count"), "declared_count", kind=Kind.NUMBER, sort="declared_count"),
        Column("total", _("Total (yuan)"), "declared_fen", kind=Kind.YUAN, sort="declared_fen", total="declared_fen"),
        Column("repeated", _("Repeated"), "repeated_count", kind=Kind.NUMBER),
        Column("by", _("Taken by"), "by"),
    ),
    order=("-taken_at", "-pk"),
    empty=Empty(_("No feed has been taken yet"), _("Upload a file of the treasury or a bank."), icon="inbox"),
)
ROWS = Listing(
    code="feed-rows",
    columns=(
        Column("place", _("Row"), kind=Kind.NUMBER, sort="place"),
        Column("external", _("Id"), sort="external"),
        Column("kind", _("Kind of entry"), lambda row: ROW_TITLES.get(row.kind), sort="kind"),
        Column("amount", _("Amount (yuan)"), "amount_fen", kind=Kind.YUAN, sort="amount_fen", total="amount_fen"),
        Column("payment", _("Payment"), "payment.voucher", url=_link),
        Column("state", _("State"), _became, kind=Kind.BADGE, sort="state"),
        Column("problems", _("Reasons"), _reasons, lang="zh-Hans"),
    ),
    filters=RowFilter,
    order=("place",),
)


def index(request: HttpRequest) -> HttpResponseBase:
    """The feeds so far, and the upload of the next."""
    person, problems = the_person(request), tuple[Problem, ...]()
    form = FeedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            result = take_feed(by=person, feed=read_feed(content_of(file)))
        except Refused as refused:
            problems = refused.problems
        else:
            again = f"?again={int(result.again)}&settled={result.settled}"
            return redirect(_feed_url(result.feed) + again)
    shown = FEEDS.show(Feed.objects.all(), request.GET)
    takes = any(may(person, "finance.treasury", post.reach) for post in person.posts)
    context = {"feeds": shown, "form": form, "problems": problems, "takes": takes}
    return shown.download() or render(request, "execution/pages/feeds.html", context, status=409 if problems else 200)


def content_of(file: UploadedFile[bytes]) -> bytes:
    """What was sent, one byte more than is taken at most."""
    content = file.read(MOST_BYTES + 1)
    return content if isinstance(content, bytes) else content.encode()


def feed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One feed: its totals reconciled, its rows."""
    row = get_object_or_404(Feed, pk=pk)
    shown = ROWS.show(FeedRow.objects.filter(feed=row).select_related("payment"), request.GET)
    sums = queries.feed_sums(row)
    parts = [(title, getattr(sums, state), state) for state, title in STATE_TITLES.items()]
    context = {
        "feed": row,
        "sender": SOURCE_TITLES[row.source],
        "sums": sums,
        "parts": [*parts, (Words(zh="重复", en="Repeated"), sums.repeated, "")],
        "rows": shown,
        "again": request.GET.get("again") == "1",
        "settled": request.GET.get("settled", "0"),
    }
    return shown.download() or render(request, "execution/pages/feed.html", context)


def bad(request: HttpRequest, pk: int) -> HttpResponse:
    """The bad rows of a feed as a workbook that can be corrected and sent again."""
    row = get_object_or_404(Feed, pk=pk)
    return _download(writing.bad_rows(row, language()), f"{row.number}-bad.xlsx")


def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook."""
    return _download(writing.template(language()), "payments.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=SHEET)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer
