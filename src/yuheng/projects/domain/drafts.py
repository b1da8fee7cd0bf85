"""What people hand in: projects, appraisals, targets. Frozen, as typed; the other modules of this room judge them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from yuheng.kernel.money import Fen
from yuheng.projects.domain.kinds import ORDINARY, Plan

Row = TypeVar("Row")  # the project's row, whatever holds it


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A project as a unit enters it. `unit` is the unit's code, `year` and `last_year` the first and last budget year.

    `amount_fen` is for its whole life. `category` is personnel, operation or specific; `novelty` new or continuing;
    `kind` a key of `domain.kinds.TITLES`. A department as a whole has no amount.
    """

    code: str
    name: str
    unit: str
    category: str
    novelty: str
    function_code: str
    year: int
    last_year: int
    amount_fen: Fen
    sector: str = ""
    purpose: str = ""
    source_table: str = ""
    source_url: str = ""
    kind: str = ORDINARY


@dataclass(frozen=True, slots=True)
class PlanDraft(Generic[Row]):
    """The plan of a project of a special kind as it shall read from now on."""

    project: Row
    plan: Plan


@dataclass(frozen=True, slots=True)
class Amendment(Generic[Row]):
    """A project in draft as it shall read from now on; the code never changes."""

    project: Row
    draft: ProjectDraft


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """The points that an appraisal gives in one dimension, with at most two decimals."""

    dimension: str
    points: Decimal
    comment: str = ""


@dataclass(frozen=True, slots=True)
class AppraisalDraft(Generic[Row]):
    """An appraisal before the event; the conclusion follows from the points."""

    project: Row
    scores: tuple[DimensionScore, ...]
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """One indicator as printed: "≥95%" in `printed`, or "≥" in `operator` and "95%" in `printed`.

    Without a printed weight it gets one by the rule.
    """

    no: int
    level1: str
    level2: str
    name: str
    operator: str = ""
    printed: str = ""
    weight_printed: str = ""


@dataclass(frozen=True, slots=True)
class TargetDraft(Generic[Row]):
    """What a project promises for one year."""

    project: Row
    year: int
    statement: str
    indicators: tuple[IndicatorDraft, ...]
