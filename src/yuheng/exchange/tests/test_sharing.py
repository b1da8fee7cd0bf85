"""Credit shared within groups, and openings of a replay, over thousands of made-up cases."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from yuheng.exchange.adopt.changes import Document, Key, openings, steps_of
from yuheng.exchange.adopt.sharing import share

LINES = 12
AMOUNTS = st.dictionaries(st.integers(0, LINES - 1), st.integers(-50, 50).filter(bool), max_size=LINES)
LEVELS = [lambda line: (line % 6,), lambda line: (line % 3,)]


@given(AMOUNTS)
def test_what_some_give_others_take_and_a_group_that_holds_is_covered(amounts: dict[int, int]) -> None:
    takes = {line: fen for line, fen in amounts.items() if fen > 0}
    gives = {line: -fen for line, fen in amounts.items() if fen < 0}
    moved = share(takes, gives, LEVELS)
    stands = dict(amounts)
    for one in moved:
        assert sum(one.deltas.values()) == 0 and 0 not in one.deltas.values()
        assert {LEVELS[one.level](line) for line in one.deltas} == {one.group}
        for line, fen in one.deltas.items():
            stands[line] -= fen
    assert stands == {line: takes.get(line, 0) - gives.get(line, 0) for line in amounts}
    for group in range(3):
        left = [stands[line] for line in amounts if line % 3 == group]
        assert not (max(left, default=0) > 0 > min(left, default=0)), "who wants and who has are in one group"
    wide = {line for one in moved if one.level == 1 for line in one.deltas}
    for narrow in range(6):
        held = [amounts[line] for line in amounts if line % 6 == narrow]
        if sum(held) == 0:
            assert not wide & {line for line in amounts if line % 6 == narrow}, "a group that holds needs no other"


DOCUMENTS = st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(-9, 9), max_size=4), max_size=8)


def replay(documents: list[Document], opened: dict[Key, int]) -> bool:
    """Whether every line stays at zero or above, and never loses more of the total than it was given."""
    money, given_fen = dict(opened), dict(opened)
    for document in documents:
        for step in steps_of(document):
            money[step.line] = money.get(step.line, 0) + step.shifted + step.added
            given_fen[step.line] = given_fen.get(step.line, 0) + step.added
            if money[step.line] < 0 or given_fen[step.line] < 0:
                return False
    return True


@given(DOCUMENTS)
def test_an_opening_carries_the_replay_and_a_hundredth_less_does_not(changes: list[dict[str, int]]) -> None:
    documents = [
        Document(2005, str(no), "", "", date(2005, 12, 31), no, deltas={(2005, line): fen for line, fen in one.items()})
        for no, one in enumerate(changes)
    ]
    for one in documents:
        steps = steps_of(one)
        assert {step.line: step.shifted + step.added for step in steps} == {k: v for k, v in one.deltas.items() if v}
        assert sum(step.shifted for step in steps) == 0 and sum(step.added for step in steps) == one.net
    opened = openings(documents)
    assert replay(documents, opened)
    for line, fen in opened.items():
        assert not fen or not replay(documents, opened | {line: fen - 1})
