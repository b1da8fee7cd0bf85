"""What the whole table says: weights, sums, the grade, blanks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from yuheng.evaluation.domain.grade import grade_of
from yuheng.evaluation.domain.published_form import Form
from yuheng.evaluation.domain.scheme import Scheme
from yuheng.kernel.numbers import Kind
from yuheng.kernel.outcome import Problem, Severity, Words

FULL = Decimal(100)
HAIR = Decimal("0.005")  # spreadsheets keep decimals that nobody sees; points have two


def total_problems(form: Form, scheme: Scheme | None) -> Iterator[Problem]:
    """List what is wrong with weights, sums and grade; sums are held to only where no row is missing."""
    yield from _weights(form)
    yield from _total(form)
    if scheme is not None:
        yield from _grade(form, scheme)
    yield from _blank(form)
    yield from _weights_in_other_cells(form)


def _weights(form: Form) -> Iterator[Problem]:
    first = form.first
    own = [row.weight for row in form.rows]
    total = sum((weight for weight in own if weight is not None), Decimal(0))
    money = first.weight if first is not None and first.weight is not None and first.weight < FULL else Decimal(0)
    known = bool(own) and None not in own
    if not form.scored or not any(own):
        return
    if total + money > FULL or (form.complete and known and total + money != FULL and total != FULL):
        said = Words(zh="分值之和不是 100", en="The weights do not add up to 100")
        yield Problem("weights_not_100", "indicators[].weight", said, f"{total + money}", f"{FULL}")
    if form.complete and known and form.weight_total is not None and form.weight_total not in {total, total + money}:
        said = Words(zh="分值合计与各行之和不符", en="The printed sum of weights is not the sum of the rows")
        yield Problem("weights_not_100", "printed_weight_total", said, f"{form.weight_total}", f"{total + money}")


def _total(form: Form) -> Iterator[Problem]:
    """The printed total against the rows; where rows are missing, the points that are visibly lost bound it."""
    if form.score_total is None or not form.rows:
        return
    scores = [row.score for row in form.rows if row.weight is not None or row.score is not None]
    first = form.first
    money = first.score if first is not None else None
    added = sum((score for score in scores if score is not None), Decimal(0)) + (money or Decimal(0))
    lost = sum(
        (row.weight - row.score for row in form.rows if row.weight is not None and row.score is not None), Decimal(0)
    )
    said = Words(zh="总分与各项得分之和不符", en="The total is not the sum of the points")
    if form.complete and None not in scores and scores and abs(added - form.score_total) >= HAIR:
        yield Problem("total_ne_sum", "printed_score_total", said, f"{form.score_total}", f"{added}")
    elif lost > 0 and form.score_total > FULL - lost and not (form.complete and added == form.score_total):
        most = Words(zh="总分高于扣分之后可能的最高分", en="The total is above what the visible deductions leave")
        yield Problem("total_ne_sum", "printed_score_total", most, f"{form.score_total}", f"≤ {FULL - lost}")


def _grade(form: Form, scheme: Scheme) -> Iterator[Problem]:
    if form.score_total is None or not form.rating:
        return
    printed = next((grade for grade in scheme.grades if form.rating.startswith(grade.title.zh)), None)
    right = grade_of(form.score_total, scheme.grades)
    if printed is not None and right is not None and printed.code != right.code:
        said = Words(
            zh=f"{form.score_total} 分应评为“{right.title.zh}”", en=f"{form.score_total} points make “{right.title.en}”"
        )
        yield Problem("rating_mismatch", "printed_rating", said, form.rating, right.title.zh, scheme.source)


def _blank(form: Form) -> Iterator[Problem]:
    weighed = [row for row in form.rows if row.weight is not None]
    if form.scored and weighed and all(row.blank_score for row in weighed):
        said = Words(zh="得分栏全部空白", en="The whole column of points is blank")
        yield Problem("template_or_blank", "indicators[].score", said, severity=Severity.WARNING)


def _weights_in_other_cells(form: Form) -> Iterator[Problem]:
    """Targets that are bare numbers, repeat as actuals and add up to 100, beside empty weights: the columns slipped."""
    pairs = [(row.target, row.actual) for row in form.rows if row.weight is None and row.score is None]
    if len(pairs) < 2 or len(pairs) != len(form.rows):
        return
    values = [t.value for t, a in pairs if t and a and t.kind is Kind.NUMBER and not t.unit and t.text == a.text]
    total = sum((value for value in values if value is not None), Decimal(0))
    if len(values) == len(pairs) and total in {FULL, FULL - 10}:
        said = Words(zh="指标值栏像是填了分值", en="The targets seem to be the weights")
        yield Problem("wrong_cell", "indicators[].target", said, f"Σ = {total}", severity=Severity.WARNING)
