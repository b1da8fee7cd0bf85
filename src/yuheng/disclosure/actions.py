"""Publishing: the very content, its digest, when it was due. What stands is never changed; a correction is added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from yuheng.disclosure import gathering, queries
from yuheng.disclosure.domain.content import PARTS, content_of, seal_of
from yuheng.disclosure.models import Publication
from yuheng.disclosure.policies import ARTICLE, may_publish
from yuheng.evaluation.models import Evaluation
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import clock
from yuheng.platform.acts import BATCH, Actor, Done, record_many
from yuheng.platform.canonical import spell

GROUNDS = "disclosure-regulation#art-14"


@dataclass(frozen=True)
class Withheld:
    """A part of one evaluation (money, promise, score or effect) that the law keeps back, and the ground for it."""

    evaluation: Evaluation
    part: str
    ground: str


@transaction.atomic
def publish(*, by: Actor, evaluations: Sequence[Evaluation], withheld: Sequence[Withheld] = ()) -> list[Publication]:
    """Publish sealed evaluations: money, promises, results, score, and the effect if it has been decided.

    A project's year that says nothing new since it was last published is passed over. Refuses, all at once: no duty,
    a score that is not sealed, a part withheld without a ground.
    """
    refuse_if([*_not_allowed(by, evaluations), *_groundless(withheld)])
    rows = _fresh(by, evaluations, withheld)
    Publication.objects.bulk_create(rows, batch_size=BATCH)
    done = [Done(row, {"number": (row.number - 1 or None, row.number), "digest": ("", row.digest)}) for row in rows]
    record_many(by=by, verb="publication.publish", done=done, article=ARTICLE)
    return rows


def _fresh(by: Actor, evaluations: Sequence[Evaluation], withheld: Sequence[Withheld]) -> list[Publication]:
    last = queries.latest_of((one.project_id, one.year) for one in evaluations)
    due = gathering.due_days(evaluations)
    found = []
    for one, content in zip(evaluations, _contents(evaluations, withheld), strict=True):
        before = last.get((one.project_id, one.year))
        if before is None or before.digest != seal_of(content):
            row = _publication(by, one, content, due[one.pk])
            row.number = before.number + 1 if before else 1
            found.append(row)
    return found


def _contents(evaluations: Sequence[Evaluation], withheld: Sequence[Withheld]) -> list[str]:
    grounds: dict[int, dict[str, str]] = {}
    for one in withheld:
        grounds.setdefault(one.evaluation.pk, {})[one.part] = one.ground
    return [spell(content_of(facts)) for facts in gathering.facts_of(list(evaluations), grounds)]


def _publication(by: Actor, one: Evaluation, content: str, due: date) -> Publication:
    return Publication(
        project=one.project,
        year=one.year,
        org_path=one.org_path,
        content=content,
        digest=seal_of(content),
        published_on=clock.today(),
        due=due,
        by=by.username,
    )


def _not_allowed(by: Actor, evaluations: Sequence[Evaluation]) -> list[Problem]:
    answers = ((one, may_publish(by, one)) for one in evaluations)
    return [
        Problem("not_allowed", one.act_title, answer.reason, rule=answer.source)
        for one, answer in answers
        if not answer
    ]


def _groundless(withheld: Sequence[Withheld]) -> list[Problem]:
    found = []
    for one in withheld:
        if one.part not in PARTS:
            words = Words(zh="没有这一公开内容", en="A publication has no such part")
            found.append(Problem("unknown_part", one.evaluation.act_title, words, found=one.part))
        if not one.ground.strip():
            words = Words(zh="不予公开必须写明法律依据", en="What is withheld needs its ground in law")
            found.append(
                Problem("ground_missing", one.evaluation.act_title, words, rule="disclosure-regulation#art-14")
            )
    return found
