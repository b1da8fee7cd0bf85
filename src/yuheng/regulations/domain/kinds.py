"""The kinds of rule, and the keys that each kind may and must have. docs/algorithms/rule-format.md says the same."""

from __future__ import annotations

from dataclasses import dataclass, field

HEAD = frozenset({"kind", "title", "note", "values", "stricter"})
ENTRY = frozenset({"source", "trust", "note"})
MEASURES = frozenset(
    {
        "actual/target",
        "target/actual",
        "(2*target-actual)/target",
        "target-actual",
        "actual-target",
        "|actual-target|/target",
        "actual",
        "days_late",
        "label",
    }
)
STRICTER = frozenset({"higher", "lower", "narrower"})
BEYOND = frozenset({"hold", "extend", "zero"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: the key that holds its value, its own head keys, and which of them must be there."""

    name: str
    payload: str
    keys: frozenset[str] = field(default_factory=frozenset)
    required: frozenset[str] = field(default_factory=frozenset)


def _kind(name: str, payload: str, *, keys: str = "", required: str = "") -> Kind:
    must = frozenset(required.split())
    return Kind(name, payload, frozenset(keys.split()) | must, must)


KINDS = {
    kind.name: kind
    for kind in (
        _kind("number", "value", required="unit"),
        _kind("range", "value", required="unit"),
        _kind("days", "value", keys="starts", required="calendar"),
        _kind("month_day", "value", keys="starts"),
        _kind("flag", "value"),
        _kind("choice", "value", required="options"),
        _kind("list", "items"),
        _kind("bands", "bands", keys="unit covers"),
        _kind("rows", "rows", keys="unit", required="columns"),
        _kind("weights", "weights", keys="total"),
        _kind(
            "scoring",
            "points",
            keys="beyond below above shape closed rounding edges step unit applies_to",
            required="measure",
        ),
        _kind("labels", "bands", keys="rounding edges", required="measure"),
        _kind("scheme", "scheme"),
    )
}

EDGES = {
    "target_zero": frozenset({"met_if_zero_or_more", "met_if_zero", "not_comparable", "judge"}),
    "target_negative": frozenset({"met_or_judge", "as_is", "not_comparable"}),
    "actual_zero": frozenset({"full", "zero", "judge"}),
    "actual_negative": frozenset({"as_is", "zero"}),
    "budget_zero": frozenset({"not_applicable", "zero", "full", "as_one"}),
    "missing": frozenset({"not_reported", "zero"}),
    "not_applicable": frozenset({"rescale", "full", "zero"}),
    "late": frozenset({"judge"}),
}
ROUNDING = {
    "digits": frozenset(range(0, 5)),
    "mode": frozenset({"half_up", "down"}),
    "on": frozenset({"indicator", "total"}),
}
STEP_MODES = frozenset({"up", "down"})
BAND_KEYS = frozenset({"code", "title", "from", "to", "ends", "default"})
BAND_ENDS = frozenset({"[]", "[)", "(]", "()"})
SCHEME_RULES = frozenset({"weights", "execution", "grades", "over"})  # each names a rule
SCHEME_MORE = frozenset(
    {"weights_with_cost", "second_levels", "counted", "choose_one", "bonus", "base"}
)  # so may these
SCHEME_CLASSES = frozenset({"at_least", "at_most", "equal", "qualitative", "time_limit"})
SCHEME_KEYS = SCHEME_RULES | SCHEME_MORE
SCHEME_KEYS |= {"title_of_form", "rules", "satisfaction_absent", "spread_digits", "over_counts", "total"}
