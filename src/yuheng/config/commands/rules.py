"""`yuheng rules …`: the law: its value on a day in a place, its past, its differences, its worked cases, and what if."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from datetime import date

from django.conf import settings

from yuheng.config.commands import rules_check, rules_diff, rules_scenario
from yuheng.config.commands.rules_text import rule_brief, rule_data, rule_lines, trust_mark
from yuheng.config.output import CannotRun, Exit, both, emit, line_of
from yuheng.evaluation.cases import run_cases
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import Problem, Words
from yuheng.platform import clock
from yuheng.regulations import queries

NAME = "rules"
HELP = "the law on a day in a place (show), its past (history), two places or days (diff), its cases (test), a folder (check), what if (scenario)"


def add_arguments(parser: ArgumentParser) -> None:
    """What is asked of the law."""
    below = parser.add_subparsers(dest="question", metavar="show|history|diff|test|check|scenario", required=True)
    shows = below.add_parser("show", help="one rule as it stands, with its article; without an id, all rules")
    shows.add_argument("id", nargs="?", default="", help="for example scoring.at_least")
    shows.add_argument("--on", type=date.fromisoformat, help="the day, YYYY-MM-DD (default: today)")
    past = below.add_parser("history", help="what stood from each day on")
    past.add_argument("id", help="for example grades.evaluation")
    tests = below.add_parser("test", help="run the worked cases of rules/cases")
    for one in (shows, past):
        one.add_argument("--region", help="division code; the nation is an empty text (default: this county)")
    more = [module.add(below) for module in (rules_diff, rules_check, rules_scenario)]
    for one in (shows, past, tests, *more):
        one.add_argument("--json", action="store_true", default=SUPPRESS, help="print the result as JSON")


def run(options: Namespace) -> int:
    """Answer one question; no law on that day in that place is a problem, not a failure."""
    answers = {"show": _show, "history": _history, "test": _test}
    answers |= {"diff": rules_diff.run, "check": rules_check.run, "scenario": rules_scenario.run}
    answer = answers[options.question]
    try:
        return answer(options)
    except ValueError as error:  # a region that is no division code
        raise CannotRun(str(error)) from error


def _region(options: Namespace) -> str:
    return settings.REGION if options.region is None else str(options.region)


def _show(options: Namespace) -> Exit:
    on, region = options.on or clock.today(), _region(options)
    if not options.id:
        return _all(options, on, region)
    try:
        found = queries.rule(options.id, on=on, region=region)
    except NoLaw as nothing:
        return _no_law(options, str(nothing))
    uses = [str(use) for use in queries.uses(found.id)]
    emit(
        options,
        data={**rule_data(found), "asked_by": uses},
        text="\n".join([*rule_lines(found), *(f"  ← {u}" for u in uses)]),
    )
    return Exit.FINE


def _all(options: Namespace, on: date, region: str) -> Exit:
    law = queries.law(region=region, on=on)
    lines = [f"{found.id:<42} {trust_mark(found):<4} {both(found.title)}" for found in law.values()]
    emit(options, data=[rule_data(found) for found in law.values()], text="\n".join(lines))
    return Exit.FINE


def _history(options: Namespace) -> Exit:
    steps = queries.history(options.id, region=_region(options))
    if not steps:
        return _no_law(options, f"no rule is called {options.id!r} in {_region(options) or 'the nation'}")
    data = [{"from": day.isoformat(), "rule": None if found is None else rule_data(found)} for day, found in steps]
    lines = [f"{day.isoformat()}  {rule_brief(found)}" for day, found in steps]
    emit(options, data=data, text="\n".join(lines))
    return Exit.FINE


def _test(options: Namespace) -> Exit:
    cases, problems = queries.cases(), run_cases()
    text = [*(line_of(problem) for problem in problems), f"{len(cases)} cases, {len(problems)} do not come out"]
    data = {"cases": len(cases), "problems": [problem.as_json() for problem in problems]}
    emit(options, data=data, text="\n".join(text))
    return Exit.PROBLEMS if problems else Exit.FINE


def _no_law(options: Namespace, why: str) -> Exit:
    message = Words(zh="该日该地没有此项规定", en="No such rule is in force on that day in that place")
    problem = Problem("no_law", options.id, message, found=why)
    emit(options, data={"problems": [problem.as_json()]}, text=line_of(problem))
    return Exit.PROBLEMS
