"""The chain request → contract → acceptance: where money stands in each link, and what may follow what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yuheng.kernel.money import Fen, wan
from yuheng.kernel.outcome import Problem, Words

KIND_TITLES: dict[str, Words] = {
    "request": Words(zh="采购申请", en="Request"),
    "contract": Words(zh="合同", en="Contract"),
    "acceptance": Words(zh="验收", en="Acceptance"),
}
KINDS: tuple[str, ...] = tuple(KIND_TITLES)

STAGE_OF: Mapping[str, str] = {"request": "reserved", "contract": "committed", "acceptance": "accepted"}
"""The stage of the ledger in which the money of a commitment stands."""

VOUCHER_OF: Mapping[str, str] = {"request": "reserve", "contract": "commit", "acceptance": "accept"}
"""The kind of voucher that puts it there."""

PREFIX_OF: Mapping[str, str] = {"request": "CG", "contract": "HT", "acceptance": "YS"}

FOLLOWS: Mapping[str, tuple[str, ...]] = {"request": ("",), "contract": ("", "request"), "acceptance": ("contract",)}
"""What a commitment of each kind may be converted from; "" stands for executable money of the line."""

ARTICLE = "budget-law-regulation#art-57"


@dataclass(frozen=True, slots=True)
class Open:
    """A commitment from which money is to be taken: whether it stands confirmed, and how much of it is open."""

    title: str
    kind: str
    standing: bool
    open_fen: Fen


def follow_problem(kind: str, parent: str, where: str) -> list[Problem]:
    """Say why a commitment cannot be converted from what it names (`parent`: its kind, "" for nothing).

    >>> follow_problem("contract", "request", "HT-1"), follow_problem("contract", "", "HT-1")
    ([], [])
    >>> follow_problem("acceptance", "", "YS-1")[0].code
    'follows'
    """
    if parent in FOLLOWS[kind]:
        return []
    wanted = [KIND_TITLES[one] for one in FOLLOWS[kind] if one]
    zh, en = "、".join(one.zh for one in wanted), " or ".join(one.en.lower() for one in wanted)
    message = (
        Words(zh=f"{KIND_TITLES[kind].zh}须依据{zh}办理", en=f"This follows a {en}")
        if zh
        else Words(zh=f"{KIND_TITLES[kind].zh}不依据其他承诺办理", en="This follows nothing")
    )
    return [Problem("follows", where, message, rule=ARTICLE)]


def taking_problems(parents: Mapping[int, Open], asked: Sequence[tuple[str, int, Fen]]) -> list[Problem]:
    """List what stands against taking money from commitments: (where, commitment, fen) in the order given.

    Each sees what those before it have taken, so that nothing is converted twice.
    """
    left, found = {key: parent.open_fen for key, parent in parents.items()}, []
    for where, key, fen in asked:
        parent = parents[key]
        if not parent.standing:
            found.append(_not_standing(where, parent))
        elif fen > left[key]:
            found.append(_short(where, parent, fen, left[key]))
        else:
            left[key] -= fen
    return found


def _not_standing(where: str, parent: Open) -> Problem:
    title = KIND_TITLES[parent.kind]
    message = Words(
        zh=f"{title.zh}“{parent.title}”未经确认或已办结，不能据以办理",
        en=f"The {title.en.lower()} “{parent.title}” is not confirmed, or closed",
    )
    return Problem("commitment_not_standing", where, message, rule=ARTICLE)


def _short(where: str, parent: Open, fen: Fen, left: Fen) -> Problem:
    title = KIND_TITLES[parent.kind]
    return Problem(
        "commitment_short",
        where,
        Words(
            zh=f"{title.zh}“{parent.title}”未执行 {wan(left)} 万元，不够 {wan(fen)} 万元",
            en=f"The {title.en.lower()} “{parent.title}” has {wan(left)} 万元 open, not {wan(fen)}",
        ),
        found=wan(fen),
        expected=f"≤ {wan(left)}",
        rule=ARTICLE,
        remedy=Words(zh="减少金额，或先补签合同", en="Ask for less, or sign for more first"),
    )
