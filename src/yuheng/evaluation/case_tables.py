"""Worked cases of more than one line: a whole table under a scheme, and an indicator of several units."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from yuheng.evaluation.domain.aggregation import Part, aggregation_from, score_over_units
from yuheng.evaluation.domain.execution_base import Money, base_fen
from yuheng.evaluation.domain.row import Row
from yuheng.evaluation.domain.rules import mapping, scoring_rule, sequence
from yuheng.evaluation.domain.scheme import Scheme
from yuheng.evaluation.domain.table import Execution, score_table
from yuheng.evaluation.schemes import scheme_for
from yuheng.kernel.money import Fen, parse_yuan
from yuheng.kernel.numbers import Printed, parse
from yuheng.regulations.domain.book import spec_fields
from yuheng.regulations.domain.cases import Case
from yuheng.regulations.domain.law import Rule, plain_json
from yuheng.regulations.queries import rule

_SCHEME = "scheme."


def whole_table(case: Case) -> dict[str, object]:
    """Score the rows of a case, and its money in 万元, under the scheme that it names."""
    scheme = scheme_for(on=case.on, region=case.region, form=case.rule_id.removeprefix(_SCHEME))
    rows = [_row(no, mapping(row)) for no, row in enumerate(sequence(case.given["rows"]), 1)]
    result = score_table(scheme=scheme, rows=rows, execution=_execution(scheme, mapping(case.given.get("money"))))
    return {
        "total": plain_json(result.total),
        "grade": result.grade,
        "weights": [plain_json(line.weight) for line in result.rows],
        "points": [plain_json(line.scored.points) for line in result.rows],
        "execution": plain_json(result.execution.scored.points) if result.execution else None,
        "problems": [problem.code for problem in result.problems],
    }


def over_units(case: Case, found: Rule) -> dict[str, object]:
    """Score an indicator of several units by the rule that the case names; `with` may state other methods."""
    given = case.given
    named = rule(str(given["by"]), on=case.on, region=case.region)
    methods = {str(row["code"]): row["method"] for row in found.rows} | dict(mapping(given.get("with")))
    scored = score_over_units(
        rule=scoring_rule(spec_fields(named)),
        weight=Decimal(str(given["weight"])),
        parts=[_part(mapping(part)) for part in sequence(given["units"])],
        how=aggregation_from([{"code": code, "method": method} for code, method in methods.items()]),
    )
    return {"points": plain_json(scored.points), "status": scored.status}


def _row(no: int, row: Mapping[str, object]) -> Row:
    return Row(
        no=no,
        level1=str(row.get("level1", "产出指标")),
        level2=str(row.get("level2", "")),
        level3=str(row.get("name", "")),
        target=_printed(row, "target"),
        actual=_printed(row, "actual"),
        weight=_points(row.get("weight")),
        set_weight=_points(row.get("set_weight")),
        judged_share=_share(row.get("share")),
        instead=tuple(
            (_printed(mapping(other), "target"), _printed(mapping(other), "actual"))
            for other in sequence(row.get("instead"))
        ),
    )


def _part(part: Mapping[str, object]) -> Part:
    return Part(
        target=_printed(part, "target"),
        actual=_printed(part, "actual"),
        money_fen=_fen(part["money"]) or 0,
        judged=_share(part.get("share")),
    )


def _execution(scheme: Scheme, money: Mapping[str, object]) -> Execution | None:
    """The execution line on the base that the scheme names; None where the case has no money."""
    if not money:
        return None
    amounts = Money(
        initial_fen=_fen(money.get("initial")),
        full_year_fen=_fen(money.get("full_year")),
        arrived_fen=_fen(money.get("arrived")),
        carried_fen=_fen(money.get("carried")),
    )
    base = base_fen(amounts, scheme.base)
    return None if base is None else Execution(budget_fen=base, executed_fen=_fen(money["executed"]))


def _printed(row: Mapping[str, object], key: str) -> Printed:
    value = row.get(key, "")
    return parse("" if value is None else str(value))


def _points(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _share(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def _fen(value: object) -> Fen | None:
    return None if value is None else parse_yuan(str(value), "万元")
