"""A province's lines for the scoring benchmark: drawn from a fixed seed, written as the lake is (Parquet, by project)."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from yuheng.analytics.domain.codes import SCALE, Reading
from yuheng.analytics.domain.regions import closure
from yuheng.analytics.scoring import Kind

LINES_OF_A_PROJECT = 10
PROJECTS_OF_A_UNIT = 10
REGIONS = 2_000
ROW_GROUP = 256 * 1024
CHUNK = 100_000
# execution first, then what a table of output, benefit and satisfaction indicators looks like; weights add up to 100
RULES = np.array(
    [Kind.EXECUTION] + [Kind.AT_LEAST] * 5 + [Kind.AT_MOST, Kind.EQUAL, Kind.QUALITATIVE, Kind.TIME_LIMIT],
    dtype=np.int8,
)
WEIGHTS = np.array([1000, 1250, 1250, 833, 833, 834, 1000, 1000, 1000, 1000], dtype=np.int16)
DAY = 738_000


def write(folder: Path, lines: int) -> dict[str, Path]:
    """Write lines, projects, units and closure; return their files. Files that are there already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    names = ("lines", "projects", "units", "closure")
    files = {name: folder / f"{name}-{lines}.parquet" for name in names}
    if not all(file.exists() for file in files.values()):
        chance = np.random.default_rng(20_260_101)
        projects = max(1, lines // LINES_OF_A_PROJECT)
        budgets = chance.integers(1_000_00, 50_000_000_00, projects)
        _write_lines(files["lines"], chance, budgets)
        _write_tree(files, budgets, chance)
    return files


def _write_lines(file: Path, chance: np.random.Generator, budgets: "np.ndarray") -> None:
    writer = None
    for start in range(0, len(budgets), CHUNK):
        table = _lines(chance, np.arange(start, min(start + CHUNK, len(budgets)), dtype=np.int32), budgets)
        writer = writer or pq.ParquetWriter(file, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=ROW_GROUP)
    if writer is not None:
        writer.close()


def _lines(chance: np.random.Generator, projects: "np.ndarray", budgets: "np.ndarray") -> pa.Table:
    """Draw the lines of some projects: most meet their target, one in four falls short, few have no answer."""
    shape = (len(projects), LINES_OF_A_PROJECT)
    rule = np.broadcast_to(RULES, shape)
    target = chance.integers(1, 2_000, shape) * SCALE // chance.choice([1, 4, 10], shape)
    actual = np.where(chance.random(shape) < 0.7, target, target * chance.integers(40, 140, shape) // 100)
    reading = np.where(rule == Kind.QUALITATIVE, Reading.REACHED, Reading.NUMBERS)
    chances = chance.random(shape)
    reading = np.where(chances < 0.002, Reading.MISSING, np.where(chances > 0.98, Reading.NOTHING, reading))
    judged = np.where((rule == Kind.QUALITATIVE) & (chance.random(shape) < 0.5), 8000 + target % 2001, -1)
    days = rule == Kind.TIME_LIMIT
    target[days], actual[days] = DAY * SCALE, (DAY - 30 + (target[days] % 33) // 3 * 3) * SCALE
    target[:, 0] = budgets[projects]
    actual[:, 0] = target[:, 0] * chance.integers(60, 101, len(projects)) // 100
    reading[:, 0] = Reading.NUMBERS
    columns = {
        "project": (np.repeat(projects, LINES_OF_A_PROJECT), pa.int32()),
        "rule": (rule, pa.int8()),
        "weight_c": (np.broadcast_to(WEIGHTS, shape), pa.int16()),
        "target_e4": (target, pa.int64()),
        "actual_e4": (actual, pa.int64()),
        "reading": (reading, pa.int8()),
        "judged_e4": (judged, pa.int16()),
    }
    arrays = {name: pa.array(values.ravel().astype(kind.to_pandas_dtype())) for name, (values, kind) in columns.items()}
    arrays["judged_e4"] = pa.array(judged.ravel().astype(np.int16), mask=judged.ravel() < 0)
    return pa.table(arrays)


def _write_tree(files: dict[str, Path], budgets: "np.ndarray", chance: np.random.Generator) -> None:
    """Write projects in units, units in regions, and the regions as a tree three deep under one province."""
    projects = np.arange(len(budgets), dtype=np.int32)
    units = max(1, len(budgets) // PROJECTS_OF_A_UNIT)
    unit = chance.integers(0, units, len(budgets)).astype(np.int32)
    pq.write_table(pa.table({"project": projects, "unit": unit, "budget_fen": budgets}), files["projects"])
    region = chance.integers(1, REGIONS, units).astype(np.int32)
    pq.write_table(pa.table({"unit": np.arange(units, dtype=np.int32), "region": region}), files["units"])
    parents = {at: None if at == 0 else (at - 1) // 12 for at in range(REGIONS)}
    pairs = np.array(closure(parents), dtype=np.int32)
    pq.write_table(pa.table({"region": pairs[:, 0], "above": pairs[:, 1]}), files["closure"])
