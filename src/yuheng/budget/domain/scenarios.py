"""What if: the amounts of a version under other assumptions. The three guarantees are never cut."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from yuheng.kernel.money import Fen, round_half_up
from yuheng.kernel.outcome import Problem, Words

KINDS: dict[str, Words] = {
    "class": Words(zh="功能分类", en="Function class"),
    "category": Words(zh="项目类别", en="Category of project"),
    "book": Words(zh="预算", en="Book"),
    "grade": Words(zh="绩效等级", en="Grade"),
    "results": Words(zh="按结果应用建议数", en="As results propose"),
}
MOST = Fraction(10)


@dataclass(frozen=True, slots=True)
class Line:
    """One request of the base as a scenario sees it."""

    request: int
    fen: Fen
    function_code: str
    category: str
    book: str
    grade: str = ""
    proposed: Fen | None = None
    guarantee: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One assumption: lines of a kind and key become this share of what they were; `results` takes what is proposed."""

    kind: str
    key: str = ""
    share: Fraction = Fraction(1)

    @property
    def said(self) -> str:
        """The assumption in the office's language.

        >>> Move("class", "213", Fraction(9, 10)).said
        '功能分类 213 × 90%'
        """
        title = KINDS[self.kind].zh
        share = round_half_up(self.share * 100, 2).normalize()
        return title if self.kind == "results" else f"{title} {self.key} × {share:f}%"

    def meets(self, line: Line) -> bool:
        """Whether the assumption speaks of this line."""
        if self.kind == "class":
            return line.function_code.startswith(self.key)
        if self.kind == "results":
            return line.proposed is not None
        return bool(getattr(line, self.kind) == self.key)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario gives to a request, and by which of its assumptions."""

    request: int
    fen: Fen
    because: str


def computed(lines: Iterable[Line], moves: Sequence[Move]) -> list[Outcome]:
    """Apply assumptions one after the other. A line that meets a need of the three guarantees is never cut."""
    return [_one(line, moves) for line in lines]


def _one(line: Line, moves: Sequence[Move]) -> Outcome:
    fen, said = line.fen, []
    for move in moves:
        if not move.meets(line):
            continue
        wanted = line.proposed or 0 if move.kind == "results" else int(round_half_up(fen * move.share, 0))
        if line.guarantee and wanted < fen:
            said.append("“三保”不压减")
            continue
        fen = wanted
        said.append(move.said)
    return Outcome(line.request, fen, "；".join(said)[:200])


def problems_in_moves(moves: Sequence[Move]) -> list[Problem]:
    """What is wrong with the assumptions of a scenario."""
    found = []
    if not moves:
        message = Words(zh="至少要有一项假设", en="A scenario needs an assumption")
        found.append(Problem("scenario_empty", "", message))
    for move in moves:
        if move.kind not in KINDS or (move.kind != "results" and not move.key):
            message = Words(zh="假设不完整", en="The assumption is not complete")
            found.append(Problem("scenario_move", f"{move.kind} {move.key}".strip(), message))
        if not 0 <= move.share <= MOST:
            message = Words(zh="比例须在 0 到 1000% 之间", en="The share is between 0 and 1000%")
            found.append(Problem("scenario_share", f"{move.kind} {move.key}".strip(), message, str(move.share)))
    return found
