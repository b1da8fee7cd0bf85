"""How targets are set, read and weighed."""

from dataclasses import replace
from datetime import date

import pytest

from yuheng.kernel.outcome import Refused
from yuheng.organisations.testing import Office
from yuheng.platform import acts
from yuheng.projects import actions, queries
from yuheng.projects.domain.drafts import IndicatorDraft, TargetDraft
from yuheng.projects.models import TargetIndicator
from yuheng.projects.testing import MEASURABLE, appraised, drafted, with_target

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_printed_targets_are_read_and_nothing_of_the_print_is_lost(office: Office) -> None:
    rows = (*MEASURABLE, IndicatorDraft(5, "产出指标", "数量指标", "发放资料", "", "15000余份"))
    (target,) = with_target(office, drafted(office), indicators=rows, confirm=False)
    wells, finish, _farms, pleased, leaflets = queries.indicators_of(target)
    assert (wells.operator, wells.value_e4, wells.unit, wells.measurable) == (">=", 120_000, "眼", True)
    assert (finish.value_e4, finish.due, finish.measurable) == (None, date(2027, 10, 31), True)
    assert (pleased.kind, pleased.value_e4) == ("percent", 900_000)
    assert (leaflets.printed, leaflets.remainder, leaflets.measurable) == ("15000余份", "余", False)


def test_weights_that_are_not_printed_are_assigned_by_the_rule_and_add_up_to_the_hundredth(office: Office) -> None:
    three = tuple(replace(MEASURABLE[0], no=no, name=f"产出{no}") for no in (5, 6, 7))
    (target,) = with_target(office, drafted(office), indicators=(*MEASURABLE, *three), confirm=False)
    rows = queries.indicators_of(target)
    # 50 / 30 / 10 of the form; 50 among five output indicators
    assert [row.weight_c for row in rows] == [1000, 1000, 3000, 1000, 1000, 1000, 1000]
    assert sum(row.weight_c for row in rows) == 9000
    assert {row.weight_printed for row in rows} == {""}


def test_printed_weights_must_add_up_with_or_without_the_points_of_execution(office: Office) -> None:
    (project,) = drafted(office)
    wrong = tuple(replace(row, weight_printed=w) for row, w in zip(MEASURABLE, ("30", "20", "30", "11"), strict=True))
    with pytest.raises(Refused) as refused:
        with_target(office, [project], indicators=wrong, confirm=False)
    (problem,) = refused.value.problems
    assert (problem.code, problem.found, problem.expected) == ("weights_sum", "91", "90 / 100")

    right = (*wrong[:3], replace(wrong[3], weight_printed="10"))
    (target,) = with_target(office, [project], indicators=right, confirm=False)
    assert [row.weight_c for row in queries.indicators_of(target)] == [3000, 2000, 3000, 1000]


def test_bad_rows_are_all_named_by_their_numbers_and_nothing_is_kept(office: Office) -> None:
    (project,) = drafted(office)
    rows = (
        IndicatorDraft(1, "产出指标", "", " ", "≥", "12"),
        IndicatorDraft(2, "产出指标", "", "机井", "≥", "≤12眼"),
        IndicatorDraft(3, "产出指标", "", "管道", "约", "3公里", "二十分"),
        IndicatorDraft(3, "产出指标", "", "泵站", "=", ""),
    )
    with pytest.raises(Refused) as refused:
        actions.set_targets(by=office.preparer, drafts=[TargetDraft(project, 2030, "", rows)])
    found = {(p.code, p.where.rsplit(" · ", 1)[-1]) for p in refused.value.problems}
    name = f"{project.name} 2030"
    assert found == {
        ("year_outside", name),
        ("statement_missing", "statement"),
        ("name_missing", "1"),
        ("operators_differ", "2"),
        ("operator_unknown", "3"),
        ("weight_unreadable", "3"),
        ("printed_missing", "3"),
        ("number_twice", "3"),
    }
    assert not TargetIndicator.objects.exists()


def test_a_target_may_be_set_again_until_it_is_submitted_and_the_act_keeps_both_readings(office: Office) -> None:
    projects = drafted(office)
    (target,) = with_target(office, projects, confirm=False)
    (again,) = with_target(office, projects, indicators=MEASURABLE[:2], confirm=False)
    assert again.pk == target.pk and again.indicators.count() == 2
    newest = acts.of(again)[0].changes
    assert "农户满意度" in newest and newest.index("农户满意度") < newest.index("45.00")

    actions.submit_targets(by=office.approver, targets=[again])
    with pytest.raises(Refused, match="目标不能修改"):
        with_target(office, projects, confirm=False)


def test_a_stranger_sets_no_target_and_the_maker_does_not_submit_his_own(office: Office) -> None:
    (project,) = drafted(office)
    with pytest.raises(Refused, match="本单位经办"):
        actions.set_targets(by=office.stranger, drafts=[TargetDraft(project, 2027, "目标", MEASURABLE)])
    (target,) = with_target(office, [project], confirm=False)
    target.maker = "approver"
    with pytest.raises(Refused, match="编制人不能审核"):
        actions.submit_targets(by=office.approver, targets=[target])


def test_confirmed_targets_come_by_project_with_their_indicators(office: Office) -> None:
    first, second = appraised(office, 2)
    with_target(office, [first])
    with_target(office, [second], confirm=False)
    found = queries.confirmed_targets([first.pk, second.pk], 2027)
    assert list(found) == [first.pk]
    assert len(queries.indicators_of(found[first.pk])) == 4
    assert queries.confirmed_target(second, 2027) is None
