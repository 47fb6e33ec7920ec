from django.db import migrations, models


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
    ]
