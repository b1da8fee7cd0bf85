"""A small county in the middle of its loop, with one of everything that a page can be about; and as many as one likes."""

from dataclasses import dataclass
from datetime import date

from yuheng.budget.actions import draft_adjustment, release_lines, suspend
from yuheng.budget.actions.adjusting import AdjustmentDraft
from yuheng.budget.models import Adjustment, Line, Request, Suspension, Version
from yuheng.budget.testing import approved_lines, promise
from yuheng.disclosure.actions import publish
from yuheng.evaluation.models import Evaluation
from yuheng.execution import actions as execution
from yuheng.execution.domain.feeds import FeedDraft
from yuheng.execution.drafts import CommitmentDraft, PaymentDraft
from yuheng.execution.models import Commitment, Feed, Payment
from yuheng.indicators.models import Definition
from yuheng.monitoring.actions import observe
from yuheng.monitoring.models import Warning
from yuheng.organisations.domain.duties import DUTIES
from yuheng.organisations.models import Organisation, Person, Post
from yuheng.organisations.testing import SINCE, Office, open_office
from yuheng.platform import acts, clock, flow
from yuheng.projects.models import Project
from yuheng.projects.testing import appraised, drafted, reviewed, special
from yuheng.regulations.queries import deadline
from yuheng.results.actions import propose_effects
from yuheng.results.models import Effect
from yuheng.results.testing import WAN, Case, request_for, sealed, version_of

TODAY = date(2026, 11, 16)
GRADES = ("excellent", "good", "fair", "poor")


@dataclass(frozen=True)
class Scene:
    """The office, and one subject of each kind at a point where there is something to do about it."""

    office: Office
    unit: Organisation
    project: Project
    draft: Project
    waiting: Project
    bond: Project
    line: Line
    request: Request
    version: Version
    payment: Payment
    commitment: Commitment
    feed: Feed
    warning: Warning
    evaluation: Evaluation
    effect: Effect
    adjustment: Adjustment
    suspension: Suspension


def people(office: Office) -> dict[str, Person | None]:
    """One person per duty, somebody who prepares for another unit, and a citizen, who is nobody here."""
    found: dict[str, Person | None] = {"citizen": None, "stranger": office.stranger}
    held = {post.duty: post.person for post in Post.objects.exclude(person=office.stranger).select_related("person")}
    for duty in DUTIES:
        found[duty] = held.get(duty) or _hire(duty, office)
    return found


def _hire(duty: str, office: Office) -> Person:
    person = Person.objects.create(username=duty, name=duty)
    Post.objects.create(person=person, organisation=office.county, duty=duty, since=SINCE)
    return person


def play(count: int = 1) -> Scene:
    """Play the loop on `count` projects: 2025 is evaluated and published, 2026 is spent and watched, 2027 is asked for."""
    flow.set_deadlines(deadline)
    office = open_office()
    projects, evaluations = _evaluated(office, count)
    lines = _spent(office, projects)
    with clock.at(TODAY):
        observe(by=acts.SYSTEM, year=2026, through=date(2026, 10, 31))
        version = version_of(office.county, 2027)
        requests = [request_for(one, version, 120) for one in projects]
        Request.objects.update(state="draft", maker=office.preparer.username)
        effects = propose_effects(by=office.performance, evaluated_year=2025)
        publish(by=office.performance, evaluations=evaluations)
        _library(count)
        waiting, draft = _entered(office, count)
        bond = special(office, "bond")
        changes = AdjustmentDraft(2026, "supplement", "汛期抢修", {lines[0].pk: WAN})
        adjustment = draft_adjustment(by=office.preparer, draft=changes)
        stop = suspend(by=office.performance, what=lines[0].project, because="目标偏离", article="caiyu-2019-136")
    return Scene(
        office=office,
        unit=office.unit,
        project=projects[0],
        draft=draft,
        waiting=waiting,
        bond=bond,
        line=lines[0],
        request=requests[0],
        version=version,
        payment=Payment.objects.order_by("pk")[0],
        commitment=Commitment.objects.order_by("pk")[0],
        feed=Feed.objects.get(),
        warning=Warning.objects.order_by("pk")[0],
        evaluation=evaluations[0],
        effect=effects[0],
        adjustment=adjustment,
        suspension=stop,
    )


def _evaluated(office: Office, count: int) -> tuple[list[Project], list[Evaluation]]:
    cases = [Case(f"村级供水维修{n}", GRADES[n % 4], 100 + n, 90) for n in range(count)]
    evaluations = [sealed(office.unit, case) for case in cases]
    return [one.project for one in evaluations], evaluations


def _spent(office: Office, projects: list[Project]) -> list[Line]:
    """Money of 2026 released; a payment made, one waiting and a contract on each line; a feed without rows."""
    with clock.at(date(2026, 3, 2)):
        for one in projects:
            promise(office, one, 2026)
        lines = release_lines(by=office.budget, lines=approved_lines(office, [(one, 100 * WAN) for one in projects]))
        paid = [PaymentDraft(line, WAN, "清河建材", "水管") for line in lines]
        execution.pay(by=office.treasury, payments=execution.request_payments(by=office.preparer, drafts=paid))
        execution.request_payments(by=office.preparer, drafts=paid)
        signed = [CommitmentDraft("水管采购", WAN, "清河建材", line=line) for line in lines]
        contracts = execution.sign_contracts(by=office.preparer, drafts=signed)
        execution.confirm_commitments(by=office.approver, commitments=contracts)
        execution.take_feed(by=office.treasury, feed=FeedDraft("treasury", "1", clock.today(), 0, 0, (), "0" * 64))
    return lines


def _library(count: int) -> None:
    Definition.objects.bulk_create(
        Definition(code=f"W{n}", sector="农林水", level1="产出指标", name=f"新建机井{n}", source="示例", since=TODAY)
        for n in range(count)
    )


def _entered(office: Office, count: int) -> tuple[Project, Project]:
    """New projects at three desks: waiting for an appraisal, for admission, and in draft."""
    waiting = reviewed(office, count, prefix="R")
    appraised(office, count, prefix="A")
    return waiting[0], drafted(office, count, prefix="D")[0]
