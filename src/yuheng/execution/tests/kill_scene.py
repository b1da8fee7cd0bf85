"""A child process of `test_killed`: payers are killed in the middle of posting, two hundred times, and the ledger is proved.

Each payer is a fork that pays one yuan after another and tells of each only when it is done. It is killed (`SIGKILL`)
after a random few milliseconds, so some die between two statements of one transaction.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from datetime import date

import django
from django.core.management import call_command

os.environ["YUHENG_POOL"] = "0"  # the threads of a pool do not live on in a fork
django.setup()

from django.db import connections  # noqa: E402 - models can be imported only when Django is ready

from yuheng.budget.models import Line  # noqa: E402
from yuheng.budget.proof import verify_ledger  # noqa: E402
from yuheng.budget.queries import stage_totals  # noqa: E402
from yuheng.budget.testing import library_project, released_line  # noqa: E402
from yuheng.execution import actions  # noqa: E402
from yuheng.execution.drafts import PaymentDraft  # noqa: E402
from yuheng.execution.models import Payment  # noqa: E402
from yuheng.organisations.testing import Office, open_office  # noqa: E402
from yuheng.platform import acts, clock  # noqa: E402

KILLS, MONEY_FEN, EACH_FEN = 200, 10_000_000_00, 1_00
DAY = date(2026, 3, 2)


def _pay_for_ever(office: Office, line: Line, pipe: int) -> None:
    """Pay, tell, pay again, until killed."""
    while True:
        draft = PaymentDraft(line, EACH_FEN, "某公司", "货款")
        asked = actions.request_payments(by=office.preparer, drafts=[draft])
        os.write(pipe, b"a")
        actions.pay(by=office.treasury, payments=asked)
        os.write(pipe, b"p")


def _killed_payer(office: Office, line: Line, seconds: float) -> tuple[int, int]:
    """How many requests and payments one payer told of before it was killed."""
    connections.close_all()  # a connection is never shared between processes
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _pay_for_ever(office, line, writing)
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(1)  # only an error leads here, and a fork must not go on with its parent's work
    os.close(writing)
    first = os.read(reading, 1)  # it has begun
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    told = first + _rest(reading)
    assert os.WIFSIGNALED(status), "a payer ended by itself"
    return told.count(b"a"), told.count(b"p")


def _rest(pipe: int) -> bytes:
    found = b""
    while some := os.read(pipe, 65536):
        found += some
    os.close(pipe)
    return found


def main() -> None:
    """Set the scene, kill, prove, print what was told and what is there."""
    call_command("migrate", verbosity=0)
    chance, asked, paid = random.Random(20261122), 0, 0
    with clock.at(DAY):
        office = open_office()
        line = released_line(office, library_project(office), MONEY_FEN)
        for _ in range(KILLS):
            told = _killed_payer(office, line, chance.uniform(0, 0.04))
            asked, paid = asked + told[0], paid + told[1]
    problems = [str(p.message) for p in (*verify_ledger(acts.entry_digests()), *acts.verify())]
    found = {
        "kills": KILLS,
        "told": [asked, paid],
        "there": [Payment.objects.count(), Payment.objects.filter(state="paid").count()],
        "stages": stage_totals(2026),
        "problems": problems,
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
