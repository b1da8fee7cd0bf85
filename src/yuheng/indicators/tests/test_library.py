"""The indicator library: loading it, searching it."""

from datetime import date

import pytest

from yuheng.indicators import actions, queries
from yuheng.indicators.models import Definition
from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import acts, clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ROW = {
    "sector": "213农林水支出",
    "field": "农村饮水",
    "level1": "产出指标",
    "level2": "数量指标",
    "name": "新建机井数量",
    "unit": "眼",
    "direction": ">=",
    "standard_value": "≥12眼",
    "source_url": "https://example.org/table",
}


def test_loading_twice_changes_nothing_and_a_changed_entry_gets_a_new_version(office: Office) -> None:
    first = actions.load_entries(by=acts.SYSTEM, rows=[ROW])
    again = actions.load_entries(by=acts.SYSTEM, rows=[ROW])
    assert (first.added, again.added, again.changed, again.unchanged) == (1, 0, 0, 1)

    with clock.at(date(2027, 1, 1)):
        changed = actions.load_entries(by=acts.SYSTEM, rows=[{**ROW, "explanation": "含备用井"}])
        assert (changed.added, changed.changed) == (0, 1)
        assert [row.version for row in queries.search("机井")] == [2]
    assert [row.version for row in queries.search("机井")] == [1]


def test_an_entry_written_from_memory_is_kept_and_flagged(office: Office) -> None:
    memory = {**ROW, "name": "受益人口", "source_url": "UNVERIFIED(整理者记忆) 财预〔2013〕53号"}
    actions.load_entries(by=office.performance, rows=[ROW, memory])
    assert {row.name: row.verified for row in Definition.objects.all()} == {"新建机井数量": True, "受益人口": False}


def test_every_bad_row_is_named_by_its_line_and_none_is_loaded(office: Office) -> None:
    rows = [ROW, {**ROW, "name": "", "direction": "up"}, {**ROW, "unit": "很长" * 20}]
    with pytest.raises(Refused) as refused:
        actions.load_entries(by=acts.SYSTEM, rows=rows)
    assert [p.where for p in refused.value.problems] == ["3 · name", "3 · direction", "4 · unit"]
    assert not Definition.objects.exists()


def test_only_the_performance_desk_loads_the_library(office: Office) -> None:
    with pytest.raises(Refused, match="财政绩效管理岗位"):
        actions.load_entries(by=office.preparer, rows=[ROW])


def test_names_that_are_alike_are_suggested_the_closest_first(office: Office) -> None:
    names = ("新建机井数量", "机井完好率", "培训人次")
    actions.load_entries(by=acts.SYSTEM, rows=[{**ROW, "name": name} for name in names])
    closest = queries.suggestions("新建机井数")[0]
    assert closest.definition.name == "新建机井数量"
    assert "培训人次" not in [one.definition.name for one in queries.suggestions("新建机井数")]
