"""The page without a login: files in, problems out, nothing kept. The URLs are the context's own."""

import json
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from yuheng.exchange.tests import writing
from yuheng.exchange.tests.test_crew import SLOW
from yuheng.exchange.tests.test_hostile import form
from yuheng.exchange.web import uploads

ROW = {"level1": "产出指标", "level2": "数量指标", "target": "≥10眼", "actual": "10眼", "weight": "10", "score": "12"}
TWICE = {
    **{"kind": "self", "province": "安徽", "year": "2022", "money_unit": "万元", "project": "打井", "unit": "水利局"},
    **{"department": "", "budget_lines": [], "complete": False, "printed_rating": None},
    **{"printed_score_total": None, "printed_weight_total": None},
    "indicators": [{"no": 1, "level3": "机井", **ROW}, {"no": 2, "level3": "水窖", **ROW}],
}
pytestmark = pytest.mark.django_db


def sent(name: str = "自评表.xlsx", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, writing.to_xlsx(form()) if content is None else content)


def test_the_page_needs_no_login(client: Client) -> None:
    said = client.get("/check/").content.decode()
    assert 'type="file"' in said and "csrfmiddlewaretoken" in said


def test_problems_are_shown_with_their_place_and_remedy(client: Client) -> None:
    answer = client.post("/check/", {"files": [sent()]})
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "自评表.xlsx" in said and "Sheet!H8" in said and "得分高于分值" in said and "得分不得高于分值" in said


def test_a_fragment_is_given_to_a_script(client: Client) -> None:
    said = client.post("/check/", {"files": [sent()]}, headers={"HX-Request": "true"}).content.decode()
    assert "Sheet!H8" in said and "<html" not in said


def test_a_hostile_file_is_one_problem(client: Client) -> None:
    said = client.post("/check/", {"files": [sent("a.xlsx", b"\x89PNG" + bytes(90))]}).content.decode()
    assert "不是可以识读的文件类型" in said


def test_a_name_is_shown_and_never_run(client: Client) -> None:
    said = client.post("/check/", {"files": [sent("<script>alert(1)</script>.xlsx")]}).content.decode()
    assert "<script>alert" not in said


def test_the_workbook_comes_back(client: Client) -> None:
    one = client.post("/check/workbook/", {"files": [sent()]})
    book = load_workbook(BytesIO(one.content))
    assert "attachment" in one.headers["Content-Disposition"] and "得分高于分值" in book["Sheet"]["H8"].comment.text
    both = client.post("/check/workbook/", {"files": [sent(), sent("b.xlsx")]})
    assert len(ZipFile(BytesIO(both.content)).namelist()) == 2


def test_the_report_is_the_public_form(client: Client) -> None:
    told = json.loads(client.post("/check/report.json", {"files": [sent()]}).content)
    assert [one["code"] for one in told["files"][0]["problems"]] == ["score_above_weight"]


def test_a_file_that_takes_too_long_stops_no_other(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "BOUNDS", replace(uploads.BOUNDS, seconds=2))
    said = client.post("/check/", {"files": [sent("a.html", SLOW), sent()]}).content.decode()
    assert "核对超过时间或内存限制，已停止" in said and "Sheet!H8" in said


def test_what_is_wrong_in_several_places_is_explained_once(client: Client) -> None:
    rows = writing.rows_of(json.loads(json.dumps(TWICE)))
    said = client.post("/check/", {"files": [sent("a.html", writing.to_html(rows))]}).content.decode()
    assert said.count("得分不得高于分值") == 1 and "2 处" in said
    assert "第 1 个表第 8 行第 8 格" in said and "第 1 个表第 9 行第 8 格" in said


def test_too_much_is_refused_before_it_is_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_SENT", 100)
    answer = client.post("/check/", {"files": [sent()]})
    assert answer.status_code == 413 and "一次最多上传" in answer.content.decode()


def test_no_file_is_a_problem_and_a_forged_request_is_refused(client: Client) -> None:
    assert client.post("/check/", {}).status_code == 400
    assert Client(enforce_csrf_checks=True).post("/check/", {"files": [sent()]}).status_code == 403
