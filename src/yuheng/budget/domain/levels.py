"""The levels above a line at which money can be limited, and the keys under which a line falls there."""

from dataclasses import dataclass

from yuheng.kernel.outcome import Words

LEVEL_TITLES: dict[str, Words] = {
    "project": Words(zh="项目", en="Project"),
    "unit": Words(zh="单位", en="Unit"),
    "item": Words(zh="单位经济科目", en="Economic item of a unit"),
    "class": Words(zh="功能分类", en="Function class"),
    "book": Words(zh="预算", en="Book"),
}
LEVELS: tuple[str, ...] = tuple(LEVEL_TITLES)

Level = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: what the control of the levels needs to know of it."""

    line: int
    year: int
    project: int
    org_path: str
    book: str
    function_code: str
    department_economic: str


def levels_of(place: Place) -> tuple[Level, ...]:
    """Every level and key that may limit a line. A department is limited as a unit is, by its path.

    >>> levels_of(Place(7, 2026, 12, "99/301/301001/", "general", "2130335", "30217"))[-2:]
    (('class', '213'), ('book', 'general'))
    """
    codes = place.org_path.rstrip("/").split("/")
    paths = ["/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    return (
        ("project", str(place.project)),
        *(("unit", path) for path in reversed(paths)),
        *(("item", f"{path}:{place.department_economic}") for path in reversed(paths)),
        ("class", place.function_code[:3]),
        ("book", place.book),
    )
