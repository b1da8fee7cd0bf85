"""Requests to change a budget within its year: read, and worked out into vouchers and the openings that carry them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from yuheng.exchange.adopt.lines import SourceLine, line_of
from yuheng.exchange.adopt.mapping import Changes
from yuheng.exchange.adopt.reading import Getter, Row, Table, amount_of
from yuheng.exchange.adopt.telling import Sums, Told, add
from yuheng.kernel.money import Fen

Key = tuple[int, str]


@dataclass(slots=True)
class Document:
    """One request: what it gives to each line (negative: takes from it). `day` is the last of the year where none stands."""

    year: int
    number: str
    title: str
    decision: str
    day: date
    row: int
    rows: int = 0
    deltas: dict[Key, Fen] = field(default_factory=dict)

    @property
    def net(self) -> Fen:
        """By how much it changes the total."""
        return sum(self.deltas.values())

    @property
    def kind(self) -> str:
        """Virement, supplement or cut."""
        return "supplement" if self.net > 0 else "cut" if self.net else "virement"


@dataclass
class Replay:
    """All documents of a file, the lines they name, and the totals of the source."""

    file: str
    documents: dict[tuple[int, str], Document] = field(default_factory=dict)
    lines: dict[Key, SourceLine] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    sums: Sums = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    rows: int = 0

    @property
    def net_zero(self) -> int:
        """How many documents leave the total as it is."""
        return sum(not one.net for one in self.documents.values())

    def years(self) -> dict[int, list[Document]]:
        """Documents of each year by day, and within a day in the order of the file."""
        found: dict[int, list[Document]] = {}
        for one in sorted(self.documents.values(), key=lambda one: (one.year, one.day, one.row)):
            found.setdefault(one.year, []).append(one)
        return found


def read_changes(spec: Changes, table: Table, fen_per_unit: int) -> Replay:
    """Read a file of changes; rows whose amount or key cannot stand are told, and documents of nothing."""
    replay = Replay(table.path.name)
    reader = _ChangeReader(spec, table, fen_per_unit, replay)
    for number, row in table.rows():
        replay.rows += 1
        reader.take(number, row)
    for document in replay.documents.values():
        if not any(document.deltas.values()):
            text = f"{document.rows} rows: {document.title}"[:200]
            replay.told.append(
                Told(
                    True,
                    "document_moves_no_money",
                    replay.file,
                    document.row,
                    document.year,
                    document.number,
                    text=text,
                )
            )
    return replay


class _ChangeReader:
    def __init__(self, spec: Changes, table: Table, fen_per_unit: int, replay: Replay) -> None:
        self.table, self.replay, self.per, self.day_format = table, replay, fen_per_unit, spec.day_format
        plain = ("year", "title", "function", "amount", "decision", "day")
        self.get: dict[str, Getter] = {name: table.getter(getattr(spec, name)) for name in plain}
        self.get["document"] = table.getter(spec.document, "-")
        named = {name: getattr(spec, name) for name in ("department", "unit", "project")}
        self.keys = {name: table.getter(one.key) for name, one in named.items()}
        self.names = {name: table.getter(one.name) for name, one in named.items() if one.name}

    def take(self, number: int, row: Row) -> None:
        """Let a row into its document."""
        if not self.table.fits(row) or not self.get["year"](row).isdecimal():
            self.replay.told.append(Told(False, "columns", self.replay.file, number, text=",".join(row)[:200]))
            return
        year, keys = int(self.get["year"](row)), {name: get(row) for name, get in self.keys.items()}
        amount = amount_of(self.get["amount"](row), self.per)
        if amount is None or amount != int(amount) or not all(keys.values()):
            reason = "amount_unreadable" if amount is None else "amount_finer_than_a_hundredth"
            reason = reason if all(keys.values()) else "key_missing"
            told = Told(
                False, reason, self.replay.file, number, year, keys["project"], amounts={"moved": amount or Decimal(0)}
            )
            self.replay.told.append(told)
            return
        add(self.replay.sums, (year, "direction", "gains" if amount > 0 else "gives", "moved"), amount)
        for name, get in self.names.items():
            self.replay.names[name, keys[name]] = get(row) or keys[name]
        self._document(number, row, year).deltas[self._line(row, year, keys)] = int(amount)

    def _document(self, number: int, row: Row, year: int) -> Document:
        key = (year, self.get["document"](row))
        if key not in self.replay.documents:
            title, decision = self.get["title"](row), self.get["decision"](row)
            self.replay.documents[key] = Document(*key, title, decision, self._day(row, year), number)
        found = self.replay.documents[key]
        found.rows += 1
        return found

    def _day(self, row: Row, year: int) -> date:
        text = self.get["day"](row)
        try:
            return datetime.strptime(text, self.day_format).date()  # noqa: DTZ007  # a day as printed has no zone
        except ValueError:
            return date(year, 12, 31)

    def _line(self, row: Row, year: int, keys: Mapping[str, str]) -> Key:
        key = (year, keys["project"])
        if key not in self.replay.lines:
            self.replay.lines[key] = line_of(year, {**keys, "function": self.get["function"](row)})
        return key


@dataclass(frozen=True, slots=True)
class Step:
    """What one document does to one line: by virement, and by a change of the total."""

    line: Key
    shifted: Fen
    added: Fen


def steps_of(document: Document) -> list[Step]:
    """Work a document out: gains and losses that meet are virements, what is left changes the total.

    >>> one = Document(2005, "1", "", "", date(2005, 12, 31), 1, deltas={(2005, "a"): 70, (2005, "b"): -50})
    >>> steps_of(one)
    [Step(line=(2005, 'a'), shifted=50, added=20), Step(line=(2005, 'b'), shifted=-50, added=0)]
    """
    gains = sum(fen for fen in document.deltas.values() if fen > 0)
    gives = -sum(fen for fen in document.deltas.values() if fen < 0)
    left = {True: min(gains, gives), False: min(gains, gives)}
    steps = []
    for line, fen in document.deltas.items():
        if fen:
            part = min(abs(fen), left[fen > 0])
            left[fen > 0] -= part
            shifted = part if fen > 0 else -part
            steps.append(Step(line, shifted, fen - shifted))
    return steps


def openings(documents: Iterator[Document] | list[Document]) -> dict[Key, Fen]:
    """The least that each line must have had so that the documents can be replayed in this order.

    A line never goes below zero, and never loses more of the total than the total gave it.
    """
    stands: dict[Key, list[Fen]] = {}
    for document in documents:
        for step in steps_of(document):
            held = stands.setdefault(step.line, [0, 0, 0])
            held[0] += step.shifted + step.added
            held[1] += step.added
            held[2] = max(held[2], -held[0], -held[1])
    return {line: held[2] for line, held in stands.items()}
