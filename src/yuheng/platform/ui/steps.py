"""Buttons for steps: a context says which verb takes a step; any page may then draw the buttons that a person may press."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from yuheng.kernel.flow import Step
from yuheng.platform import flow, inbox
from yuheng.platform.acts import Actor
from yuheng.platform.flow import Subject

# (*, by, subjects, reason) -> whatever the verb returns; raises Refused
Verb = Callable[..., object]


@dataclass(frozen=True)
class Button:
    """A step that a person may take now; `url` is set when it needs a page of its own instead of a button."""

    step: Step
    url: str = ""


_verbs: dict[tuple[str, str], Verb] = {}
_pages: dict[tuple[str, str], Callable[[Any], str]] = {}


def register(flow_code: str, step_code: str, verb: Verb) -> None:
    """Let a button take a step through this verb."""
    _verbs[flow_code, step_code] = verb


def register_page(flow_code: str, step_code: str, url: Callable[[Any], str]) -> None:
    """Send who wants to take this step to a page of its own, because it needs more than a click."""
    _pages[flow_code, step_code] = url


def buttons(subject: Subject, person: Actor) -> list[Button]:
    """The steps that a person may take on a subject now and that have a verb or a page; forward steps first."""
    shown = []
    for step in sorted(flow.steps_open_to(subject, by=person), key=lambda step: step.returns):
        key = (subject.flow.code, step.code)
        if key in _pages:
            shown.append(Button(step, _pages[key](subject)))
        elif key in _verbs:
            shown.append(Button(step))
    return shown


def run(flow_code: str, step_code: str, *, by: Actor, subjects: Sequence[Subject], reason: str) -> object:
    """Take a step through its registered verb. KeyError when there is none."""
    return _verbs[flow_code, step_code](by=by, subjects=subjects, reason=reason)


def subject_of(flow_code: str, pk: int) -> Subject | None:
    """The subject of a watched flow by its key, or None."""
    watched = inbox.watched(flow_code)
    if watched is None:
        return None
    return watched.model._default_manager.select_related(*watched.related).filter(pk=pk).first()


def has_verb(flow_code: str, step_code: str) -> bool:
    """Whether a click is enough to take the step, so that many may be taken at once."""
    return (flow_code, step_code) in _verbs and (flow_code, step_code) not in _pages


def subjects_of(flow_code: str, keys: Sequence[int]) -> list[Subject]:
    """Subjects of a watched flow by their keys, in key order; keys that do not exist are left out."""
    watched = inbox.watched(flow_code)
    if watched is None:
        return []
    rows = watched.model._default_manager.select_related(*watched.related).filter(pk__in=keys)
    return list(rows.order_by("pk"))
