"""The database itself refuses to change what must stand."""

from django.db import migrations

from yuheng.platform.database import frozen_under, frozen_when


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_initial")]

    operations = [
        frozen_when("evaluation_evaluation", "OLD.seal <> ''"),
        frozen_under("evaluation_outcome", "evaluation_id", "evaluation_evaluation", "parent.seal <> ''"),
    ]
