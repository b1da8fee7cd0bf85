"""Every line so far is money of its own year; then the tables whose columns changed are append-only again."""

from django.db import migrations

from yuheng.platform.database import append_only


class Migration(migrations.Migration):
    dependencies = [("budget", "0003_stages_elements_control")]

    operations = [
        migrations.RunSQL("UPDATE budget_line SET origin_year = year WHERE origin_year = 0", migrations.RunSQL.noop),
        append_only("budget_line"),
        append_only("budget_posting"),
        append_only("budget_elements"),
    ]
