"""A bureau's folder while the house is running: good, changed, broken, put right."""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from yuheng.kernel.outcome import Refused
from yuheng.regulations import current, queries
from yuheng.regulations.citing import cite
from yuheng.regulations.current import Watch
from yuheng.regulations.domain.book import problems_in_book
from yuheng.regulations.domain.files import rule_file
from yuheng.regulations.domain.kinds import KINDS
from yuheng.regulations.tests.test_book import COUNTY, NATION
from yuheng.regulations.tests.test_rule_files import folder

DAY = date(2022, 6, 1)
OWN = "- {id: own, title: {zh: 本县通知, en: Own notice}, status: local}\n"
NOTICE = COUNTY.replace("source: notice", "source: own")
PLACE = "regions/990123/days.yaml"
BROKEN = """colour: red
values:
  2022-01-01: {value: 25, calendar: working, source: own#art-3, trust: D}
  2023-01-01: {value: 9, trust: D}
  2023-01-01: {value: 8, source: nowhere, trust: D}
"""
BANDS = """kind: bands
title: {zh: 等级, en: Grades}
covers: [0, 100]
values:
  2024-01-01:
    bands:
      - {code: a, title: {zh: 优, en: A}, from: 90, to: 100, ends: "[]"}
      - {code: b, title: {zh: 良, en: B}, from: 79, to: 89}
      - {code: c, title: {zh: 差, en: C}, from: 0, to: 80, shade: dark}
    source: own
    trust: P
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of one notice over a nation of one rule, watched without a pause."""
    installed = folder(tmp_path / "installed", national__days=NATION)
    bureau = folder(tmp_path / "own", instruments=OWN, regions__990123__days=NOTICE)
    watching = Watch(installed, bureau)
    monkeypatch.setattr(current, "watch", lambda: watching)
    monkeypatch.setattr(queries, "watch", lambda: watching)
    monkeypatch.setattr(current, "EVERY", 0.0)
    yield bureau


def days(region: str = "990123") -> int:
    """What a request is told that looks first."""
    with current.newest():
        return queries.rule("days", on=DAY, region=region).days


def write(bureau: Path, text: str, place: str = PLACE) -> None:
    """Write a file so that its time is another, however coarse the clock of the disk."""
    path = bureau / place
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_a_changed_notice_takes_effect_with_the_next_request(own: Path) -> None:
    assert (days(), days("980456")) == (10, 20)
    before = queries.rules_hash("990123", DAY)
    write(own, NOTICE.replace("value: 10", "value: 7"))
    assert days() == 7
    assert queries.rules_hash("990123", DAY) != before
    write(own, OWN.replace("Own notice", "Our notice"), "instruments.yaml")
    days()
    assert cite("own#art-3").en == "Our notice, art. 3"


def test_a_new_file_and_a_removed_one_count_too(own: Path) -> None:
    write(own, NOTICE.replace("value: 10", "value: 3"), "regions/980456/days.yaml")
    assert days("980456") == 3
    (own / PLACE).unlink()
    assert days() == 20


def test_a_broken_notice_leaves_the_last_good_law_and_is_told_with_all_its_lines(
    own: Path, caplog: pytest.LogCaptureFixture
) -> None:
    days()
    write(own, BROKEN)
    write(own, BANDS, "regions/990123/grades.yaml")
    with caplog.at_level(logging.ERROR):
        assert days() == 10
    found = {(problem.code, problem.where) for problem in current.watch().state.problems}
    assert found == {
        ("unknown_key", f"{PLACE}:1"),
        ("looser", f"{PLACE}:3"),
        ("double_key", f"{PLACE}:5"),
        ("unknown_source", f"{PLACE}:5"),
        ("band_hole", "regions/990123/grades.yaml:7"),
        ("band_overlap", "regions/990123/grades.yaml:8"),
        ("unknown_key", "regions/990123/grades.yaml:9"),
    }
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == len(found)
    assert any(f"{PLACE}:3" in line and "found 25" in line for line in told)
    write(own, NOTICE.replace("2022-01-01: {value: 10, calendar: working, source: own#art-3", "2022-01-01: {value: 10"))
    days()
    assert ("missing_key", f"{PLACE}:2") in {(one.code, one.where) for one in current.watch().state.problems}


def test_what_was_put_right_takes_effect_and_the_problems_are_gone(own: Path) -> None:
    write(own, "values: [")
    (own / "regions" / "990123" / "grades.yaml").write_bytes(b"kind: \xff")
    assert days() == 10
    assert {problem.code for problem in current.watch().state.problems} == {"yaml", "unreadable"}
    (own / "regions" / "990123" / "grades.yaml").unlink()
    write(own, NOTICE.replace("value: 10", "value: 6"))
    assert days() == 6
    assert current.watch().state.problems == ()


def test_a_folder_that_goes_away_is_a_problem_and_not_an_empty_law(own: Path) -> None:
    shutil.rmtree(own)
    assert days() == 10
    assert [problem.code for problem in current.watch().state.problems] == ["no_folder"]


def test_one_request_asks_one_law_however_long_it_takes(own: Path) -> None:
    with current.newest() as book:
        write(own, NOTICE.replace("value: 10", "value: 7"))
        current.watch().look()
        assert queries.rule("days", on=DAY, region="990123").days == 10
        assert queries.library() is book
    assert days() == 7


def test_the_folder_is_looked_at_once_a_second_at_most(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "EVERY", 3600.0)
    write(own, NOTICE.replace("value: 10", "value: 7"))
    assert days() == 10
    monkeypatch.setattr(current, "EVERY", 0.0)
    assert days() == 7


def test_a_house_does_not_start_on_a_broken_folder(tmp_path: Path) -> None:
    installed = folder(tmp_path / "installed", national__days=NATION)
    bureau = folder(tmp_path / "own", instruments=OWN, regions__990123__days=NOTICE.replace("D}", "Q}"))
    with pytest.raises(Refused, match=r"regions/990123/days\.yaml:2.*regions/990123/days\.yaml:3"):
        Watch(installed, bureau)


@pytest.mark.parametrize(
    ("place", "code"),
    [("region/990123/days.yaml", "misplaced"), ("regions/county/days.yaml", "region"), ("days.yaml", "misplaced")],
)
def test_a_file_that_nobody_would_read_is_a_problem(own: Path, place: str, code: str) -> None:
    write(own, NOTICE, place)
    assert days() == 10
    assert [(problem.code, problem.where) for problem in current.watch().state.problems] == [(code, place)]


JUNK = ("abc", "[]", "{}", "[1]", "null", "-5", "2024-01-01", "[[1, 2, 3]]", "[a, {b: c}]", "true", '""')
VALUE = re.compile(r"(?<=: )(?:\{[^{}]*\}|\[[^\[\]]*\]|[^,{}\[\]\n]+)")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_wrong_file_ends_in_a_traceback(kind: str) -> None:
    """Each value of a shipped file of each kind is replaced by nonsense: it is refused with a line, or it may stand."""
    book = queries.library()
    file = next(file for (region, _), file in book.files.items() if file.kind == kind and region == "")
    text = (queries.RULES / file.place).read_text(encoding="utf-8")
    for found in VALUE.finditer(text):
        for junk in JUNK:
            wrong = text[: found.start()] + junk + text[found.end() :]
            read, problems = rule_file(text=wrong, place=file.place, rule_id=file.id, region="", wider=None)
            if read is not None:
                problems += problems_in_book(replace(book, files={**book.files, ("", file.id): read}))
            assert all(problem.where.startswith(("national/", "regions/")) for problem in problems)
