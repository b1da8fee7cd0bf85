"""The classification of a year is loaded: codes that are new are added, codes that read differently are changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from yuheng.budget.domain.classes import KINDS, Entry, problems_in_entry
from yuheng.budget.models import ClassCode
from yuheng.budget.policies import may_classify
from yuheng.budget.sheets import Field, SheetRow, choice
from yuheng.kernel.outcome import Words, refuse_if, refuse_unless
from yuheng.organisations.queries import county
from yuheng.platform.acts import BATCH, Actor, record

PRINTED = {
    f"function{depth}": Words(zh=f"支出功能分类{depth}", en=f"function {depth}") for depth in ("(类)", "(款/项)")
}
READ = frozenset({"SEEN", "READ", "V"})
FIELDS = (
    Field("classification", Words(zh="分类", en="Classification"), choice(KINDS | PRINTED), needed=True),
    Field("code", Words(zh="科目编码", en="Code"), needed=True),
    Field("name", Words(zh="科目名称", en="Title"), needed=True),
    Field("name_en", Words(zh="英文名称", en="Title in English")),
    Field("status", Words(zh="核实情况", en="Status")),
    Field("source", Words(zh="出处", en="Source")),
)


@dataclass(frozen=True)
class Placed:
    """A code and the cell or line that it came from."""

    entry: Entry
    where: str = ""


def entry_of(row: SheetRow) -> Placed:
    """A row of a list as an entry; it counts as verified only when the list says that a text with it was seen."""
    entry = Entry(
        kind=row.text("classification").split("(", 1)[0],
        code=row.text("code"),
        title=row.text("name"),
        title_en=row.text("name_en"),
        source=row.text("source"),
        verified=row.text("status").upper() in READ,
    )
    return Placed(entry, row.place)


@transaction.atomic
def load_classification(*, by: Actor, year: int, entries: Sequence[Placed]) -> int:
    """Load codes for a year; how many are new or changed. Codes that the list does not name stay as they are."""
    refuse_unless(may_classify(by))
    refuse_if([problem for one in entries for problem in problems_in_entry(one.entry, one.where or one.entry.code)])
    held = {(row.kind, row.code): row for row in ClassCode.objects.filter(year=year)}
    wanted = {(one.entry.kind, one.entry.code): one.entry for one in entries}
    fresh = [_row(year, entry) for key, entry in wanted.items() if key not in held]
    moved = [
        _rewritten(held[key], entry) for key, entry in wanted.items() if key in held and not _same(held[key], entry)
    ]
    ClassCode.objects.bulk_create(fresh, batch_size=BATCH)
    ClassCode.objects.bulk_update(moved, ["title", "title_en", "source", "verified"], batch_size=500)
    if fresh or moved:
        changes = {"codes": (len(held), len(held) + len(fresh)), "year": (None, year)}
        record(by=by, verb="classification.load", subject=county(), changes=changes)
    return len(fresh) + len(moved)


def _row(year: int, entry: Entry) -> ClassCode:
    return _rewritten(ClassCode(year=year, kind=entry.kind, code=entry.code, parent=entry.parent), entry)


def _rewritten(row: ClassCode, entry: Entry) -> ClassCode:
    row.title, row.title_en = entry.title, entry.title_en
    row.source, row.verified = entry.source[:300], entry.verified
    return row


def _same(row: ClassCode, entry: Entry) -> bool:
    return (row.title, row.title_en, row.source, row.verified) == (
        entry.title,
        entry.title_en,
        entry.source[:300],
        entry.verified,
    )
