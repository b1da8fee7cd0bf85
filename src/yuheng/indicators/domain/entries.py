"""One row of an indicator library as it is handed in, and what may be wrong with it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yuheng.kernel.outcome import Problem, Words

LENGTHS = {
    "sector": 80,
    "field": 120,
    "level1": 40,
    "level2": 60,
    "name": 200,
    "unit": 30,
    "direction": 20,
    "source": 300,
}
UNVERIFIED = "UNVERIFIED"
DIRECTIONS = {
    ">=": Words(zh="≥ 越高越好", en="≥ more is better"),
    ">": Words(zh="＞ 越高越好", en="> more is better"),
    "=": Words(zh="＝ 等于", en="= equal"),
    "<=": Words(zh="≤ 越低越好", en="≤ less is better"),
    "<": Words(zh="＜ 越低越好", en="< less is better"),
    "qualitative": Words(zh="定性", en="Qualitative"),
    "score": Words(zh="打分", en="Points"),
    "unstated": Words(zh="未注明", en="Not stated"),
    "": Words(zh="未注明", en="Not stated"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator of the library. `example` is one project's target in one year: an example, no standard."""

    sector: str
    field: str
    level1: str
    level2: str
    name: str
    explanation: str
    formula: str
    unit: str
    direction: str
    example: str
    source: str
    verified: bool

    @property
    def code(self) -> str:
        """A name that stays the same as long as the entry means the same indicator in the same field.

        >>> entry_of({"sector": "教育", "level1": "产出指标", "name": "入学率", "source_url": "-"}).code
        'L8992e832b3e1'
        """
        key = "\x1f".join((self.sector, self.field, self.level1, self.level2, self.name))
        return f"L{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def entry_of(row: Mapping[str, str]) -> Entry:
    """Read one row by its column names; columns that are absent count as empty.

    A source that begins with UNVERIFIED was written down from memory: the entry is kept, and flagged.
    """
    cell = {name: (row.get(name) or "").strip() for name in (*LENGTHS, "explanation", "formula")}
    source = (row.get("source_url") or row.get("source") or "").strip()
    return Entry(
        **{**cell, "source": source.removeprefix(UNVERIFIED)},
        example=(row.get("standard_value") or row.get("example") or "").strip(),
        verified=not source.startswith(UNVERIFIED),
    )


def problems_in_entry(entry: Entry, where: str) -> Iterator[Problem]:
    """Everything that is wrong with one row."""
    for name, words in _NEEDED.items():
        if not getattr(entry, name):
            message = Words(zh=f"没有填写{words.zh}", en=f"{words.en} is missing")
            yield Problem(f"{name}_missing", f"{where} · {name}", message)
    for name, most in {**LENGTHS, "example": 200}.items():
        if len(getattr(entry, name)) > most:
            message = Words(zh=f"文字超过 {most} 个字", en=f"The text is longer than {most} characters")
            yield Problem(f"{name}_too_long", f"{where} · {name}", message, expected=str(most))
    if entry.direction not in DIRECTIONS:
        message = Words(zh="不认识的指标方向", en="The direction is not known")
        expected = " ".join(code for code in DIRECTIONS if code)
        yield Problem("direction_unknown", f"{where} · direction", message, found=entry.direction, expected=expected)


_NEEDED = {
    "sector": Words(zh="领域", en="The sector"),
    "level1": Words(zh="一级指标", en="Level 1"),
    "name": Words(zh="指标名称", en="The name"),
    "source": Words(zh="来源", en="The source"),
}
