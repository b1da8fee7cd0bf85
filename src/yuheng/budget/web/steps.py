"""Which verbs take the budget's steps when a button is pressed."""

from collections.abc import Sequence

from django.urls import reverse

from yuheng.budget import actions
from yuheng.budget.models import Request, Version
from yuheng.platform.acts import Actor
from yuheng.platform.ui import steps


def _submit(*, by: Actor, subjects: Sequence[Request], reason: str) -> object:
    return actions.submit_requests(by=by, requests=subjects, reason=reason)


def _review(*, by: Actor, subjects: Sequence[Request], reason: str) -> object:
    return actions.review_requests(by=by, requests=subjects, reason=reason)


def _accept(*, by: Actor, subjects: Sequence[Request], reason: str) -> object:
    return actions.accept_requests(by=by, requests=subjects, reason=reason)


def _return(*, by: Actor, subjects: Sequence[Request], reason: str) -> object:
    return actions.return_requests(by=by, requests=subjects, because=reason)


def _refuse(*, by: Actor, subjects: Sequence[Request], reason: str) -> object:
    return actions.refuse_requests(by=by, requests=subjects, because=reason)


def _compile(*, by: Actor, subjects: Sequence[Version], reason: str) -> object:
    return [actions.compile_version(by=by, version=version, reason=reason) for version in subjects]


def _version_url(version: Version) -> str:
    return reverse("budget-version", kwargs={"pk": version.pk})


def register() -> None:
    """Let the buttons work."""
    verbs = {
        "submit": _submit,
        "review": _review,
        "accept": _accept,
        "return_to_unit": _return,
        "return_from_finance": _return,
        "refuse": _refuse,
    }
    for step, verb in verbs.items():
        steps.register("request", step, verb)
    steps.register("version", "compile", _compile)
    steps.register_page("version", "approve", _version_url)
    steps.register_page("version", "control", _version_url)
