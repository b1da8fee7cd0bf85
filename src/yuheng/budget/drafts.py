"""What people hand in for a budget."""

from dataclasses import dataclass

from yuheng.kernel.money import Fen
from yuheng.projects.models import Project


@dataclass(frozen=True)
class RequestDraft:
    """A request for one project. Codes are those of the classification of the year; empty: the project's own."""

    project: Project
    amount_fen: Fen
    book: str = "general"
    fund: str = "fiscal"
    function_code: str = ""
    government_economic: str = "50299"
    department_economic: str = "30299"
    basis: str = ""
    item: str = ""  # the government fund or insurance that pays it
    guarantee: str = ""  # the need of the three guarantees that it meets
    later: tuple[Fen, ...] = ()  # what it will need in the years after
    where: str = ""  # the cell that it was read from
