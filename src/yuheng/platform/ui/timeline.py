"""Acts as people read them: the verb and the fields in words, money as money."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from yuheng.kernel import money
from yuheng.kernel.flow import Flow
from yuheng.kernel.outcome import Words
from yuheng.platform.models import Act
from yuheng.platform.ui import text

_verbs: dict[str, Words] = {}
_fields: dict[str, Words] = {"state": Words(zh="状态", en="State")}
_states: dict[str, Words] = {}
_values: dict[str, Words] = {}
HIDDEN: Final = frozenset({"maker", "last_by", "entry", "line"})  # keys and digests: for the proof, not for reading


@dataclass(frozen=True)
class Change:
    """One field that an act moved, in words."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Told:
    """An act with its verb and its changes in words."""

    act: Act
    verb: str
    changes: tuple[Change, ...]


def name_flow(flow: Flow) -> None:
    """Let the steps and states of a flow be called by their titles in timelines."""
    _verbs.update({f"{flow.code}.{step.code}": step.title for step in flow.steps})
    _states.update({f"{flow.code}.{state.code}": state.staff for state in flow.states})


def name_verbs(names: dict[str, Words]) -> None:
    """Name verbs that belong to no flow, as "ledger.reverse"."""
    _verbs.update(names)


def name_fields(names: dict[str, Words]) -> None:
    """Name fields that acts change."""
    _fields.update(names)


def name_values(names: dict[str, Words]) -> None:
    """Name codes that stand as values in acts, as "excellent"."""
    _values.update(names)


def told(acts: Iterable[Act]) -> list[Told]:
    """Acts in words, in the order given."""
    return [Told(act, text.say(_verbs.get(act.verb, act.verb)), _changes(act)) for act in acts]


def _changes(act: Act) -> tuple[Change, ...]:
    moved: dict[str, list[object]] = json.loads(act.changes or "{}")
    flow = act.verb.split(".", 1)[0]
    return tuple(
        Change(text.say(_fields.get(name, name)), _value(name, pair[0], flow), _value(name, pair[1], flow))
        for name, pair in moved.items()
        if name not in HIDDEN
    )


def _value(name: str, value: object, flow: str) -> str:
    """One value in words: fen as 万元, hundredths of points as points, a state by its title."""
    if value is None or value == "":
        return text.NOTHING
    if name.endswith("_fen") and isinstance(value, int):
        return f"{money.wan(value)} {text.say(Words(zh='万元', en='10k yuan'))}"
    if name.endswith(("points_c", "weight_c")) and isinstance(value, int):
        return text.points(value)
    if name == "state":
        return text.say(_states.get(f"{flow}.{value}", str(value)))
    return text.say(_values.get(str(value), str(value)))
