"""A bureau's own folder of rules, seen in a browser while the house is running."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from yuheng.evaluation.law import scheme_in_force
from yuheng.organisations.testing import Office
from yuheng.regulations import current, queries
from yuheng.regulations.current import Watch
from yuheng.regulations.tests.test_book import COUNTY
from yuheng.regulations.tests.test_current import OWN, write
from yuheng.regulations.tests.test_rule_files import folder


@pytest.mark.django_db
def test_the_page_lists_every_problem_to_finance_and_to_nobody_else(
    office: Office, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau = folder(tmp_path, instruments=OWN, regions__990123__disclosure__budget=COUNTY.replace("notice", "own"))
    watching = Watch(queries.RULES, bureau)
    monkeypatch.setattr(current, "watch", lambda: watching)
    monkeypatch.setattr(current, "EVERY", 0.0)
    assert client.get("/rules/folder/").status_code == 302
    client.force_login(office.preparer)
    assert client.get("/rules/folder/").status_code == 403
    client.force_login(office.performance)
    good = client.get("/rules/folder/").content.decode()
    assert "文件夹中的文件均已正确读取" in good
    assert "regions/990123/disclosure/budget.yaml" in good
    rule = "/law/disclosure.budget/?on=2022-06-01&region=990123"
    assert "10 个工作日" in client.get(rule).content.decode()
    write(bureau, COUNTY.replace("notice", "own").replace("10", "30"), "regions/990123/disclosure/budget.yaml")
    broken = client.get("/rules/folder/", headers={"accept-language": "en"}).content.decode()
    assert "regions/990123/disclosure/budget.yaml:2" in broken
    assert "A local value may only be stricter" in broken
    assert "10 个工作日" in client.get(rule, headers={"accept-language": "zh-hans"}).content.decode()


def test_a_score_is_given_under_the_grades_that_were_just_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = """values:
  2026-01-01:
    bands:
      - {code: excellent, title: {zh: 优, en: Excellent}, from: 92, to: 100, ends: "[]"}
      - {code: good, title: {zh: 良, en: Good}, from: 0, to: 92}
    source: own
    trust: P
"""
    bureau = folder(tmp_path, instruments=OWN, regions__990123__grades__evaluation=limit)
    watching = Watch(queries.RULES, bureau)
    monkeypatch.setattr(current, "watch", lambda: watching)
    monkeypatch.setattr(current, "EVERY", 0.0)

    def best() -> tuple[str, object]:
        with current.newest():
            found = scheme_in_force(region="990123", on=date(2026, 3, 2)).grades[0]
            return found.code, found.low

    assert best() == ("excellent", 92)
    write(bureau, limit.replace("92", "95"), "regions/990123/grades/evaluation.yaml")
    assert best() == ("excellent", 95)
    write(bureau, limit.replace("to: 92", "to: 91"), "regions/990123/grades/evaluation.yaml")
    assert best() == ("excellent", 95)
