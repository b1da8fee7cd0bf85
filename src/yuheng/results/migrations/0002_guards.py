"""The database itself refuses to change what must stand."""

from django.db import migrations

from yuheng.platform.database import frozen_when


class Migration(migrations.Migration):
    dependencies = [("results", "0001_initial")]

    operations = [
        frozen_when("results_effect", "OLD.state = 'decided'"),
    ]
