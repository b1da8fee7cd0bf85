"""Who may write, submit, review and seal an evaluation."""

from yuheng.evaluation.models import Evaluation
from yuheng.kernel.outcome import Decision
from yuheng.platform import duties, flow
from yuheng.platform.acts import Actor
from yuheng.projects.models import Project

ARTICLE = "caiyu-2020-10#art-8"


def may_begin(person: Actor, project: Project) -> Decision:
    """Who spends evaluates himself first: the unit's preparer writes the account."""
    return duties.may(person, "unit.prepare", project.org_path, article=ARTICLE)


def may_seal(person: Actor, evaluation: Evaluation) -> Decision:
    """The performance desk reviews and seals what it did not write."""
    return flow.may_take("seal", evaluation, by=person)
