"""`yuheng rules diff`: every rule that two places, or two days of one place, have otherwise."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Any

from django.conf import settings

from yuheng.config.commands.rules_text import rule_brief, rule_data
from yuheng.config.output import Exit, both, emit
from yuheng.kernel.region import chain
from yuheng.platform import clock
from yuheng.regulations.domain.comparing import Difference
from yuheng.regulations.queries import PlaceOnDay, compare


def add(below: Any) -> ArgumentParser:
    """What is compared."""
    parser: ArgumentParser = below.add_parser("diff", help="what two places, or two days, have otherwise")
    parser.add_argument("--region", help="division code of the left side (default: this county; the nation is '')")
    parser.add_argument("--on", type=date.fromisoformat, help="its day, YYYY-MM-DD (default: today)")
    parser.add_argument("--to-region", help="division code of the right side (default: that of the left)")
    parser.add_argument("--to-on", type=date.fromisoformat, help="its day (default: that of the left)")
    return parser


def run(options: Namespace) -> Exit:
    """Print the differences; that there are some is no problem. `ValueError` for a region that is no division code."""
    left = PlaceOnDay(options.on or clock.today(), settings.REGION if options.region is None else options.region)
    right = PlaceOnDay(options.to_on or left.on, left.region if options.to_region is None else options.to_region)
    for side in (left, right):
        chain(side.region)
    found = compare(left, right)
    sides = {name: {"region": side.region, "on": side.on.isoformat()} for name, side in _named(left, right)}
    emit(options, data={**sides, "differences": [_data(one) for one in found]}, text=_text(left, right, found))
    return Exit.FINE


def _named(left: PlaceOnDay, right: PlaceOnDay) -> tuple[tuple[str, PlaceOnDay], ...]:
    return ("left", left), ("right", right)


def _data(one: Difference) -> dict[str, object]:
    sides = (("left", one.left), ("right", one.right))
    return {"id": one.rule_id, "differs": one.what.value, **{n: rule_data(rule) if rule else None for n, rule in sides}}


def _text(left: PlaceOnDay, right: PlaceOnDay, found: list[Difference]) -> str:
    lines = [f"< {left.region or 'nation'} {left.on}", f"> {right.region or 'nation'} {right.on}"]
    for one in found:
        head = f"{one.rule_id}  {both(one.rule.title)}  ({one.what.value})"
        lines += ["", head, f"  < {rule_brief(one.left)}", f"  > {rule_brief(one.right)}"]
    return "\n".join([*lines, "", f"{len(found)} rules differ"])
