"""Who knows the grades of projects: an upper context, handed in by the wiring; until then nobody."""

from collections.abc import Callable, Iterable

Grades = Callable[[Iterable[int], int], dict[int, str]]
_known: dict[str, Grades] = {}


def grade_with(source: Grades) -> None:
    """Say who knows grades: (projects, budget year) -> the latest sealed grade before that year, by project."""
    _known["source"] = source


def grades(projects: Iterable[int], year: int) -> dict[int, str]:
    """The latest grades of projects before a budget year; nothing when nobody knows any."""
    return _known["source"](projects, year) if "source" in _known else {}
