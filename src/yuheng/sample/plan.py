"""The plan of the sample county: which project is whose, how far each comes, what it asks, spends, reaches and reports.

Pure and deterministic: the same number of projects and the same seed give the same truth, whatever the machine.
"""

from __future__ import annotations

from random import Random

from yuheng.sample.plan_invented import invented
from yuheng.sample.plan_published import OVERSPENT, published
from yuheng.sample.published import PublishedTable, tables
from yuheng.sample.transcribed import money
from yuheng.sample.truth import Fate, Overspend, ProjectTruth, Truth

SMALLEST = 20
FULL = 180  # from this many projects on, every published table takes part
SLOW = 2000  # from here on every project pays and reports less often, so that a large county builds in minutes


def plan(projects: int, seed: int) -> Truth:
    """Plan a county with so many projects (at least 20); published tables first, invented projects fill the rest."""
    count = max(projects, SMALLEST)
    chosen = _chosen(count)
    sparse = count > SLOW
    rows: list[ProjectTruth] = [
        published(Random(f"{seed}/{table.id}"), no, table, sparse=sparse) for no, table in enumerate(chosen, 1)
    ]
    rows += [
        invented(Random(f"{seed}/{no}"), no, no - len(chosen), sparse=sparse)
        for no in range(len(chosen) + 1, count + 1)
    ]
    return Truth(seed, tuple(rows), _overspend(rows, {table.id: table for table in chosen}))


def _chosen(count: int) -> list[PublishedTable]:
    """All tables, or an even selection of them for a small county; the one that overspent is always there."""
    everything = list(tables())
    if count >= FULL:
        return everything
    wanted = max(1, count * 3 // 5)
    step = len(everything) / wanted
    picked = {everything[int(no * step)].id for no in range(wanted)} | {OVERSPENT}
    return [table for table in everything if table.id in picked]


def _overspend(rows: list[ProjectTruth], printed: dict[str, PublishedTable]) -> Overspend | None:
    """The published table that printed more spent than it had: its last payment is tried, and must be refused."""
    one = next((row for row in rows if row.table == OVERSPENT and row.fate in (Fate.LOOP, Fate.ONCE)), None)
    said = money(printed[OVERSPENT]) if one else None
    if one is None or said is None:
        return None
    _, budget, spent = said
    return Overspend(one.code, spent - budget, "2025-12-22")
