"""Constraints that must hold whoever writes: append-only tables and sealed rows, by triggers on SQLite and PostgreSQL."""

from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

REFUSE = "CREATE OR REPLACE FUNCTION yuheng_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$ LANGUAGE plpgsql"


def _trigger(editor: BaseDatabaseSchemaEditor, table: str, verb: str, when: str, message: str) -> None:
    name = f"{table}_{message.split()[0].replace('-', '_')}_{verb.lower()}"
    if editor.connection.vendor == "postgresql":
        editor.execute(REFUSE, params=None)
        condition = f"WHEN ({when})" if when else ""
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION yuheng_refuse('{message}')"
        )
    else:
        condition = f"WHEN {when}" if when else ""
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def take_statistics() -> None:
    """Let SQLite look at what its indexes hold, so that it picks the right one; PostgreSQL does so by itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit=1000")  # a look at a part of each index is enough, and takes no time
        cursor.execute("ANALYZE")


def append_only(table: str) -> migrations.RunPython:
    """A migration operation: rows of the table are never changed and never deleted."""

    def forward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for verb in ("UPDATE", "DELETE"):
            _trigger(editor, table, verb, "", f"append-only {table}")

    return migrations.RunPython(forward, migrations.RunPython.noop)


def changeable(table: str) -> migrations.RunPython:
    """A migration operation: lift `append_only` from a table whose columns change; put it back afterwards.

    SQLite loses the triggers of a table that it makes anew, PostgreSQL keeps them; afterwards neither has them.
    """

    def forward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        for verb in ("update", "delete"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only_{verb}{on}")

    return migrations.RunPython(forward, migrations.RunPython.noop)


def frozen_when(table: str, condition: str) -> migrations.RunPython:
    """A migration operation: a row for which `condition` (over OLD.*) holds is never changed and never deleted."""

    def forward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for verb in ("UPDATE", "DELETE"):
            _trigger(editor, table, verb, condition, f"sealed {table}")

    return migrations.RunPython(forward, migrations.RunPython.noop)


def frozen_under(table: str, column: str, parent: str, condition: str) -> migrations.RunPython:
    """A migration operation: a row is never changed or deleted while `condition` holds for the parent row in `column`."""
    held = f"EXISTS (SELECT 1 FROM {parent} AS parent WHERE parent.id = OLD.{column} AND {condition})"
    message = f"sealed {table}"

    def forward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            body = f"BEGIN IF {held} THEN RAISE EXCEPTION '{message}'; END IF; RETURN COALESCE(NEW, OLD); END"
            editor.execute(
                f"CREATE FUNCTION {table}_held() RETURNS trigger AS $$ {body} $$ LANGUAGE plpgsql", params=None
            )
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_held_{verb.lower()}"
            if editor.connection.vendor == "postgresql":
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_held()"
                )
            else:
                refuse = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
                editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW WHEN {held} {refuse}")

    return migrations.RunPython(forward, migrations.RunPython.noop)
