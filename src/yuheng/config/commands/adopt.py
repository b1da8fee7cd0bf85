"""`yuheng adopt MAPPING DIR`: load a foreign budget by a mapping file, reconcile every total, tell every row."""

import resource
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from yuheng.config.output import CannotRun, Exit, emit, notice
from yuheng.exchange.adopt.loading import adopt
from yuheng.exchange.adopt.mapping import Mapping
from yuheng.exchange.adopt.mapping_file import find_mapping, read_mapping, shipped
from yuheng.exchange.adopt.telling import Adopted, Total, by_year, reasons, units, write_told, write_totals

NAME = "adopt"
HELP = "load a foreign budget by a mapping file into an empty home, and reconcile every total with its source"
DIMENSIONS = ("economic_class", "direction")


def add_arguments(parser: ArgumentParser) -> None:
    """By which mapping, from which folder, and which years of it."""
    parser.add_argument(
        "mapping", metavar="MAPPING", help=f"a mapping file, or one that is shipped: {', '.join(shipped())}"
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder that holds the files of the source")
    parser.add_argument("--year", type=int, action="append", default=[], help="only this year (may be repeated)")


@dataclass(frozen=True)
class Cost:
    """What an adoption took: seconds, and the most memory of the process in megabytes."""

    seconds: int
    megabytes: int


def run(options: Namespace) -> int:
    """Load; print counts, totals and reasons. 1 when rows did not enter as printed or a total differs."""
    try:
        mapping = read_mapping(find_mapping(options.mapping))
    except FileNotFoundError as missing:
        raise CannotRun(str(missing)) from None
    call_command("migrate", interactive=False, verbosity=0)
    began = time.monotonic()
    adopted = adopt(mapping, options.folder, years=frozenset(options.year), report=notice)
    cost = Cost(round(time.monotonic() - began), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    files = _write(adopted, mapping)
    emit(options, data=_data(mapping, adopted, cost, files), text="\n".join(_lines(mapping, adopted, cost, files)))
    return Exit.PROBLEMS if adopted.left_out or adopted.apart else Exit.FINE


def _write(adopted: Adopted, mapping: Mapping) -> dict[str, str]:
    told, sums = (Path(settings.HOME) / f"adopt-{mapping.place.code}-{name}.csv" for name in ("rows", "totals"))
    write_told(told, adopted.told)
    write_totals(sums, adopted.totals)
    return {"rows": str(told), "totals": str(sums)}


def _years(adopted: Adopted) -> list[Total]:
    rows = [one for dimension in DIMENSIONS for one in by_year(adopted.totals, dimension)]
    paid = [one for one in by_year(adopted.totals, "project") if one.cell[3] == "paid"]
    return sorted([*rows, *paid], key=lambda one: one.cell)


def _data(mapping: Mapping, adopted: Adopted, cost: Cost, files: dict[str, str]) -> dict[str, object]:
    return {
        "title": mapping.title.as_json(),
        "source": mapping.source,
        "place": mapping.place.code,
        "currency": mapping.money.currency,
        "counts": adopted.counts,
        "rows": reasons(adopted.told),
        "totals": len(adopted.totals),
        "totals_that_differ": len(adopted.apart),
        "years": [_total(one) for one in _years(adopted)],
        "seconds": cost.seconds,
        "megabytes": cost.megabytes,
        "files": files,
    }


def _total(one: Total) -> dict[str, object]:
    year, _, _, stage = one.cell
    names = ("source", "ledger", "not_loaded", "difference")
    amounts = (units(one.source), units(one.ledger), units(one.left_out), units(one.difference))
    return {"year": year, "stage": stage, **dict(zip(names, amounts, strict=True))}


def _lines(mapping: Mapping, adopted: Adopted, cost: Cost, files: dict[str, str]) -> Iterator[str]:
    yield f"{mapping.title.en} / {mapping.title.zh} · {mapping.place.code} · {mapping.money.currency}"
    for name, count in adopted.counts.items():
        yield f"  {name}: {count:,}" if isinstance(count, int) else f"  {name}: {count}"
    yield f"{'year':<5}{'stage':<15}{'source':>22}{'ledger':>22}{'not loaded':>18}{'difference':>12}"
    for one in _years(adopted):
        told = _total(one)
        amounts = f"{told['source']:>22}{told['ledger']:>22}{told['not_loaded']:>18}{told['difference']:>12}"
        yield f"{told['year']:<5}{told['stage']:<15}{amounts}"
    yield f"totals: {len(adopted.totals):,}, of which differ: {len(adopted.apart)}"
    for reason, count in reasons(adopted.told).items():
        yield f"  {count:>8,}  {reason}"
    yield f"{cost.seconds} s, {cost.megabytes} MB · {files['rows']} · {files['totals']}"
    if mapping.place.code != settings.REGION:
        yield f"serve it with YUHENG_REGION={mapping.place.code}"
