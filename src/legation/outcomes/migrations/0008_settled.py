"""The day on which a promise was settled, for those that were already: as their history tells it."""

from django.db import migrations, models

SETTLED = ("done", "partly", "lapsed", "withdrawn")


def tell(apps, schema_editor):
    promises = apps.get_model("outcomes", "Commitment")
    states = apps.get_model("outcomes", "HistoricalCommitment")
    for promise in promises.objects.filter(status__in=SETTLED).iterator():
        day = None
        for state in states.objects.filter(id=promise.pk).order_by("-history_date", "-history_id"):
            if state.status != promise.status:
                break
            day = state.history_date.date()
        promises.objects.filter(pk=promise.pk).update(settled_on=day or promise.updated_at.date())


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0007_register")]
    operations = [
        migrations.AddField(
            "commitment",
            "settled_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="settled on"),
        ),
        migrations.AddField(
            "historicalcommitment",
            "settled_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="settled on"),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
