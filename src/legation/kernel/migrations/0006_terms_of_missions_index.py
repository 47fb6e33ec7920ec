from django.db import migrations, models

from legation.kernel.migrating import AddIndexConcurrently


AT_ONCE = 1_000  # entries, each with some dozens of terms


def tell_missions(apps, schema_editor):
    """Each term is told the mission of its entry, some entries at a time, each time in a transaction of its own.

    What was told before a run was stopped is told: the next run tells the rest.
    """
    entries = apps.get_model('kernel', 'SearchEntry').objects.filter(mission_id__isnull=False)
    terms = apps.get_model('kernel', 'SearchTerm').objects.filter(mission_id__isnull=True)
    mission = entries.filter(pk=models.OuterRef('entry')).values('mission_id')
    last = 0
    while keys := list(entries.filter(pk__gt=last).order_by('pk').values_list('pk', flat=True)[:AT_ONCE]):
        terms.filter(entry__in=keys).update(mission_id=models.Subquery(mission))
        last = keys[-1]


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('kernel', '0005_terms_of_missions'),
    ]

    operations = [
        migrations.RunPython(tell_missions, migrations.RunPython.noop),
        AddIndexConcurrently(
            model_name='searchterm',
            index=models.Index(
                fields=['mission_id', 'term', '-weight', 'entry'],
                name='term_of_missions',
                opclasses=['int8_ops', 'varchar_pattern_ops', 'int2_ops', 'int8_ops'],
            ),
        ),
    ]
