"""What the system does by itself: after a checkpoint it looks, after a seal it proposes; twice a day changes nothing."""

from datetime import date

import pytest

from yuheng.budget.testing import library_project, released_line
from yuheng.config import daily
from yuheng.monitoring.models import Observation
from yuheng.organisations.testing import Office
from yuheng.platform import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_projects_are_looked_at_once_the_deadline_of_the_checkpoint_has_passed(office: Office) -> None:
    released_line(office, library_project(office), 300_00)
    with clock.at(date(2026, 5, 10)):
        assert daily.look_at_projects() == "no checkpoint to look at"
    with clock.at(date(2026, 5, 18)):
        assert daily.look_at_projects() == "1 projects observed through 2026-04-30"
        assert daily.look_at_projects() == "0 projects observed through 2026-04-30"
    seen = Observation.objects.get()
    # nothing was paid and nothing was reported
    assert (seen.money_light, seen.result_light) == ("red", "grey")


def test_nothing_is_proposed_where_nothing_was_sealed(office: Office) -> None:
    assert daily.propose_money() == "0 effects proposed"
