"""Pages of watching: the list of warnings, answering one, reporting results."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuheng.kernel.outcome import Problem, Refused, Words
from yuheng.monitoring import actions, queries
from yuheng.monitoring.drafts import AnswerDraft, ReadingDraft
from yuheng.monitoring.models import Warning
from yuheng.monitoring.web.forms import AnswerForm, DayForm, last_day, typed
from yuheng.monitoring.web.listing import WARNINGS
from yuheng.monitoring.web.panels import LIGHT_WORDS, told
from yuheng.platform import clock
from yuheng.platform.guards import the_person
from yuheng.projects.models import Project, TargetIndicator
from yuheng.projects.queries import confirmed_target, indicators_of

LIST = Words(zh="双监控预警", en="Warnings")


def index(request: HttpRequest) -> HttpResponseBase:
    """Every warning that this person may see, soonest deadline first."""
    shown = WARNINGS.show(queries.warnings_seen_by(the_person(request)), request.GET)
    return shown.download() or render(request, "monitoring/pages/index.html", {"warnings": shown})


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit says what it chooses and why."""
    warning = get_object_or_404(Warning.objects.select_related("project__unit", "observation"), pk=pk)
    form, problems = AnswerForm(request.POST or None), tuple[Problem, ...]()
    if request.method == "POST" and form.is_valid():
        draft = AnswerDraft(warning, form.cleaned_data["choice"], form.cleaned_data["answer"])
        try:
            actions.answer_warnings(by=the_person(request), answers=[draft])
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("The answer is given; finance sees it now."))
            return redirect(_panel(warning.project))
    context = {
        "warning": warning,
        "form": form,
        "problems": problems,
        "reasons": [told(reason) for reason in warning.observation.reasons],
        "light_words": LIGHT_WORDS[warning.light],
        "crumbs": [(LIST, reverse("warnings")), (warning.project.name, _panel(warning.project))],
        "back": _panel(warning.project),
    }
    return render(request, "monitoring/pages/answer.html", context, status=409 if problems else 200)


def _panel(project: Project) -> str:
    return reverse("project", kwargs={"pk": project.pk}) + "#panel-watching"


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit reports what each indicator had reached by a day; what is left empty is not reported."""
    project = get_object_or_404(Project.objects.select_related("unit"), pk=pk)
    target = confirmed_target(project, clock.today().year)
    if target is None:
        raise Http404
    indicators = indicators_of(target)
    form = DayForm(request.POST or None, initial={"through": last_day(clock.today())})
    values = typed(request.POST.dict(), indicators)
    problems: Sequence[Problem] = ()
    if request.method == "POST" and form.is_valid():
        problems = _reported(request, form.cleaned_data["through"], indicators, values)
        if not problems:
            messages.success(request, _("The results are reported."))
            return redirect(_panel(project))
    context = {
        "project": project,
        "form": form,
        "problems": problems,
        "rows": _rows(indicators, values),
        "crumbs": [(LIST, reverse("warnings")), (project.name, _panel(project))],
        "back": _panel(project),
    }
    return render(request, "monitoring/pages/report.html", context, status=409 if problems else 200)


def _reported(
    request: HttpRequest, through: date, indicators: Sequence[TargetIndicator], values: Mapping[int, str]
) -> Sequence[Problem]:
    """Report what was typed; the problems where it is refused."""
    drafts = [ReadingDraft(one, through, values[one.pk]) for one in indicators if one.pk in values]
    if not drafts:
        return [Problem("missing", "", Words(zh="没有填写任何完成值", en="No value was given"))]
    try:
        actions.report_readings(by=the_person(request), drafts=drafts)
    except Refused as refused:
        return refused.problems
    return ()


def _rows(indicators: Sequence[TargetIndicator], values: Mapping[int, str]) -> list[dict[str, object]]:
    readings = queries.latest_readings([one.pk for one in indicators], clock.today())
    return [{"one": one, "value": values.get(one.pk, ""), "last": readings.get(one.pk)} for one in indicators]
