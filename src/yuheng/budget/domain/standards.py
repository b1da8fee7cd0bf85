"""Standards turn base data into amounts: so many of something, times so much a year for one of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from yuheng.kernel.money import Fen, yuan
from yuheng.kernel.outcome import Problem, Words

ONE = 10_000  # ten-thousandths of one


@dataclass(frozen=True, slots=True)
class Standard:
    """So many fen a year for one of an item, for which category of project and under which economic classes."""

    code: str
    item: str
    category: str
    title: Words
    fen: Fen
    government: str
    department: str
    article: str


@dataclass(frozen=True, slots=True)
class Working:
    """How one amount came about: the standard, the quantity in ten-thousandths, and the fen that follow."""

    standard: Standard
    quantity_e4: int

    @property
    def fen(self) -> Fen:
        """Quantity times standard, half a fen up.

        >>> Working(Standard("c", "cars", "operation", Words("车", "Cars"), 300, "50208", "30231", ""), 25_000).fen
        750
        """
        return (self.quantity_e4 * self.standard.fen * 2 + ONE) // (2 * ONE)

    @property
    def said(self) -> str:
        """The working as the basis of a request states it, in the office's language."""
        quantity = quantity_text(self.quantity_e4)
        return f"{self.standard.title.zh}：{quantity} × {yuan(self.standard.fen)} 元 = {yuan(self.fen)} 元"


def quantity_text(quantity_e4: int) -> str:
    """A quantity in ten-thousandths as people write it.

    >>> quantity_text(125_000), quantity_text(250_000)
    ('12.5', '25')
    """
    return f"{(Decimal(quantity_e4) / ONE).normalize():f}"


def workings(standards: Iterable[Standard], figures: Mapping[str, int]) -> list[Working]:
    """What the standards make of base data; items that a unit does not have give nothing."""
    return [Working(one, figures[one.item]) for one in standards if figures.get(one.item)]


def problems_in_figure(item: str, quantity_e4: int, known: Mapping[str, Words], where: str) -> Iterator[Problem]:
    """What is wrong with one figure of base data."""
    if item not in known:
        message = Words(zh=f"没有“{item}”这项基础数据", en=f"There is no base figure “{item}”")
        yield Problem("base_item", where, message, found=item, expected="、".join(words.zh for words in known.values()))
    if not 0 <= quantity_e4 <= 10**13:
        message = Words(zh="数量不能为负，也不能超出合理范围", en="The quantity is below zero or beyond reason")
        yield Problem("base_quantity", where, message, found=str(quantity_e4))
