"""Who may report results, look at everything, and deal with warnings."""

from yuheng.kernel.outcome import Decision
from yuheng.monitoring.models import Warning
from yuheng.platform import duties, flow
from yuheng.platform.acts import SYSTEM, Actor
from yuheng.projects.models import Project

ARTICLE = "caiyu-2019-136#art-4"


def may_report(person: Actor, project: Project) -> Decision:
    """Readings are reported by the unit that spends."""
    return duties.may(person, "unit.prepare", project.org_path, article=ARTICLE)


def may_observe(person: Actor, project: Project) -> Decision:
    """The machine looks every day; the performance desk may look at any time."""
    if person.username == SYSTEM.username:
        return Decision.yes()
    return duties.may(person, "finance.performance", project.org_path, article=ARTICLE)


def may_answer(person: Actor, warning: Warning) -> Decision:
    """The head of the unit answers a raised warning."""
    return flow.may_take("answer", warning, by=person)
