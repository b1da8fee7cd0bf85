"""The law that holds for a project: whether it must be appraised and how, the weights of a target, what a plan is held to."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from yuheng.kernel.dated import NoLaw
from yuheng.kernel.money import FEN_PER_YUAN
from yuheng.kernel.outcome import NOTHING, Words
from yuheng.platform import clock
from yuheng.projects.domain.appraisal import CONCLUSION_CODES, AppraisalScheme, Band, Dimension
from yuheng.projects.domain.hints import TargetLimits
from yuheng.projects.domain.kinds import KINDS, ORDINARY, Law, Norm
from yuheng.projects.domain.weights import LEVELS, WeightScheme
from yuheng.projects.models import Project
from yuheng.regulations.domain.law import Plain, Rule
from yuheng.regulations.queries import rule

TRIGGERS = {"new": "new_project", "continuing": "expired_continued"}


def region_of(org_path: str) -> str:
    """The region whose law holds for an organisation: the first code of its path.

    >>> region_of("990123/301/301001/")
    '990123'
    """
    return org_path.split("/", 1)[0]


def appraisal_demand(project: Project) -> Rule | None:
    """The rule that demands an appraisal of this project before it is admitted; None when none does.

    Demanded are the kinds of project that the rule lists, from the amount on that the region names (none: all). A
    special bond enters the library only appraised, whatever its amount; a department as a whole is never appraised.
    """
    region, on = region_of(project.org_path), clock.today()
    if project.kind == "department":
        return None
    if project.kind == "bond" and (required := _asked("bond.appraisal_required", region, on)) and required.flag:
        return required
    if not rule("budget.appraisal_required", on=on, region=region).flag:
        return None
    triggers = rule("appraisal.triggers", on=on, region=region)
    if triggers.row(TRIGGERS[project.novelty]) is None:
        return None
    try:
        least_yuan = rule("appraisal.mandatory_from", on=on, region=region).number
    except NoLaw:
        return triggers
    return triggers if project.amount_fen >= least_yuan * FEN_PER_YUAN else None


def appraisal_scheme(*, region: str, on: date, kind: str = ORDINARY) -> AppraisalScheme:
    """The dimensions with their full points, and the bands of the conclusion, in force in a region on a day.

    A special bond has dimensions and points of its own.
    """
    bond = kind == "bond"
    dimensions = rule("bond.appraisal_dimensions" if bond else "appraisal.dimensions", on=on, region=region)
    weights = rule("bond.appraisal_weights" if bond else "appraisal.weights", on=on, region=region)
    bands = rule("appraisal.conclusions", on=on, region=region)
    return AppraisalScheme(
        dimensions=tuple(
            Dimension(
                str(row["code"]),
                _words(row["title"]),
                _hundredths(weights.fields[str(row["code"])]),
                _words(row["asks"]) if "asks" in row else NOTHING,
            )
            for row in dimensions.rows
        ),
        bands=tuple(Band(_hundredths(row["from"]), CONCLUSION_CODES[str(row["code"])]) for row in bands.rows),
        article=f"{dimensions.source.id}; {weights.source.id}; {bands.source.id}",
        unverified=dimensions.unverified or weights.unverified or bands.unverified,
    )


def weight_scheme(*, region: str, on: date) -> WeightScheme:
    """The points of the level-1 groups of a target, in force in a region on a day."""
    plain, cost = (
        rule("weights.self_2021", on=on, region=region),
        rule("weights.self_2021_with_cost", on=on, region=region),
    )
    return WeightScheme(
        with_cost=_levels(cost),
        without_cost=_levels(plain),
        execution_c=_hundredths(plain.fields["execution"]),
        article=plain.source.id,
        unverified=plain.unverified or cost.unverified,
    )


def target_limits(*, region: str, on: date) -> TargetLimits:
    """What a region asks of a whole target beyond the national rules; a limit that it has not set is absent."""
    fewest, share = _asked("target.min_indicators", region, on), _asked("target.quantitative_share_min", region, on)
    most, levels = _asked("target.weight_max_single", region, on), _asked("target.required_levels", region, on)
    return TargetLimits(
        fewest=fewest.days if fewest else 0,
        quantitative_share=Fraction(share.number) if share else Fraction(0),
        weight_most_c=_hundredths(most.number) if most else 0,
        levels=tuple((str(row["code"]), _words(row["title"])) for row in levels.rows) if levels else (),
        article=next((one.source.id for one in (fewest, share, most, levels) if one), ""),
    )


def _asked(rule_id: str, region: str, on: date) -> Rule | None:
    """A rule that a region may have, or None."""
    try:
        return rule(rule_id, on=on, region=region)
    except NoLaw:
        return None


def _levels(found: Rule) -> Mapping[str, int]:
    return {code: _hundredths(found.fields[code]) for code in LEVELS if code in found.fields}


def _hundredths(points: Plain) -> int:
    """Points of a rule in hundredths; ValueError when the rule is finer than that."""
    if not isinstance(points, int | Decimal) or points * 100 != int(points * 100):
        raise ValueError(f"not points with at most two decimals: {points!r}")
    return int(points * 100)


def _words(title: Plain) -> Words:
    return title if isinstance(title, Words) else Words(zh=str(title), en=str(title))


def plan_law(kind: str, *, region: str, on: date) -> Law:
    """The rules that a plan of a kind is held to in a region on a day; one that the region does not have is absent."""
    asked = {name: _asked(rule_id, region, on) for name, rule_id in KINDS[kind].rules.items()}
    return {name: _norm(found) for name, found in asked.items() if found is not None}


def _norm(found: Rule) -> Norm:
    """A rule as a check uses it: a number, the least of a range, a flag as 1 or 0, or a list; money in fen."""
    firm, article = not found.unverified, found.source.id
    if found.kind == "list":
        items = tuple((str(row["code"]), _words(row["title"])) for row in found.rows)
        return Norm(items=items, article=article, firm=firm)
    if found.kind == "range":
        return Norm(Fraction(str(found.fields["min"])), article=article, firm=firm)
    if found.kind == "flag":
        return Norm(Fraction(found.flag), article=article, firm=firm)
    per = FEN_PER_YUAN if found.spec.get("unit") == "元" else 1
    return Norm(Fraction(found.number) * per, article=article, firm=firm)
