"""The flow engine: states and steps are data; taking a step checks the duty, writes the state and leaves an act.

A context declares a `Flow`, lets its model inherit `Subject`, and its actions call `take`. Nothing else changes a state.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from django.db import models, transaction

from yuheng.kernel.flow import Flow, State, Step
from yuheng.kernel.outcome import Decision, Problem, Refused, Words
from yuheng.platform import clock, titles
from yuheng.platform.acts import Actor, Changes, Done, PostView, record_many
from yuheng.platform.models import Act

Deadlines = Callable[[str, date, str], date]
_deadlines: dict[str, Deadlines] = {}


def set_deadlines(source: Deadlines) -> None:
    """Say who knows deadlines: (rule id, first day, region) -> due day. The wiring gives the regulations' answer."""
    _deadlines["source"] = source


def _due(step: Step, today: date, region: str) -> date | None:
    return _deadlines["source"](step.due_rule, today, region) if step.due_rule else None


class Subject(models.Model):
    """A row that goes through a flow. `org_path` is whose it is; `maker` is who prepared it last."""

    flow: ClassVar[Flow]

    state = models.CharField(max_length=24)
    state_since = models.DateField()
    due = models.DateField(null=True, blank=True)
    maker = models.CharField(max_length=150)
    org_path = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    @property
    def stands(self) -> State:
        """The state as data with words."""
        return self.flow.state(self.state)

    @property
    def act_chain(self) -> str:
        """Acts of one organisation stand in one chain."""
        return self.org_path.rstrip("/").rsplit("/", 1)[-1]

    @property
    def act_title(self) -> str:
        """How acts call this subject."""
        return str(self)


def began(flow: Flow, *, by: Actor, org_path: str, year: int) -> dict[str, object]:
    """The field values of a subject that starts its flow now."""
    return {
        "state": flow.initial,
        "state_since": clock.today(),
        "maker": by.username,
        "org_path": org_path,
        "year": year,
    }


def post_for(by: Actor, duty: str, org_path: str) -> PostView | None:
    """The post by which somebody holds a duty over an organisation, or None."""
    return next((post for post in by.posts if post.duty == duty and org_path.startswith(post.reach)), None)


def may_take(step: str, subject: Subject, *, by: Actor) -> Decision:
    """Whether somebody may take a step on a subject now, with the reason when not."""
    rule = subject.flow.step(step)
    if post_for(by, rule.duty, subject.org_path) is None:
        who = titles.duty(rule.duty)
        return Decision.no(
            Words(
                zh=f"“{rule.title.zh}”由“{who.zh}”岗位办理，您没有该单位的这一职责",
                en=f"“{rule.title.en}” is for the post “{who.en}” over this organisation, which you do not hold",
            ),
            source=rule.article,
        )
    if subject.state not in rule.frm:
        now = subject.stands.staff
        return Decision.no(
            Words(
                zh=f"当前状态为“{now.zh}”，不能“{rule.title.zh}”",
                en=f"It is “{now.en}” now; “{rule.title.en}” is not possible",
            ),
            source=rule.article,
        )
    if rule.not_maker and subject.maker == by.username:
        return Decision.no(
            Words(zh="编制人不能审核自己的材料", en="Who prepared it may not check it"), source=rule.article
        )
    return Decision.yes()


def steps_open_to(subject: Subject, *, by: Actor) -> list[Step]:
    """The steps that somebody may take on a subject now."""
    return [step for step in subject.flow.steps_from(subject.state) if may_take(step.code, subject, by=by)]


def take(
    step: str,
    subjects: Sequence[Subject],
    *,
    by: Actor,
    reason: str = "",
    changes: Mapping[int, Changes] | None = None,
) -> list[Act]:
    """Take a step on subjects of one flow, all or none, with an act for each.

    `changes` gives, per primary key, further old and new values for the act. Raises `Refused` with every objection.
    The state is compared again while it is written, so that two people cannot take the same step twice.
    """
    if not subjects:
        return []
    rule = subjects[0].flow.step(step)
    problems = [p for subject in subjects for p in _objections(rule, subject, by, reason)]
    if problems:
        raise Refused(tuple(problems))
    more = changes or {}
    done = [Done(s, {"state": (s.state, rule.to), **more.get(s.pk, {})}, reason) for s in subjects]
    with transaction.atomic():
        _move(rule, subjects)
        return record_many(
            by=by, verb=f"{subjects[0].flow.code}.{step}", done=done, article=rule.article, duty=rule.duty
        )


def _objections(rule: Step, subject: Subject, by: Actor, reason: str) -> list[Problem]:
    found = []
    decision = may_take(rule.code, subject, by=by)
    if not decision:
        found.append(
            Problem(code="not_allowed", where=subject.act_title, message=decision.reason, rule=decision.source)
        )
    if rule.returns and not reason.strip():
        found.append(
            Problem(
                code="comment_missing",
                where=subject.act_title,
                message=Words(zh="退回必须写明意见", en="A return needs a comment"),
                remedy=Words(zh="写明要修改什么，再退回", en="Say what has to change, then return it"),
            )
        )
    return found


def _move(rule: Step, subjects: Sequence[Subject]) -> None:
    model, today = type(subjects[0]), clock.today()
    by_due: dict[date | None, list[int]] = {}
    for subject in subjects:
        due = _due(rule, today, subject.org_path.split("/", 1)[0])
        by_due.setdefault(due, []).append(subject.pk)
        subject.state, subject.state_since, subject.due = rule.to, today, due
    moved = 0
    for due, keys in by_due.items():
        for start in range(0, len(keys), 5000):
            rows = model._default_manager.filter(pk__in=keys[start : start + 5000], state__in=rule.frm)
            moved += rows.update(state=rule.to, state_since=today, due=due)
    if moved != len(subjects):
        raise Refused((_overtaken(rule),))


def _overtaken(rule: Step) -> Problem:
    return Problem(
        code="overtaken",
        where=rule.code,
        message=Words(
            zh="有人刚刚办理过同一事项，请刷新后再看", en="Somebody has just dealt with this; reload the page"
        ),
    )
