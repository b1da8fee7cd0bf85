"""Totals add up what was published, and count what is not said apart."""

from yuheng.disclosure.domain.content import MISSING_WORDS, Missing
from yuheng.disclosure.domain.summary import Summary, is_achieved, summary_of, totals

WAN = 1_000_000
PLACE = {"code": "301", "zh": "水务局", "en": "Water"}


def content(**parts: object) -> dict[str, object]:
    """A published content with some parts replaced."""
    whole: dict[str, object] = {
        "year": 2025,
        "project": {
            "code": "P1",
            "name": "险工加固",
            "purpose": "",
            "unit": PLACE,
            "department": PLACE,
            "county": PLACE,
        },
        "money": {"budget_fen": 200 * WAN, "paid_fen": 150 * WAN, "rate": {"percent": "75.00"}},
        "promise": {
            "statement": "",
            "indicators": [{"points_c": 500, "weight_c": 500}, {"points_c": 0, "weight_c": 500}],
        },
        "score": {"total_c": 8500, "grade": {"code": "good", "zh": "良", "en": "Good"}},
        "effect": {"year": 2027, "base_fen": 200 * WAN, "decided_fen": 180 * WAN},
    }
    return {**whole, **parts}


def lines() -> list[Summary]:
    """Three publications: one whole, one whose effect is undecided, one whose money is withheld."""
    undecided = content(effect={"missing": "not_yet_due"})
    withheld = content(money={"missing": "withheld", "ground": "x"})
    return [summary_of(one, str(n)) for n, one in enumerate((content(), undecided, withheld))]


def test_totals_add_up_what_is_said_and_nothing_else() -> None:
    whole = totals(lines())
    assert (whole.count, whole.budget_fen, whole.paid_fen) == (3, 400 * WAN, 300 * WAN)
    assert (whole.up_fen, whole.down_fen, whole.undecided) == (0, 40 * WAN, 1)
    assert (whole.promised, whole.achieved, dict(whole.grades)) == (6, 3, {"good": 3})


def test_totals_of_nothing_have_no_rates() -> None:
    empty = totals([])
    assert (empty.count, empty.rate, empty.kept) == (0, None, None)


def test_an_indicator_without_points_was_not_achieved() -> None:
    assert not is_achieved({"points_c": None, "weight_c": 500})
    assert not is_achieved({"points_c": 499, "weight_c": 500})
    assert is_achieved({"points_c": 500, "weight_c": 500})


def test_an_indicator_is_held_against_the_weight_it_was_scored_with() -> None:
    rescaled = {"points_c": 3333, "weight_c": 2500, "working": {"weight": "33.3333"}}
    assert is_achieved(rescaled)
    assert not is_achieved({**rescaled, "points_c": 3300})


def test_every_kind_of_missing_has_words_in_both_languages() -> None:
    assert all(MISSING_WORDS[one].zh and MISSING_WORDS[one].en for one in Missing)
