"""`yuheng rules scenario NAME --year Y`: what the sealed scores of a year would be under other rules. Nothing is stored."""

from argparse import ArgumentParser, Namespace
from typing import Any

from yuheng.config.output import CannotRun, Exit, both, emit
from yuheng.evaluation.models import Evaluation
from yuheng.evaluation.scenario import Trial, trial_json, try_scenario
from yuheng.platform import clock
from yuheng.regulations.domain.scenario import Scenario
from yuheng.regulations.queries import scenarios


def add(below: Any) -> ArgumentParser:
    """Which scenario, which year."""
    parser: ArgumentParser = below.add_parser("scenario", help="a year's scores under other rules; without a name, all")
    parser.add_argument("name", nargs="?", default="", help="for example threshold_2021")
    parser.add_argument("--year", type=int, help="the evaluated year (default: last year)")
    return parser


def run(options: Namespace) -> Exit:
    """List the scenarios, or try one on every sealed evaluation of a year."""
    known = scenarios()
    if not options.name:
        listed = [_heading(one) for one in known.values()]
        text = "\n".join(f"{one.code:<24} {both(one.title)}" for one in known.values())
        emit(options, data=listed, text=text)
        return Exit.FINE
    if options.name not in known:
        raise CannotRun(f"there is no scenario {options.name!r}; there are: {', '.join(known)}")
    year = options.year or clock.today().year - 1
    trial = try_scenario(known[options.name], Evaluation.objects.filter(state="sealed", year=year))
    named = Evaluation.objects.filter(year=year, pk__in=list(trial.changes)).values_list("pk", "project__name")
    changed = list(trial_json(trial, dict(named)))
    emit(options, data={**_data(trial, year), "changed": changed}, text=_text(trial, year, changed))
    return Exit.PROBLEMS if trial.unread else Exit.FINE


def _heading(one: Scenario) -> dict[str, object]:
    return {"code": one.code, "title": one.title.as_json(), "note": one.note.as_json(), "rules": _rules(one)}


def _rules(one: Scenario) -> list[dict[str, str]]:
    return [{"id": r.id, "source": r.source.id, "trust": r.trust.value, "path": r.path} for r in one.rules.values()]


def _data(trial: Trial, year: int) -> dict[str, object]:
    grades = [{"old": old, "new": new, "count": count} for (old, new), count in sorted(trial.grades.items())]
    unread = [{"evaluation": pk, "why": why} for pk, why in trial.unread.items()]
    counts = {"tried": trial.count, "regraded": trial.regraded}
    return {"scenario": _heading(trial.scenario), "year": year, **counts, "grades": grades, "unread": unread}


def _text(trial: Trial, year: int, changed: list[dict[str, Any]]) -> str:
    lines = [f"{both(trial.scenario.title)} · {year}"]
    for one in changed:
        old, new = one["old"], one["new"]
        lines.append(f"\n{one['project']} {one['name']}: {old['total']} {old['grade']} → {new['total']} {new['grade']}")
        lines += [f"  {_line(line)}" for line in one["lines"]]
    lines += [
        "",
        *(f"{old or '—':<10} → {new or '—':<10} {count}" for (old, new), count in sorted(trial.grades.items())),
    ]
    lines += [f"evaluation {pk} could not be tried: {why}" for pk, why in trial.unread.items()]
    return "\n".join(
        [
            *lines,
            f"{trial.count} tried, {len(changed)} with another score or grade, {trial.regraded} with another grade",
        ]
    )


def _line(line: dict[str, Any]) -> str:
    """Both workings of a line: the place on the curve, the height there, the points."""
    sides = (
        f"{side['measure']} {_decimal(side['x'])} ↦ {_decimal(side['y'])} × {side['weight']} = {side['points']} ({side['rule']}, {side['source']})"
        for side in (line["old"], line["new"])
    )
    return f"{line['no']} {line['name']}: " + "  →  ".join(sides)


def _decimal(number: dict[str, str] | None) -> str:
    return number["decimal"] if number else "—"
