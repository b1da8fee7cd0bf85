"""`yuheng load payments`: what passed and what did not, told to a machine; by a person of the treasury."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from yuheng.budget.testing import library_project, released_line
from yuheng.config.commands import load
from yuheng.config.output import CannotRun, Exit
from yuheng.execution.models import Feed
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office

pytestmark = pytest.mark.django_db
TEXT = """\
来源,国库
批次号,1
日期,2026-03-02
笔数,2
合计（元）,1100
流水号,类型,金额（元）,支付凭证号或原流水号,项目代码,功能分类科目,部门经济分类科目,收款人,用途
a,直接支付,400,,P1,2130335,30299,职工,工资
b,直接支付,700,,P1,2130335,30299,职工,工资
"""


@pytest.fixture
def file(office: Office, tmp_path: Path) -> Path:
    """A feed of 400 and 700 yuan on a line that has 1,000."""
    released_line(office, library_project(office), 1000_00)
    path = tmp_path / "feed.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(file: Path, by: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    """The exit status and what was printed."""
    status = load.run(Namespace(kind="payments", file=file, by=by, year=None, json=True))
    return status, json.loads(capsys.readouterr().out)


def test_good_rows_pass_and_bad_ones_are_told_with_their_cells(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run(file, "treasury", capsys)
    assert (status, said["reconciled"], said["again"]) == (Exit.PROBLEMS, True, False)
    assert (said["done"], said["bad"]) == ({"rows": 1, "fen": 400_00}, {"rows": 1, "fen": 700_00})
    assert [(row["id"], row["problems"][0]["where"]) for row in said["bad_rows"]] == [("b", "C8")]
    assert run(file, "treasury", capsys)[1]["again"] is True
    assert Feed.objects.count() == 1


def test_nobody_and_somebody_else_take_no_feed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CannotRun, match="--by USER"):
        run(file, "", capsys)
    with pytest.raises(Refused):
        run(file, "budget", capsys)
    assert not Feed.objects.exists()
