"""Payments by eight clients at once: the full action beside the ordinary ORM way and beside one statement.

    python -m bench.posting                                 SQLite, in a folder of its own
    python -m bench.posting --url postgresql://…            PostgreSQL, in a database of its own on that server
    python -m bench.posting --history 1000000               with so many postings in the ledger before it begins

What is measured stands in `bench.posting_clients`; this command founds the database, and takes it away again.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent


def arguments(argv: list[str]) -> Namespace:
    """Read the command line."""
    parser = ArgumentParser(prog="python -m bench.posting", description="How many payments a second.")
    parser.add_argument("--url", default="", help="a PostgreSQL server; SQLite when left out")
    parser.add_argument("--lines", type=int, default=400, help="budget lines (default: %(default)s)")
    parser.add_argument("--history", type=int, default=0, help="postings that are there before (default: none)")
    parser.add_argument("--seconds", type=float, default=2, help="per way and round (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Found a database, let the clients measure in it, and take it away."""
    options = arguments(argv)
    given = [f"{options.lines}", f"{options.history}", f"{options.seconds}", f"{options.rounds}"]
    with _database(options.url) as environment:
        command = [sys.executable, "-m", "bench.posting_clients", *given, *(["--json"] if options.json else [])]
        return subprocess.run(command, env={**os.environ, **environment}, cwd=ROOT, check=False).returncode


@contextlib.contextmanager
def _database(server: str) -> Iterator[dict[str, str]]:
    """The environment of a database of our own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="yuheng-bench-") as home:
        ours = {
            "YUHENG_HOME": home,
            "YUHENG_POOL": "0",
            "DJANGO_SETTINGS_MODULE": "yuheng.config.settings",
            "PYTHONPATH": str(ROOT / "src"),
        }
        if not server:
            yield {**ours, "YUHENG_DATABASE_URL": ""}
            return
        name = f"yuheng_bench_{os.getpid()}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            try:
                yield {**ours, "YUHENG_DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}"))}
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
