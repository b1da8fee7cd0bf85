"""The flow engine: who may take which step, and that nobody takes it twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from yuheng.budget.domain.flows import REQUEST, VERSION
from yuheng.budget.testing import library_project
from yuheng.evaluation.domain.flows import EVALUATION
from yuheng.execution.domain.flows import PAYMENT
from yuheng.kernel.flow import Flow
from yuheng.kernel.outcome import Refused
from yuheng.monitoring.domain.flows import WARNING
from yuheng.organisations.domain.duties import DUTIES
from yuheng.organisations.testing import Office, open_office
from yuheng.platform import acts, flow
from yuheng.projects.domain.flows import PROJECT, TARGET
from yuheng.projects.models import Project
from yuheng.results.domain.flows import EFFECT

FLOWS = [PROJECT, TARGET, REQUEST, VERSION, PAYMENT, WARNING, EVALUATION, EFFECT]
database = pytest.mark.database


@pytest.mark.parametrize("declared", FLOWS, ids=lambda one: one.code)
def test_every_flow_is_whole(declared: Flow) -> None:
    assert declared.problems() == []
    assert {step.duty for step in declared.steps} <= DUTIES.keys()
    assert all(step.title.zh and step.title.en for step in declared.steps)
    assert all(state.staff.zh and state.staff.en and state.public.zh for state in declared.states)


@pytest.mark.parametrize("declared", FLOWS, ids=lambda one: one.code)
def test_every_review_can_return_or_the_flow_ends_there(declared: Flow) -> None:
    final = {"warning": {"raised"}, "effect": {"proposed"}}.get(declared.code, set())
    for state in declared.states:
        forward = [step for step in declared.steps_from(state.code) if not step.returns and step.to_do]
        if forward and not state.editable and state.code not in final:
            assert any(step.returns for step in declared.steps_from(state.code)), state.code


@pytest.fixture
def draft(office: Office) -> Project:
    project = library_project(office)
    Project.objects.filter(pk=project.pk).update(state="draft")
    project.refresh_from_db()
    return project


@pytest.mark.django_db
@database
class TestSteps:
    def test_only_the_duty_over_this_organisation_may_take_a_step(self, office: Office, draft: Project) -> None:
        for person in (office.preparer, office.stranger, office.auditor, office.budget):
            assert not flow.may_take("submit", draft, by=person)
        assert flow.may_take("submit", draft, by=office.approver)
        assert [step.code for step in flow.steps_open_to(draft, by=office.approver)] == ["submit"]

    def test_maker_is_not_checker(self, office: Office, draft: Project) -> None:
        draft.maker = office.approver.username
        assert "编制人" in str(flow.may_take("submit", draft, by=office.approver).reason)

    def test_a_return_needs_a_comment(self, office: Office, draft: Project) -> None:
        flow.take("submit", [draft], by=office.approver)
        with pytest.raises(Refused, match="意见"):
            flow.take("return_to_unit", [draft], by=office.reviewer, reason=" ")
        flow.take("return_to_unit", [draft], by=office.reviewer, reason="补充测算依据")
        draft.refresh_from_db()
        assert draft.state == "draft"
        assert acts.of(draft).first().reason == "补充测算依据"  # type: ignore[union-attr]

    def test_two_people_cannot_take_the_same_step(self, office: Office, draft: Project) -> None:
        seen_by_the_second = Project.objects.get(pk=draft.pk)
        flow.take("submit", [draft], by=office.approver)
        with pytest.raises(Refused, match="刚刚办理过"):
            flow.take("submit", [seen_by_the_second], by=office.approver)
        assert acts.of(draft).count() == 1

    def test_all_or_none(self, office: Office, draft: Project) -> None:
        other = library_project(office, code="P2", name="别的项目")
        with pytest.raises(Refused) as refused:
            flow.take("submit", [draft, other], by=office.approver)
        assert [problem.where for problem in refused.value.problems] == ["别的项目"]
        draft.refresh_from_db()
        assert draft.state == "draft"


class EveryStepFromEveryState(TestCase):
    """Whatever people try, a step is taken only from its states and by its duty."""

    @settings(max_examples=60, deadline=None)
    @given(
        st.sampled_from([state.code for state in PROJECT.states]),
        st.sampled_from([step.code for step in PROJECT.steps]),
    )
    def test_a_step_leads_only_from_its_states(self, state: str, step: str) -> None:
        office = open_office()
        project = library_project(office)
        Project.objects.filter(pk=project.pk).update(state=state)
        project.refresh_from_db()
        rule = PROJECT.step(step)
        holder = next(
            p
            for p in (office.approver, office.reviewer, office.performance, office.budget, office.congress)
            if any(post.duty == rule.duty for post in p.posts)
        )
        allowed = state in rule.frm
        assert bool(flow.may_take(step, project, by=holder)) is allowed
        try:
            flow.take(step, [project], by=holder, reason="意见")
        except Refused:
            assert not allowed
        project.refresh_from_db()
        assert project.state == (rule.to if allowed else state)
