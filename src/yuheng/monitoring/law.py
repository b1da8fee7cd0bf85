"""The numbers of the law that watching needs, read for one day and one place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from yuheng.kernel.dated import NoLaw
from yuheng.monitoring.domain.lights import Bands, Checkpoint, WatchRules
from yuheng.regulations.current import by_book
from yuheng.regulations.domain.law import Plain, Rule
from yuheng.regulations.queries import rule

PARTLY = "部分达成"


@dataclass(frozen=True)
class Law:
    """Rules of watching on a day in a place, and what a target reached in part counts at least."""

    watching: WatchRules
    partly: Fraction


@by_book(maxsize=256)
def law_on(day: date, region: str) -> Law:
    """Read the law of watching; `NoLaw` where lights have no law. Minimum shares by month are a region's own choice."""
    apart = rule("monitoring.deviation_max", on=day, region=region)
    steps = _if_any(lambda: rule("monitoring.checkpoint_pace", on=day, region=region))
    partly = rule("scoring.qualitative", on=day, region=region).row(PARTLY)
    watching = WatchRules(
        money=_bands(rule("monitoring.money_pace", on=day, region=region)),
        result=_bands(rule("monitoring.result_pace", on=day, region=region)),
        checkpoints=_checkpoints(steps),
        checkpoints_article=steps.source.id if steps else "",
        deviation=Fraction(apart.number),
        deviation_article=apart.source.id,
    )
    return Law(watching, _share(partly["from"] if partly else 0))


def _if_any(asked: Callable[[], Rule]) -> Rule | None:
    try:
        return asked()
    except NoLaw:
        return None


def _bands(found: Rule) -> Bands:
    start = {str(row["code"]): _share(row["from"]) for row in found.rows if row.get("from") is not None}
    return Bands(start["yellow"], start["green"], found.source.id, start.get("blue"))


def _checkpoints(found: Rule | None) -> tuple[Checkpoint, ...]:
    rows = found.rows if found else ()
    return tuple(Checkpoint(int(str(row["through_month"])), _share(row["below"])) for row in rows)


def _share(value: Plain) -> Fraction:
    return Fraction(str(value))
