"""One rule file, one document list: from text to checked values, with all problems of the file at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yuheng.kernel.dated import Dated
from yuheng.kernel.outcome import NOTHING, Problem, Words
from yuheng.regulations.domain.checks import Spot, problems_in_stricter, problems_in_value
from yuheng.regulations.domain.kinds import ENTRY, HEAD, KINDS, Kind
from yuheng.regulations.domain.law import Fields, Instrument, Plain, Trust
from yuheng.regulations.domain.reading import Node, read

_INSTRUMENT_KEYS = frozenset({"id", "title", "number", "issued", "status", "url", "note"})
_STATUSES = frozenset(
    {"in_force", "repealed", "reference", "local", "annual", "system", "practice", "invented", "form"}
)


@dataclass(frozen=True, slots=True)
class Stated:
    """One dated entry as its file states it: its own keys, frozen, and the line it starts on."""

    fields: Fields
    line: int


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One YAML file: the rule's id, the region it stands for ("" nation), its head keys and its dated entries.

    A repeal is an entry with None. `lines` has the line of every entry, repeals too; `nodes` has the head keys, its
    own over those of the wider regions, for checking the files laid over it; `sources` has every entry's article.
    """

    id: str
    region: str
    kind: str
    head: Fields
    history: Dated[Stated]
    place: str
    lines: Mapping[date, int]
    nodes: Mapping[str, Node]
    sources: Mapping[date, str]


def rule_file(
    *, text: str, place: str, rule_id: str, region: str, wider: RuleFile | None
) -> tuple[RuleFile | None, list[Problem]]:
    """Read and check one rule file; None with the problems when it cannot be used at all.

    `wider` is the same rule's file of the next wider region: an overlay need only say what differs from it.
    """
    root, problems = read(text, place)
    if any(problem.code in {"yaml", "empty"} for problem in problems):
        return None, problems
    stated = root.fields.get("kind")
    inherited = wider.kind if wider else ""
    name = str(stated.content) if stated else inherited
    kind = KINDS.get(name)
    if kind is None or (inherited and inherited != name):
        message = Words(zh="规则种类不对", en="The kind of rule is wrong")
        expected = inherited or ", ".join(KINDS)
        return None, [*problems, Problem("kind", f"{place}:{root.line}", message, found=name, expected=expected)]
    nodes = {key: node for key, node in root.fields.items() if key != "values"}
    spot = Spot(place, {**(wider.nodes if wider else {}), **root.fields}, rule_id)
    problems += _head_problems(spot, root, kind)
    entries = root.fields["values"].fields if "values" in root.fields else {}
    problems += [problem for key, node in entries.items() for problem in _entry_problems(spot, key, node, kind)]
    dated = {day: node for key, node in entries.items() if (day := _day(key)) is not None}
    history = Dated.of({day: _stated(node, kind) for day, node in dated.items()})
    lines = {day: node.line for day, node in dated.items()}
    head = {key: node.plain for key, node in nodes.items() if key != "kind"}
    merged = {**(wider.nodes if wider else {}), **nodes}
    sources = {day: str(node.fields["source"].content) for day, node in dated.items() if "source" in node.fields}
    return RuleFile(rule_id, region, name, head, history, place, lines, merged, sources), problems


def _stated(node: Node, kind: Kind) -> Stated | None:
    payload = node.fields.get(kind.payload)
    return None if payload is None or payload.content is None else Stated(_frozen(node), node.line)


def _frozen(node: Node) -> Fields:
    return {key: child.plain for key, child in node.fields.items()}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _head_problems(spot: Spot, root: Node, kind: Kind) -> list[Problem]:
    allowed = HEAD | kind.keys
    found = [_unknown(spot, node, key, allowed) for key, node in root.fields.items() if key not in allowed]
    missing = ({"title", "values"} | kind.required) - set(spot.fields)
    found += [_missing(spot, root, key) for key in sorted(missing)]
    return [*found, *problems_in_stricter(spot)]


def _entry_problems(spot: Spot, key: str, node: Node, kind: Kind) -> list[Problem]:
    found: list[Problem] = []
    if _day(key) is None:
        message = Words(zh="不是日期", en="This is not a date")
        found.append(spot.problem("not_a_date", node, message, found=key, expected="YYYY-MM-DD"))
    allowed = ENTRY | kind.keys | {kind.payload, "value"}
    found += [_unknown(spot, child, name, allowed) for name, child in node.fields.items() if name not in allowed]
    found += [_missing(spot, node, name) for name in ("source", "trust") if name not in node.fields]
    if kind.payload not in node.fields and not _repeals(node):
        found.append(_missing(spot, node, kind.payload))
    trust = node.fields.get("trust")
    if trust is not None and str(trust.content) not in set(Trust):
        message = Words(zh="不认识的可信标记", en="Unknown trust mark")
        found.append(spot.problem("trust", trust, message, found=str(trust.content), expected=", ".join(Trust)))
    return [*found, *problems_in_value(kind, Spot(spot.place, {**spot.fields, **node.fields}, spot.rule))]


def _repeals(node: Node) -> bool:
    return "value" in node.fields and node.fields["value"].content is None


def _unknown(spot: Spot, node: Node, key: str, allowed: frozenset[str]) -> Problem:
    message = Words(zh=f"不认识的键“{key}”", en=f'Unknown key "{key}"')
    return spot.problem("unknown_key", node, message, found=key, expected=", ".join(sorted(allowed)))


def _missing(spot: Spot, node: Node, key: str) -> Problem:
    message = Words(zh=f"缺少“{key}”", en=f'"{key}" is missing')
    return spot.problem("missing_key", node, message, expected=key)


def instruments(text: str, place: str) -> tuple[dict[str, Instrument], list[Problem]]:
    """Read a list of documents; every one needs an id of its own, a title and a status."""
    root, problems = read(text, place)
    found: dict[str, Instrument] = {}
    for node in root.items:
        spot = Spot(place, node.fields, "")
        problems += [
            _unknown(spot, n, key, _INSTRUMENT_KEYS) for key, n in node.fields.items() if key not in _INSTRUMENT_KEYS
        ]
        missing = {"id", "title", "status"} - set(node.fields)
        problems += [_missing(spot, node, key) for key in sorted(missing)]
        if missing:
            continue
        item = _instrument({key: child.plain for key, child in node.fields.items()})
        if item.id in found or item.status not in _STATUSES:
            message = Words(zh="文件编号重复或状态不对", en="The document's id stands twice or its status is unknown")
            problems.append(spot.problem("instrument", node, message, found=f"{item.id} {item.status}"))
        found[item.id] = item
    return found, problems


def _instrument(fields: Mapping[str, Plain]) -> Instrument:
    title, note, issued = fields["title"], fields.get("note"), fields.get("issued")
    return Instrument(
        id=str(fields["id"]),
        title=title if isinstance(title, Words) else Words(zh=str(title), en=str(title)),
        number=str(fields.get("number") or ""),
        issued=issued if isinstance(issued, date) else None,
        status=str(fields["status"]),
        url=str(fields.get("url") or ""),
        note=note if isinstance(note, Words) else NOTHING,
    )
