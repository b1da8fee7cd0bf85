"""Drop official forms, read what is wrong with them, take the annotated workbook home. Nothing is stored."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from yuheng.exchange.crew import make_ready
from yuheng.exchange.forms.reading import ENDINGS
from yuheng.exchange.forms.sniffing import MOST_BYTES
from yuheng.exchange.web.shown import shown
from yuheng.exchange.web.uploads import MOST_FILES, checked, report_of, too_much, workbooks
from yuheng.kernel.outcome import Problem, Words

Answer = Callable[[HttpRequest], HttpResponseBase]
PAGE = "exchange/pages/check.html"
RESULT = "exchange/partials/result.html"
NONE_CHOSEN = Problem("no_file", "", Words(zh="没有选择文件", en="No file was chosen"))


def _measured(answer: Answer) -> Answer:
    """Look at the length before anything of the body is read; only then at the token against forged requests."""

    @csrf_exempt
    def measured(request: HttpRequest) -> HttpResponseBase:
        problem = too_much(request)
        return _refused(request, problem, status=413) if problem else csrf_protect(answer)(request)

    return measured


def _refused(request: HttpRequest, problem: Problem, *, status: int) -> HttpResponse:
    """The page with the reason; a fragment of it where only that was asked for."""
    part = request.headers.get("HX-Request") == "true"
    context = {"refused": [problem], **_limits()}
    # htmx shows what came only with a status of success
    return render(request, RESULT if part else PAGE, context, status=200 if part else status)


def _limits() -> dict[str, object]:
    return {"most_files": MOST_FILES, "most_mb": MOST_BYTES >> 20, "endings": ",".join(ENDINGS)}


@_measured
def check(request: HttpRequest) -> HttpResponseBase:
    """The page; with files, their problems by file, the gravest first."""
    if request.method != "POST":
        make_ready()
        return render(request, PAGE, _limits())
    files = request.FILES.getlist("files")
    if not files:
        return _refused(request, NONE_CHOSEN, status=400)
    part = request.headers.get("HX-Request") == "true"
    context = {"result": shown(checked(files)), "left_out": max(0, len(files) - MOST_FILES), "part": part, **_limits()}
    return render(request, RESULT if part else PAGE, context)


@_measured
def workbook(request: HttpRequest) -> HttpResponseBase:
    """The files sent again, given back as workbooks with their problems in them."""
    files = request.FILES.getlist("files") if request.method == "POST" else []
    return workbooks(files) if files else _refused(request, NONE_CHOSEN, status=400)


@_measured
def report_file(request: HttpRequest) -> HttpResponseBase:
    """The files sent again, given back as the report in the public JSON form."""
    files = request.FILES.getlist("files") if request.method == "POST" else []
    return report_of(files) if files else _refused(request, NONE_CHOSEN, status=400)
