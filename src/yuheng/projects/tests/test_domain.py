"""The arithmetic of weights and appraisals, on any input."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from yuheng.kernel.outcome import Words
from yuheng.projects.domain.appraisal import AppraisalScheme, Band, Dimension, conclude
from yuheng.projects.domain.drafts import DimensionScore, IndicatorDraft, TargetDraft
from yuheng.projects.domain.hints import hints_for
from yuheng.projects.domain.targets import settle
from yuheng.projects.domain.weights import LEVELS, WeightScheme, assign

LAW = WeightScheme(
    with_cost={"cost": 2000, "output": 4000, "benefit": 2000, "satisfaction": 1000},
    without_cost={"output": 5000, "benefit": 3000, "satisfaction": 1000},
    execution_c=1000,
    article="",
)
rows = st.lists(st.sampled_from(LEVELS), min_size=1, max_size=40)


@given(rows)
def test_assigned_weights_add_up_exactly_whatever_levels_a_target_has(levels: list[str]) -> None:
    weights = assign(levels, [None] * len(levels), LAW)
    assert weights is not None and sum(weights) == 9000 and min(weights) > 0
    for level in set(levels):
        alike = [weight for weight, own in zip(weights, levels, strict=True) if own == level]
        assert max(alike) - min(alike) <= 1


@given(rows, st.data())
def test_printed_weights_stay_and_the_rest_is_divided_exactly(levels: list[str], data: st.DataObject) -> None:
    printed = data.draw(st.lists(st.none() | st.integers(1, 400), min_size=len(levels), max_size=len(levels)))
    weights = assign(levels, printed, LAW)
    used = sum(one or 0 for one in printed)
    if None in printed and used >= 9000:
        assert weights is None
    else:
        assert weights is not None and all(a == b for a, b in zip(printed, weights, strict=True) if a is not None)
        assert sum(weights) == (9000 if None in printed else used)


@given(st.lists(st.integers(0, 5000), min_size=2, max_size=2))
def test_the_total_of_an_appraisal_is_exact_and_the_bound_belongs_to_the_better_band(points_c: list[int]) -> None:
    pair = (Dimension("a", Words("甲", "A"), 5000), Dimension("b", Words("乙", "B"), 5000))
    law = AppraisalScheme(pair, (Band(0, "reject"), Band(9000, "support"), Band(7000, "adjust")), "")
    scores = [DimensionScore(code, Decimal(c) / 100) for code, c in zip("ab", points_c, strict=True)]
    total = sum(points_c)
    expected = "support" if total >= 9000 else "adjust" if total >= 7000 else "reject"
    assert conclude(scores, law).total_c == total
    assert conclude(scores, law).conclusion == expected


def test_a_vague_target_gets_a_hint_and_a_measured_one_does_not() -> None:
    vague, measured = (
        IndicatorDraft(1, "效益指标", "", "生活水平", "定性", "明显提高"),
        IndicatorDraft(2, "产出指标", "", "机井", "≥", "12眼"),
    )
    settled, problems = settle(TargetDraft(None, 2027, "解决饮水", (vague, measured)), LAW, where="")
    assert not problems
    assert [(hint.where, hint.code) for hint in hints_for(settled)] == [("1", "vague")]
