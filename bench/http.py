"""List pages of a served county under eight connections, beside an empty page of the same server.

    python -m bench.http                        20,000 projects, built in a folder of its own and thrown away
    python -m bench.http --projects 300         a smaller county
    python -m bench.http --home DIR             keep the county in a folder, and use it again

The county is that of `yuheng demo`, the server that of `yuheng serve`; both are processes of this command and end with
it. Each page is asked for in turn with the empty one (the sign-in page), in five bounded rounds.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path

from bench.browsing import Readers, Visit, rows_of, sign_in
from bench.floor import machine

ROOT = Path(__file__).resolve().parent.parent
EMPTY = "/login/"
PAGES = (
    ("workbench", "/", "finance.budget"),
    ("projects", "/projects/", "finance.budget"),
    ("projects, searched", "/projects/?q=%E6%B0%B4&year=2026", "finance.budget"),
    ("projects of a unit", "/projects/", "water.prepare"),
    ("budget", "/budget/", "finance.budget"),
    ("payments", "/payments/", "finance.treasury"),
    ("warnings", "/warnings/", "finance.performance"),
    ("evaluations", "/evaluations/", "finance.performance"),
    ("effects", "/effects/", "finance.budget"),
    ("publications", "/publications/", "finance.performance"),
    ("indicators", "/indicators/", "finance.budget"),
    ("public county", "/public/", ""),
)
GOAL_MS = 150
ROUNDS = 5
START_SECONDS, STOP_SECONDS = 60, 30


@dataclass(frozen=True)
class Page:
    """What came of one page: its rows, all its answers, and those of the empty page in the same rounds."""

    name: str
    rows: int | None
    floor: Visit
    product: Visit

    def as_json(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "page": self.name,
            "rows": self.rows,
            "answers": len(self.product.seconds),
            "floor_p50_ms": round(self.floor.median_ms, 1),
            "p50_ms": round(self.product.median_ms, 1),
            "p95_ms": round(self.product.late_ms, 1),
            "per_second": round(self.product.rate, 1),
            "ratio": round(self.product.median_ms / self.floor.median_ms, 2),
            "share_of_empty_page": round(self.product.rate / self.floor.rate, 3),
            "goal": f"p95 < {GOAL_MS} ms",
            "reached": self.product.late_ms < GOAL_MS,
        }


def arguments(argv: list[str]) -> Namespace:
    """Read the command line."""
    parser = ArgumentParser(prog="python -m bench.http", description="How quickly list pages answer.")
    parser.add_argument("--projects", type=int, default=20_000, help="how large a county (default: %(default)s)")
    parser.add_argument("--home", type=Path, help="keep the county here, or use the one that is here")
    parser.add_argument("--connections", type=int, default=8, help="readers at once (default: %(default)s)")
    parser.add_argument("--each", type=int, default=10, help="pages per reader and round (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=6, help="at most, per page and round (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=4, help="processes of the server (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=1, help="threads of each process (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Build where nothing is, serve, measure, stop, print."""
    options = arguments(argv)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that the server is stopped on the way out
    with contextlib.ExitStack() as stack:
        home = options.home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="yuheng-bench-")))
        story, built = _build(home, options.projects)
        with _served(home, options) as server:
            pages = [_measured(server.port, page, options) for page in PAGES]
    _print(options, pages, {"projects": story["projects"], "build_s": round(built), "server_peak_mb": server.peak_mb})
    return 0


def _environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "YUHENG_HOME": str(home.resolve()),
        "PYTHONPATH": str(ROOT / "src"),
        "YUHENG_DATABASE_URL": "",
    }


def _build(home: Path, projects: int) -> tuple[dict[str, int], float]:
    """The county in its folder, what the demo tells of it, and how many seconds that took."""
    began = time.perf_counter()
    home.mkdir(parents=True, exist_ok=True)
    told = b"{}"
    for command in (["assets"], ["demo", "--no-serve", "--json", "--projects", str(projects)]):
        told = subprocess.run(
            [sys.executable, "-m", "yuheng", *command], env=_environment(home), stdout=subprocess.PIPE, check=True
        ).stdout
    return json.loads(told), time.perf_counter() - began


@dataclass
class Server:
    """A server of ours: where it listens, and what it held at most (known when it has ended)."""

    port: int
    peak_mb: int = 0


@contextlib.contextmanager
def _served(home: Path, options: Namespace) -> Iterator[Server]:
    """Serve the county on a free loopback port; stop it by its process, whatever happens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        server = Server(probe.getsockname()[1])
    command = [sys.executable, "-m", "yuheng", "serve", "--port", str(server.port)]
    command += ["--workers", str(options.workers), "--threads", str(options.threads)]
    process = subprocess.Popen(command, env=_environment(home), stdout=subprocess.DEVNULL)
    try:
        _wait_for(server.port, process)
        yield server
    finally:
        server.peak_mb = _stopped(process)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not answer on port {port}")


def _stopped(process: subprocess.Popen[bytes]) -> int:
    """Stop a server and its workers; the most memory in MB that one of them held."""
    process.send_signal(signal.SIGTERM)
    end = time.monotonic() + STOP_SECONDS
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return int(usage.ru_maxrss) // (2**20 if sys.platform == "darwin" else 2**10)
        if time.monotonic() > end:
            process.kill()
        time.sleep(0.05)


def _measured(port: int, page: tuple[str, str, str], options: Namespace) -> Page:
    """One page and the empty one in turn. The first answer is not counted: a process warms up once in its life."""
    name, path, username = page
    readers = Readers(port, options.connections, options.each, options.seconds)
    cookie = sign_in(port, username)
    rows = rows_of(port, path, cookie)
    rounds = [(readers.visit(EMPTY, ""), readers.visit(path, cookie)) for _ in range(ROUNDS)]
    floors, products = zip(*rounds, strict=True)
    print(f"{name} …", file=sys.stderr, flush=True)
    return Page(name, rows, reduce(add, floors), reduce(add, products))


def _print(options: Namespace, pages: list[Page], facts: dict[str, int]) -> None:
    about = machine("django", "granian") | {
        "connections": str(options.connections),
        "workers": str(options.workers),
        "threads": str(options.threads),
    }
    if options.json:
        print(json.dumps({"machine": about, **facts, "pages": [page.as_json() for page in pages]}, indent=2))
        return
    print(" · ".join(f"{name} {value}" for name, value in (about | facts).items()))
    for page in pages:
        told = page.as_json()
        rows = f"{page.rows:,} rows" if page.rows is not None else "rows not counted"
        print(
            f"{page.name}: {rows}, floor p50 {told['floor_p50_ms']} ms, p50 {told['p50_ms']} ms, p95 {told['p95_ms']} ms "
            f"(goal {told['goal']}: {'reached' if told['reached'] else 'missed'}), {told['per_second']} pages/s, "
            f"ratio {told['ratio']}, {told['share_of_empty_page']} of the empty page's rate, {told['answers']} answers"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
