"""What the lights say, on numbers in sight. The thresholds are the deployed system's 60 and 80 and Sichuan's checkpoints."""

from datetime import date
from fractions import Fraction

import pytest

from yuheng.kernel.numbers import parse
from yuheng.monitoring.domain.lights import (
    Bands,
    Checkpoint,
    Followed,
    Light,
    Moment,
    Money,
    Watched,
    WatchRules,
    watch,
)
from yuheng.monitoring.domain.progress import Nature, nature_of, share_reached

PARTLY = Fraction(3, 5)
BANDS = Bands(Fraction(3, 5), Fraction(4, 5), "here#art-15", Fraction(6, 5))
RULES = WatchRules(BANDS, BANDS, (), "", Fraction(1, 10), "here#art-16")
OCTOBER = Moment(date(2026, 10, 31), 10)


def flow(name: str, share: Fraction | None, weight_c: int = 1000) -> Followed:
    return Followed(name, weight_c, Nature.FLOW, share)


def seen(paid: int, *indicators: Followed, rules: WatchRules = RULES, at: Moment = OCTOBER) -> Watched:
    return watch(money=Money(120_000_00, paid * 100), indicators=indicators, at=at, rules=rules)


@pytest.mark.parametrize(
    ("paid", "light"), [(59_999, "red"), (60_000, "yellow"), (79_999, "yellow"), (80_000, "green"), (0, "red")]
)
def test_money_is_red_below_three_fifths_of_the_pace_and_green_from_four_fifths(paid: int, light: str) -> None:
    assert seen(paid).money_light == light


def test_a_checkpoint_of_the_region_turns_green_money_yellow_and_names_its_own_article() -> None:
    local = WatchRules(
        BANDS, BANDS, (Checkpoint(8, Fraction(3, 5)), Checkpoint(10, Fraction(4, 5))), "sichuan", Fraction(1), ""
    )
    assert seen(95_999, rules=local).money_light == "yellow"
    assert seen(95_999, rules=local).reasons[0].article == "sichuan"
    assert seen(96_000, rules=local).money_light == "green"


def test_what_nobody_reported_is_grey_and_never_green() -> None:
    silent = seen(100_000, flow("机井", None))
    assert (silent.money_light, silent.result_light, silent.joint_light) == ("green", "grey", "grey")
    assert silent.light == Light.GREY
    assert silent.result is None


def test_before_the_first_month_is_over_nothing_is_due() -> None:
    january = seen(0, flow("机井", Fraction(0)), at=Moment(date(2026, 1, 15), 0))
    assert (january.money_light, january.result_light) == ("grey", "grey")


def test_results_are_weighted_and_one_indicator_does_not_make_up_for_another() -> None:
    both = seen(50_000, flow("机井", Fraction(3), 3000), flow("管网", Fraction(0), 1000))
    assert both.result == Fraction(3, 4)
    assert both.result_light == "yellow"
    assert any("管网" in reason.words.zh for reason in both.reasons)


def test_money_that_runs_ahead_of_results_by_more_than_ten_points_is_yellow() -> None:
    even = seen(100_000, flow("机井", Fraction(100_000, 120_000) - Fraction(1, 10)))
    ahead = seen(100_000, flow("机井", Fraction(100_000, 120_000) - Fraction(11, 100)))
    assert (even.joint_light, ahead.joint_light) == ("green", "yellow")
    assert "钱花得比成效快" in ahead.reasons[-1].words.zh


def test_what_is_held_is_not_expected_to_grow_with_the_year() -> None:
    rate = Followed("合格率", 1000, Nature.LEVEL, Fraction(1))
    assert seen(100_000, rate).result == Fraction(10, 12)
    assert seen(100_000, rate).light == "green"


def test_a_cost_above_its_ceiling_is_named_and_a_day_that_passed_unreported_too() -> None:
    cost = Followed("成本", 1000, Nature.CEILING, Fraction(9, 10))
    day = Followed("完工", 1000, Nature.DAY, None, date(2026, 9, 30))
    said = [reason.words.en for reason in seen(100_000, cost, day).reasons]
    assert any("above its ceiling" in text for text in said)
    assert any("day that has passed" in text for text in said)


def test_every_reason_is_said_in_both_languages() -> None:
    for reason in seen(70_000, flow("机井", Fraction(1, 3)), flow("管网", None)).reasons:
        assert reason.words.zh and reason.words.en


@pytest.mark.parametrize(
    ("operator", "target", "actual", "share"),
    [
        (">=", "200公里", "150公里", Fraction(3, 4)),
        (">=", "28万亩", "28.5万亩", Fraction(57, 56)),
        (">=", "95%", "57%", Fraction(3, 5)),
        ("<=", "202.6万元", "132.9万元", Fraction(1)),
        ("<=", "100万元", "125万元", Fraction(4, 5)),
        ("=", "0起", "0起", Fraction(1)),
        ("<=", "0起", "2起", Fraction(0)),
        ("", "2026年10月底前", "2026年9月30日", Fraction(1)),
        ("", "2026年10月底前", "2026年11月30日", PARTLY),
        ("", "效果明显", "部分达成", PARTLY),
        ("", "效果明显", "达成", Fraction(1)),
        (">=", "550万元", "20台", None),
    ],
)
def test_the_share_reached_follows_the_direction_of_the_target(
    operator: str, target: str, actual: str, share: Fraction | None
) -> None:
    goal = parse(target, year=2026)
    nature = nature_of(operator=operator, kind=goal.kind.value)
    assert share_reached(target=goal, actual=parse(actual, year=2026), nature=nature, partly=PARTLY) == share
