"""Running the worked cases of the law (`rules/cases`): every case that does not come out is a problem.

What a case gives decides what is asked of its rule: see `outcome_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from yuheng.evaluation.case_tables import over_units, whole_table
from yuheng.evaluation.domain.grade import grade_of, grades_from
from yuheng.evaluation.domain.rules import ScoringRule, fraction, mapping, over_tier, scoring_rule, sequence
from yuheng.evaluation.domain.score import Scored, score_execution, score_indicator
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.money import parse_yuan
from yuheng.kernel.numbers import parse
from yuheng.kernel.outcome import Problem, Words
from yuheng.regulations.domain.book import spec_fields
from yuheng.regulations.domain.cases import Case
from yuheng.regulations.domain.law import Plain, Rule, plain_json
from yuheng.regulations.queries import cases, deadline, rule

WRONG = Words(zh="案例结果不符", en="The case does not come out as it should")


def run_cases(which: Iterable[Case] | None = None) -> list[Problem]:
    """Run all worked cases, or the given ones; an empty list means that the law does what its cases say."""
    problems: list[Problem] = []
    for case in cases() if which is None else which:
        got = outcome_of(case)
        wanted = {key: plain_json(value) for key, value in case.expect.items()}
        found = {key: got.get(key) for key in wanted}
        if found != wanted:
            where = f"{case.place} {case.name}"
            problems.append(Problem("case", where, WRONG, str(got), str(wanted), case.rule_id))
    return problems


def outcome_of(case: Case) -> dict[str, object]:
    """Return what a case gives, as plain JSON data.

    `rows` under a scheme: a whole table; `units`: an indicator of several units; `first`: the day that a period ends;
    `value` under bands: a code; `weight`: points and status, under the rule `with` other keys where the case states
    some. Nothing given: the value itself with its codes, trust and document.
    """
    try:
        found = rule(case.rule_id, on=case.on, region=case.region)
    except NoLaw:
        return {"no_law": True}
    first = case.given.get("first")
    if isinstance(first, date):
        return {"day": deadline(case.rule_id, first, case.region).isoformat()}
    if "rows" in case.given:
        return whole_table(case)
    if "units" in case.given:
        return over_units(case, found)
    if found.kind == "bands" and "value" in case.given:
        return {"code": _code(found, case.given["value"])}
    return _scored(_score(found, case.given)) if "weight" in case.given else _stated(found)


def _code(found: Rule, value: Plain) -> str | None:
    grade = grade_of(fraction(value), grades_from([dict(row) for row in found.rows]))
    return grade.code if grade else None


def _stated(found: Rule) -> dict[str, object]:
    """The value as it stands, and which document says so with what force."""
    document = found.source.instrument
    rows = [mapping(row) for row in sequence(found.value)]
    return {
        "value": plain_json(found.value),
        "codes": [str(row["code"]) for row in rows if "code" in row],
        "titles": [title.zh for row in rows if isinstance(title := row.get("title"), Words)],
        "trust": found.trust.value,
        "document": document.status,
        "number": document.number,
        "issued": plain_json(document.issued),
    }


def _rule(found: Rule, given: Mapping[str, Plain]) -> ScoringRule:
    """The rule in force, with the keys that the case states in the place of its own, and tiers where it has some."""
    scoring = scoring_rule({**spec_fields(found), **mapping(given.get("with"))})
    return scoring.with_over(tuple(over_tier(mapping(row)) for row in sequence(given.get("over"))))


def _score(found: Rule, given: Mapping[str, Plain]) -> Scored:
    scoring, weight = _rule(found, given), Decimal(str(given["weight"]))
    if "budget" in given:
        budget, executed = (parse_yuan(str(given[key]), "万元") for key in ("budget", "executed"))
        return score_execution(rule=scoring, weight=weight, budget_fen=budget, executed_fen=executed)
    share = given.get("share")
    return score_indicator(
        rule=scoring,
        weight=weight,
        target=parse(str(given["target"])),
        actual=parse(str(given["actual"])),
        label_share=None if share is None else Fraction(str(share)),
    )


def _scored(scored: Scored) -> dict[str, object]:
    return {"points": plain_json(scored.points), "status": scored.status, "reason": scored.needs_reason}
