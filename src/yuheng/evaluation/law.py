"""The law that an evaluation is scored under: the scheme in force, and the text that a seal keeps."""

from datetime import date
from fractions import Fraction

from yuheng.evaluation.domain.scheme import Scheme
from yuheng.evaluation.schemes import scheme_for
from yuheng.kernel.dated import NoLaw
from yuheng.regulations.models import RuleSet
from yuheng.regulations.queries import law, law_text, rule, rules_hash

NATIONAL = "self_2020"
_FORMS = "scheme.self_"


def form_in_force(*, region: str, on: date) -> str:
    """The form of self-evaluation: the nearest region's own, the newest of them; else that of the national measures.

    The guideline of 2021 is for reference (docs/algorithms/scoring.md), so it applies only where a region adopts it.
    """
    own = [one for name, one in law(region=region, on=on).items() if name.startswith(_FORMS) and one.region]
    if not own:
        return NATIONAL
    best = max(own, key=lambda one: (len(one.region.rstrip("0")), one.since, one.id))
    return best.id.removeprefix("scheme.")


def scheme_in_force(*, region: str, on: date) -> Scheme:
    """The scheme of self-evaluation in a region on a day; `NoLaw` before there was one."""
    return scheme_for(on=on, region=region, form=form_in_force(region=region, on=on))


def explain_below(*, region: str, on: date) -> Fraction | None:
    """The execution rate below which a region wants a reason; None where it does not say."""
    try:
        return Fraction(rule("evaluation.execution_explain_below", on=on, region=region).number)
    except NoLaw:
        return None


def keep_law(*, region: str, on: date) -> RuleSet:
    """Keep the law of a region on a day as text under its digest, once."""
    kept, _ = RuleSet.objects.get_or_create(
        digest=rules_hash(region, on), defaults={"region": region, "on": on, "text": law_text(region=region, on=on)}
    )
    return kept
