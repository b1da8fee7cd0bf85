"""The desk of the journeys. Its page is as strict as the shared one, but being refused is part of a journey."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.desk import Desk

REFUSED = "status of 409"  # Chromium writes to the console that a page came with this status


def listen(page: Page) -> list[str]:
    """Collect what the browser complains about; a page that refuses a step is no complaint."""
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


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
