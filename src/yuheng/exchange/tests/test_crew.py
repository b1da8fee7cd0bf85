"""One file that takes too long or too much never keeps the others waiting; real processes, real limits."""

from pathlib import Path
from time import monotonic

import pytest

from yuheng.exchange import apart
from yuheng.exchange.checking import Wanted, check_file
from yuheng.exchange.crew import Bounds, Task, check_apart
from yuheng.exchange.tests import writing
from yuheng.exchange.tests.test_hostile import form

SLOW = b"<table>" + b"<!--" * 1_900_000  # a page on which the reader of HTML never comes to an end
WIDE = b"<table><td " + b"a=b " * 1_900_000 + b">"  # a page that needs 1.5 GB to be read
GOOD = writing.to_xlsx(form())
FAST = Bounds(seconds=2, megabytes=300, method="fork")


def task(content: bytes | Path, name: str) -> Task:
    return Task(content, name, Wanted())


def codes(tasks: list[Task], bounds: Bounds = FAST) -> list[list[str]]:
    return [[one["code"] for one in checked.entries[0]["problems"]] for checked in check_apart(tasks, bounds)]


def test_files_come_back_in_their_order_with_the_slow_one_stopped() -> None:
    tasks = [task(SLOW, "slow.html"), *(task(GOOD, f"{n}.xlsx") for n in range(5)), task(b"", "empty.xlsx")]
    begun = monotonic()
    got = codes(tasks)
    assert got == [["too_heavy"], *[["score_above_weight"]] * 5, ["empty_file"]]
    assert monotonic() - begun < 20
    assert check_apart(tasks[:1], FAST)[0].entries[0]["file"] == "slow.html"


def test_a_file_that_wants_too_much_memory_is_stopped() -> None:
    assert codes([task(WIDE, "wide.html"), task(GOOD, "a.xlsx")], Bounds(60, 200, method="fork")) == [
        ["too_heavy"],
        ["score_above_weight"],
    ]


def test_all_of_them_together_have_an_end() -> None:
    begun = monotonic()
    got = codes([task(SLOW, f"{n}.html") for n in range(30)], Bounds(60, 300, in_all=3, method="fork"))
    assert got == [["too_heavy"]] * 30 and monotonic() - begun < 20


def test_a_mistake_of_the_checker_itself_is_told_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(source: Path | bytes, name: str, wanted: object) -> object:
        if name == "bad.xlsx":
            raise ZeroDivisionError
        return check_file(source, name, wanted)  # type: ignore[arg-type]

    monkeypatch.setattr(apart, "check_file", wrong)  # a process that is forked has it too
    assert codes([task(GOOD, "bad.xlsx"), task(GOOD, "a.xlsx")]) == [["checker_failed"], ["score_above_weight"]]


def test_a_path_that_cannot_be_opened_is_one_problem(tmp_path: Path) -> None:
    assert codes([task(tmp_path / "gone.xlsx", "gone.xlsx"), task(GOOD, "a.xlsx")]) == [
        ["not_opened"],
        ["score_above_weight"],
    ]
