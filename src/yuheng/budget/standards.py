"""Standards and base data as the law of the place and the database have them."""

from datetime import date

from yuheng.budget.domain.standards import Standard, Working, workings
from yuheng.budget.models import BaseFigure
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.money import parse_yuan
from yuheng.kernel.outcome import Words
from yuheng.organisations.models import Organisation
from yuheng.regulations.domain.law import Plain
from yuheng.regulations.queries import rule


def items_of(year: int, region: str) -> dict[str, Words]:
    """The base data that a place asks for a budget year, by code; none where it has no rule for them."""
    try:
        rows = rule("standard.items", on=date(year, 1, 1), region=region).rows
    except NoLaw:
        return {}
    return {str(row["code"]): _words(row["title"]) for row in rows}


def standards_of(year: int, region: str) -> list[Standard]:
    """The standards that hold on the first day of a budget year; none where the place has set none."""
    try:
        found = rule("standard.amounts", on=date(year, 1, 1), region=region)
    except NoLaw:
        return []
    return [
        Standard(
            code=str(row["code"]),
            item=str(row["item"]),
            category=str(row["category"]),
            title=_words(row["title"]),
            fen=parse_yuan(str(row["yuan"])),
            government=str(row["government"]),
            department=str(row["department"]),
            article=found.source.id,
        )
        for row in found.rows
    ]


def workings_of(unit: Organisation, year: int) -> list[Working]:
    """What the standards of a year make of a unit's base data. One query."""
    figures = BaseFigure.objects.filter(unit=unit, year=year).values_list("item", "quantity_e4")
    return workings(standards_of(year, unit.region.code), dict(figures))


def _words(value: Plain) -> Words:
    return value if isinstance(value, Words) else Words(zh=str(value), en=str(value))
