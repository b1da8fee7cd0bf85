"""`yuheng serve`: serve the pages of an existing database."""

import os
import socket
import sys
import threading
import time
from argparse import ArgumentParser, Namespace

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from yuheng.config.accounts import sample_accounts, table
from yuheng.config.output import CannotRun, Exit, notice
from yuheng.regulations.current import watch
from yuheng.sample.places import PASSWORD

NAME = "serve"
HELP = "serve the pages on an existing database"


def add_arguments(parser: ArgumentParser) -> None:
    """Where to listen, and with how much."""
    parser.add_argument("--host", default="127.0.0.1", help="address (default: %(default)s, this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes (default: %(default)s)")
    parser.add_argument(
        "--threads", type=int, default=4, help="requests at once in each process (default: %(default)s)"
    )


def run(options: Namespace) -> int:
    """Listen until stopped. A bureau's folder of rules that is wrong from the start is refused with all its problems."""
    _check_port(options.host, options.port)
    watch()
    if not get_user_model()._default_manager.exists():
        notice("Nobody works here yet: `yuheng demo` builds a sample county.")
    server = Granian(
        "yuheng.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=max(1, options.workers),
        blocking_threads=max(1, options.threads),
        log_level=LogLevels.warning,
        workers_kill_timeout=5,
    )
    accounts = table(sample_accounts())
    threading.Thread(target=_tell_when_ready, args=(options.host, options.port, accounts), daemon=True).start()
    os.environ["YUHENG_CALENDAR"] = "1"  # the workers keep the calendar
    connections.close_all()  # the workers are forked from here, and a database connection does not survive that
    server.serve()
    return Exit.FINE


def _check_port(host: str, port: int) -> None:
    """Refuse a port that is taken: the server itself would silently share it with its twin."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except (OSError, OverflowError) as error:
        raise CannotRun(f"port {port} on {host} cannot be used ({error}); take another with --port") from None


def _tell_when_ready(host: str, port: int, accounts: str) -> None:
    """Print where to go and who to be, once the first connection is accepted."""
    while True:
        try:
            socket.create_connection((host, port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    shown = f"[{host}]" if ":" in host else host
    print(f"\nYuheng 玉衡 is at http://{shown}:{port}/  (data: {settings.HOME}; stop with Ctrl+C)")
    if accounts:
        print(f"Sign in with the password {PASSWORD} as one of these:\n{accounts}")
    sys.stdout.flush()
