"""`yuheng load organisations` and `load projects`: all of a file or none of it, with every problem at its cell."""

import json
from argparse import Namespace
from typing import Any

import pytest

from yuheng.config.commands import load_lists
from yuheng.config.output import CannotRun, Exit
from yuheng.kernel.outcome import Refused
from yuheng.organisations.models import Organisation
from yuheng.organisations.testing import Office
from yuheng.projects.models import Project

PROJECTS = """\
项目代码,项目名称,单位代码,项目类别,新增或延续,功能分类,起始年度,终止年度,项目总额（万元）
P1,村级供水维修,301001,特定目标类项目,新增项目,2130335,2026,2027,12.5
P2,水质监测,301001,operation,continuing,21303,2026,2026,3
"""


def load(capsys: pytest.CaptureFixture[str], kind: str, text: str, by: str = "") -> tuple[int, Any]:
    verb = {"organisations": load_lists.organisations, "projects": load_lists.projects}[kind]
    status = verb(Namespace(json=True, by=by), text.encode())
    return status, json.loads(capsys.readouterr().out)


def test_organisations_are_founded_wherever_their_parent_stands(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "code,name,kind,parent\n401001,文化馆,unit,401\n401,文化局,部门,\n"
    assert load(capsys, "organisations", text) == (Exit.FINE, {"founded": 2})
    assert Organisation.objects.get(code="401001").path == f"{office.county.path}401/401001/"


def test_an_unknown_parent_founds_nothing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    before = Organisation.objects.count()
    with pytest.raises(Refused):
        load(capsys, "organisations", "code,name,kind,parent\n401,文化局,department,\n402001,体育馆,unit,402\n")
    assert Organisation.objects.count() == before


def test_projects_are_entered_by_a_preparer_of_their_unit(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert load(capsys, "projects", PROJECTS, by="preparer") == (Exit.FINE, {"registered": 2})
    rows = Project.objects.order_by("code").values_list("code", "state", "amount_fen", "category", "maker")
    assert list(rows) == [
        ("P1", "draft", 12_500_000, "specific", "preparer"),
        ("P2", "draft", 3_000_000, "operation", "preparer"),
    ]


def test_a_stranger_and_nobody_enter_none(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refused, match="水务局机关"):
        load(capsys, "projects", PROJECTS, by="stranger")
    with pytest.raises(CannotRun, match="--by"):
        load(capsys, "projects", PROJECTS)
    assert not Project.objects.exists()


def test_every_bad_cell_is_told_with_its_place(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    text = PROJECTS.replace("P2,", "P1,").replace(",3\n", ",three\n").replace("2026,2027", "26,2027")
    status, told = load(capsys, "projects", text, by="preparer")
    assert status == Exit.PROBLEMS and not Project.objects.exists()
    assert {(one["where"], one["found"]) for one in told["problems"]} == {
        ("csv!G2", "26"),
        ("csv!I3", "three"),
        ("csv!3", "P1"),
    }
