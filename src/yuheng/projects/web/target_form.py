"""The sheet on which a target is set: rows of indicators as typed or pasted, each with its problems and its reading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from yuheng.kernel.outcome import Problem
from yuheng.projects.domain.drafts import IndicatorDraft
from yuheng.projects.domain.readings import read
from yuheng.projects.domain.sheet import COLUMNS, rows_from_text
from yuheng.projects.domain.targets import SetIndicator
from yuheng.projects.web.readings import SIGN, reading_words

BLANK_ROWS = 4
LEAST_ROWS = 10
MOST_ROWS = 200
LEVELS = ("成本指标", "产出指标", "效益指标", "满意度指标")
SIGN_NAMES = {**SIGN, "qual": "定性"}
SIGNS = tuple(SIGN_NAMES[code] for code in (">=", ">", "=", "<", "<=", "qual"))


@dataclass(frozen=True)
class SheetRow:
    """One row as shown: what was typed, what is wrong with it, how its value is read, which weight it would get."""

    draft: IndicatorDraft
    problems: tuple[Problem, ...] = ()
    reading: str = ""
    measurable: bool = False
    weight_c: int | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was typed into it."""
        return not any(getattr(self.draft, name) for name in COLUMNS)

    @property
    def levels(self) -> tuple[str, ...]:
        """Level-1 names to choose from, with the typed one among them."""
        return LEVELS if self.draft.level1 in ("", *LEVELS) else (*LEVELS, self.draft.level1)

    @property
    def sign(self) -> str:
        """The comparison as the form writes it."""
        return SIGN_NAMES.get(self.draft.operator, self.draft.operator)

    @property
    def signs(self) -> tuple[str, ...]:
        """Comparisons to choose from, with the typed one among them."""
        return SIGNS if self.sign in ("", *SIGNS) else (*SIGNS, self.sign)


def posted(data: QueryDict) -> tuple[IndicatorDraft, ...]:
    """The rows that hold something, numbered from 1; pasted text counts as further rows."""
    typed = [_typed(data, number) for number in range(MOST_ROWS) if f"name-{number}" in data]
    rows = [row for row in typed if any(getattr(row, name) for name in COLUMNS)]
    rows += rows_from_text(data.get("pasted", ""))
    return tuple(replace(row, no=number) for number, row in enumerate(rows, start=1))


def _typed(data: QueryDict, number: int) -> IndicatorDraft:
    cells = {name: data.get(f"{name}-{number}", "").strip() for name in COLUMNS}
    return IndicatorDraft(no=number, **cells)


def sheet(
    drafts: Iterable[IndicatorDraft],
    year: int,
    *,
    problems: Iterable[Problem] = (),
    settled: Iterable[SetIndicator] = (),
) -> list[SheetRow]:
    """The rows to show, with room for more; `settled` gives the weights that were found."""
    by_row = _by_row(problems)
    weights = {one.draft.no: one.weight_c for one in settled}
    rows = [_row(draft, year, by_row, weights) for draft in drafts]
    room = max(LEAST_ROWS, len(rows) + BLANK_ROWS)
    return rows + [SheetRow(IndicatorDraft(number, "", "", "")) for number in range(len(rows) + 1, room + 1)]


def _row(
    draft: IndicatorDraft, year: int, problems: Mapping[str, tuple[Problem, ...]], weights: Mapping[int, int]
) -> SheetRow:
    reading = read(draft, year)
    words = reading_words(reading) if draft.printed else ""
    return SheetRow(draft, problems.get(str(draft.no), ()), words, reading.measurable, weights.get(draft.no))


def _by_row(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    """Problems by the row number at the end of where they are."""
    found: dict[str, tuple[Problem, ...]] = {}
    for problem in problems:
        row = problem.where.rsplit(" · ", 1)[-1]
        if row.isdecimal():
            found[row] = (*found.get(row, ()), problem)
    return found


def about_no_row(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of the whole sheet."""
    return [problem for problem in problems if not problem.where.rsplit(" · ", 1)[-1].isdecimal()]
