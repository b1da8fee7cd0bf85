"""The desk of the journeys. Its page is as strict as the shared one, but being refused is part of a journey."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.desk import REFUSED, Desk, listen


@pytest.fixture
def desk(browser: Browser, county: str) -> Iterator[Desk]:
    """A fresh desk in the county; an error in the console fails the journey."""
    context = browser.new_context(base_url=county, locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors = listen(page)
    yield Desk(page)
    context.close()
    assert not [said for said in errors if REFUSED not in said]
