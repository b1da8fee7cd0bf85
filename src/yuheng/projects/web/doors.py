"""Policies of this context's pages, as the guards ask for them: by the keys in the URL."""

from typing import Any

from yuheng.kernel.outcome import Decision, Words
from yuheng.platform.acts import Actor
from yuheng.platform.guards import signed_in
from yuheng.projects import policies
from yuheng.projects.models import Project, Target

NOT_THERE = Words(zh="没有这个项目", en="There is no such project")


def _found(kwargs: dict[str, Any]) -> Project | None:
    return Project.objects.filter(pk=kwargs["pk"]).select_related("unit").first()


def sees_project(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Whose posts reach the project's unit."""
    project = _found(kwargs)
    if person is None:
        return signed_in(person)
    return policies.may_see(person, project) if project else Decision.no(NOT_THERE)


def amends_project(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Who may change the draft project."""
    project = _found(kwargs)
    if person is None:
        return signed_in(person)
    return policies.may_amend(person, project) if project else Decision.no(NOT_THERE)


def sets_plan(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Who may enter the data of the project's kind."""
    project = _found(kwargs)
    if person is None:
        return signed_in(person)
    return policies.may_set_plan(person, project) if project else Decision.no(NOT_THERE)


def sets_target(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Who may set the project's target for the year."""
    project = _found(kwargs)
    if person is None:
        return signed_in(person)
    target = Target.objects.filter(project_id=kwargs["pk"], year=kwargs["year"]).first()
    return policies.may_set_target(person, project, target) if project else Decision.no(NOT_THERE)


def appraises_project(person: Actor | None, /, **kwargs: Any) -> Decision:
    """Who may appraise the project now."""
    project = _found(kwargs)
    if person is None:
        return signed_in(person)
    return policies.may_appraise(person, project) if project else Decision.no(NOT_THERE)
