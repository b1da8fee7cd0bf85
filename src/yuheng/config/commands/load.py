"""`yuheng load KIND FILE`: canonical loads from a workbook or a CSV file; every problem with its cell, or all of it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from yuheng.budget.actions.classifying import FIELDS, entry_of, load_classification
from yuheng.budget.sheets import read_sheet
from yuheng.config.commands import load_lists
from yuheng.config.output import CannotRun, Exit, emit, emit_problems
from yuheng.execution.actions import take_feed
from yuheng.execution.queries import bad_rows, feed_sums
from yuheng.execution.reading import read_feed
from yuheng.organisations.models import Organisation, Person
from yuheng.platform import clock
from yuheng.platform.acts import SYSTEM

NAME = "load"
HELP = "load a list from a file: classification, organisations, payments (a feed of the treasury), projects"


def add_arguments(parser: ArgumentParser) -> None:
    """What is loaded, from where, for which year."""
    parser.add_argument("kind", choices=sorted(KINDS), metavar="KIND", help=", ".join(sorted(KINDS)))
    parser.add_argument("file", type=Path, metavar="FILE", help="xlsx, xls or csv; its first lines name the columns")
    parser.add_argument("--year", type=int, help="classification: the budget year (default: next year)")
    parser.add_argument(
        "--by", metavar="USER", help="payments, projects: the person who takes the feed, who enters the projects"
    )


def run(options: Namespace) -> int:
    """Load the file, all of it or nothing; 1 with every problem when it cannot be."""
    if not Organisation.objects.filter(kind=Organisation.Kind.COUNTY).exists():
        raise CannotRun("no county has been founded here yet: run `yuheng demo` or found one first")
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise CannotRun(f"{options.file}: {error.strerror}") from error
    return KINDS[options.kind](options, content)


def _classification(options: Namespace, content: bytes) -> int:
    year = options.year or clock.today().year + 1
    rows, problems = read_sheet(content, FIELDS)
    if problems:
        return emit_problems(options, problems)
    moved = load_classification(by=SYSTEM, year=year, entries=[entry_of(row) for row in rows])
    data = {"year": year, "rows": len(rows), "new_or_changed": moved}
    emit(options, data=data, text=f"{year}: {len(rows)} codes read, {moved} new or changed")
    return Exit.FINE


def _payments(options: Namespace, content: bytes) -> int:
    """A feed: what passed, what is bad with its reasons by cell, what waits; 1 when a row is bad."""
    person = Person.objects.filter(username=options.by or "", is_active=True).first()
    if person is None:
        raise CannotRun("payments are taken by a person of the treasury: name one with --by USER")
    result = take_feed(by=person, feed=read_feed(content))
    sums = feed_sums(result.feed)
    parts = {name: getattr(sums, name) for name in ("declared", "done", "bad", "waiting", "repeated")}
    rows = bad_rows(result.feed)
    data = {
        "feed": str(result.feed),
        "again": result.again,
        "settled": result.settled,
        "reconciled": sums.reconciled,
        **{name: {"rows": count, "fen": fen} for name, (count, fen) in parts.items()},
        "bad_rows": [{"row": row.place, "id": row.external, "problems": row.problems} for row in rows],
    }
    text = ", ".join(f"{name} {count}" for name, (count, _) in parts.items())
    lines = [f"{one['where']}: {one['message']['zh']} / {one['message']['en']}" for row in rows for one in row.problems]
    said = "the same file again: nothing has changed; " if result.again else ""
    emit(options, data=data, text="\n".join([f"{result.feed}: {said}{text}", *lines]))
    return Exit.PROBLEMS if rows else Exit.FINE


KINDS: dict[str, Callable[[Namespace, bytes], int]] = {
    "classification": _classification,
    "organisations": load_lists.organisations,
    "payments": _payments,
    "projects": load_lists.projects,
}
