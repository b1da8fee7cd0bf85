"""Writes of the indicator library."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from django.db import transaction

from yuheng.indicators import policies
from yuheng.indicators.domain.entries import Entry, entry_of, problems_in_entry
from yuheng.indicators.models import Definition
from yuheng.kernel.outcome import refuse_if, refuse_unless
from yuheng.organisations.queries import county
from yuheng.platform import clock
from yuheng.platform.acts import Actor, record

BATCH = 2000
FIELDS = [field.name for field in fields(Entry)]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: entries that are new, that got a new version, and that were there already as they are."""

    added: int
    changed: int
    unchanged: int


@transaction.atomic
def load_entries(*, by: Actor, rows: Sequence[Mapping[str, str]]) -> Loaded:
    """Load rows of an indicator library; columns as in the published CSV (sector, field, level1, …, source_url).

    An entry that reads differently from its last version gets a new version from today on; the old one stays for
    earlier years. Loading the same rows again changes nothing. Refuses with the problems of all rows.
    """
    refuse_unless(policies.may_load(by))
    entries = [entry_of(row) for row in rows]
    refuse_if([p for line, entry in enumerate(entries, start=2) for p in problems_in_entry(entry, str(line))])
    latest = {row.code: row for row in Definition.objects.order_by("version").iterator()}
    wanted = {entry.code: entry for entry in entries}
    moved = {code: entry for code, entry in wanted.items() if code not in latest or not _same(latest[code], entry)}
    _write(moved, latest, clock.today())
    added = len(moved.keys() - latest.keys())
    loaded = Loaded(added, len(moved) - added, len(wanted) - len(moved))
    if moved:
        record(
            by=by, verb="indicators.load", subject=county(), changes={"definitions": (len(latest), len(latest) + added)}
        )
    return loaded


def _same(row: Definition, entry: Entry) -> bool:
    return row.until is None and all(getattr(row, name) == value for name, value in asdict(entry).items())


def _write(moved: Mapping[str, Entry], latest: Mapping[str, Definition], today: date) -> None:
    """New entries and new versions; a version that began only today is mended instead."""
    fresh, ended, mended = [], [], []
    for code, entry in moved.items():
        before = latest.get(code)
        if before is not None and before.since == today:
            mended.append(_rewritten(before, entry))
            continue
        version = 1 if before is None else before.version + 1
        fresh.append(Definition(code=code, version=version, since=today, **asdict(entry)))
        ended += [before.pk] if before is not None else []
    Definition.objects.filter(pk__in=ended).update(until=today)
    Definition.objects.bulk_update(mended, FIELDS, batch_size=BATCH)
    Definition.objects.bulk_create(fresh, batch_size=BATCH)


def _rewritten(row: Definition, entry: Entry) -> Definition:
    for name in FIELDS:
        setattr(row, name, getattr(entry, name))
    return row
