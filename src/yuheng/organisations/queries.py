"""Reads of regions, organisations and people."""

from collections.abc import Iterable

from django.conf import settings

from yuheng.kernel.outcome import Words
from yuheng.organisations.models import Organisation, Person


def county() -> Organisation:
    """The county that this installation serves; DoesNotExist before one is founded."""
    return Organisation.objects.get(code=settings.REGION)


def organisation(code: str) -> Organisation:
    """The organisation of this code; DoesNotExist when there is none."""
    return Organisation.objects.get(code=code)


def departments() -> list[Organisation]:
    """All departments, by code."""
    return list(Organisation.objects.filter(kind=Organisation.Kind.DEPARTMENT).order_by("code"))


def names(paths: Iterable[str]) -> dict[str, Words]:
    """The names of the organisations at these paths, in one query."""
    return {org.path: org.words for org in Organisation.objects.filter(path__in=set(paths))}


def accounts() -> list[Person]:
    """People who may sign in, with their posts, by user name."""
    return list(Person.objects.filter(is_active=True).prefetch_related("held_posts__organisation").order_by("pk"))
