"""The inbox is derived: what stands in a state whose next step is this person's duty, soonest deadline first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from yuheng.kernel.flow import Step
from yuheng.kernel.outcome import Words
from yuheng.platform import clock
from yuheng.platform.acts import Actor
from yuheng.platform.flow import Subject


@dataclass(frozen=True)
class Item:
    """One thing that waits for somebody."""

    flow: str
    flow_title: Words
    key: int
    step: Step
    title: str
    organisation: Words
    url: str
    since: date
    due: date | None

    @property
    def late(self) -> bool:
        """Whether its deadline has passed."""
        return self.due is not None and self.due < clock.today()


@dataclass(frozen=True)
class Watched:
    """A kind of subject whose steps appear in inboxes, and where a person deals with one."""

    model: type[Subject]
    url: Callable[[Subject], str]
    related: tuple[str, ...] = ()


Names = Callable[[Iterable[str]], Mapping[str, Words]]
_watched: dict[str, Watched] = {}
_names: dict[str, Names] = {}


def name_organisations(source: Names) -> None:
    """Say who knows what organisations are called (called once, by the wiring)."""
    _names["source"] = source


Chores = Callable[[Actor], list[Item]]
_chores: list[Chores] = []


def derive(provider: Chores) -> None:
    """Add what waits although no row says so yet: a target not set, results not reported (called by the wiring)."""
    _chores.append(provider)


def watch(model: type[Subject], *, url: Callable[[Subject], str], related: tuple[str, ...] = ()) -> None:
    """Let the steps of a kind of subject appear in inboxes (called once, by the wiring)."""
    _watched[model.flow.code] = Watched(model, url, related)


def _condition(model: type[Subject], person: Actor) -> Q:
    """States and subtrees for which one of the person's posts has a step to take."""
    wanted = Q(pk__in=[])
    for post in person.posts:
        states = {s for step in model.flow.steps if step.duty == post.duty and step.to_do for s in step.frm}
        states |= {state.code for state in model.flow.states if state.hands == post.duty}
        if states:
            wanted |= Q(state__in=states, org_path__startswith=post.reach)
    return wanted


def counts(person: Actor) -> dict[str, int]:
    """How many things wait for this person, per flow."""
    found = {code: w.model._default_manager.filter(_condition(w.model, person)).count() for code, w in _watched.items()}
    for item in (item for provider in _chores for item in provider(person)):
        found[item.flow] = found.get(item.flow, 0) + 1
    return found


def waiting_for(person: Actor, counted: Mapping[str, int], *, limit: int = 50) -> list[Item]:
    """What waits for this person, soonest deadline first, then longest waiting; at most `limit` of each flow.

    `counted` is what `counts` says: a flow of which nothing waits is not asked for.
    """
    found: list[tuple[Watched, Subject]] = []
    for watched in (watched for flow, watched in _watched.items() if counted.get(flow)):
        found += [(watched, row) for row in _first(watched, _condition(watched.model, person), limit)]
    names = _names["source"]({row.org_path for _, row in found}) if _names else {}
    items = [_item(watched, row, person, names) for watched, row in found]
    items += [item for provider in _chores for item in provider(person)]
    return sorted(items, key=lambda item: (item.due is None, item.due or item.since, item.since))


def _first(watched: Watched, condition: Q, limit: int) -> QuerySet[Subject]:
    """The most urgent rows; keys are sorted first and rows fetched after, so that wide rows are not sorted."""
    rows, order = watched.model._default_manager.all(), (F("due").asc(nulls_last=True), "state_since", "pk")
    keys = rows.filter(condition).order_by(*order).values("pk")[:limit]
    return rows.filter(pk__in=keys).select_related(*watched.related).order_by(*order)


def _item(watched: Watched, row: Subject, person: Actor, names: Mapping[str, Words]) -> Item:
    duties = {post.duty for post in person.posts if row.org_path.startswith(post.reach)}
    forward = (s for s in row.flow.steps_from(row.state) if s.duty in duties and s.to_do)
    step = next(forward, None) or row.stands.task
    if step is None:
        raise LookupError(f"{row.flow.code} {row.state} waits for nobody of {duties}")
    return Item(
        flow=row.flow.code,
        flow_title=row.flow.title,
        key=row.pk,
        step=step,
        title=row.act_title,
        organisation=names.get(row.org_path, Words(zh=row.act_chain, en=row.act_chain)),
        url=watched.url(row),
        since=row.state_since,
        due=row.due,
    )


def watched(flow_code: str) -> Watched | None:
    """What is known of a flow's subjects, or None for a flow that no inbox watches."""
    return _watched.get(flow_code)
