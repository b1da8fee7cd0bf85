"""Whoever runs the server learns what went wrong: on the other output, with its traceback."""

import os
import subprocess
import sys
from pathlib import Path

FAILING = """
import django
django.setup()
from django.test import Client
from yuheng.disclosure import queries

def years():
    raise ArithmeticError("the abacus broke")

queries.years = years
print(Client(raise_request_exception=False).get("/public/").status_code)
"""


def test_a_view_that_fails_leaves_its_traceback_on_the_other_output(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "yuheng.config.settings",
        "YUHENG_HOME": str(tmp_path),
        "YUHENG_DATABASE_URL": "",
        "YUHENG_DEBUG": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", FAILING], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.strip() == "500", done.stderr
    assert "Internal Server Error: /public/" in done.stderr
    assert "Traceback (most recent call last)" in done.stderr
    assert "ArithmeticError: the abacus broke" in done.stderr
