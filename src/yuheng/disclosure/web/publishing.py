"""Publishing, for the office: which sealed results are to become public, by when, and the button that does it."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from yuheng.disclosure import gathering
from yuheng.disclosure.actions import publish
from yuheng.disclosure.models import Publication
from yuheng.disclosure.policies import PUBLISHERS
from yuheng.evaluation.models import Evaluation
from yuheng.kernel.outcome import Refused, Words
from yuheng.platform import clock, scopes
from yuheng.platform.acts import Actor
from yuheng.platform.guards import person_of
from yuheng.platform.ui.kept import kept
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing
from yuheng.results.domain.grades import tone_of
from yuheng.results.queries import grade_words

LATE, WAITS, PUBLIC = (
    Words(zh="逾期未公开", en="Overdue"),
    Words(zh="待公开", en="To be published"),
    Words(zh="已公开", en="Published"),
)


def _region(row: Any) -> str:
    return str(row.org_path).split("/", 1)[0]


def _state(row: Any) -> tuple[Words, str]:
    if row.newest:
        return PUBLIC, "good"
    return (LATE, "bad") if gathering.due_day(row.sealed_on, _region(row)) < clock.today() else (WAITS, "warn")


def _grade(row: Any) -> tuple[Words, str]:
    return grade_words(row.grade, on=row.sealed_on, region=_region(row)), tone_of(row.grade)


def _url(row: Any) -> str:
    return f"{reverse('public-project', kwargs={'code': row.project.code})}?year={row.year}" if row.newest else ""


COLUMNS = (
    Column("project", _("Project"), "project.name", sort="project__name", url=_url),
    Column("unit", _("Unit"), "project.unit.words", under="project"),
    Column("year", _("Year"), lambda row: str(row.year), sort="year"),
    Column("total_c", _("Score"), kind=Kind.POINTS, sort="total_c"),
    Column("grade", _("Grade"), _grade, kind=Kind.BADGE, sort="grade"),
    Column("sealed_on", _("Sealed on"), kind=Kind.DAY, sort="sealed_on"),
    Column("due", _("Public by"), lambda row: gathering.due_day(row.sealed_on, _region(row)), kind=Kind.DAY),
    Column("state", _("State"), _state, kind=Kind.BADGE),
    Column("newest", _("Publications"), kind=Kind.NUMBER, sort="newest"),
)
NOTHING = Empty(
    _("No sealed result yet"), _("Results become public after they are sealed."), icon="globe-asia-australia"
)


def _ways() -> list[tuple[str, str]]:
    return [("no", gettext("To be published")), ("yes", gettext("Published"))]


def _years() -> list[tuple[str, str]]:
    rows = Evaluation.objects.filter(state="sealed").order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), str(year)) for year in kept("sealed years", lambda: list(rows))]


class SealedFilter(django_filters.FilterSet):  # type: ignore[misc]  # published without types
    """How the list is narrowed."""

    q = django_filters.CharFilter(field_name="project__name", lookup_expr="icontains", label=_("Project"))
    year = django_filters.ChoiceFilter(choices=_years, label=_("Year"), empty_label=_("All"))
    public = django_filters.ChoiceFilter(choices=_ways, method="published", label=_("State"), empty_label=_("All"))

    def published(self, rows: QuerySet[Evaluation], name: str, value: str) -> QuerySet[Evaluation]:
        """What is public already, or what is not."""
        return rows.filter(Q(newest__isnull=value != "yes"))


def sealed_for(person: Actor) -> QuerySet[Evaluation]:
    """Sealed evaluations within a person's reach, each with the number of its newest publication."""
    rows = Evaluation.objects.filter(state="sealed").select_related("project__unit")
    published = Publication.objects.filter(project=OuterRef("project"), year=OuterRef("year")).order_by("-number")
    return scopes.visible(rows.annotate(newest=Subquery(published.values("number")[:1])), person)


def index(request: HttpRequest) -> HttpResponseBase:
    """Sealed results with the day by which they must be public; whoever may publishes the chosen ones here."""
    person = _who(request)
    publishes = any(post.duty in PUBLISHERS for post in person.posts)
    listing = Listing(
        "sealed", COLUMNS, SealedFilter, ("sealed_on",), empty=NOTHING, select="sealed" if publishes else ""
    )
    shown = listing.show(sealed_for(person), request.GET)
    if (file := shown.download()) is not None:
        return file
    return render(request, "disclosure/pages/publishing.html", {"sealed": shown, "publishes": publishes})


def publish_many(request: HttpRequest) -> HttpResponse:
    """Publish the chosen results."""
    chosen = [int(key) for key in request.POST.getlist("sealed") if key.isdecimal()]
    rows = list(sealed_for(_who(request)).filter(pk__in=chosen).order_by("pk"))
    if request.method != "POST" or not rows:
        messages.warning(request, gettext("Choose at least one result"))
        return redirect("publications")
    try:
        done = publish(by=_who(request), evaluations=rows)
    except Refused as refused:
        return render(request, "disclosure/pages/refused.html", {"problems": refused.problems}, status=409)
    said = ngettext("%(count)d result was published", "%(count)d results were published", len(done))
    messages.success(request, said % {"count": len(done)})
    return redirect("publications")


def _who(request: HttpRequest) -> Actor:
    person = person_of(request)
    if person is None:
        raise Http404
    return person
