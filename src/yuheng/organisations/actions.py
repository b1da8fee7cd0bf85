"""Founding organisations, enrolling people, giving them posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
    """Let somebody sign in; without a post he may do nothing yet. `by` is kept in the acts of his posts.

    `password` is what he will type, or an encoded one from `django.contrib.auth.hashers.make_password`.
    """
    problems = []
    if Person.objects.filter(username=username).exists():
        problems.append(
            Problem(code="username", where=username, message=Words(zh="用户名已存在", en="The user name is taken"))
        )
    refuse_if(problems)
    person = Person(username=username, name=name, name_en=name_en)
    if password.startswith("argon2$"):
        person.password = password
    else:
        person.set_password(password)
    person.save()
    return person


@transaction.atomic
def appoint(*, by: Actor, person: Person, organisation: Organisation, duty: str, since: date) -> Post:
    """Give somebody a duty at an organisation, and all that stands below it, from a day on."""
    if duty not in DUTIES:
        message = Words(zh=f"没有“{duty}”这一岗位职责", en=f"There is no duty {duty}")
        refuse_if([Problem(code="duty", where=person.username, message=message)])
    post = Post.objects.create(person=person, organisation=organisation, duty=duty, since=since)
    record(by=by, verb="organisation.appoint", subject=organisation, changes={duty: (None, person.username)})
    return post
