"""Changes within a year enter: their organisations founded, their documents replayed, their totals held together."""

from yuheng.exchange.adopt.changes import Replay, read_changes
from yuheng.exchange.adopt.founding import Founded, Wanted, found, wanted_of
from yuheng.exchange.adopt.mapping import Changes, Mapping, Names
from yuheng.exchange.adopt.reading import Table
from yuheng.exchange.adopt.reconciling import moved_totals
from yuheng.exchange.adopt.replaying import Replayed, replay_years
from yuheng.exchange.adopt.telling import Adopted, Report, totals


def adopt_changes(mapping: Mapping, changes: Changes, tables: dict[str, Table], made: Adopted, report: Report) -> None:
    report("reading the changes")
    replay = read_changes(changes, tables["changes"], mapping.money.fen_per_unit)
    names = dict(replay.names)
    if changes.names:
        names = _named(changes.names, tables["names"]) | names
    at = found(mapping.place, _named_in(replay), names, mapping.title.en)
    report(f"replaying {len(replay.documents)} documents")
    done = replay_years(replay, at)
    made.told += replay.told
    made.totals += totals(replay.sums, moved_totals(), {})
    made.counts |= _replay_counts(replay, at, done)


def _named(spec: Names, table: Table) -> dict[tuple[str, str], str]:
    """What departments and units are called, by a file of names; keys may be of either."""
    key, name = table.getter(spec.key), table.getter(spec.name)
    found_names = {key(row): name(row) for _, row in table.rows() if table.fits(row)}
    return {(kind, code): text for code, text in found_names.items() for kind in ("department", "unit")}


def _named_in(replay: Replay) -> list[Wanted]:
    """The projects that documents name; what a project holds is what its lines gain at most, at least a hundredth."""
    gains: dict[str, int] = {}
    for document in replay.documents.values():
        for (_, project), fen in document.deltas.items():
            gains[project] = gains.get(project, 0) + abs(fen)
    lines = (line for line in replay.lines.values())
    return wanted_of(
        (one.department, one.unit, one.project, one.function, one.year, max(gains[one.project], 1)) for one in lines
    )


def _replay_counts(replay: Replay, at: Founded, done: Replayed) -> dict[str, object]:
    return {
        "change_rows": replay.rows,
        "documents": done.documents,
        "documents_net_zero": done.net_zero,
        "documents_that_move_no_money": done.documents - done.vouchers,
        "vouchers": done.vouchers,
        "by_kind": done.by_kind,
        "lines": done.lines,
        "openings_derived": done.opened_lines,
        "opened_fen": done.opened_fen,
        "projects": len(at.projects),
        "units": len(at.units),
        "departments": len(at.departments),
        "ledger_faults_after_year": done.faults_by_year,
    }
