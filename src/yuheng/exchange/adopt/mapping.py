"""What a mapping file may say: which files, what their columns mean, how rows join. Whatever else stands in it is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from pathlib import Path

from yuheng.kernel.outcome import Words

STAGES = ("reserved", "committed", "accepted")
"""The stages that a budget file may give, each holding what the later ones hold; what is paid comes from payments."""

GROUPS = ("department", "unit", "project", "function", "economic_class")
"""What lines of one year may be grouped by, where credit is shared or moved."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file, or a part of its text."""

    name: str
    start: int | None = None
    end: int | None = None


Columns = tuple[Column, ...]
Levels = tuple[tuple[str, ...], ...]
Texts = tuple[str, ...]
Widths = Dict[str, int]
StageColumns = Dict[str, Columns]


@dataclass(frozen=True, slots=True)
class Place:
    """The organisation at the top. `code` is a division code of our own making (99….), never an official one."""

    code: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """The source's currency, and how many hundredths of it one printed unit is."""

    currency: str
    fen_per_unit: int


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a key and, where the file has one, a name; the newest name stands."""

    key: Columns
    name: Columns = ()


@dataclass(frozen=True, slots=True)
class Names:
    """A file that only says how keys are called; the last row of a key counts."""

    file: str
    key: Columns
    name: Columns
    columns: Texts = ()
    pad: Widths = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Budget:
    """A file of budget lines with amounts by stage. `final` is checked against initial and modifications.

    `virement` are the groups, narrow to wide, within which modifications that net to zero are virements; `cover` those
    within which credit is shared, so that a line may use what another line of its group has.
    """

    file: str
    year: Columns
    department: Named
    unit: Named
    project: Named
    function: Columns
    initial: Columns
    stages: StageColumns
    economic: Named = Named(())
    economic_class: Columns = ()
    modifications: Columns = ()
    final: Columns = ()
    virement: Levels = ()
    cover: Levels = ()
    columns: Texts = ()
    pad: Widths = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Indicators:
    """A file of indicators by project and year, with what was promised and what was reached."""

    file: str
    year: Columns
    project: Columns
    name: Columns
    target: Columns
    actual: Columns = ()
    function: Columns = ()
    level1: Columns = ()
    unit: Columns = ()
    columns: Texts = ()
    pad: Widths = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Payments:
    """A file of payments; they join lines by year, project and economic class.

    A payee's name enters only where his number has the shape `payee_kept`: it must admit no natural person.
    """

    file: str
    year: Columns
    project: Columns
    economic: Columns
    amount: Columns
    payee: Columns = ()
    payee_number: Columns = ()
    payee_kept: str = ""
    columns: Texts = ()
    pad: Widths = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """A file of changes within a year: rows of one document change lines together. Openings are derived from the replay."""

    file: str
    year: Columns
    document: Columns
    title: Columns
    department: Named
    unit: Named
    project: Named
    function: Columns
    amount: Columns
    decision: Columns = ()
    day: Columns = ()
    day_format: str = ""
    columns: Texts = ()
    pad: Widths = field(default_factory=dict)
    names: Names | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file."""

    title: Words
    source: str
    place: Place
    money: Money
    budget: Budget | None = None
    indicators: Indicators | None = None
    payments: Payments | None = None
    changes: Changes | None = None


SHIPPED = Path(__file__).parent.parent / "mappings"
SLICE = re.compile(r"(?P<name>[^\[\]]+)\[(?P<start>\d*):(?P<end>\d*)\]")


def column(text: str) -> Column:
    """Read a column's name, with the part of its text that counts.

    >>> column("centre"), column("code[:4]")
    (Column(name='centre', start=None, end=None), Column(name='code', start=None, end=4))
    """
    found = SLICE.fullmatch(text)
    if found is None:
        return Column(text)
    start, end = (int(part) if part else None for part in (found["start"], found["end"]))
    return Column(found["name"], start, end)
