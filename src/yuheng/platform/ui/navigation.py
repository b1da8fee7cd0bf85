"""What stands in the sidebar. The wiring declares groups and entries; a page shows those that the person may open."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.urls import NoReverseMatch, reverse

from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor


@dataclass(frozen=True)
class Entry:
    """A place to go: `url` is a URL name; `duties` narrows who sees it (any of them; empty means everybody here).

    `flows` names the flows whose waiting items are counted beside it; `count` counts something of its own.
    """

    url: str
    title: Words
    icon: str
    duties: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    count: Callable[[Actor], int] | None = None


@dataclass(frozen=True)
class Group:
    """Entries under one heading; the first group has none."""

    title: Words | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Link:
    """An entry as drawn: an address, a count, and whether the reader stands there."""

    title: Words
    icon: str
    href: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True)
class Section:
    """A group as drawn."""

    title: Words | None
    links: tuple[Link, ...]


@dataclass
class _Declared:
    staff: list[Group] = field(default_factory=list)
    public: list[Entry] = field(default_factory=list)


_declared = _Declared()


def declare(*groups: Group) -> None:
    """Set the sidebar (called once, by the wiring)."""
    _declared.staff[:] = groups


def declared() -> tuple[Group, ...]:
    """The groups declared now."""
    return tuple(_declared.staff)


def declare_public(*entries: Entry) -> None:
    """Set the links of the citizens' header (called once, by the wiring)."""
    _declared.public[:] = entries


def sidebar(person: Actor, path: str, waiting: dict[str, int]) -> list[Section]:
    """The sidebar for a person standing at `path`; `waiting` is the inbox's count per flow."""
    drawn = [Section(g.title, tuple(_links(g.entries, person, waiting))) for g in _declared.staff]
    return _mark_current([section for section in drawn if section.links], path)


def public_links(path: str) -> list[Link]:
    """The citizens' links."""
    links = tuple(Link(e.title, e.icon, href) for e in _declared.public if (href := _address(e.url)))
    marked = _mark_current([Section(None, links)], path)
    return list(marked[0].links)


def _links(entries: tuple[Entry, ...], person: Actor, waiting: dict[str, int]) -> list[Link]:
    held = {post.duty for post in person.posts}
    seen = [entry for entry in entries if not entry.duties or held & set(entry.duties)]
    return [Link(e.title, e.icon, href, _count(e, person, waiting)) for e in seen if (href := _address(e.url))]


def _count(entry: Entry, person: Actor, waiting: dict[str, int]) -> int:
    return sum(waiting.get(flow, 0) for flow in entry.flows) + (entry.count(person) if entry.count else 0)


def _address(name: str) -> str:
    """The address of a URL name; a path stands for itself; "" for a page this installation lacks."""
    if name.startswith("/"):
        return name
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _mark_current(sections: list[Section], path: str) -> list[Section]:
    """Mark the one link whose address is the longest beginning of the path."""
    best = max((x.href for s in sections for x in s.links if _leads_to(x.href, path)), key=len, default=None)
    return [Section(s.title, tuple(replace(x, current=x.href == best) for x in s.links)) for s in sections]


def _leads_to(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href.rstrip("/") + "/"))
