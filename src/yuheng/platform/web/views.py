"""The workbench, and the one door through which a step's button is pressed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from yuheng.kernel.outcome import Refused
from yuheng.platform import inbox
from yuheng.platform.guards import person_of
from yuheng.platform.ui import steps
from yuheng.platform.ui.text import say


def workbench(request: HttpRequest) -> HttpResponse:
    """What waits for this person, the county's loop, and what upper contexts warn of."""
    person = person_of(request)
    items = inbox.waiting_for(person) if person else []
    late = sum(item.late for item in items)
    return render(request, "platform/pages/workbench.html", {"items": items[:60], "waiting": len(items), "late": late})


def take_step(request: HttpRequest, flow: str, pk: int) -> HttpResponse:
    """Take the step that the form names on one subject; a refusal is shown with all of its problems."""
    subject, person = steps.subject_of(flow, pk), person_of(request)
    if subject is None or person is None or request.method != "POST":
        raise Http404
    back = request.POST.get("next", "")
    safe = back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "/"
    try:
        step = subject.flow.step(request.POST.get("step", ""))
        steps.run(flow, step.code, by=person, subjects=[subject], reason=request.POST.get("reason", ""))
    except KeyError as unknown:
        raise Http404 from unknown
    except Refused as refused:
        context = {"problems": refused.problems, "subject": subject, "back": safe}
        return render(request, "platform/pages/refused.html", context, status=409)
    messages.success(request, _("Done: %(step)s") % {"step": say(step.title)})
    return redirect(safe)
