import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_tables'),
        ('missions', '0001_tables'),
        ('sources', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalIntake',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('visibility', models.CharField(choices=[('shared', 'Shared'), ('guest', 'Guest side only'), ('host', 'Host side only')], default='shared', max_length=6)),
                ('floor', models.FloatField(default=0.85, editable=False)),
                ('opens', models.BooleanField(default=True, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('archive', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.archive')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='kernel.job')),
                ('mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission')),
            ],
            options={
                'verbose_name': 'historical intake',
                'verbose_name_plural': 'historical intakes',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('visibility', models.CharField(choices=[('shared', 'Shared'), ('guest', 'Guest side only'), ('host', 'Host side only')], default='shared', max_length=6)),
                ('floor', models.FloatField(default=0.85, editable=False)),
                ('opens', models.BooleanField(default=True, editable=False)),
                ('archive', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='intakes', to='sources.archive')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kernel.job')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intakes', to='missions.mission')),
            ],
            options={
                'verbose_name': 'intake',
            },
        ),
        migrations.CreateModel(
            name='IntakeRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('made', 'Made'), ('known', 'Was there already'), ('opened', 'Past mission opened'), ('moved', 'Text put to its mission'), ('refused', 'Left for you'), ('undone', 'Undone'), ('kept', 'Kept: others build on it')], max_length=7)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('made', models.JSONField(default=list)),
                ('moved_from', models.BigIntegerField(null=True)),
                ('finding', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sources.finding')),
                ('intake', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='sources.intake')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sources.source')),
            ],
            options={
                'indexes': [models.Index(fields=['intake', 'outcome'], name='intake_outcome')],
            },
        ),
    ]
