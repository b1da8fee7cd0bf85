"""The books of a version are filled: income, other outlays, flows, positions, needs of the three guarantees."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from yuheng.budget.checks import books_of
from yuheng.budget.domain.books import Row, problems_in_row
from yuheng.budget.domain.checking import NeedStands, needs_of
from yuheng.budget.domain.ledger import LARGEST
from yuheng.budget.models import BookRow, Request, Version
from yuheng.kernel.money import Fen, wan
from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.platform import duties
from yuheng.platform.acts import Actor, record

FIRST = "three-guarantees-local"


@dataclass(frozen=True)
class BookDraft:
    """A row to be entered, and where it came from (the cell of a workbook, or how a person calls it)."""

    row: Row
    where: str = ""


@transaction.atomic
def enter_book_rows(*, by: Actor, version: Version, drafts: Sequence[BookDraft]) -> list[BookRow]:
    """Enter or change rows of an open version's books; an amount of zero strikes the row. Refuses all that is wrong."""
    duties.must(by, "finance.budget", [(version.act_title, version.org_path)], article="budget-law#art-32")
    refuse_if([*closed(version), *_problems(drafts)])
    held = {_key(row): row for row in BookRow.objects.select_for_update().filter(version=version)}
    changes: dict[str, tuple[object, object]] = {}
    kept = []
    for draft in drafts:
        before = held.pop(draft.row.key, None)
        changes["/".join(part for part in draft.row.key if part)] = (
            before.amount_fen if before else None,
            draft.row.fen or None,
        )
        if before and not draft.row.fen:
            before.delete()
        elif draft.row.fen:
            kept.append(_saved(version, before, draft.row))
    record(by=by, verb="book.enter", subject=version, changes=changes)
    return kept


def _key(row: BookRow) -> tuple[str, ...]:
    return (row.side, row.book, row.kind, row.to_book, row.item, row.code)


def _saved(version: Version, before: BookRow | None, row: Row) -> BookRow:
    side, book, kind, to_book, item, code = row.key
    kept = before or BookRow(version=version, side=side, book=book, kind=kind, to_book=to_book, item=item, code=code)
    kept.title, kept.amount_fen, kept.basis = row.title, row.fen, row.basis
    kept.save()
    return kept


def closed(version: Version) -> list[Problem]:
    """Why nothing may be entered into a version any more."""
    if version.stands.editable:
        return []
    now = version.stands.staff
    message = Words(zh=f"该版本{now.zh}，不能再改", en=f"The version is “{now.en}” and takes no changes")
    return [Problem("version_closed", version.act_title, message, rule="budget-law#art-13")]


def _problems(drafts: Sequence[BookDraft]) -> list[Problem]:
    found: list[Problem] = []
    seen: set[tuple[str, ...]] = set()
    for draft in drafts:
        where = draft.where or draft.row.title
        found += problems_in_row(draft.row, where)
        if not 0 <= draft.row.fen <= LARGEST:
            message = Words(zh="金额不能为负，也不能超出合理范围", en="The amount is below zero or beyond reason")
            found.append(Problem("amount", where, message, found=str(draft.row.fen)))
        if draft.row.key in seen:
            message = Words(zh="同一行出现两次", en="This row stands twice")
            found.append(Problem("repeated", where, message))
        seen.add(draft.row.key)
    return found


def guarantees_first(rows: Sequence[Request]) -> list[Problem]:
    """Why requests that meet no need of the three guarantees have to wait: needs that are not budgeted in full.

    What counts as budgeted: requests accepted already and those among `rows`. One query per version for its rows.
    """
    found: list[Problem] = []
    for version in {row.version_id: row.version for row in rows}.values():
        waiting = [row for row in rows if row.version_id == version.pk and not row.guarantee]
        if waiting and BookRow.objects.filter(version=version, side="need").exists():
            short = _short(version, {row.pk: row.amount_fen for row in rows if row.guarantee})
            found += [_wait(len(waiting), one) for one in short]
    return found


def _short(version: Version, now: dict[int, Fen]) -> list[NeedStands]:
    books = books_of(version)
    undecided = Request.objects.filter(version=version, state__in=["draft", "submitted", "reviewed"]).exclude(
        guarantee=""
    )
    missing: dict[str, Fen] = {}
    for row in undecided.exclude(pk__in=now):
        missing[row.guarantee] = missing.get(row.guarantee, 0) + row.amount_fen
    needs = [(one, one.budgeted - missing.get(one.code, 0)) for one in needs_of(books)]
    return [NeedStands(one.code, one.title, one.kind, one.need, fen) for one, fen in needs if fen < one.need]


def _wait(waiting: int, one: NeedStands) -> Problem:
    message = Words(
        zh=f"“{one.title}”还差 {wan(one.short)} 万元，{waiting} 项非“三保”申报暂不能列入",
        en=f"“{one.title}” is short of {wan(one.short)} 万元; {waiting} other requests have to wait",
    )
    remedy = Words(zh="先足额列入“三保”申报", en="First take in the requests that meet the three guarantees")
    return Problem("guarantee_first", one.title, message, wan(one.budgeted), f"≥ {wan(one.need)} 万元", FIRST, remedy)


def copied(source: Version, target: Version) -> None:
    """Take the books of one version over into the next."""
    rows = BookRow.objects.filter(version=source).order_by("pk")
    for row in (kept := list(rows)):
        row.pk, row.version = None, target
    BookRow.objects.bulk_create(kept)
