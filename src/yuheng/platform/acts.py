"""The log of acts: who, in which post, did what, on what, old and new, why, by which article.

Acts stand in chains (one per organisation); each carries the digest of the one before it, and the head of a chain is
locked while acts are added. `verify` recomputes every digest and names the first act that does not fit.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from django.db import models, transaction

from yuheng.kernel.outcome import Problem, Words
from yuheng.platform import clock
from yuheng.platform.canonical import digest, spell
from yuheng.platform.models import Act, ChainHead

BATCH = 2000


@dataclass(frozen=True)
class PostView:
    """A post as the platform sees it: a duty, how far it reaches (a path prefix), and how it is called."""

    duty: str
    reach: str
    title: str
    org_code: str


class Actor(Protocol):
    """Whoever acts: a person with posts, or the machine itself."""

    @property
    def username(self) -> str: ...
    @property
    def display(self) -> str: ...
    @property
    def posts(self) -> tuple[PostView, ...]: ...


@dataclass(frozen=True)
class Machine:
    """The system as an actor: jobs and derivations. It holds the duty `system` everywhere."""

    username: str = "system"
    display: str = "系统"
    posts: tuple[PostView, ...] = (PostView("system", "", "系统 System", ""),)


SYSTEM = Machine()


class ActSubject(Protocol):
    """What an act may be about."""

    pk: int

    @property
    def act_title(self) -> str: ...
    @property
    def act_chain(self) -> str: ...


Changes = Mapping[str, tuple[object, object]]


@dataclass(frozen=True)
class Done:
    """What is to be written about one subject."""

    subject: ActSubject
    changes: Changes
    reason: str = ""


def record(
    *, by: Actor, verb: str, subject: ActSubject, changes: Changes | None = None, reason: str = "", article: str = ""
) -> Act:
    """Write one act; call it inside the transaction of the change itself."""
    return record_many(by=by, verb=verb, done=[Done(subject, changes or {}, reason)], article=article)[0]


def record_many(*, by: Actor, verb: str, done: Sequence[Done], article: str = "", duty: str = "") -> list[Act]:
    """Write one act per subject, chain by chain in key order, so that two writers never wait for each other in a ring."""
    post = next((p.title for p in by.posts if not duty or p.duty == duty), "")
    at = clock.now()
    written: list[Act] = []
    ordered = sorted(done, key=lambda one: one.subject.act_chain)
    with transaction.atomic(savepoint=False):  # it is part of the change that it tells of, and falls with it
        for chain, group in groupby(ordered, key=lambda one: one.subject.act_chain):
            drafts = [_draft(by.username, post, verb, one, article) for one in group]
            written += _append(chain, drafts, at)
    return written


def kind_of(subject: object) -> str:
    """The stable name of a subject's kind, as acts store it."""
    meta = subject._meta  # type: ignore[attr-defined]
    return str(meta.label_lower)


def _draft(actor: str, post: str, verb: str, one: Done, article: str) -> Act:
    changes = {field: [old, new] for field, (old, new) in one.changes.items()}
    return Act(
        actor=actor,
        post=post,
        verb=verb,
        subject_kind=kind_of(one.subject),
        subject_id=one.subject.pk,
        title=one.subject.act_title[:300],
        changes=spell(changes),
        reason=one.reason,
        article=article,
    )


def _append(chain: str, drafts: list[Act], at: object) -> list[Act]:
    head, _ = ChainHead.objects.select_for_update().get_or_create(chain=chain, defaults={"number": 0, "digest": ""})
    number, previous = head.number, head.digest
    for act in drafts:
        number += 1
        act.chain, act.number, act.at, act.previous = chain, number, at, previous  # type: ignore[assignment]
        act.digest = previous = digest_of(act)
    Act.objects.bulk_create(drafts, batch_size=BATCH)
    ChainHead.objects.filter(chain=chain).update(number=number, digest=previous)
    return drafts


def digest_of(act: Act) -> str:
    """What the act's digest must be, from everything that it says."""
    return digest(
        act.chain,
        act.number,
        act.at.astimezone(clock.ZONE),
        act.actor,
        act.post,
        act.verb,
        act.subject_kind,
        act.subject_id,
        act.title,
        act.changes,
        act.reason,
        act.article,
        act.previous,
    )


def of(*subjects: models.Model) -> models.QuerySet[Act]:
    """The acts about these subjects, newest first."""
    wanted = models.Q(pk__in=[])
    for kind, group in groupby(sorted(subjects, key=kind_of), key=kind_of):
        wanted |= models.Q(subject_kind=kind, subject_id__in=[one.pk for one in group])
    return Act.objects.filter(wanted).order_by("-at", "-pk")


def verify() -> Iterator[Problem]:
    """Walk every chain; yield a problem for each act that was changed, is missing, or does not fit its neighbour."""
    heads = {head.chain: head for head in ChainHead.objects.all()}
    last: dict[str, Act] = {}
    for act in Act.objects.order_by("chain", "number").iterator(chunk_size=BATCH):
        before = last.get(act.chain)
        if act.number != (before.number if before else 0) + 1:
            yield _broken(act, "缺少前一条记录", "the act before it is missing")
        elif act.previous != (before.digest if before else ""):
            yield _broken(act, "与前一条记录不相接", "it does not fit the act before it")
        if act.digest != digest_of(act):
            yield _broken(act, "内容被改动", "its content was changed")
        last[act.chain] = act
    for chain in sorted(heads.keys() | last.keys()):
        end, head = last.get(chain), heads.get(chain)
        if head is None or (head.number, head.digest) != ((end.number, end.digest) if end else (0, "")):
            yield _short(chain, head.number if head else 0)


def _broken(act: Act, zh: str, en: str) -> Problem:
    return Problem(
        code="act_chain",
        where=f"act {act.chain}/{act.number}",
        found=act.digest[:12],
        message=Words(
            zh=f"操作记录 {act.chain}/{act.number}（{act.title}）{zh}", en=f"Act {act.chain}/{act.number}: {en}"
        ),
    )


def _short(chain: str, number: int) -> Problem:
    return Problem(
        code="act_chain",
        where=f"chain {chain}",
        expected=str(number),
        message=Words(
            zh=f"操作记录链 {chain} 的末尾与登记不符", en=f"The end of chain {chain} differs from its recorded head"
        ),
    )


def entry_digests() -> frozenset[str]:
    """The digests of ledger vouchers that acts carry under `entry`."""
    rows = Act.objects.filter(changes__contains='"entry":').values_list("changes", flat=True)
    found = (_changed(row).get("entry", [None, None]) for row in rows.iterator(chunk_size=BATCH))
    return frozenset(pair[1] for pair in found if pair[1])


def _changed(text: str) -> dict[str, list[str | None]]:
    """The changes of an act; nothing where the text was damaged, which `verify` says of the act itself."""
    try:
        return dict(json.loads(text))
    except ValueError:
        return {}
