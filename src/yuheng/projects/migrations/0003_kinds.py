"""Kinds of project with data of their own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("projects", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bond",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bond_fen", models.BigIntegerField()),
                ("capital_fen", models.BigIntegerField()),
                ("other_fen", models.BigIntegerField()),
                ("opening_fen", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="BondYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveSmallIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("income_fen", models.BigIntegerField()),
                ("cost_fen", models.BigIntegerField()),
                ("principal_fen", models.BigIntegerField()),
                ("interest_fen", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConcessionContract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contract_no", models.CharField(max_length=200)),
                ("partner", models.CharField(max_length=200)),
                ("linked_e4", models.PositiveSmallIntegerField()),
                ("points", models.CharField(max_length=200)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConcessionYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveSmallIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("availability_fen", models.BigIntegerField()),
                ("operation_fen", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Fund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("manager", models.CharField(max_length=200)),
                ("report_year", models.PositiveSmallIntegerField()),
                ("report_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FundStake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveSmallIntegerField()),
                ("vehicle", models.CharField(blank=True, max_length=200)),
                ("partner", models.CharField(max_length=200)),
                ("nature", models.CharField(max_length=12)),
                ("committed_fen", models.BigIntegerField()),
                ("called_fen", models.BigIntegerField()),
                ("paid_fen", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Purchase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=200)),
                ("nature", models.CharField(max_length=12)),
                ("supplier", models.CharField(blank=True, max_length=200)),
                ("contract_fen", models.BigIntegerField()),
                ("starts", models.DateField(blank=True, null=True)),
                ("ends", models.DateField(blank=True, null=True)),
                ("secured", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("nature", models.CharField(max_length=12)),
                ("central_department", models.CharField(blank=True, max_length=200)),
                ("provincial_department", models.CharField(blank=True, max_length=200)),
                ("local_department", models.CharField(max_length=200)),
                ("approved_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TransferArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=200)),
                ("central_fen", models.BigIntegerField()),
                ("provincial_fen", models.BigIntegerField()),
                ("local_fen", models.BigIntegerField()),
                ("expected_fen", models.BigIntegerField()),
                ("early_fen", models.BigIntegerField()),
                ("issued_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="project",
            name="project_amount_positive",
        ),
        migrations.AddField(
            model_name="project",
            name="kind",
            field=models.CharField(default="ordinary", max_length=12),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["kind", "year"], name="projects_pr_kind_26f7f1_idx"),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount_fen__gt", 0), models.Q(("kind", "department"), _negated=True)),
                    models.Q(("amount_fen", 0), ("kind", "department")),
                    _connector="OR",
                ),
                name="project_amount_positive",
            ),
        ),
        migrations.AddField(
            model_name="bond",
            name="project",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="bondyear",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="concessioncontract",
            name="project",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="concessionyear",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="fund",
            name="project",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="fundstake",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="purchase",
            name="project",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="transfer",
            name="project",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="transferarea",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
            ),
        ),
        migrations.AddConstraint(
            model_name="bond",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bond_fen__gte", 0), ("capital_fen__gte", 0), ("other_fen__gte", 0), ("opening_fen__gte", 0)
                ),
                name="bond_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="bondyear",
            constraint=models.UniqueConstraint(fields=("project", "no"), name="bondyear_number_once"),
        ),
        migrations.AddConstraint(
            model_name="bondyear",
            constraint=models.UniqueConstraint(fields=("project", "year"), name="bond_year_once"),
        ),
        migrations.AddConstraint(
            model_name="bondyear",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("income_fen__gte", 0), ("cost_fen__gte", 0), ("principal_fen__gte", 0), ("interest_fen__gte", 0)
                ),
                name="bondyear_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="concessionyear",
            constraint=models.UniqueConstraint(fields=("project", "no"), name="concessionyear_number_once"),
        ),
        migrations.AddConstraint(
            model_name="concessionyear",
            constraint=models.UniqueConstraint(fields=("project", "year"), name="concession_year_once"),
        ),
        migrations.AddConstraint(
            model_name="concessionyear",
            constraint=models.CheckConstraint(
                condition=models.Q(("availability_fen__gte", 0), ("operation_fen__gte", 0)),
                name="concessionyear_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundstake",
            constraint=models.UniqueConstraint(fields=("project", "no"), name="fundstake_number_once"),
        ),
        migrations.AddConstraint(
            model_name="fundstake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("called_fen__lte", models.F("committed_fen")),
                    ("paid_fen__lte", models.F("called_fen")),
                    ("paid_fen__gte", 0),
                ),
                name="stake_within_commitment",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.CheckConstraint(
                condition=models.Q(("contract_fen__gte", 0)), name="purchase_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="transferarea",
            constraint=models.UniqueConstraint(fields=("project", "no"), name="transferarea_number_once"),
        ),
        migrations.AddConstraint(
            model_name="transferarea",
            constraint=models.UniqueConstraint(fields=("project", "code"), name="transfer_area_once"),
        ),
        migrations.AddConstraint(
            model_name="transferarea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("central_fen__gte", 0),
                    ("provincial_fen__gte", 0),
                    ("local_fen__gte", 0),
                    ("expected_fen__gte", 0),
                    ("early_fen__gte", 0),
                ),
                name="transferarea_not_negative",
            ),
        ),
    ]
