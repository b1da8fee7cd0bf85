"""The thirty points on which rules, forms and systems disagree (rules-project.md, part 8): each is expressible, and shown."""

from __future__ import annotations

import re

import pytest

from yuheng.evaluation.cases import outcome_of, run_cases
from yuheng.regulations.domain.cases import Case
from yuheng.regulations.queries import cases

POINTS = {
    1: "grade bands: half-open, whole points, 80/70/60, above 90",
    2: "number and names of grades",
    3: "when to round",
    4: "denominator of the execution rate",
    5: "execution above 100 %, budget of zero",
    6: "execution weight 10 or 20; linear or banded",
    7: "first-level weights",
    8: "cost as a level of its own",
    9: "no satisfaction indicator",
    10: "shortfall: proportion, threshold, steps, per-point deduction",
    11: "over-completion: nothing, a reason, a hook, a deduction",
    12: "less is better: A/B, zero at twice the target, < unlike <=",
    13: "exact targets: overshoot full or punished",
    14: "target zero, actual negative, actual missing",
    15: "qualitative: bands and their ends, typed or computed, graded lists",
    16: "inapplicable: rescale, full, zero",
    17: "weights set against weights at scoring",
    18: "aggregation over units",
    19: "monitoring pace",
    20: "monitoring period",
    21: "lists of causes and of possibility",
    22: "target review: consequences, points, counting, deductions",
    23: "appraisal before the event: dimensions and limits",
    24: "cuts",
    25: "silence and lateness",
    26: "working days or calendar days",
    27: "force of the source",
    28: "which version applies",
    29: "unreliable numbering: title and date beside the number",
    30: "legal text, system setting and practice",
}


def shown() -> dict[int, list[Case]]:
    """The cases of each point, by the number before their names."""
    found: dict[int, list[Case]] = {}
    for case in cases():
        if case.place.startswith("cases/disagreements.yaml") and (number := re.match(r"\d+(?= )", case.name)):
            found.setdefault(int(number[0]), []).append(case)
    return found


def test_every_point_has_its_cases_and_no_case_is_of_another() -> None:
    assert set(shown()) == set(POINTS)


@pytest.mark.parametrize("point", POINTS, ids=[f"{number} {words}" for number, words in POINTS.items()])
def test_both_sides_of_a_disagreement_are_law_at_once_and_differ(point: int) -> None:
    each = shown()[point]
    assert run_cases(each) == []
    sides = {str([(key, outcome_of(case)[key]) for key in sorted(case.expect)]) for case in each}
    assert len(sides) > 1, "a disagreement has two sides"
