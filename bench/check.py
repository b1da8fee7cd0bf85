"""How many workbooks `yuheng check` reads and recomputes in a minute: `python -m bench.check [--files 1000] [--json]`.

The workbooks are the sample's published tables, written as official forms in turn. The product is the command itself, started
anew each time, on every processor. The floor opens each workbook with the same library, in one process, and counts the indicators
by hand; it checks nothing.
"""

import json
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from bench.floor import compare, report
from yuheng.exchange.tests import writing

TABLES = Path(__file__).parents[1] / "src" / "yuheng" / "sample" / "tables"
PER_MINUTE = 1_000
NAME, TOTAL = "三级指标", "总分"


def main() -> None:
    """Write the workbooks, measure, and print files per minute beside the comparison with the floor."""
    parser = ArgumentParser()
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), options.files)
        ours, by_hand = partial(product, Path(folder)), partial(floor, Path(folder))
        done = compare(name="check workbooks", rows=options.files, floor=by_hand, product=ours, goal="–")
    report([done], "openpyxl")
    if not options.json:
        rate = round(options.files * 60 / done.product.seconds)
        print(f"{rate:,} workbooks per minute (goal ≥ {PER_MINUTE:,})")


def write(folder: Path, count: int) -> None:
    """The sample's tables as workbooks, in turn, with the notes and repeated headers that people leave in them."""
    tables = [
        writing.as_printed(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(TABLES.glob("*.json"))
    ]
    files = [writing.to_xlsx(writing.rows_of(table, noise=True)) for table in tables]
    for number, content in enumerate(islice(cycle(files), count)):
        (folder / f"{number:05d}.xlsx").write_bytes(content)


def product(folder: Path) -> int:
    """The command over the folder; how many indicators it recomputed or looked at."""
    words = [sys.executable, "-m", "yuheng", "check", "--json", str(folder)]
    done = subprocess.run(words, stdout=subprocess.PIPE, check=False)
    told: dict[str, Any] = json.loads(done.stdout)
    return sum(len(one["recomputed"]["indicators"]) for one in told["files"])


def floor(folder: Path) -> int:
    """The rows with a name of an indicator in every workbook."""
    return sum(_named(path) for path in sorted(folder.glob("*.xlsx")))


def _named(path: Path) -> int:
    rows = [[str(value or "") for value in row] for row in load_workbook(path).active.values]
    column = next((row.index(NAME) for row in rows if NAME in row), None)
    if column is None:
        return 0
    below = [row for row in rows[next(at for at, row in enumerate(rows) if NAME in row) :] if NAME not in row]
    return sum(any(row[column:]) for row in below if not _ends(row))


def _ends(row: list[str]) -> bool:
    return row[0].startswith((TOTAL, "自评等级", "注：", "填报人"))


if __name__ == "__main__":
    main()
