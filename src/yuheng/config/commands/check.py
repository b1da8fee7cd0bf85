"""`yuheng check FILE…`: reads official performance tables, recomputes every figure, lists every problem."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from yuheng.config.commands.check_text import recall_text, report_text
from yuheng.config.output import CannotRun, Exit, emit
from yuheng.exchange.checking import Checked, Wanted, report
from yuheng.exchange.crew import Bounds, Task, check_apart
from yuheng.exchange.forms.reading import ENDINGS
from yuheng.exchange.recall import recall

NAME = "check"
HELP = "read performance tables, recompute every figure, list every problem"
SHOWN = 20  # files whose problems a terminal is told one by one


def add_arguments(parser: ArgumentParser) -> None:
    """Files or folders, whose law on which day, and what else to make of it."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="xlsx, xls, docx, html, csv, json, or a folder of them"
    )
    parser.add_argument("--region", help="division code whose law holds (default: the table's own province)")
    parser.add_argument(
        "--on", type=date.fromisoformat, help="by the law of this day (default: the spring after its year)"
    )
    parser.add_argument(
        "--annotate", type=Path, metavar="FOLDER", help="also write each file as a workbook with its problems in it"
    )
    parser.add_argument(
        "--against", type=Path, metavar="CSV", help="say how many faults of a list (kind,table,detail) were found"
    )


def run(options: Namespace) -> int:
    """Check every file; one report. Errors in any of them make the exit status 1."""
    paths = list(files_in(options.files))
    if not paths:
        raise CannotRun("there is no file of a kind that can be read")
    wanted = Wanted(options.region, options.on, annotate=options.annotate is not None)
    checked = check_all(paths, wanted)
    whole = report(checked)
    if options.annotate:
        _write(options.annotate, paths, checked)
    if options.against:
        told = recall(options.against, whole["files"])
        emit(options, data=told, text=recall_text(told))
        return Exit.FINE
    emit(options, data=whole, text=report_text(whole, SHOWN))
    return Exit.PROBLEMS if whole["summary"]["errors"] else Exit.FINE


def files_in(named: Sequence[Path]) -> Iterator[Path]:
    """The files that were named, and in folders those of a kind that can be read; `CannotRun` for one that is missing."""
    missing = [str(path) for path in named if not path.exists()]
    if missing:
        raise CannotRun(f"no such file: {', '.join(missing)}")
    for path in named:
        if not path.is_dir():
            yield path
            continue
        for one in sorted(path.rglob("*")):
            if one.suffix.lower() in ENDINGS and not one.name.startswith(("~$", ".")) and one.is_file():
                yield one


def check_all(paths: Sequence[Path], wanted: Wanted, *, workers: int | None = None) -> list[Checked]:
    """Check files in order, on every processor; one that takes too long or too much memory is stopped and said so."""
    bounds = Bounds(workers=workers or os.cpu_count() or 1, method="fork")
    return check_apart([Task(path, str(path), wanted) for path in paths], bounds)


def _write(folder: Path, paths: Sequence[Path], checked: Sequence[Checked]) -> None:
    """Write the annotated workbooks; files of one name in several folders are numbered."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for path, one in zip(paths, checked, strict=True):
        name, number = f"{path.name}.checked.xlsx", 1
        while name in taken:
            number += 1
            name = f"{path.name}.{number}.checked.xlsx"
        taken.add(name)
        if one.workbook is not None:
            (folder / name).write_bytes(one.workbook)
