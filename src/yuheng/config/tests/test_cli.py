"""The command line answers with its exit status, prints results as data, and never ends in a traceback."""

import json
from argparse import Namespace

import pytest
from django.db.utils import OperationalError

from yuheng.config import cli
from yuheng.config.output import CannotRun, Exit, emit, emit_problems, line_of
from yuheng.kernel.outcome import Problem, Refused, Severity, Words

WRONG = Problem(
    "sum",
    "表3!B7",
    Words("合计不符", "Total does not add up"),
    found="9",
    expected="10",
    rule="forms.total",
    remedy=Words("改为10", "Write 10"),
)


class Raises:
    """A command that ends with an exception."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, options: Namespace) -> int:
        raise self.error


def ending_with(error: Exception, *, as_json: bool = False) -> int:
    return cli._run(Namespace(command="check", json=as_json, run=Raises(error)))


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main([name, "--help"])
    assert left.value.code == Exit.FINE
    said = capsys.readouterr().out
    assert f"yuheng {name}" in said and "--json" in said


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    said = capsys.readouterr().out
    assert [name for name in cli.COMMANDS if f"    {name} " not in said] == []


def test_a_command_that_nobody_knows_could_not_run(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["chekc"])
    assert left.value.code == Exit.COULD_NOT_RUN
    assert "chekc" in capsys.readouterr().err


def test_a_refusal_is_printed_with_all_its_problems(capsys: pytest.CaptureFixture[str]) -> None:
    other = Problem("late", "", Words("已过截止日", "The deadline has passed"))
    assert ending_with(Refused((WRONG, other))) == Exit.PROBLEMS
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "error 表3!B7: 合计不符 / Total does not add up [found 9, expected 10, rule forms.total] → 改为10 / Write 10",
        "error: 已过截止日 / The deadline has passed",
    ]
    assert said.err == ""


def test_a_refusal_is_data_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending_with(Refused((WRONG,)), as_json=True) == Exit.PROBLEMS
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["where"], problem["found"], problem["message"]["en"]) == ("表3!B7", "9", "Total does not add up")


@pytest.mark.parametrize(
    "error", [CannotRun("no such folder"), FileNotFoundError("no such folder"), OperationalError("no such folder")]
)
def test_what_is_missing_is_said_plainly(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    assert ending_with(error) == Exit.COULD_NOT_RUN
    said = capsys.readouterr()
    assert "yuheng check could not run" in said.err and "no such folder" in said.err
    assert "Traceback" not in said.err and said.out == ""


def test_a_mistake_of_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        ending_with(ZeroDivisionError())


def test_warnings_alone_are_fine(capsys: pytest.CaptureFixture[str]) -> None:
    warning = Problem("odd", "B2", Words("偏低", "Rather low"), severity=Severity.WARNING)
    plain = Namespace(json=False)
    assert emit_problems(plain, [warning]) == Exit.FINE
    assert emit_problems(plain, [warning, WRONG]) == Exit.PROBLEMS
    assert capsys.readouterr().out.count(line_of(warning)) == 2


def test_a_result_is_printed_once_as_text_or_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    emit(Namespace(json=False), data={"n": 1}, text="one")
    emit(Namespace(json=True), data={"n": 1}, text="one")
    text, _, data = capsys.readouterr().out.partition("\n")
    assert (text, json.loads(data)) == ("one", {"n": 1})


@pytest.mark.django_db
def test_migrate_says_that_nobody_works_here_yet(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["migrate", "--json"]) == Exit.FINE
    assert json.loads(capsys.readouterr().out) == {"applied": 0, "empty": True}
