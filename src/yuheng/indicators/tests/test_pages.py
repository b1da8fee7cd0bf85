"""The page of the indicator library, and the names it suggests."""

import pytest
from django.test import Client
from django.urls import reverse

from yuheng.indicators import actions
from yuheng.indicators.tests.test_library import ROW
from yuheng.organisations.testing import Office
from yuheng.platform.acts import SYSTEM

pytestmark = pytest.mark.django_db


def test_the_library_is_searched_and_unverified_entries_say_so(office: Office) -> None:
    memory = {**ROW, "name": "受益人口", "source_url": "UNVERIFIED(整理者记忆) 财预〔2013〕53号"}
    actions.load_entries(by=SYSTEM, rows=[ROW, memory])
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(office.preparer)
    found = client.get(reverse("indicators"), {"q": "受益"}).content.decode()
    assert "受益人口" in found and "badge-warn" in found and "新建机井数量" not in found
    assert 'value="新建机井数量"' in client.get(reverse("indicator-names"), {"name-3": "新建机井"}).content.decode()
    assert client.get(reverse("indicator-names"), {"name-3": " "}).content.strip() == b""
