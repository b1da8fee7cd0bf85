"""What a person may see: the union of the subtrees that his posts reach, as one condition in one query."""

from os.path import commonpath
from typing import TypeVar

from django.db import models

from yuheng.platform.acts import Actor

M = TypeVar("M", bound=models.Model)


def within(person: Actor, *, path: str = "org_path") -> models.Q:
    """The condition that a row belongs to an organisation that one of the person's posts reaches."""
    reaches = sorted({post.reach for post in person.posts})
    widest = [reach for reach in reaches if not any(reach != other and reach.startswith(other) for other in reaches)]
    condition = models.Q(pk__in=[])
    for reach in widest:
        condition |= models.Q(**{f"{path}__startswith": reach}) if reach else ~models.Q(pk__in=[])
    return condition


def visible(rows: models.QuerySet[M], person: Actor, *, path: str = "org_path") -> models.QuerySet[M]:
    """The rows of a query that the person may see."""
    return rows.filter(within(person, path=path))


def sees(person: Actor, org_path: str) -> bool:
    """Whether one organisation lies within the person's reach."""
    return any(org_path.startswith(post.reach) for post in person.posts)


def narrowest(person: Actor | None) -> str:
    """The longest path that holds all that a person's posts reach; everything for a citizen (public totals only)."""
    reaches = [post.reach for post in person.posts] if person is not None else []
    return f"{commonpath(reaches)}/" if reaches and all(reaches) else ""
