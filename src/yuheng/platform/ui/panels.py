"""Panels: how an upper context shows something on a lower one's page without the lower one hearing of it.

`config/wiring.py` registers providers; the page of the lower context asks for the slot and draws what it gets.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from yuheng.kernel.outcome import Words
from yuheng.platform.acts import Actor
from yuheng.platform.ui.kept import kept, reach
from yuheng.platform.ui.text import language


@dataclass(frozen=True)
class Panel:
    """Something to show on another context's page: a title, the template that draws it, and what it needs."""

    code: str
    title: Words
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    icon: str = ""


# who looks (None for a citizen) and the page's subject; None when there is nothing to show
Provider = Callable[[Actor | None, Any], Panel | None]

SLOTS = ("project", "public_project", "workbench", "public_county", "unit")
SUMS = ("workbench",)  # slots whose panels add up and name no single row

_providers: dict[str, list[tuple[int, Provider]]] = {slot: [] for slot in SLOTS}


def register(slot: str, order: int, provider: Provider) -> None:
    """Hang a provider on a slot; panels appear by order. KeyError for a slot that no page has."""
    listed = _providers[slot]
    if (order, provider) not in listed:
        listed.append((order, provider))
        listed.sort(key=lambda pair: pair[0])


def panels(slot: str, person: Actor | None, subject: Any = None) -> list[Panel]:
    """What the providers of a slot show to this person about this subject, in their order."""
    if slot not in SUMS:
        return _shown(slot, person, subject)
    return kept((slot, reach(person), language()), lambda: _shown(slot, person, subject))


def _shown(slot: str, person: Actor | None, subject: Any) -> list[Panel]:
    shown = (provider(person, subject) for _order, provider in _providers[slot])
    return [panel for panel in shown if panel is not None]


def clear(slot: str) -> None:
    """Forget the providers of a slot (for tests)."""
    _providers[slot].clear()
