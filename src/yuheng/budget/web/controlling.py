"""What binds lines from above: ceilings with what is used of them, and stops."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yuheng.budget import actions
from yuheng.budget.actions.controlling import CeilingDraft
from yuheng.budget.domain.levels import LEVEL_TITLES
from yuheng.budget.models import Ceiling, Suspension
from yuheng.budget.web.forms import read_wan
from yuheng.kernel.money import Fen
from yuheng.kernel.outcome import Problem, Refused
from yuheng.organisations.models import Organisation
from yuheng.organisations.queries import county
from yuheng.platform import clock, scopes
from yuheng.platform.guards import the_person
from yuheng.platform.ui.text import say
from yuheng.projects.models import Project

SUSPENDS = "payment.suspended_blocked"
MOST = 200


class CeilingForm(forms.Form):
    """A ceiling of this year. A unit is named by its code, an item by unit code and economic class."""

    level = forms.ChoiceField(label=lazy("Level of control"))
    code = forms.CharField(
        label=lazy("Code of what is bound"),
        max_length=40,
        help_text=lazy("Project code, unit code, function class, or book; for an item: unit code:economic class"),
    )
    limit = forms.CharField(label=lazy("Limit (10k yuan)"))
    article = forms.CharField(label=lazy("Basis"), max_length=200, required=False)

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]  # handed through as it came
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = [(code, say(words)) for code, words in LEVEL_TITLES.items()]

    def clean_limit(self) -> Fen:
        """The limit in fen."""
        return read_wan(self.cleaned_data["limit"])

    def draft(self) -> CeilingDraft | None:
        """The ceiling that was typed; None where the code names nothing."""
        level, code = self.cleaned_data["level"], self.cleaned_data["code"].strip()
        named = _named(level, code)
        if named is None:
            self.add_error("code", _("Nothing has this code"))
            return None
        key, title, path = named
        limit, article = self.cleaned_data["limit"], self.cleaned_data["article"]
        return CeilingDraft(clock.today().year, level, key, title, path, limit, article)


def _named(level: str, code: str) -> tuple[str, str, str] | None:
    """The key of a level's code, how it is called, and whose it is."""
    unit_code, _colon, item = code.partition(":")
    if level == "project":
        project = Project.objects.filter(code=code).first()
        return (str(project.pk), project.name, project.org_path) if project else None
    if level in ("unit", "item"):
        unit = Organisation.objects.filter(code=unit_code).first()
        if unit is None or (level == "item" and not item):
            return None
        return (
            (unit.path, unit.name, unit.path)
            if level == "unit"
            else (f"{unit.path}:{item}", f"{unit.name} {item}", unit.path)
        )
    return code, code, county().path


class SuspensionForm(forms.Form):
    """Stop the payments of a project or of everything of a unit."""

    code = forms.CharField(label=lazy("Project or unit code"), max_length=40)
    because = forms.CharField(
        label=lazy("Reason of the stop"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def what(self) -> Project | Organisation | None:
        """What the code names, or None with an error at the field."""
        code = self.cleaned_data["code"].strip()
        found = Project.objects.filter(code=code).first() or Organisation.objects.filter(code=code).first()
        if found is None:
            self.add_error("code", _("Nothing has this code"))
        return found


def index(
    request: HttpRequest,
    ceiling: CeilingForm | None = None,
    stop: SuspensionForm | None = None,
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    """Ceilings of this year with what is used of them, and what is stopped now."""
    person = the_person(request)
    ceilings = scopes.visible(Ceiling.objects.filter(year=clock.today().year), person).order_by("level", "key")[:MOST]
    stops = scopes.visible(Suspension.objects.filter(lifted_on__isnull=True), person)
    wrong = bool(problems or (ceiling and ceiling.errors) or (stop and stop.errors))
    context = {
        "ceilings": [
            (row, LEVEL_TITLES[row.level], row.used_fen / row.limit_fen if row.limit_fen else None) for row in ceilings
        ],
        "stops": stops.select_related("line__project", "project", "organisation").order_by("-pk")[:MOST],
        "ceiling_form": ceiling or CeilingForm(),
        "stop_form": stop or SuspensionForm(),
        "problems": problems,
        "may_set": any(post.duty == "finance.budget" for post in person.posts),
        "may_stop": any(post.duty.startswith("finance.") for post in person.posts),
    }
    return render(request, "budget/pages/control.html", context, status=409 if wrong else 200)


def set_ceiling(request: HttpRequest) -> HttpResponse:
    """Set or change a ceiling."""
    form = CeilingForm(request.POST or None)
    draft = form.draft() if form.is_valid() else None
    if draft is None:
        return index(request, ceiling=form)
    try:
        actions.set_ceiling(by=the_person(request), draft=draft)
    except Refused as refused:
        return index(request, ceiling=form, problems=refused.problems)
    messages.success(request, _("The limit is set."))
    return redirect("budget-control-room")


def suspend(request: HttpRequest) -> HttpResponse:
    """Stop payments."""
    form = SuspensionForm(request.POST or None)
    what = form.what() if form.is_valid() else None
    if what is None:
        return index(request, stop=form)
    try:
        actions.suspend(by=the_person(request), what=what, because=form.cleaned_data["because"], article=SUSPENDS)
    except Refused as refused:
        return index(request, stop=form, problems=refused.problems)
    messages.success(request, _("Payments are suspended."))
    return redirect("budget-control-room")


def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a stop, with a reason."""
    row = get_object_or_404(scopes.visible(Suspension.objects.all(), the_person(request)), pk=pk)
    try:
        actions.lift(by=the_person(request), suspensions=[row], because=request.POST.get("because", ""))
    except Refused as refused:
        return index(request, problems=refused.problems)
    messages.success(request, _("Payments may go on."))
    return redirect("budget-control-room")
