"""Whose steps appear in inboxes, and where each is dealt with."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from yuheng.budget.models import Adjustment, Allotment, Request, Version
from yuheng.evaluation.models import Evaluation
from yuheng.execution.models import Commitment, Payment
from yuheng.monitoring.models import Warning
from yuheng.platform import inbox
from yuheng.projects.models import Project, Target
from yuheng.results.models import Effect


def _at_panel(panel: str) -> Callable[[Any], str]:
    def url(subject: Any) -> str:
        return reverse("project", kwargs={"pk": subject.project_id}) + f"#panel-{panel}"

    return url


def _project(subject: Any) -> str:
    return reverse("project", kwargs={"pk": subject.pk})


def _payment(subject: Any) -> str:
    return reverse("project", kwargs={"pk": subject.line.project_id}) + "#panel-payments"


def _commitment(subject: Any) -> str:
    return reverse("line", kwargs={"pk": subject.line_id}) + "#commitments"


def _version(subject: Any) -> str:
    return reverse("budget-version", kwargs={"pk": subject.pk})


def _adjustment(subject: Any) -> str:
    return reverse("adjustment", kwargs={"pk": subject.pk})


def _allotment(_subject: Any) -> str:
    return reverse("allotments") + "?state=asked"


def watch_all() -> None:
    """Register every kind of subject that waits for people."""
    inbox.watch(Project, url=_project, related=("unit",))
    inbox.watch(Target, url=_at_panel("targets"), related=("project",))
    inbox.watch(Request, url=_at_panel("money"), related=("project", "version"))
    inbox.watch(Version, url=_version)
    inbox.watch(Adjustment, url=_adjustment)
    inbox.watch(Allotment, url=_allotment, related=("line__project",))
    inbox.watch(Commitment, url=_commitment)
    inbox.watch(Payment, url=_payment, related=("line__project",))
    inbox.watch(Warning, url=_at_panel("watching"), related=("project", "observation"))
    inbox.watch(Evaluation, url=_at_panel("evaluation"), related=("project",))
    inbox.watch(Effect, url=_at_panel("effect"), related=("project",))
