"""`yuheng rules check DIR`: everything that is wrong with a bureau's folder of rules, before it counts."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from yuheng.config.output import CannotRun, Exit, emit, line_of
from yuheng.evaluation.cases import run_cases
from yuheng.kernel.outcome import Problem, Refused
from yuheng.regulations import queries
from yuheng.regulations.current import pinned_to


def add(below: Any) -> ArgumentParser:
    """Which folder."""
    parser: ArgumentParser = below.add_parser("check", help="a folder of a bureau's own rules: all of its problems")
    parser.add_argument("dir", type=Path, help="national/…, regions/<code>/…, scenarios/<name>/…, cases/*.yaml")
    return parser


def run(options: Namespace) -> Exit:
    """Read a folder over the installed rules and run its own cases; nothing is changed by it."""
    if not options.dir.is_dir():
        raise CannotRun(f"there is no folder {options.dir}")
    problems = _problems(options.dir)
    files = sum(1 for _ in options.dir.rglob("*.yaml"))
    data = {"folder": str(options.dir), "files": files, "problems": [problem.as_json() for problem in problems]}
    text = [*(line_of(problem) for problem in problems), f"{files} files, {len(problems)} problems"]
    emit(options, data=data, text="\n".join(text))
    return Exit.PROBLEMS if problems else Exit.FINE


def _problems(folder: Path) -> list[Problem]:
    try:
        with pinned_to(queries.library_of(queries.RULES, folder)):
            return run_cases(queries.cases_of(folder))
    except Refused as refused:
        return list(refused.problems)
