"""`yuheng migrate`: bring the tables up to date."""

from argparse import ArgumentParser, Namespace

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yuheng.config.output import Exit, emit

NAME = "migrate"
HELP = "bring the tables of the database up to date"


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: Namespace) -> int:
    """Apply what is missing; answer how much that was and whether nobody works here yet."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    empty = not get_user_model()._default_manager.exists()
    tables = f"{len(missing)} migrations applied" if missing else "the tables are up to date"
    people = "; nobody works here yet (yuheng demo builds a sample county)" if empty else ""
    emit(options, data={"applied": len(missing), "empty": empty}, text=tables + people)
    return Exit.FINE
