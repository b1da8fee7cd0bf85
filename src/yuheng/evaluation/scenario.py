"""What a year's scores would be under other rules: the account of each seal under its own law with a scenario's in it.

Nothing is stored. What a scenario cannot move is not computed again: a line whose rule stays, or whose place on the new
curve gives the same share as on the old one, keeps its points to the last digit (`Pair.moves`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from yuheng.evaluation.domain.account import Account, Line, account_from, points_c, score, total_c
from yuheng.evaluation.domain.grade import grade_of
from yuheng.evaluation.domain.lawtext import ruleset_from_text
from yuheng.evaluation.domain.scheme import Ask, scheme_from
from yuheng.evaluation.domain.table import RowResult, TableResult
from yuheng.evaluation.models import Evaluation
from yuheng.evaluation.scenario_pair import Pair
from yuheng.kernel.dated import NoLaw
from yuheng.regulations.domain.book import spec_fields
from yuheng.regulations.domain.scenario import Scenario
from yuheng.regulations.models import RuleSet

CHUNK = 2_000
BROKEN = (KeyError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True)
class LineChange:
    """One line with both workings; `line` is None for budget execution."""

    line: Line | None
    old: RowResult
    new: RowResult

    @property
    def points(self) -> tuple[int | None, int | None]:
        """Points before and under the scenario, in hundredths."""
        return points_c(self.old), points_c(self.new)


@dataclass(frozen=True)
class Change:
    """An evaluation that the scenario would move: total (hundredths) and grade as sealed and as tried."""

    pk: int
    sealed: str
    pair: Pair
    old: tuple[int, str]
    new: tuple[int | None, str]

    @cached_property
    def account(self) -> Account:
        """What was accounted for, as it was sealed."""
        return account_from(json.loads(self.sealed)["account"])

    @property
    def difference_c(self) -> int | None:
        """Points won or lost, in hundredths; None where the scenario gives no total."""
        return None if self.new[0] is None else self.new[0] - self.old[0]

    @cached_property
    def lines(self) -> tuple[LineChange, ...]:
        """The lines whose points would be others, with both workings."""
        before, after = score(self.account, self.pair.old), score(self.account, self.pair.new)
        by_no = {line.no: line for line in self.account.lines}
        both = [LineChange(by_no.get(one.no), one, two) for one, two in zip(before.lines, after.lines, strict=True)]
        return tuple(one for one in both if one.points[0] != one.points[1])


@dataclass(frozen=True)
class Trial:
    """A year under a scenario. `grades` counts evaluations by (grade as sealed, grade as tried), "" for none."""

    scenario: Scenario
    changes: Mapping[int, Change]
    grades: Mapping[tuple[str, str], int]
    unread: Mapping[int, str]

    @property
    def count(self) -> int:
        """How many evaluations were tried."""
        return sum(self.grades.values())

    @property
    def regraded(self) -> int:
        """How many would have another grade."""
        return sum(number for (old, new), number in self.grades.items() if old != new)


def try_scenario(scenario: Scenario, rows: QuerySet[Evaluation]) -> Trial:
    """Try a scenario on sealed evaluations; a seal that cannot be read, or whose law is lost, is named in `unread`."""
    pairs, texts = _Pairs(scenario), rows.order_by("pk").values_list("pk", "sealed")
    changes: dict[int, Change] = {}
    grades: Counter[tuple[str, str]] = Counter()
    unread: dict[int, str] = {}
    for pk, text in texts.iterator(chunk_size=CHUNK):
        try:
            sealed = json.loads(text)
            pair = pairs.of(sealed)
            found = Change(pk, text, pair, *_tried(sealed, pair))
        except (NoLaw, *BROKEN) as broken:
            unread[pk] = str(broken)
            continue
        grades[found.old[1], found.new[1]] += 1
        if found.old != found.new:
            changes[pk] = found
    return Trial(scenario, changes, grades, unread)


def _tried(sealed: Mapping[str, Any], pair: Pair) -> tuple[tuple[int, str], tuple[int | None, str]]:
    """Total and grade as sealed, and as tried."""
    result = sealed["result"]
    old = int(result["total_c"]), str(result["grade"])
    if pair.moves(result["lines"]):
        return old, _sum(score(account_from(sealed["account"]), pair.new))
    grade = grade_of(Decimal(old[0]).scaleb(-2), pair.new.grades)
    return old, (old[0], grade.code if grade else "")


def _sum(result: TableResult) -> tuple[int | None, str]:
    return total_c(result), result.grade or ""


class _Pairs:
    """The scheme of each sealed law, as it was and with the scenario's rules in it; each is made once."""

    def __init__(self, scenario: Scenario) -> None:
        self._specs = {rule_id: spec_fields(rule) for rule_id, rule in scenario.rules.items()}
        self._made: dict[tuple[str, str], Pair] = {}

    def of(self, sealed: Mapping[str, Any]) -> Pair:
        """The pair for a seal; `NoLaw` where its law is not kept, or lacks a rule that the scenario calls up."""
        key = str(sealed["rules"]["digest"]), str(sealed["rules"]["form"])
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def _make(self, digest: str, form: str) -> Pair:
        text = RuleSet.objects.filter(digest=digest).values_list("text", flat=True).first()
        if text is None:
            raise NoLaw(f"the law {digest[:12]} is not kept")
        as_sealed = ruleset_from_text(text)
        return Pair(scheme_from(form, as_sealed), scheme_from(form, self._over(as_sealed)))

    def _over(self, as_sealed: Ask) -> Ask:
        return lambda rule_id: self._specs[rule_id] if rule_id in self._specs else as_sealed(rule_id)


def trial_json(trial: Trial, names: Mapping[int, str]) -> Iterator[dict[str, object]]:
    """Yield the changed evaluations as plain data; points are decimal text. `names`: the project's name by evaluation."""
    for pk, one in trial.changes.items():
        yield {
            "evaluation": pk,
            "project": one.account.project,
            "name": names.get(pk, ""),
            "old": _side(*one.old),
            "new": _side(*one.new),
            "lines": [_line_json(line) for line in one.lines],
        }


def _side(total: int | None, grade: str) -> dict[str, object]:
    return {"total": _points(total), "grade": grade}


def _points(hundredths: int | None) -> str | None:
    return None if hundredths is None else f"{Decimal(hundredths).scaleb(-2):f}"


def _line_json(change: LineChange) -> dict[str, object]:
    name = change.line.name if change.line else "execution"
    sides = (("old", change.old), ("new", change.new))
    workings = {
        side: {"points": _points(points_c(row)), "status": row.scored.status, **row.scored.working.as_json()}
        for side, row in sides
    }
    return {"no": change.old.no, "name": name, **workings}
