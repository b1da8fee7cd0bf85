"""What can be wrong with the value of one rule: holes in bands, a curve that turns back, weights that do not add up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from yuheng.kernel.curve import Point, Shape, faults_in
from yuheng.kernel.outcome import Problem, Words
from yuheng.regulations.domain.kinds import (
    BAND_ENDS,
    BAND_KEYS,
    BEYOND,
    EDGES,
    MEASURES,
    ROUNDING,
    SCHEME_CLASSES,
    SCHEME_KEYS,
    SCHEME_RULES,
    STEP_MODES,
    STRICTER,
    Kind,
)
from yuheng.regulations.domain.reading import Node


class Spot(NamedTuple):
    """Where a check looks: the file and the fields (head and entry merged) it looks at."""

    place: str
    fields: dict[str, Node]
    rule: str

    def problem(self, code: str, node: Node, message: Words, *, found: str = "", expected: str = "") -> Problem:
        """Make a problem at the node's own line."""
        return Problem(code, f"{self.place}:{node.line}", message, found=found, expected=expected, rule=self.rule)


Check: TypeAlias = Callable[[Spot, Node], Iterator[Problem]]


def problems_in_value(kind: Kind, spot: Spot) -> list[Problem]:
    """List what is wrong with the value and the per-kind keys of one dated entry; a repeal (null) is never wrong."""
    node = spot.fields.get(kind.payload)
    if node is None or node.content is None:
        return []
    found = list(CHECKS[kind.name](spot, node))
    for key, options in (("measure", MEASURES), ("beyond", BEYOND), ("below", BEYOND), ("above", BEYOND)):
        if key in spot.fields:
            found += _one_of(spot, spot.fields[key], options)
    for key, table in (("edges", EDGES), ("rounding", ROUNDING)):
        for name, child in spot.fields[key].fields.items() if key in spot.fields else ():
            if name not in table:
                found.append(spot.problem("unknown_key", child, _unknown(name), found=name, expected=_join(table)))
            else:
                found += _one_of(spot, child, table[name])
    return found


def _unknown(name: str) -> Words:
    return Words(zh=f"不认识的键“{name}”", en=f'Unknown key "{name}"')


def _join(options: Collection[object]) -> str:
    return ", ".join(sorted(str(option) for option in options))


def _one_of(spot: Spot, node: Node, options: Collection[object]) -> Iterator[Problem]:
    if isinstance(node.content, list | dict) or node.content not in options:
        message = Words(zh="不是允许的取值", en="Not one of the allowed values")
        yield spot.problem("not_allowed", node, message, found=str(node.content), expected=_join(options))


def _only(spot: Spot, node: Node, allowed: frozenset[str]) -> Iterator[Problem]:
    for name, child in node.fields.items():
        if name not in allowed:
            yield spot.problem("unknown_key", child, _unknown(name), found=name, expected=_join(allowed))


def _is_number(node: Node) -> bool:
    return isinstance(node.content, int | Decimal) and not isinstance(node.content, bool)


def _wrong(spot: Spot, node: Node, expected: str) -> Problem:
    message = Words(zh="值的类型不对", en="The value is of the wrong type")
    return spot.problem("wrong_type", node, message, found=str(node.plain)[:60], expected=expected)


def _number(spot: Spot, node: Node) -> Iterator[Problem]:
    if not _is_number(node):
        yield _wrong(spot, node, "number")


def _whole(spot: Spot, node: Node) -> Iterator[Problem]:
    if not isinstance(node.content, int) or isinstance(node.content, bool) or node.content < 0:
        yield _wrong(spot, node, "whole number of days, not negative")
    calendar = spot.fields.get("calendar")
    if calendar is not None:
        yield from _one_of(spot, calendar, frozenset({"working", "calendar"}))


def _range(spot: Spot, node: Node) -> Iterator[Problem]:
    yield from _only(spot, node, frozenset({"min", "max"}))
    low, high = node.fields.get("min"), node.fields.get("max")
    if low is None or high is None or not _is_number(low) or not _is_number(high):
        yield _wrong(spot, node, "{min: number, max: number}")
    elif Fraction(str(low.content)) > Fraction(str(high.content)):
        message = Words(zh="下限大于上限", en="The minimum is above the maximum")
        yield spot.problem("empty_range", node, message, found=f"{low.content} > {high.content}")


def _month_day(spot: Spot, node: Node) -> Iterator[Problem]:
    parts = str(node.content).split("-")
    if len(parts) != 2 or not all(part.isdigit() and len(part) == 2 for part in parts):
        yield _wrong(spot, node, '"MM-DD"')


def _flag(spot: Spot, node: Node) -> Iterator[Problem]:
    if not isinstance(node.content, bool):
        yield _wrong(spot, node, "true or false")


def _choice(spot: Spot, node: Node) -> Iterator[Problem]:
    options = spot.fields.get("options")
    codes = [str(item.fields["code"].content) for item in options.items if "code" in item.fields] if options else []
    if str(node.content) not in codes:
        yield from _one_of(spot, node, frozenset(codes))


def _items(spot: Spot, node: Node) -> Iterator[Problem]:
    if not isinstance(node.content, list):
        yield _wrong(spot, node, "list")
    codes: set[str] = set()
    for item in node.items:
        code = item.fields.get("code")
        if code is None or not item.fields.get("title"):
            yield _wrong(spot, item, "{code, title: {zh, en}, …}")
        elif str(code.content) in codes:
            message = Words(zh="代码重复", en="The code stands twice")
            yield spot.problem("double_code", code, message, found=str(code.content))
        codes.add(str(code.content) if code else "")


def _rows(spot: Spot, node: Node) -> Iterator[Problem]:
    if not isinstance(node.content, list):
        yield _wrong(spot, node, "list of rows")
    columns = {str(column.content) for column in spot.fields["columns"].items} if "columns" in spot.fields else set()
    for row in node.items:
        for name, cell in row.fields.items():
            if name not in columns:
                yield spot.problem("unknown_key", cell, _unknown(name), found=name, expected=_join(columns))
        for name in sorted(columns - set(row.fields)):
            message = Words(zh=f"缺少列“{name}”", en=f'Column "{name}" is missing')
            yield spot.problem("missing_key", row, message, expected=name)


def _weights(spot: Spot, node: Node) -> Iterator[Problem]:
    parts = node.fields.values()
    if not parts or not all(_is_number(part) for part in parts):
        yield _wrong(spot, node, "{code: number, …}")
        return
    stated = spot.fields.get("total")
    if stated is not None and not _is_number(stated):
        yield _wrong(spot, stated, "number")
        return
    total = sum((Fraction(str(part.content)) for part in parts), Fraction(0))
    expected = Fraction(str(stated.content)) if stated else Fraction(100)
    if total != expected:
        message = Words(zh="权重之和不对", en="The weights do not add up")
        yield spot.problem("weights_sum", node, message, found=str(total), expected=str(expected))


def _points(spot: Spot, node: Node) -> Iterator[Problem]:
    pairs = [pair.items for pair in node.items]
    if not pairs or not all(len(pair) == 2 and all(_is_number(number) for number in pair) for pair in pairs):
        yield _wrong(spot, node, "[[x, y], …]")
        return
    points = [Point(Fraction(str(x.content)), Fraction(str(y.content))) for x, y in pairs]
    shape = Shape.STEPS if "shape" in spot.fields and spot.fields["shape"].content == "steps" else Shape.LINEAR
    for fault in faults_in(points, shape):
        message = Words(zh=f"这些点连不成曲线：{fault}", en=f"The points make no curve: {fault}")
        yield spot.problem("curve", node, message, found=fault)
    step = spot.fields.get("step")
    if step is not None and (not _is_number(step.fields.get("size", step)) or "mode" not in step.fields):
        yield _wrong(spot, step, "{size: number, mode: up or down}")
    elif step is not None:
        yield from _one_of(spot, step.fields["mode"], STEP_MODES)


def _bands(spot: Spot, node: Node) -> Iterator[Problem]:
    """Refuse holes and overlaps: seen in deployed systems, where 89.5 or exactly 90 had no grade."""
    bands = node.items
    for band in bands:
        yield from _only(spot, band, BAND_KEYS)
        if "ends" in band.fields:
            yield from _one_of(spot, band.fields["ends"], BAND_ENDS)
        bounds = [band.fields[key] for key in ("from", "to") if key in band.fields]
        if "code" not in band.fields or not bounds or not all(_is_number(bound) for bound in bounds):
            yield _wrong(spot, band, "{code, title, from: number, to: number}")
            return
    ordered = sorted(bands, key=lambda band: _edge(band, "from", Fraction(-(10**12))))
    for low, high in pairwise(ordered):
        yield from _joint(spot, low, high)
    covers = spot.fields.get("covers")
    if covers is not None and ordered:
        yield from _ends(spot, covers, ordered[0], ordered[-1])


def _edge(band: Node, key: str, missing: Fraction) -> Fraction:
    node = band.fields.get(key)
    return missing if node is None or node.content is None else Fraction(str(node.content))


def closed_ends(band: Node) -> tuple[bool, bool]:
    """Say whether the lower and the upper bound belong to a band; "[)" unless it states its `ends`."""
    text = str(band.fields["ends"].content) if "ends" in band.fields else "[)"
    return text.startswith("["), text.endswith("]")


def _joint(spot: Spot, low: Node, high: Node) -> Iterator[Problem]:
    top, bottom = _edge(low, "to", Fraction(10**12)), _edge(high, "from", Fraction(-(10**12)))
    shared = [closed_ends(low)[1], closed_ends(high)[0]].count(True)
    names = f"{low.fields['code'].content} … {top} | {bottom} … {high.fields['code'].content}"
    if top < bottom or (top == bottom and shared == 0):
        message = Words(zh="等次之间有空档", en="There is a hole between two bands")
        yield spot.problem("band_hole", high, message, found=names)
    if top > bottom or (top == bottom and shared == 2):
        message = Words(zh="等次之间有重叠", en="Two bands overlap")
        yield spot.problem("band_overlap", high, message, found=names)


def _ends(spot: Spot, covers: Node, first: Node, last: Node) -> Iterator[Problem]:
    if len(covers.items) != 2 or not all(_is_number(item) for item in covers.items):
        yield _wrong(spot, covers, "[number, number]")
        return
    low, high = (Fraction(str(item.content)) for item in covers.items)
    if _edge(first, "from", low) != low or not closed_ends(first)[0]:
        message = Words(zh="最低一档没有从头开始", en="The lowest band does not start where the scale starts")
        yield spot.problem("band_hole", first, message, expected=str(low))
    if _edge(last, "to", high) != high or ("to" in last.fields and not closed_ends(last)[1]):
        message = Words(zh="最高一档没有到顶", en="The highest band does not reach the end of the scale")
        yield spot.problem("band_hole", last, message, expected=str(high))


def _scheme(spot: Spot, node: Node) -> Iterator[Problem]:
    yield from _only(spot, node, SCHEME_KEYS)
    for key in sorted({"title_of_form", "rules"} | SCHEME_RULES):
        if key not in node.fields:
            message = Words(zh=f"评分方案缺少“{key}”", en=f'The scheme lacks "{key}"')
            yield spot.problem("missing_key", node, message, expected=key)
    for name in sorted(SCHEME_CLASSES - set(node.fields["rules"].fields)) if "rules" in node.fields else ():
        message = Words(zh=f"评分方案没有“{name}”类指标的计分规则", en=f'The scheme has no scoring rule for "{name}"')
        yield spot.problem("missing_key", node.fields["rules"], message, expected=name)


def problems_in_stricter(spot: Spot) -> Iterator[Problem]:
    """Refuse an unknown word for the direction in which a local value may differ."""
    if "stricter" in spot.fields:
        yield from _one_of(spot, spot.fields["stricter"], STRICTER)


CHECKS: dict[str, Check] = {
    "number": _number,
    "range": _range,
    "days": _whole,
    "month_day": _month_day,
    "flag": _flag,
    "choice": _choice,
    "list": _items,
    "bands": _bands,
    "rows": _rows,
    "weights": _weights,
    "scoring": _points,
    "labels": _bands,
    "scheme": _scheme,
}
