"""Combinations of accounting elements are kept once: find the rows of these marks, or write them."""

from collections.abc import Iterable, Mapping, Sequence

from yuheng.budget.domain.elements import FIELDS, Marks
from yuheng.budget.domain.ledger import EntryDraft
from yuheng.budget.models import Elements
from yuheng.platform.acts import BATCH
from yuheng.platform.canonical import digest

CHUNK = 5000


def marks_digest(values: Mapping[str, object]) -> str:
    """SHA-256 of a combination of elements, as 64 hexadecimal digits."""
    return digest([str(values[name]) for name in FIELDS])


def intern(wanted: Iterable[Marks]) -> dict[Marks, int]:
    """The keys of these combinations; those that nobody has used yet are written."""
    by_digest = {marks_digest(marks.values()): marks for marks in wanted}
    found = _known(sorted(by_digest))
    missing = [key for key in sorted(by_digest) if key not in found]
    rows = [Elements(digest=key, **by_digest[key].values()) for key in missing]
    Elements.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    found |= _known(missing)
    return {marks: found[key] for key, marks in by_digest.items()}


def _known(digests: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(digests), CHUNK):
        rows = Elements.objects.filter(digest__in=digests[start : start + CHUNK])
        found |= dict(rows.values_list("digest", "pk"))
    return found


Chosen = dict[tuple[int, int], int | None]


def elements_of(drafts: Sequence[EntryDraft], of_lines: Mapping[int, int | None]) -> Chosen:
    """The elements of each voucher's postings, by (number of the voucher, line): the line's own, as far as not marked."""
    marked = {
        (no, line): dict(draft.marks)
        for no, draft in enumerate(drafts)
        if draft.marks
        for line in sorted({leg.line for leg in draft.legs})
        if of_lines[line] is not None
    }
    if not marked:
        return {}
    base = Elements.objects.in_bulk({key for _, line in marked if (key := of_lines[line]) is not None})
    wanted = {}
    for (no, line), changed in marked.items():
        key = of_lines[line]
        values = {name: getattr(base[key], name) for name in FIELDS} if key is not None else {}
        wanted[no, line] = Marks(**values).but(**changed)
    keys = intern(wanted.values())
    return {where: keys[marks] for where, marks in wanted.items()}
