"""PPP and concessions 政府和社会资本合作、特许经营: what the contract says is due for a year, given its score.

Pay = A × [(1 − λ) + λ × k(S)] + O × k(S), exact, rounded half up to a fen once. A is the availability part, O the
operation part, λ the share of A that is tied to the score S, k the contract's own curve. From the score on that the
rule names, k is 1 (docs/algorithms/new-fields.md). Every legacy contract sets λ and k itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from yuheng.kernel.curve import Curve, faults_in
from yuheng.kernel.curve import Point as Corner
from yuheng.kernel.money import Fen, round_half_up, wan
from yuheng.kernel.outcome import Problem, Severity, Words
from yuheng.kernel.text import plain
from yuheng.projects.domain.kinds.norms import About, Law, Norm
from yuheng.projects.domain.kinds.sheets import E4, Field, Sheet

FULL_SCORE = 100
POINT = re.compile(r"(\d+(?:\.\d+)?)\s*[:=]\s*(\d+(?:\.\d+)?)(%?)")
BETWEEN = re.compile(r"[,;、\s]+")


@dataclass(frozen=True, slots=True)
class ConcessionRow:
    """What the contract foresees for one year: the availability part and the operation part."""

    year: int
    availability_fen: Fen
    operation_fen: Fen


@dataclass(frozen=True, slots=True)
class Concession:
    """A contract: `linked_e4` is λ in ten-thousandths; `points` the corners of k as typed, "0:0 60:0.6 80:1"."""

    contract_no: str
    partner: str
    linked_e4: int
    points: str
    rows: tuple[ConcessionRow, ...]


@dataclass(frozen=True, slots=True)
class Payment:
    """What is due for a year at a score, what was withheld, and how it was reckoned."""

    year: int
    score: Fraction
    share: Fraction
    due_fen: Fen
    full_fen: Fen
    working: Words

    @property
    def withheld_fen(self) -> Fen:
        """What the score costs the operator."""
        return self.full_fen - self.due_fen


SHEET = Sheet(
    plan=Concession,
    head=(
        Field("contract_no", Words(zh="合同编号", en="Contract no."), "text"),
        Field("partner", Words(zh="社会资本方", en="Private partner"), "text"),
        Field(
            "linked_e4",
            Words(zh="可用性付费挂钩比例 λ", en="Share λ of availability tied to the score"),
            "share",
            hint=Words(zh="写作 0.3 或 30%", en="Written 0.3 or 30%"),
        ),
        Field(
            "points",
            Words(zh="付费系数曲线 k(S)", en="Curve k(S)"),
            "text",
            hint=Words(
                zh="按合同填写折点，如 0:0 60:0.6 80:1（得分:系数）",
                en="The contract's corners as score:factor, such as 0:0 60:0.6 80:1",
            ),
        ),
    ),
    row=ConcessionRow,
    rows=(
        Field("year", Words(zh="年度", en="Year"), "year"),
        Field("availability_fen", Words(zh="可用性付费 A", en="Availability A"), needed=False),
        Field("operation_fen", Words(zh="运营付费 O", en="Operation O"), needed=False),
    ),
    key=("year",),
)


def curve_of(points: str) -> Curve | None:
    """The contract's curve from its corners as typed; None when they make none.

    >>> curve_of("0:0 60:60% 80:1").at(70).y
    Fraction(4, 5)
    """
    found: list[Corner] = []
    for part in BETWEEN.split(plain(points).strip()):
        hit = POINT.fullmatch(part)
        if hit is None:
            return None
        found.append(Corner(Fraction(hit[1]), Fraction(hit[2]) / (100 if hit[3] else 1)))
    return Curve(tuple(found)) if not faults_in(found) else None


def payment_due(contract: Concession, year: int, score: Fraction, *, full_from: Fraction | None = None) -> Payment:
    """What a contract asks to be paid for a year at a score of 0 to 100.

    KeyError for a year that the contract does not have, ValueError for a score outside 0–100 or a contract without a
    curve. `full_from`: the score from which the rule pays in full; None leaves it to the contract's curve alone.

    >>> contract = Concession("PPP-1", "", 3000, "0:0 60:0.6 80:1", (ConcessionRow(2027, 1_000_00, 200_00),))
    >>> payment_due(contract, 2027, Fraction(70)).due_fen  # 1000 × (0.7 + 0.3 × 0.8) + 200 × 0.8 = 1100 yuan
    110000
    """
    row = {one.year: one for one in contract.rows}[year]
    curve = curve_of(contract.points)
    if curve is None or not 0 <= score <= FULL_SCORE:
        raise ValueError(f"no payment at a score of {score} by the curve {contract.points!r}")
    share = Fraction(1) if full_from is not None and score >= full_from else curve.at(score).y
    linked = Fraction(contract.linked_e4, E4)
    due = row.availability_fen * (1 - linked + linked * share) + row.operation_fen * share
    fen = int(round_half_up(due, 0))
    k, part = round_half_up(share, 4).normalize(), round_half_up(linked, 4).normalize()
    told = (
        f"{wan(row.availability_fen)} × [(1 − {part:f}) + {part:f} × {k:f}]"
        f" + {wan(row.operation_fen)} × {k:f} = {wan(fen)}"
    )
    full_fen = row.availability_fen + row.operation_fen
    return Payment(year, score, share, fen, full_fen, Words(zh=f"{told}（万元）", en=f"{told} (10k yuan)"))


def check(plan: Concession, about: About, law: Law) -> Iterator[Problem]:
    """What is wrong with a contract as handed in."""
    least = law.get("linked")
    if least is not None and Fraction(plan.linked_e4, E4) < least.value:
        yield Problem(
            "linked_share",
            about.at("linked_e4"),
            Words(zh="与绩效挂钩的比例低于下限", en="The share tied to performance is below the least"),
            found=f"{round_half_up(Fraction(plan.linked_e4, E4), 4)}",
            expected=f"≥ {round_half_up(least.value, 2)}",
            rule=least.article,
            severity=least.weighs,
        )
    yield from _curve(plan.points, about, law.get("full"))
    for no, row in enumerate(plan.rows, 1):
        if row.year and not about.year <= row.year <= about.last_year:
            message = Words(zh="不在项目实施期内", en="It is outside the project's years")
            years = f"{about.year}–{about.last_year}"
            yield Problem("plan_year", about.at(no, "year"), message, found=str(row.year), expected=years)


def _curve(points: str, about: About, full: Norm | None) -> Iterator[Problem]:
    curve, place = curve_of(points), about.at("points")
    if curve is None:
        message = Words(
            zh="曲线不成立：折点按得分从小到大，写作 得分:系数", en="No curve: corners rise by score, as score:factor"
        )
        yield Problem("curve_points", place, message, found=points, expected="0:0 60:0.6 80:1")
        return
    if any(one.x > FULL_SCORE or one.y > 1 for one in curve.points):
        message = Words(zh="得分须在 0–100、系数须在 0–1 之间", en="Scores lie within 0–100 and factors within 0–1")
        yield Problem("curve_range", place, message, found=points)
    if any(later.y < earlier.y for earlier, later in pairwise(curve.points)):
        message = Words(zh="得分提高而系数下降", en="A better score would be paid less")
        yield Problem("curve_falls", place, message, found=points)
    if full is not None and curve.at(full.value).y < 1:
        message = Words(
            zh=f"合同曲线在 {full.value} 分时未全额付费；付款计算按规定全额",
            en=f"The contract's curve pays less than all at {full.value} points; the rule pays in full there",
        )
        yield Problem("curve_full", place, message, found=points, rule=full.article, severity=Severity.NOTE)


def gate(plan: Concession, about: About, law: Law) -> Iterator[Problem]:
    """A contract gets money only for a year that it has."""
    if about.budget_year and about.budget_year not in {row.year for row in plan.rows}:
        year = about.budget_year
        message = Words(zh=f"合同没有 {year} 年的付费安排", en=f"The contract foresees no payment in {year}")
        yield Problem("plan_year", about.at("rows"), message, found=str(year))
