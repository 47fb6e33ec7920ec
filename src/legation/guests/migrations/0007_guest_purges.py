import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("guests", "0006_sealed_to_rows"),
        ("missions", "0011_sealed_needs"),
    ]

    operations = [
        migrations.CreateModel(
            name="GuestPurge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("guest", "Guest side"), ("host", "Host side")], max_length=6)),
                ("at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("counts", models.JSONField(default=dict)),
                ("people", models.PositiveIntegerField(default=0)),
                ("failed", models.BooleanField(default=False)),
                ("mission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="guest_purges", to="missions.mission")),
            ],
            options={
                "verbose_name": "purge of guests",
                "indexes": [models.Index(fields=["mission", "side", "-at"], name="guest_purge_side")],
            },
        ),
    ]
