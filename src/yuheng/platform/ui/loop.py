"""The county's loop as data: eight stages from a project's idea to next year's money, each filled by its context."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.ui.kept import kept, reach

_ITEMS = Words(zh="个", en="items")


@dataclass(frozen=True)
class Stage:
    """What stands at one stage: how many, how much money (fen, None where money says nothing), and where to look."""

    count: int
    fen: int | None
    url: str
    note: Words | None = None
    counted: Words = _ITEMS
    current: bool = False


@dataclass(frozen=True)
class Drawn:
    """A stage with its name, its place in the ring and its icon, ready for the picture."""

    code: str
    number: int
    title: Words
    icon: str
    stage: Stage | None


Provider = Callable[[Actor | None, int], Stage | None]


@dataclass(frozen=True)
class _Place:
    order: int
    code: str
    title: Words
    provider: Provider | None
    icon: str = "circle-stack"


# the ring is always whole: a stage that nobody has filled yet is drawn empty
_RING = (
    _Place(1, "project", Words(zh="项目入库", en="Projects"), None, "folder-open"),
    _Place(2, "appraisal", Words(zh="事前评估", en="Appraisal"), None, "magnifying-glass-circle"),
    _Place(3, "target", Words(zh="绩效目标", en="Targets"), None, "flag"),
    _Place(4, "budget", Words(zh="预算批复", en="Budget"), None, "scale"),
    _Place(5, "payment", Words(zh="资金支付", en="Payments"), None, "banknotes"),
    _Place(6, "warning", Words(zh="双监控预警", en="Warnings"), None, "bell-alert"),
    _Place(7, "score", Words(zh="绩效评价", en="Scores"), None, "clipboard-document-check"),
    _Place(8, "result", Words(zh="结果应用于下年预算", en="Next year's money"), None, "arrow-path"),
)
_places: dict[str, _Place] = {place.code: place for place in _RING}


def register_stage(order: int, code: str, title: Words, provider: Provider) -> None:
    """Fill a stage of the ring (`code` one of project, appraisal, target, budget, payment, warning, score, result)."""
    _places[code] = replace(_places[code], order=order, title=title, provider=provider)


def stages(person: Actor | None, year: int) -> list[Drawn]:
    """The eight stages in their order as this person may see them for a budget year."""
    return kept(("stages", reach(person), year), lambda: _stages(person, year))


def _stages(person: Actor | None, year: int) -> list[Drawn]:
    ordered = sorted(_places.values(), key=lambda place: place.order)
    return [
        Drawn(p.code, number, p.title, p.icon, p.provider(person, year) if p.provider else None)
        for number, p in enumerate(ordered, start=1)
    ]


def snapshot() -> dict[str, _Place]:
    """The ring as it is registered now, to put back after a test."""
    return dict(_places)


def restore(places: dict[str, _Place]) -> None:
    """Put back a ring taken with `snapshot`."""
    _places.clear()
    _places.update(places)


def clear() -> None:
    """Empty the ring again (for tests)."""
    restore({place.code: place for place in _RING})
