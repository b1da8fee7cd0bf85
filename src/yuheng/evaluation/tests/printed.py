"""Every score that the published tables print, scored again by the rule of its form: `python -m yuheng.evaluation.tests.printed`.

A line is testable when its target, its actual value, its weight and its score stand in print. Each testable line comes out
as printed, or its reason stands in `printed_reasons.csv`, one line each, read by hand. `printed_forms.csv` says which tables
use the form of a place of their own and which rows print their own rule.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from yuheng.evaluation.domain.published_form import PROVINCES, Form, FormRow, MoneyLine, form_from
from yuheng.evaluation.domain.rules import ScoringRule, scoring_rule
from yuheng.evaluation.domain.scheme import Scheme, pick_rule
from yuheng.evaluation.domain.score import Scored, score_execution, score_indicator
from yuheng.evaluation.schemes import scheme_for
from yuheng.kernel.dated import NoLaw
from yuheng.regulations.domain.book import spec_fields
from yuheng.regulations.queries import law, rule

HERE = Path(__file__).resolve().parent
TABLES = HERE.parents[1] / "sample" / "tables"
# the tables that print no year are read under the law of this day
UNDATED = date(2022, 3, 1)
NO_WEIGHTS = "no weights"
NO_RULE = "no rule of that year was read"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed score. `missing` says what else is not in print; `scored` is None then, or where there was no law."""

    table: str
    place: str
    printed: Decimal
    missing: str
    scored: Scored | None

    @property
    def key(self) -> tuple[str, str]:
        """The table and the place in it, as the lists of reasons name them."""
        return self.table, self.place

    @property
    def gives(self) -> str:
        """What the rule gives: points, or the status that it leaves a line in."""
        if self.scored is None:
            return NO_RULE
        return self.scored.status if self.scored.points is None else f"{self.scored.points:f}"

    @property
    def reproduced(self) -> bool:
        """Whether the rule gives exactly what is printed."""
        return self.scored is not None and self.scored.points == self.printed

    @property
    def short(self) -> bool:
        """Whether something is lost, so that the rule has more to say than "reached"."""
        return self.scored is not None and self.scored.share is not None and self.scored.share < 1


@lru_cache(maxsize=1)
def printed_lines() -> tuple[Line, ...]:
    """Every line of every table that prints a score."""
    found: list[Line] = []
    for path in sorted(TABLES.glob("*.json")):
        form = form_from(json.loads(path.read_text(encoding="utf-8")))
        found += _lines(path.stem, form, _scheme(path.stem, form))
    return tuple(found)


def _lines(table: str, form: Form, scheme: Scheme | None) -> Iterator[Line]:
    for row in form.rows:
        if row.score is not None:
            missing = _missing_of_row(table, row)
            scored = None if missing or scheme is None else _score_row(table, form, row, scheme)
            yield Line(table, str(row.no), row.score, missing, scored)
    for at, line in enumerate(form.lines):
        if line.score is not None:
            missing = _missing_of_money(line)
            scored = None if missing or scheme is None else _score_money(line, scheme)
            yield Line(table, f"money {at + 1}", line.score, missing, scored)


def _missing_of_row(table: str, row: FormRow) -> str:
    if row.weight is None or table in _without_weights():
        return "weight"
    if row.target is None or row.target.empty:
        return "target"
    return "actual" if row.actual is None or row.actual.empty else ""


def _missing_of_money(line: MoneyLine) -> str:
    if line.weight is None:
        return "weight"
    budget = line.full_fen if line.full_fen is not None else line.initial_fen
    return "amounts" if budget is None or line.executed_fen is None else ""


def _score_row(table: str, form: Form, row: FormRow, scheme: Scheme) -> Scored | None:
    if row.target is None or row.actual is None or row.weight is None:
        return None
    own = forms().get((table, str(row.no)))
    picked = pick_rule(scheme, target=row.target, level1=row.level1, name=f"{row.level2} {row.name}", hint=row.hint)
    chosen = picked.rule if own is None else _rule(own["rule"], form)
    return score_indicator(rule=chosen, weight=row.weight, target=row.target, actual=row.actual)


def _score_money(line: MoneyLine, scheme: Scheme) -> Scored | None:
    base = line.initial_fen if scheme.base == "initial" or line.full_fen is None else line.full_fen
    if base is None or line.weight is None:
        return None
    return score_execution(rule=scheme.execution, weight=line.weight, budget_fen=base, executed_fen=line.executed_fen)


def _day(form: Form) -> date:
    """The day in the spring after the year, when its results were accounted for."""
    return UNDATED if form.year is None else date(form.year + 1, 3, 1)


def _rule(rule_id: str, form: Form) -> ScoringRule:
    return scoring_rule(spec_fields(rule(rule_id, on=_day(form), region="")))


def _scheme(table: str, form: Form) -> Scheme | None:
    """The form of the place, else the national one; None before there was any."""
    own = forms().get((table, ""), {})
    region = own.get("region") or PROVINCES.get(form.province, "")
    named = [
        name
        for name, one in law(region=region, on=_day(form)).items()
        if name.startswith("scheme.self_") and one.region
    ]
    name = max(named, key=lambda name: law(region=region, on=_day(form))[name].since, default="scheme.self_2020")
    try:
        return scheme_for(on=_day(form), region=region, form=name.removeprefix("scheme."))
    except NoLaw:
        return None


@lru_cache(maxsize=1)
def forms() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """The forms of places of their own, and the rows that print their rule, by table and line."""
    return {(row["table"], row["line"]): row for row in _csv("printed_forms.csv")}


@lru_cache(maxsize=1)
def reasons() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Why no rule explains a line, by table and line."""
    return {(row["table"], row["line"]): row for row in _csv("printed_reasons.csv")}


def _without_weights() -> frozenset[str]:
    return frozenset(table for (table, _), row in forms().items() if row["rule"] == NO_WEIGHTS)


def _csv(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def can_be_tested() -> list[Line]:
    """The lines of which everything that a rule needs stands in print."""
    return [line for line in printed_lines() if not line.missing]


def summary() -> dict[str, int]:
    """Count the partition: printed scores, those that cannot be tested and why, those reproduced, those with a reason."""
    lines, can = printed_lines(), can_be_tested()
    same = [line for line in can if line.reproduced]
    missing = Counter(line.missing for line in lines if line.missing)
    return {
        "printed scores": len(lines),
        **{f"not testable, no {what} in print": count for what, count in sorted(missing.items())},
        "testable": len(can),
        "reproduced": len(same),
        "reproduced, target not reached": sum(line.short for line in same),
        "with a reason": sum(line.key in reasons() for line in can if not line.reproduced),
        "unexplained": sum(line.key not in reasons() for line in can if not line.reproduced),
    }


def main() -> None:
    """Print the counts and every line that no rule explains, with its reason."""
    for what, count in summary().items():
        sys.stdout.write(f"{count:5} {what}\n")
    for line in can_be_tested():
        if not line.reproduced:
            why = reasons().get(line.key, {}).get("reason", "?")
            sys.stdout.write(f"{line.table} {line.place}: printed {line.printed}, rule gives {line.gives}: {why}\n")


if __name__ == "__main__":
    main()
