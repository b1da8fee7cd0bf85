"""What an appraisal before the event concludes: points per dimension, their total, and the band it falls into.

The dimensions, their full points and the bands are rules (`appraisal.*`); nothing of them stands here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from yuheng.kernel.outcome import NOTHING, Problem, Words
from yuheng.projects.domain.drafts import DimensionScore

CONCLUSIONS = {
    "support": Words(zh="予以支持", en="Support"),
    "adjust": Words(zh="调整完善后予以支持", en="Support after adjustment"),
    "reject": Words(zh="不予支持", en="Do not support"),
}
CONCLUSION_CODES = {"support": "support", "adjust": "adjust", "refuse": "reject"}  # the rule's word -> the table's
STEPS = {"support": "support", "adjust": "return_from_appraisal", "reject": "refuse"}


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension with its full points in hundredths."""

    code: str
    title: Words
    full_c: int
    asks: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Band:
    """From so many hundredths of a point on, this conclusion."""

    least_c: int
    conclusion: str


@dataclass(frozen=True, slots=True)
class AppraisalScheme:
    """The dimensions and bands in force, and the articles they come from."""

    dimensions: tuple[Dimension, ...]
    bands: tuple[Band, ...]
    article: str
    unverified: bool = False

    @property
    def full_c(self) -> int:
        """The most that can be reached, in hundredths of a point."""
        return sum(one.full_c for one in self.dimensions)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The total in hundredths of a point and what follows from it: support, adjust or reject."""

    total_c: int
    conclusion: str


def hundredths(points: Decimal) -> int | None:
    """Points as integer hundredths; None when they are finer or no number.

    >>> hundredths(Decimal("18.5")), hundredths(Decimal("18.555")), hundredths(Decimal("NaN"))
    (1850, None, None)
    """
    if not points.is_finite():
        return None
    scaled = points * 100
    return int(scaled) if scaled == int(scaled) else None


def conclude(scores: Sequence[DimensionScore], scheme: AppraisalScheme) -> Verdict:
    """Add up the points and find the band. Scores that `problems_in_scores` objects to must not come here.

    >>> pair = (Dimension("need", Words("必要性"), 6000), Dimension("cost", Words("经济性"), 4000))
    >>> law = AppraisalScheme(pair, (Band(9000, "support"), Band(7000, "adjust"), Band(0, "reject")), "")
    >>> [conclude([DimensionScore("need", Decimal(n)), DimensionScore("cost", Decimal("30"))], law).conclusion
    ...  for n in ("60", "59.99", "39.99")]
    ['support', 'adjust', 'reject']
    """
    total_c = sum(hundredths(score.points) or 0 for score in scores)
    for band in sorted(scheme.bands, key=lambda one: one.least_c, reverse=True):
        if total_c >= band.least_c:
            return Verdict(total_c, band.conclusion)
    raise ValueError("the bands of an appraisal must begin at zero")


def problems_in_scores(where: str, scores: Sequence[DimensionScore], scheme: AppraisalScheme) -> list[Problem]:
    """List all that is wrong: a dimension missing, unknown or twice, points below zero, above full, or too fine."""
    found: list[Problem] = []
    by_code = {one.code: one for one in scheme.dimensions}
    given = [score.dimension for score in scores]
    for code, dimension in by_code.items():
        if given.count(code) != 1:
            found.append(_not_once(where, dimension, given.count(code)))
    for score in scores:
        known = by_code.get(score.dimension)
        if known is None:
            message = Words(zh=f"没有“{score.dimension}”这一评估维度", en=f"There is no dimension {score.dimension}")
            found.append(Problem("dimension_unknown", where, message, found=score.dimension, rule=scheme.article))
        else:
            found += _points_wrong(where, score, known, scheme.article)
    return found


def _not_once(where: str, dimension: Dimension, times: int) -> Problem:
    message = Words(
        zh=f"“{dimension.title.zh}”须打分一次，现为 {times} 次",
        en=f"{dimension.title.en} needs points once, not {times} times",
    )
    return Problem("dimension_not_once", f"{where} · {dimension.title.zh}", message, found=str(times), expected="1")


def _points_wrong(where: str, score: DimensionScore, dimension: Dimension, article: str) -> list[Problem]:
    place = f"{where} · {dimension.title.zh}"
    points_c = hundredths(score.points)
    if points_c is None:
        message = Words(zh="得分最多两位小数", en="Points have at most two decimals")
        return [Problem("points_too_fine", place, message, found=str(score.points), rule=article)]
    if not 0 <= points_c <= dimension.full_c:
        full = f"{Decimal(dimension.full_c) / 100:f}"
        message = Words(zh=f"得分须在 0 与 {full} 之间", en=f"Points must lie between 0 and {full}")
        return [
            Problem("points_out_of_range", place, message, found=str(score.points), expected=f"0–{full}", rule=article)
        ]
    return []
