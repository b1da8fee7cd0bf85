"""What holds for every test, wherever it lies: no network but this machine, and no skipping in full runs."""

import ipaddress
import os
import socket
from collections.abc import Generator
from typing import Any

import pytest
from django.utils import translation

_connect = socket.socket.connect


def _only_here(self: socket.socket, address: Any) -> None:
    """Connect to this machine alone; a test that asks for another fails at once instead of waiting."""
    if isinstance(address, tuple) and not _is_loopback(str(address[0])):
        raise RuntimeError(f"a test tried to reach {address[0]}: tests work offline")
    _connect(self, address)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


def pytest_configure() -> None:
    """Close the network before the first test is collected."""
    socket.socket.connect = _only_here  # type: ignore[assignment, method-assign]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """In a full run (`run.py test --all`) a skipped test has failed: something that it needs is missing."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("YUHENG_NO_SKIP"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and this run skips nothing: {report.longrepr}"


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Every test begins in the installation's language, whatever a page of the test before it spoke."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page of a test counts anew: tests change tables without an act."""
    monkeypatch.setattr("yuheng.platform.ui.kept.SECONDS", 0)
