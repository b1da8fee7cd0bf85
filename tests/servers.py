"""The servers that a test may need: a private PostgreSQL and a browser. Found on this machine, never downloaded."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POSTGRES_HOMES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# what is tested is the order of statements, not whether this machine survives a power cut
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "unix_socket_directories": ""}


class DidNotStart(Exception):
    """A server is there but would not start; the text holds its last words."""


def free_port() -> int:
    """A port of this machine's loopback that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def find_browser() -> str | None:
    """The path of an installed Chromium or Chrome (YUHENG_TEST_BROWSER names another), or None."""
    named = os.environ.get("YUHENG_TEST_BROWSER")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def find_postgres() -> Path | None:
    """The folder of the newest installed PostgreSQL server's programs, or None."""
    found = [path for home in POSTGRES_HOMES for path in Path("/").glob(home.lstrip("/")) if (path / "initdb").exists()]
    return max(found, key=_version, default=None)


def _version(home: Path) -> int:
    return max((int(part) for part in home.parts if part.isdigit()), default=0)


@contextmanager
def private_postgres(programs: Path) -> Iterator[str]:
    """Run a new, empty PostgreSQL of our own on a free loopback port; yield its URL; stop and forget it afterwards."""
    with tempfile.TemporaryDirectory(prefix="yuheng-postgres-") as folder:
        owner = _owner(Path(folder))
        password = secrets.token_hex(16)
        _init(programs, Path(folder), password, owner)
        with _running(programs, Path(folder), owner) as port:
            yield f"postgresql://yuheng:{password}@127.0.0.1:{port}/postgres"


def _owner(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then the folder and the processes belong to the user `postgres`."""
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, "postgres", "postgres")
    return "postgres"


def _init(programs: Path, folder: Path, password: str, owner: str | None) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if owner:
        shutil.chown(secret, owner, owner)
    secret.chmod(0o600)
    command = [str(programs / "initdb"), "--pgdata", str(folder / "data"), "--username=yuheng", f"--pwfile={secret}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, user=owner, group=owner)
    secret.unlink()
    if done.returncode != 0:
        raise DidNotStart(f"initdb: {done.stderr[-1000:]}")


@contextmanager
def _running(programs: Path, folder: Path, owner: str | None) -> Iterator[int]:
    port = free_port()
    settings = {**FAST, "listen_addresses": "127.0.0.1", "port": str(port)}
    command = [str(programs / "postgres"), "-D", str(folder / "data")]
    command += [f"--{name}={value}" for name, value in settings.items()]
    log = folder / "log"
    with log.open("w") as file:
        server = subprocess.Popen(
            command, cwd=folder, stdout=file, stderr=file, user=owner, group=owner, start_new_session=True
        )
    try:
        _wait_for(server, port, log)
        yield port
    finally:
        server.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < deadline:
        if "ready to accept connections" in log.read_text(errors="replace"):
            return
        time.sleep(0.05)
    raise DidNotStart(f"postgres on port {port}: {log.read_text(errors='replace')[-1000:]}")
