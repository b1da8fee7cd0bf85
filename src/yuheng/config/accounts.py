"""Whom to sign in as in a sample county: the first person of each duty."""

from dataclasses import dataclass

from yuheng.organisations.domain.duties import DUTIES
from yuheng.organisations.models import Post
from yuheng.platform.models import StandingDay


@dataclass(frozen=True)
class Account:
    """One person that a visitor may be."""

    username: str
    name: str
    duty: str
    post: str


def sample_accounts() -> list[Account]:
    """The first active person of each duty, in the order of the duties; none where the clock runs (a real county)."""
    if StandingDay.read() is None:
        return []
    first: dict[str, Account] = {}
    for post in Post.objects.filter(person__is_active=True).select_related("person", "organisation").order_by("pk"):
        person = post.person
        first.setdefault(post.duty, Account(person.username, person.name, post.duty, post.view.title))
    return [first[duty] for duty in DUTIES if duty in first]


def table(accounts: list[Account]) -> str:
    """The accounts as lines of text.

    >>> print(table([Account("water.prepare", "水务局会计岗", "unit.prepare", "水务局·预算单位经办")]))
      water.prepare     unit.prepare          水务局会计岗  水务局·预算单位经办
    """
    return "\n".join(f"  {one.username:<16}  {one.duty:<20}  {one.name}  {one.post}" for one in accounts)
