from django.db import migrations, models

from legation.kernel.migrating import AddIndexConcurrently


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('kernel', '0005_terms_of_missions'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='searchterm',
            index=models.Index(
                fields=['mission_id', 'term', '-weight', 'entry'],
                name='term_of_missions',
                opclasses=['int8_ops', 'varchar_pattern_ops', 'int2_ops', 'int8_ops'],
            ),
        ),
    ]
