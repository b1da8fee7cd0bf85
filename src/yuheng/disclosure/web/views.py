"""The citizens' pages, without a login: what was promised, spent and achieved, and what the result changed."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from yuheng.disclosure import queries
from yuheng.disclosure.domain.summary import PublicYear
from yuheng.disclosure.models import Publication
from yuheng.disclosure.web.published import Published
from yuheng.disclosure.web.reading import Reading
from yuheng.kernel.outcome import Words
from yuheng.platform.ui.charts import Chart, distribution
from yuheng.results.domain.grades import GRADE_TONES, tone_of

GRADES = Words(zh="评价等级分布", en="Projects by grade")


def county(request: HttpRequest) -> HttpResponseBase:
    """The county's year: totals, grades, the list of projects, and the same as a file."""
    years = queries.years()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else next(iter(years), 0)
    whole = queries.public_year(year)
    shown = Published(whole, request.GET)
    if (file := shown.download()) is not None:
        return file
    context = {"years": years, "year": year, "totals": whole.totals, "published": shown, "grades": _grades(whole)}
    return render(request, "disclosure/pages/county.html", context)


def _grades(whole: PublicYear) -> Chart | None:
    order = {grade: place for place, grade in enumerate(GRADE_TONES)}
    counts = [
        (whole.grades[grade], whole.totals.grades[grade], tone_of(grade))
        for grade in sorted(whole.grades, key=lambda grade: order.get(grade, len(order)))
    ]
    return distribution(counts, title=GRADES) if counts else None


def project(request: HttpRequest, code: str) -> HttpResponse:
    """One project's year for citizens: the promise, the money, the results, the score, the next budget, the digest."""
    row = _asked(request, code)
    context = {
        "row": row,
        "reading": Reading(queries.content_of(row)),
        "numbers": list(queries.history(code).defer("content")),
    }
    return render(request, "disclosure/pages/project.html", context)


def content(request: HttpRequest, code: str) -> HttpResponse:
    """The very text of a publication: its SHA-256 is the digest that the page shows."""
    row = _asked(request, code)
    answer = HttpResponse(row.content, content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{row.project_id}-{row.year}-{row.number}.json"'
    return answer


def open_data(request: HttpRequest, year: int) -> StreamingHttpResponse:
    """Every publication of a year in full, one per line; the SHA-256 of a line is that publication's digest."""
    if year not in queries.years():
        raise Http404
    lines = (f"{text}\n" for text in queries.texts(year))
    answer = StreamingHttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="publications-{year}.jsonl"'
    return answer


def _asked(request: HttpRequest, code: str) -> Publication:
    """The publication that an address names: of a year and with a number when given, else the newest."""
    rows = queries.history(code)
    for name in ("year", "number"):
        asked = request.GET.get(name, "")
        if asked.isdecimal():
            rows = rows.filter(**{name: int(asked)})
    row = rows.first()
    if row is None:
        raise Http404
    return row
