"""The workbench, and the one door through which a step's button is pressed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from yuheng.kernel.outcome import Refused
from yuheng.platform import inbox
from yuheng.platform.flow import Subject
from yuheng.platform.guards import person_of
from yuheng.platform.ui import steps
from yuheng.platform.ui.context import site_of
from yuheng.platform.ui.text import say
from yuheng.platform.ui.workbench import grouped


def workbench(request: HttpRequest) -> HttpResponse:
    """What waits for this person, the county's loop, and what upper contexts warn of."""
    person = person_of(request)
    items = inbox.waiting_for(person, site_of(request).waiting) if person else []
    late = sum(item.late for item in items)
    context = {"groups": grouped(items), "waiting": len(items), "late": late}
    return render(request, "platform/pages/workbench.html", context)


def take_step(request: HttpRequest, flow: str, pk: int) -> HttpResponse:
    """Take the step that the form names on one subject; a refusal is shown with all of its problems."""
    return _take(request, steps.subjects_of(flow, [pk]))


def take_steps(request: HttpRequest, flow: str) -> HttpResponse:
    """Take one step on all subjects that were ticked, all or none."""
    keys = [int(key) for key in request.POST.getlist("key") if key.isdecimal()]
    if not keys:
        messages.warning(request, _("Tick at least one row first."))
        return redirect(_back(request))
    return _take(request, steps.subjects_of(flow, keys))


def _take(request: HttpRequest, subjects: list[Subject]) -> HttpResponse:
    person = person_of(request)
    if not subjects or person is None or request.method != "POST":
        raise Http404
    flow = subjects[0].flow
    back = _back(request)
    try:
        step = flow.step(request.POST.get("step", ""))
        steps.run(flow.code, step.code, by=person, subjects=subjects, reason=request.POST.get("reason", ""))
    except KeyError as unknown:
        raise Http404 from unknown
    except Refused as refused:
        context = {"problems": refused.problems, "subjects": subjects, "back": back}
        return render(request, "platform/pages/refused.html", context, status=409)
    messages.success(request, _("Done: %(step)s (%(count)d)") % {"step": say(step.title), "count": len(subjects)})
    return redirect(back)


def _back(request: HttpRequest) -> str:
    """Where the reader came from, as the form says; the start where it says something else."""
    back = request.POST.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "/"
