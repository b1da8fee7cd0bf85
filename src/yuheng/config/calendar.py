"""The calendar of a serving process: what is due once a day is run, whichever process asks first."""

import logging
import threading
import time

from django.db import DatabaseError, connection

from yuheng.platform import jobs
from yuheng.regulations.current import newest

EVERY = 600  # seconds between looks


def keep() -> None:
    """Look at the calendar from now on, in a thread of this process. A job that fails is kept with its reason, and told."""
    threading.Thread(target=_look, name="calendar", daemon=True).start()


def _look() -> None:
    while True:
        try:
            with newest():
                jobs.run_due()
        except (ExceptionGroup, DatabaseError):
            logging.getLogger(__name__).exception("daily jobs")
        finally:
            connection.close()
        time.sleep(EVERY)
