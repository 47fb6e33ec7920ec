from django.db import migrations, models


def tell_missions(apps, schema_editor):
    """Each term is told the mission of its entry, by one statement of the database."""
    entry = apps.get_model('kernel', 'SearchEntry').objects.filter(pk=models.OuterRef('entry'))
    terms = apps.get_model('kernel', 'SearchTerm').objects.filter(entry__mission_id__isnull=False)
    terms.update(mission_id=models.Subquery(entry.values('mission_id')))


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0004_job_request'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchterm',
            name='mission_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.RunPython(tell_missions, migrations.RunPython.noop),
    ]
