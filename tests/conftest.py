"""A browser and the sample county in it, for the journeys; each is started once and only when a journey asks for it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.servers import BROWSER_FLAGS, find_browser, free_port

ROOT = Path(__file__).resolve().parent.parent
SMALL = ("--projects", "40")


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served sample county with a database of its own; journeys may change it."""
    home = tmp_path_factory.mktemp("county")
    if built := os.environ.get("YUHENG_HOME"):
        assets = Path(built, "assets")
        (home / "assets").symlink_to(assets, target_is_directory=True)
    environment = {**os.environ, "YUHENG_HOME": str(home), "YUHENG_DATABASE_URL": "", "PYTHONPATH": str(ROOT / "src")}
    for command in (["assets"], ["migrate"], ["demo", "--no-serve", *SMALL]):
        _yuheng(command, environment)
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "yuheng", "serve", "--port", str(port)], env=environment)
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _yuheng(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yuheng", *command], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"yuheng {' '.join(command)}: {done.stdout[-2000:]}{done.stderr[-2000:]}"


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    pytest.fail(f"the server did not answer on port {port}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium of this machine, without a window."""
    program = find_browser()
    if program is None:
        pytest.skip("no Chromium or Chrome on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, headless=True, args=list(BROWSER_FLAGS))
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, county: str) -> Iterator[Page]:
    """A fresh page in the county, with its own cookies. An error in the console fails the test."""
    context = browser.new_context(base_url=county, locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors, f"the browser complained: {errors}"


@pytest.fixture
def barriers() -> Callable[[Page], list[str]]:
    """Look for what keeps people out of a page (WCAG 2.1 A and AA), one line for each rule that is broken."""

    def look(page: Page) -> list[str]:
        options = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
        found = Axe().run(page, options=options).response["violations"]
        return [f"{one['id']}: {one['help']} at {json.dumps([n['target'] for n in one['nodes'][:3]])}" for one in found]

    return look
