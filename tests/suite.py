"""The whole suite, as `python3 run.py test [--all] [PYTEST ARGUMENTS]` runs it.

First the checks of the source, then the tests on SQLite, those marked `database` again on PostgreSQL, and the journeys
in a real browser. With pytest arguments only the tests run. The last line counts: "812 passed, 0 failed". A machine
without PostgreSQL or browser is told what was left out; with --all (or CI=true) that is an error, and so is a skipped
test.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.servers import DidNotStart, find_browser, find_postgres, private_postgres  # noqa: E402 - ROOT comes first

BIN = Path(sys.executable).parent
CHECKS = (
    ("layout", [f"{BIN}/ruff", "format", "--check", "."]),
    ("lint", [f"{BIN}/ruff", "check", "."]),
    ("types", [f"{BIN}/mypy", "src", "run.py", "tests", "bench"]),
    ("imports", [f"{BIN}/lint-imports", "--no-logo"]),
    ("templates", [f"{BIN}/djlint", "--lint", "--quiet", "src"]),
    ("migrations", [f"{BIN}/django-admin", "makemigrations", "--check", "--dry-run"]),
)
NOTHING_COLLECTED = 5


@dataclass
class Tally:
    """What came of everything that ran."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def main(arguments: list[str]) -> int:
    """Run what was asked for; 0 when nothing failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that servers are stopped on the way out
    everything = "--all" in arguments or os.environ.get("CI") == "true"
    chosen = [word for word in arguments if word != "--all"]
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="yuheng-test-") as home:
        os.environ.update(_environment(home, everything=everything))
        _keep_assets(Path(home, "assets"))
        _check("assets", [sys.executable, "-m", "yuheng", "assets"], tally)
        for name, command in () if chosen else CHECKS:
            _check(name, command, tally)
        _tests("on SQLite", ["-m", "not journey", *_in_parallel(chosen)], chosen, tally)
        _on_postgres(chosen, tally)
        _journeys(chosen, tally)
    return _conclude(tally, everything=everything)


def _environment(home: str, *, everything: bool) -> dict[str, str]:
    source = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    return {
        "YUHENG_HOME": home,
        "YUHENG_NO_SKIP": "1" if everything else "",
        "DJANGO_SETTINGS_MODULE": "yuheng.config.settings",
        "PYTHONPATH": source,
        "MYPYPATH": str(ROOT / "src"),
    }


def _keep_assets(place: Path) -> None:
    """Cutting the fonts takes a while: what was built for one run serves the next."""
    kept = Path(sys.prefix, "yuheng-test-assets")
    kept.mkdir(exist_ok=True)
    place.symlink_to(kept, target_is_directory=True)


def _in_parallel(chosen: list[str]) -> list[str]:
    """The whole suite uses all processors; a choice runs in one process, where one can follow it."""
    return [] if chosen else ["-n", "logical", "--dist", "loadfile"]


def _check(name: str, command: list[str], tally: Tally) -> None:
    """Run one check of the source; it counts as one test and speaks only when it fails."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    print(f"{name:<12} {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode == 0:
        tally.passed += 1
        return
    print(done.stdout, flush=True)
    tally.failed += 1
    tally.notes.append(f"check failed: {name} ({' '.join([Path(command[0]).name, *command[1:]])})")


def _tests(where: str, selection: list[str], chosen: list[str], tally: Tally) -> None:
    """Run pytest once and add its counts; a crash or an interruption counts as a failure."""
    print(f"\ntests {where}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        # a choice's own "-m" comes later and wins
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *selection, *chosen]
        status = subprocess.run(command, cwd=ROOT, check=False).returncode
        counts = ElementTree.parse(report).getroot().iter("testsuite") if report.exists() else iter(())
        _add(tally, [suite.attrib for suite in counts], status, where)


def _add(tally: Tally, suites: list[dict[str, str]], status: int, where: str) -> None:
    bad = sum(int(one["failures"]) + int(one["errors"]) for one in suites)
    skipped = sum(int(one["skipped"]) for one in suites)
    tally.passed += sum(int(one["tests"]) for one in suites) - bad - skipped
    tally.skipped += skipped
    tally.failed += bad
    if status not in (0, NOTHING_COLLECTED) and not bad:
        tally.failed += 1
        tally.notes.append(f"pytest {where} ended with status {status}")


def _on_postgres(chosen: list[str], tally: Tally) -> None:
    """Run the tests that could differ between databases once more, on PostgreSQL."""
    try:
        with _postgres() as url:
            if url is None:
                tally.missing.append("tests on PostgreSQL (apt install postgresql, or set YUHENG_TEST_DATABASE_URL)")
                return
            with _setting(YUHENG_DATABASE_URL=url, YUHENG_POOL="0"):
                _tests("on PostgreSQL", ["-m", "database"], chosen, tally)
    except DidNotStart as error:
        tally.failed += 1
        tally.notes.append(f"PostgreSQL did not start: {error}")


def _postgres() -> contextlib.AbstractContextManager[str | None]:
    """The server that was named, or a private one, or none."""
    named, programs = os.environ.get("YUHENG_TEST_DATABASE_URL"), find_postgres()
    if named or programs is None:
        return contextlib.nullcontext(named)
    return private_postgres(programs)


def _journeys(chosen: list[str], tally: Tally) -> None:
    """Run the journeys in a real browser."""
    if browser := find_browser():
        with _setting(YUHENG_TEST_BROWSER=browser):
            _tests("in a browser", ["-m", "journey"], chosen, tally)
    else:
        tally.missing.append("journeys in a browser (apt install chromium, or set YUHENG_TEST_BROWSER)")


@contextlib.contextmanager
def _setting(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _conclude(tally: Tally, *, everything: bool) -> int:
    """Say what failed and what was left out; the counts come last."""
    print()
    for note in tally.notes:
        print(note)
    for what in tally.missing:
        print(f"{'missing' if everything else 'skipped'}: {what}")
    if tally.skipped:
        print(f"{tally.skipped} tests were skipped or are expected to fail; the reasons stand above")
    failed = tally.failed + (len(tally.missing) if everything else 0)
    print(f"{tally.passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
