"""What the page of components shows: one invented example of every part that screens are made of."""

from fractions import Fraction
from typing import Final

from yuheng.kernel.flow import State
from yuheng.kernel.outcome import Decision, Problem, Severity, Words
from yuheng.platform.ui import charts
from yuheng.platform.ui.flowview import Stop

_PLAN: Final = (8, 16, 25, 33, 42, 50, 58, 67, 75, 83, 92, 100)
_PAID: Final = (5, 12, 23, 31, 38, 48, 55, 60)
_DONE: Final = (0, 5, 15, 20, 33, 40, 52, 58)
_TONES: Final = ("info", "wait", "good", "bad", "mute")


def samples() -> dict[str, object]:
    """The context of `platform/pages/components.html`."""
    return {
        "share": Fraction(606, 1000),
        "fen": 864_200_000_000,
        "plan_fen": 579_000_000_000,
        "paid_fen": 523_700_000_000,
        "lights": ("red", "amber", "green", "blue", "grey"),
        "states": [
            State(tone, Words(zh=f"状态 {tone}", en=f"State {tone}"), Words(zh="", en=""), tone=tone) for tone in _TONES
        ],
        "steps": _stops(),
        "problems": _problems(),
        "decision": Decision.no(
            Words(zh="编制人不能审核自己的材料", en="Who prepared it may not check it"), source="example#art-1"
        ),
        "year_curve": _year(),
        "rule_curve": _rule(),
        "grades": _grades(),
    }


def _stops() -> list[Stop]:
    return [
        Stop(Words(zh="单位申报", en="Unit hands in"), "done"),
        Stop(Words(zh="主管部门审核", en="Department reviews"), "current"),
        Stop(Words(zh="财政审核", en="Finance reviews")),
        Stop(Words(zh="批复", en="Approved")),
    ]


def _problems() -> list[Problem]:
    return [
        Problem(
            "sum",
            "B7",
            Words(zh="合计与明细之和不符", en="The total is not the sum of its parts"),
            found="9,000.00",
            expected="9,100.00",
            remedy=Words(zh="核对第 3 行后重新填写合计", en="Check row 3, then enter the total again"),
        ),
        Problem("low", "F3", Words(zh="目标值偏低", en="The target is low"), severity=Severity.WARNING),
    ]


def _year() -> charts.Chart:
    whole = 1200
    months = [
        charts.Month(
            number,
            plan_fen=plan * whole // 100,
            paid_fen=_PAID[number - 1] * whole // 100 if number <= len(_PAID) else None,
            result=Fraction(_DONE[number - 1], 100) if number <= len(_DONE) else None,
        )
        for number, plan in enumerate(_PLAN, start=1)
    ]
    return charts.money_and_results(months, total_fen=whole)


def _rule() -> charts.Chart:
    corners = [(Fraction(0), Fraction(0)), (Fraction(1), Fraction(1)), (Fraction(3, 2), Fraction(1))]
    return charts.score_on_curve(
        corners,
        at=(Fraction(92, 100), Fraction(92, 100)),
        measure=Words(zh="实际值 ÷ 目标值", en="Actual ÷ target"),
        working=Words(zh="0.92 × 10 分 = 9.20 分", en="0.92 × 10 points = 9.20 points"),
    )


def _grades() -> charts.Chart:
    counts = [
        (Words(zh="优", en="Excellent"), 120, "good"),
        (Words(zh="良", en="Good"), 160, "info"),
        (Words(zh="中", en="Fair"), 60, "warn"),
        (Words(zh="差", en="Poor"), 12, "bad"),
    ]
    return charts.distribution(counts, title=Words(zh="评价等级", en="Grades"))
