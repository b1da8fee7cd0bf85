"""Two versions side by side, and what-if versions."""

from collections import Counter
from fractions import Fraction

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuheng.budget import actions
from yuheng.budget.comparing import compared, reasons
from yuheng.budget.domain.comparing import ADDED, CHANGED, REMOVED, Change, by_unit
from yuheng.budget.domain.scenarios import Move
from yuheng.budget.models import Version
from yuheng.budget.web.answering import form_page
from yuheng.budget.web.panels import name_of
from yuheng.kernel.outcome import Words
from yuheng.organisations.queries import names
from yuheng.platform.guards import the_person
from yuheng.platform.models import Act
from yuheng.platform.ui.text import say
from yuheng.projects.models import Project

SHOWN = 300
KINDS = {
    ADDED: (Words(zh="新增", en="Added"), "good"),
    REMOVED: (Words(zh="减少", en="Removed"), "bad"),
    CHANGED: (Words(zh="变动", en="Changed"), "info"),
}
GRADES = {
    "excellent": Words(zh="优", en="Excellent"),
    "good": Words(zh="良", en="Good"),
    "fair": Words(zh="中", en="Fair"),
    "poor": Words(zh="差", en="Poor"),
}
CATEGORIES = {
    Project.Category.PERSONNEL: Words(zh="人员类", en="Personnel"),
    Project.Category.OPERATION: Words(zh="运转类", en="Operation"),
    Project.Category.SPECIFIC: Words(zh="特定目标类", en="Specific"),
}


def compare(request: HttpRequest) -> HttpResponse:
    """Any two versions as a readable difference: by unit and project, with amounts and with reasons from the acts."""
    versions = list(Version.objects.order_by("-year", "-pk")[:60])
    right = _chosen(versions, request.GET.get("right")) or (versions[0] if versions else None)
    left = _chosen(versions, request.GET.get("left")) or _before(versions, right)
    changes = compared(left, right, the_person(request)) if left and right else []
    units = by_unit(changes)
    context = {
        "versions": [(row, name_of(row)) for row in versions],
        "left": left,
        "right": right,
        "titles": (name_of(left) if left else "", name_of(right) if right else ""),
        "units": [(words, units[path]) for path, words in _named(units).items()],
        "counts": [(KINDS[kind], count) for kind, count in sorted(Counter(c.kind for c in changes).items())],
        "total": sum(change.delta for change in changes),
        "shown": _with_reasons(changes[:SHOWN]),
        "hidden": max(len(changes) - SHOWN, 0),
    }
    return render(request, "budget/pages/compare.html", context)


def _chosen(versions: list[Version], key: str | None) -> Version | None:
    return next((row for row in versions if str(row.pk) == key), None)


def _before(versions: list[Version], right: Version | None) -> Version | None:
    """The base of a scenario; else the version of the same year before this one, or whatever came before."""
    if right is None:
        return None
    if right.base_id:
        return _chosen(versions, str(right.base_id))
    older = [row for row in versions if row.pk < right.pk and not row.is_scenario]
    same = [row for row in older if row.year == right.year]
    return max(same or older, key=lambda row: row.pk, default=None)


def _named(units: dict[str, int]) -> dict[str, Words]:
    known = names(units)
    return {path: known.get(path, Words(zh=path, en=path)) for path in units}


def _with_reasons(changes: list[Change]) -> list[tuple[Change, object, Words | None, Act | None]]:
    """Each change with its mark, its unit, and the act that explains it: that of the right version, else of the left."""
    told = reasons(row for change in changes for row in change.rows if row is not None)
    units = names({change.org_path for change in changes})
    return [
        (
            change,
            KINDS[change.kind],
            units.get(change.org_path),
            next((told[row] for row in reversed(change.rows) if row in told), None),
        )
        for change in changes
    ]


def _percent(label: object, **more: object) -> forms.DecimalField:
    limits = [MinValueValidator(0), MaxValueValidator(1000)]
    return forms.DecimalField(label=label, required=False, decimal_places=2, validators=limits, **more)  # type: ignore[arg-type]


class ScenarioForm(forms.Form):
    """What is assumed: shares of classes, of a category, of grades; or what results propose."""

    title = forms.CharField(label=gettext_lazy("What if …"), max_length=120)
    classes = forms.CharField(
        label=gettext_lazy("Function classes"), required=False, help_text=gettext_lazy("for example 213, 20502")
    )
    class_share = _percent(gettext_lazy("Share of these classes (%)"))
    category = forms.ChoiceField(label=gettext_lazy("Category of project"), required=False)
    category_share = _percent(gettext_lazy("Share of this category (%)"))
    excellent = _percent(gettext_lazy("Grade excellent (%)"))
    good = _percent(gettext_lazy("Grade good (%)"))
    fair = _percent(gettext_lazy("Grade fair (%)"))
    poor = _percent(gettext_lazy("Grade poor (%)"))
    results = forms.BooleanField(label=gettext_lazy("Take what results propose"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they come
        choices = [("", "—"), *((str(code), say(words)) for code, words in CATEGORIES.items())]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """A share belongs to what it is a share of."""
        found = self.cleaned_data
        for of, share in (("classes", "class_share"), ("category", "category_share")):
            if bool(found.get(of)) != (found.get(share) is not None):
                raise ValidationError(_("Give the classes or the category together with their share"))
        return found

    def moves(self) -> list[Move]:
        """The assumptions, in the order of the form."""
        found = self.cleaned_data
        codes = found["classes"].replace("，", ",").split(",")
        moves = [Move("results")] if found["results"] else []
        moves += [Move("class", code.strip(), Fraction(found["class_share"]) / 100) for code in codes if code.strip()]
        if found["category"]:
            moves.append(Move("category", found["category"], Fraction(found["category_share"]) / 100))
        graded = [(grade, found[grade]) for grade in GRADES if found[grade] is not None]
        return moves + [Move("grade", grade, Fraction(share) / 100) for grade, share in graded]


def new_scenario(request: HttpRequest, pk: int) -> HttpResponse:
    """Compute a scenario beside a version; its difference is shown next."""
    base, form = get_object_or_404(Version, pk=pk), ScenarioForm(request.POST or None)

    def build() -> object:
        title = form.cleaned_data["title"]
        return actions.build_scenario(by=the_person(request), base=base, title=title, moves=form.moves())

    title = _("What if, beside %(version)s") % {"version": say(name_of(base))}
    return form_page(request, form, build, title, reverse("budget-compare"))
