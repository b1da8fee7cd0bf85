"""Rows of a budget file become lines: amounts read exactly, rows of one key added up, rows that cannot stand told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from yuheng.exchange.adopt.mapping import Budget
from yuheng.exchange.adopt.reading import Getter, Row, Table, amount_of
from yuheng.exchange.adopt.telling import Sums, Told, add, dimensions_of
from yuheng.kernel.money import Fen

Amounts = dict[str, Decimal]
KEYS = ("department", "unit", "project", "function", "economic_class", "economic")
MOST_YEAR = 2100
LONGEST = {"function": 7, "economic_class": 5, "economic": 5, "department": 13, "unit": 13, "project": 14}


@dataclass(slots=True)
class SourceLine:
    """A line of the source. `used` holds the stages as printed: each what the later ones hold, too; in hundredths."""

    year: int
    department: str
    unit: str
    project: str
    function: str
    economic_class: str
    economic: str
    initial: Fen = 0
    modified: Fen = 0
    used: dict[str, Fen] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)

    @property
    def final(self) -> Fen:
        """The credit of the whole year."""
        return self.initial + self.modified

    @property
    def key(self) -> tuple[int, str, str, str, str]:
        """What makes it one line."""
        return self.year, self.project, self.function, self.economic_class, self.economic


def line_of(year: int, texts: Mapping[str, str]) -> SourceLine:
    """A line without money, of texts by name; what is not given is empty."""
    department, unit, project, function, economic_class, economic = (texts.get(name, "") for name in KEYS)
    return SourceLine(year, department, unit, project, function, economic_class, economic)


@dataclass
class Book:
    """All lines of a source, what its organisations and projects are called, and its totals."""

    file: str
    lines: dict[tuple[int, str, str, str, str], SourceLine] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    sums: Sums = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    rows: int = 0

    def by_year(self) -> dict[int, list[SourceLine]]:
        """Lines of each year, in the order of their keys."""
        years: dict[int, list[SourceLine]] = {}
        for key in sorted(self.lines):
            years.setdefault(key[0], []).append(self.lines[key])
        return years


def read_book(budget: Budget, table: Table, fen_per_unit: int) -> Book:
    """Read a budget file."""
    book = Book(table.path.name)
    reader = _LineReader(budget, table, fen_per_unit, book)
    for number, row in table.rows():
        book.rows += 1
        reader.take(number, row)
    book.told += _merged(book)
    return book


class _LineReader:
    def __init__(self, budget: Budget, table: Table, fen_per_unit: int, book: Book) -> None:
        self.table, self.book, self.per = table, book, fen_per_unit
        keys = {name: getattr(budget, name) for name in ("year", "function", "economic_class")}
        named = {name: getattr(budget, name) for name in ("department", "unit", "project", "economic")}
        self.keys = {name: table.getter(cols) for name, cols in keys.items()}
        self.keys |= {name: table.getter(one.key) for name, one in named.items()}
        self.names = {name: table.getter(one.name) for name, one in named.items() if one.name}
        columns = {"initial": budget.initial, "modifications": budget.modifications, "final": budget.final}
        columns |= budget.stages
        self.amounts: dict[str, Getter] = {name: table.getter(cols) for name, cols in columns.items() if cols}
        self.stages = tuple(budget.stages)

    def take(self, number: int, row: Row) -> None:
        """Let a row into the book, or tell why not."""
        if not self.table.fits(row):
            self.book.told.append(Told(False, "columns", self.book.file, number, text=",".join(row)[:200]))
            return
        texts = {name: get(row) for name, get in self.keys.items()}
        printed = {name: get(row) for name, get in self.amounts.items()}
        read = {name: amount_of(text, self.per) for name, text in printed.items()}
        amounts = {name: amount for name, amount in read.items() if amount is not None}
        reason = _key_wrong(texts) or _amounts_wrong(read, self.stages)
        year = int(texts["year"]) if texts["year"].isdecimal() else 0
        self._add_sums(year, texts, amounts)
        if reason:
            shown = " ".join(f"{name}={text}" for name, text in printed.items() if read[name] is None)
            told = {name: amount for name, amount in amounts.items() if amount}
            self._tell(_At(number, year, texts), reason, told, shown)
            return
        self._merge(_At(number, year, texts), {name: int(amount) for name, amount in amounts.items()})
        for name, get in self.names.items():
            self.book.names[name, texts[name]] = get(row) or texts[name]

    def _add_sums(self, year: int, texts: Mapping[str, str], amounts: Amounts) -> None:
        """Every amount that can be read counts in the totals of the source, whether its row enters or not."""
        for name, amount in amounts.items():
            for dimension in dimensions_of(name):
                add(self.book.sums, (year, dimension, texts[dimension], name), amount)

    def _merge(self, at: "_At", fen: dict[str, Fen]) -> None:
        made = line_of(at.year, at.texts)
        line = self.book.lines.setdefault(made.key, made)
        line.initial += fen["initial"]
        line.modified += fen.get("modifications", 0)
        line.rows.append(at.number)
        for stage in self.stages:
            line.used[stage] = line.used.get(stage, 0) + fen[stage]
        credit = fen["initial"] + fen.get("modifications", 0)
        if fen.get("final", credit) != credit:
            # the ledger's credit is initial plus modifications; where the print differs, totals differ by as much
            self._tell(at, "final_printed_otherwise", {"final": Decimal(fen["final"] - credit)})

    def _tell(self, at: "_At", reason: str, amounts: Amounts, text: str = "") -> None:
        said = {name: at.texts[name] for name in ("project", "function", "economic_class", "economic")}
        self.book.told.append(
            Told(False, reason, self.book.file, at.number, at.year, amounts=amounts, text=text, **said)
        )


@dataclass(frozen=True, slots=True)
class _At:
    """A row: its number, its year, its keys."""

    number: int
    year: int
    texts: Mapping[str, str]


def _key_wrong(texts: Mapping[str, str]) -> str:
    needed = ("department", "unit", "project", "function")
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("year", lambda: not texts["year"].isdecimal() or not 1900 <= int(texts["year"]) <= MOST_YEAR),
        ("key_missing", lambda: not all(texts[name] for name in needed)),
        ("key_too_long", lambda: any(len(texts[name]) > most for name, most in LONGEST.items())),
    )
    return next((reason for reason, wrong in checks if wrong()), "")


def _amounts_wrong(read: Mapping[str, Decimal | None], stages: tuple[str, ...]) -> str:
    """Why amounts cannot be posted: unreadable, finer than a hundredth, negative, stages that do not hold each other."""
    amounts = {name: amount for name, amount in read.items() if amount is not None}
    if len(amounts) < len(read):
        return "amount_unreadable"
    if any(amount != int(amount) for amount in amounts.values()):
        return "amount_finer_than_a_hundredth"
    credit = amounts["initial"] + amounts.get("modifications", 0)
    if amounts["initial"] < 0 or credit < 0:
        return "negative_credit"
    used = [amounts[stage] for stage in stages]
    if any(amount < 0 for amount in used):
        return "negative_stage"
    nested = all(wide >= narrow for wide, narrow in pairwise(used))
    return "" if nested else "stages_do_not_hold_each_other"


def _merged(book: Book) -> Iterator[Told]:
    """Rows that share a key entered as one line; each of them is told, with the rows it stands beside."""
    for line in book.lines.values():
        for number in line.rows if len(line.rows) > 1 else ():
            yield Told(
                True,
                "rows_of_one_key_are_one_line",
                book.file,
                number,
                line.year,
                line.project,
                line.function,
                line.economic_class,
                line.economic,
                text=f"rows {', '.join(map(str, line.rows))}",
            )
