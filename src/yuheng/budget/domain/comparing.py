"""Two versions of a budget side by side: what one has that the other has not, and what changed in between."""

from collections.abc import Mapping
from dataclasses import dataclass

from yuheng.kernel.money import Fen

Key = tuple[object, ...]
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as a version has it. `row` is its key in the database, for the acts about it."""

    row: int
    org_path: str
    project: int
    name: str
    classes: str
    fen: Fen
    refused: bool = False
    because: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: amounts on both sides (None: not there), the rows of the two versions, a scenario's reason."""

    kind: str
    org_path: str
    project: int
    name: str
    classes: str
    left: Fen | None
    right: Fen | None
    rows: tuple[int | None, int | None]
    because: str = ""

    @property
    def delta(self) -> Fen:
        """How much more the right version has."""
        return (self.right or 0) - (self.left or 0)


def differences(left: Mapping[Key, Asked], right: Mapping[Key, Asked]) -> list[Change]:
    """Every difference between two versions, the largest first; what was refused counts as not there.

    >>> one = Asked(1, "99/301/", 7, "供水", "2130335", 500)
    >>> [(c.kind, c.delta) for c in differences({"a": one}, {})]
    [('removed', -500)]
    """
    found = []
    for key in [*left, *(key for key in right if key not in left)]:
        one, other = left.get(key), right.get(key)
        before = one.fen if one and not one.refused else None
        after = other.fen if other and not other.refused else None
        if before != after:
            some = one or other
            assert some is not None  # the key stands in one of the two
            rows = (one.row if one else None, other.row if other else None)
            kind = ADDED if before is None else REMOVED if after is None else CHANGED
            because = other.because if other else ""
            found.append(
                Change(kind, some.org_path, some.project, some.name, some.classes, before, after, rows, because)
            )
    return sorted(found, key=lambda change: (-abs(change.delta), change.org_path, change.name))


def by_unit(changes: list[Change]) -> dict[str, Fen]:
    """How much more the right version gives to each organisation path; units without a difference are left out."""
    sums: dict[str, Fen] = {}
    for change in changes:
        sums[change.org_path] = sums.get(change.org_path, 0) + change.delta
    return dict(sorted(sums.items(), key=lambda pair: (-abs(pair[1]), pair[0])))
