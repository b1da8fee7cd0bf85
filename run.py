#!/usr/bin/env python3
"""Set up and start Yuheng with nothing but Python: `python3 run.py`. Standard library only.

The first start installs the locked packages into .venv/ (it needs the network once), prepares the database and builds a
sample county. Later starts work offline and take seconds. `python3 run.py --help` tells the rest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from collections import deque
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "yuheng.json"
LOG = VENV / "install.log"
OLDEST = (3, 11)
FINE, PROBLEMS, COULD_NOT_RUN = 0, 1, 2
NETWORK_WORDS = ("connection", "failed to resolve", "timed out", "network", "dns", "error sending request")

EPILOG = """examples:
  python3 run.py                        set up, build the sample county if there is none, serve it
  python3 run.py --port 8001            the same on another port
  python3 run.py yuheng rules --help    any command of Yuheng, set up first if needed
  python3 run.py test                   set up for development and run the whole suite
  python3 run.py test -k ledger         hand arguments on to pytest
  python3 run.py test --all             the whole suite; nothing may be skipped

Data is kept in ./var/ (YUHENG_HOME names another folder); the packages are kept in ./.venv/.
Exit status: 0 fine, 1 problems found, 2 could not run.
"""


class CannotRun(Exception):
    """Something outside Yuheng is missing; the text says what it is and what to do."""


def main(argv: list[str]) -> int:
    """Do what the command line asks; answer with the exit status."""
    try:
        check_python()
        if argv[:1] == ["test"]:
            return test(argv[1:])
        if argv[:1] == ["yuheng"]:
            return yuheng(argv[1:])
        return start(arguments(argv))
    except CannotRun as missing:
        say(f"Yuheng cannot run: {missing}", file=sys.stderr)
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        say("stopped", file=sys.stderr)
        return COULD_NOT_RUN


def arguments(argv: list[str]) -> argparse.Namespace:
    """Read the options of a plain start."""
    parser = argparse.ArgumentParser(
        prog="run.py",
        usage="python3 run.py [--host HOST] [--port PORT] | test [ARGS …] | yuheng COMMAND [ARGS …]",
        description="Set up and start Yuheng; needs Python 3.11 or newer and nothing else.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address (default: %(default)s, this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port (default: %(default)s)")
    return parser.parse_args(argv)


def start(options: argparse.Namespace) -> int:
    """Set up, build the sample county into an empty database, and serve."""
    check_port(options.host, options.port)
    set_up("runtime")
    step("assets: styles, scripts, translations")
    must_succeed("assets")
    step("database: tables")
    if database_is_empty():
        step("sample county: building it (the first start only)")
        must_succeed("demo", "--no-serve")
    return hand_over([python(), "-m", "yuheng", "serve", "--host", options.host, "--port", str(options.port)])


def test(argv: list[str]) -> int:
    """Set up for development and hand over to the suite."""
    set_up("dev")
    return hand_over([python(), str(ROOT / "tests" / "suite.py"), *argv])


def yuheng(argv: list[str]) -> int:
    """Run any command of Yuheng; only what it prints goes to standard output."""
    set_up("runtime")
    return hand_over([python(), "-m", "yuheng", *argv])


# --- what must be there -----------------------------------------------------------------------------------------------


def check_python() -> None:
    """Refuse a Python that is too old, saying which one is needed."""
    if sys.version_info < OLDEST:
        have, need = ".".join(map(str, sys.version_info[:3])), ".".join(map(str, OLDEST))
        raise CannotRun(f"this is Python {have}; it needs {need} or newer: python{need} run.py")


def check_port(host: str, port: int) -> None:
    """Refuse a port that somebody else listens on, naming it and the way to take another."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        another = port + 1 if port < 65535 else 8001
        raise CannotRun(
            f"port {port} on {host} cannot be used ({error}). Take another: python3 run.py --port {another}"
        ) from None


def check_venv_module() -> None:
    """Refuse a Python that cannot make virtual environments (Debian packs that apart)."""
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise CannotRun(
            f"Python's venv module is missing. On Debian: apt install python3-venv (or python{version}-venv)"
        )


# --- packages ---------------------------------------------------------------------------------------------------------


def set_up(kind: str) -> None:
    """Make .venv hold the locked packages and this checkout; nothing is done when the stamp says it does."""
    wanted = stamp_wanted(kind)
    have = stamp_found()
    if all(have.get(key) == value for key, value in wanted.items()):
        return
    began = time.monotonic()
    if any(have.get(key) != wanted[key] for key in ("python", "root")):
        check_venv_module()
        step(f"making {VENV.name}/ with Python {wanted['python']}")
        run_logged([getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", str(VENV)])
    elif have.get("runtime") != wanted["runtime"]:
        STAMP.unlink()  # a set-up that is broken off must not look finished
    lock = lock_of(kind)
    step(f"installing {count_packages(lock)} packages from {lock.name} (once; a minute or two)")
    install(lock)
    link_checkout()
    STAMP.write_text(json.dumps(wanted), encoding="utf-8")
    step(f"set up in {time.monotonic() - began:.0f} s")


def lock_of(kind: str) -> Path:
    """The hashed lock of an environment: "runtime" or "dev"."""
    return ROOT / ("requirements.lock" if kind == "runtime" else "requirements-dev.lock")


def stamp_wanted(kind: str) -> dict[str, str]:
    """What the stamp says when all is in place. The development lock holds the runtime lock, so it stands for both."""
    wanted = {"python": ".".join(map(str, sys.version_info[:2])), "root": str(ROOT)}
    for part in ("runtime",) if kind == "runtime" else ("runtime", "dev"):
        wanted[part] = hashlib.sha256(lock_of(part).read_bytes()).hexdigest()
    return wanted


def stamp_found() -> dict[str, str]:
    """What the last finished set-up left behind; nothing when it never finished or its Python is gone."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(found) if Path(python()).exists() else {}


def count_packages(lock: Path) -> int:
    """How many packages a lock names."""
    return sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())


def install(lock: Path) -> None:
    """Install a lock, hashes checked, wheels only: with uv where there is one, with pip otherwise or when uv fails."""
    safely = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    if uv := shutil.which("uv"):
        if run_logged([uv, "pip", "install", "--python", python(), *safely], may_fail=True):
            return
        step("uv could not do it; trying pip, which may know another index")
    pip = [python(), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    run_logged([*pip, *safely], count="Collecting ")


def run_logged(command: list[str], *, may_fail: bool = False, count: str = "") -> bool:
    """Run a command with its output in the log, counting the lines that begin with `count`; say why when it fails."""
    VENV.mkdir(exist_ok=True)
    last: deque[str] = deque(maxlen=12)
    seen = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    ) as process:
        for line in process.stdout or ():
            last.append(line)
            seen += bool(count) and line.startswith(count)
            if count and line.startswith(count) and seen % 20 == 0:
                step(f"  {seen} packages …")
    if process.returncode == 0 or may_fail:
        return process.returncode == 0
    text = "".join(last)
    LOG.write_text(text, encoding="utf-8")
    network = any(word in text.lower() for word in NETWORK_WORDS)
    why = "there seems to be no network, which the first set-up needs" if network else "it failed"
    raise CannotRun(f"{' '.join(command[:4])} …: {why}. Its last words (also in {LOG}):\n{text}")


def link_checkout() -> None:
    """Let the environment import this checkout and have the command `yuheng`, without building anything."""
    places = {"base": str(VENV), "platbase": str(VENV), "installed_base": str(VENV), "installed_platbase": str(VENV)}
    Path(sysconfig.get_path("purelib", "venv", places), "yuheng-checkout.pth").write_text(f"{ROOT / 'src'}\n", "utf-8")
    command = Path(sysconfig.get_path("scripts", "venv", places), "yuheng")
    command.write_text(f"#!{python()}\nimport sys\n\nfrom yuheng.config.cli import main\n\nsys.exit(main())\n", "utf-8")
    command.chmod(0o755)


# --- commands ---------------------------------------------------------------------------------------------------------


def python() -> str:
    """The environment's own Python."""
    return str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def environment() -> dict[str, str]:
    """The environment of every command: data in ./var unless YUHENG_HOME says otherwise."""
    home = Path(os.environ.get("YUHENG_HOME") or ROOT / "var").resolve()
    return {**os.environ, "YUHENG_HOME": str(home), "PYTHONUNBUFFERED": "1"}


def must_succeed(*command: str) -> None:
    """Run one of Yuheng's commands and let it speak; give up when it fails."""
    status = subprocess.call([python(), "-m", "yuheng", *command], env=environment())
    if status != FINE:
        raise CannotRun(f"`yuheng {' '.join(command)}` ended with status {status}; what it said stands above")


def database_is_empty() -> bool:
    """Bring the tables up to date and answer whether nobody works here yet."""
    command = [python(), "-m", "yuheng", "migrate", "--json"]
    done = subprocess.run(command, env=environment(), stdout=subprocess.PIPE, check=False)
    if done.returncode != FINE:
        raise CannotRun(f"`yuheng migrate` ended with status {done.returncode}; what it said stands above")
    return bool(json.loads(done.stdout)["empty"])


def hand_over(command: list[str]) -> int:
    """Become another program, so that stopping this one stops it; its exit status is ours."""
    sys.stdout.flush()
    if os.name == "nt":
        return subprocess.call(command, env=environment())
    os.execve(command[0], command, environment())


def step(text: str) -> None:
    """Tell how far the set-up has come, beside the output of commands."""
    say(f"· {text}", file=sys.stderr)


def say(text: str, *, file: TextIO) -> None:
    """Print one line at once."""
    print(text, file=file, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
