"""Founding organisations, enrolling people, giving them posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.organisations.domain.duties import DUTIES
from yuheng.organisations.models import Organisation, Person, Post, Region
from yuheng.platform.acts import Actor, Done, record, record_many


@dataclass(frozen=True)
class OrganisationDraft:
    """An organisation to be founded. `parent` is the code of the one above it, empty for the county itself."""

    code: str
    name: str
    kind: str
    parent: str = ""
    name_en: str = ""


@dataclass(frozen=True)
class PersonDraft:
    """Somebody who is to sign in."""

    username: str
    name: str
    name_en: str = ""


@transaction.atomic
def found(*, by: Actor, region: Region, drafts: Sequence[OrganisationDraft]) -> list[Organisation]:
    """Found organisations in the order given, parents first. Refuses codes in use and unknown parents, all at once."""
    known = {org.code: org for org in Organisation.objects.all()}
    founded: list[Organisation] = []
    problems: list[Problem] = []
    for draft in drafts:
        parent = known.get(draft.parent)
        if draft.code in known:
            problems.append(_bad(draft, "代码已被使用", "the code is in use"))
        elif draft.parent and parent is None:
            problems.append(_bad(draft, f"上级 {draft.parent} 不存在", f"there is no parent {draft.parent}"))
        else:
            path = f"{parent.path if parent else ''}{draft.code}/"
            row = Organisation(code=draft.code, name=draft.name, name_en=draft.name_en, kind=draft.kind)
            row.parent, row.region, row.path = parent, region, path
            row.save()
            known[draft.code] = row
            founded.append(row)
    refuse_if(problems)
    record_many(by=by, verb="organisation.found", done=[Done(org, {"name": (None, org.name)}) for org in founded])
    return founded


def _bad(draft: OrganisationDraft, zh: str, en: str) -> Problem:
    return Problem(
        code="organisation", where=draft.code, message=Words(zh=f"{draft.name}：{zh}", en=f"{draft.name}: {en}")
    )


@transaction.atomic
def enrol(*, by: Actor, username: str, name: str, password: str, name_en: str = "") -> Person:
    """Let somebody sign in with what he will type; without a post he may do nothing yet.

    `by` is kept in the acts of his posts.
    """
    draft = PersonDraft(username, name, name_en)
    return enrol_many(by=by, drafts=[draft], encoded=make_password(password))[0]


@transaction.atomic
def enrol_many(*, by: Actor, drafts: Sequence[PersonDraft], encoded: str) -> list[Person]:
    """Let people sign in who share a first password, encoded by `make_password`. Refuses all user names in use at once."""
    taken = Person.objects.filter(username__in=[one.username for one in drafts])
    refuse_if(
        Problem(code="username", where=name, message=Words(zh="用户名已存在", en="The user name is taken"))
        for name in taken.values_list("username", flat=True)
    )
    people = [Person(username=one.username, name=one.name, name_en=one.name_en, password=encoded) for one in drafts]
    return Person.objects.bulk_create(people)


@transaction.atomic
def appoint(*, by: Actor, person: Person, organisation: Organisation, duty: str, since: date) -> Post:
    """Give somebody a duty at an organisation, and all that stands below it, from a day on."""
    if duty not in DUTIES:
        message = Words(zh=f"没有“{duty}”这一岗位职责", en=f"There is no duty {duty}")
        refuse_if([Problem(code="duty", where=person.username, message=message)])
    post = Post.objects.create(person=person, organisation=organisation, duty=duty, since=since)
    record(by=by, verb="organisation.appoint", subject=organisation, changes={duty: (None, person.username)})
    return post
