"""A child process of `test_race`: in a database of its own, fifty people pay from one line, or from one contract of it."""

import json
import sys
import threading
from collections import Counter
from datetime import date

import django
from django.core.management import call_command

django.setup()

from django.db import connections  # noqa: E402 - models can be imported only when Django is ready

from yuheng.budget.models import Line  # noqa: E402
from yuheng.budget.proof import verify_ledger  # noqa: E402
from yuheng.budget.queries import stage_totals  # noqa: E402
from yuheng.budget.testing import library_project, released_line  # noqa: E402
from yuheng.execution import actions  # noqa: E402
from yuheng.execution.drafts import PaymentDraft  # noqa: E402
from yuheng.execution.models import Commitment  # noqa: E402
from yuheng.execution.proof import verify_commitments  # noqa: E402
from yuheng.execution.testing import confirmed  # noqa: E402
from yuheng.kernel.outcome import Refused  # noqa: E402
from yuheng.organisations.testing import Office, open_office  # noqa: E402
from yuheng.platform import acts, clock  # noqa: E402

PAYERS, COVERED, EACH_FEN = 50, 20, 1_000_00


def _pay(office: Office, line: Line, contract: Commitment | None, number: int) -> str:
    with clock.at(date(2026, 3, 2)):
        try:
            draft = PaymentDraft(line, EACH_FEN, f"第{number}家", "同一时刻", commitment=contract)
            asked = actions.request_payments(by=office.preparer, drafts=[draft])
            actions.pay(by=office.treasury, payments=asked)
        except Refused as refused:
            return refused.problems[0].code
        return "paid"


def _rush(office: Office, line: Line, contract: Commitment | None) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    barrier = threading.Barrier(PAYERS)

    def payer(number: int) -> None:
        barrier.wait()
        try:
            outcomes[_pay(office, line, contract, number)] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=payer, args=(number,)) for number in range(PAYERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def main() -> None:
    """Set the scene, let everybody rush, prove the ledger, print what is left."""
    call_command("migrate", verbosity=0)
    with clock.at(date(2026, 3, 2)):
        office = open_office()
        line = released_line(office, library_project(office), COVERED * EACH_FEN)
        contract = confirmed(office, "contract", line, COVERED * EACH_FEN) if "contract" in sys.argv else None
    outcomes = _rush(office, line, contract)
    problems = [str(p.message) for p in (*verify_ledger(acts.entry_digests()), *verify_commitments(), *acts.verify())]
    json.dump({"outcomes": outcomes, "stages": stage_totals(2026), "problems": problems}, sys.stdout)


if __name__ == "__main__":
    main()
