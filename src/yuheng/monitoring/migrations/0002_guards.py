"""The database itself refuses to change what must stand."""

from django.db import migrations

from yuheng.platform.database import append_only


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial")]

    operations = [
        append_only("monitoring_reading"),
        append_only("monitoring_observation"),
    ]
