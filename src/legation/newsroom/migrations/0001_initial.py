import django.db.models.deletion
import i18nfield.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from legation.kernel.tables import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('missions', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='HistoricalPublicProgramme',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('intro', i18nfield.fields.I18nTextField(blank=True, help_text='Two or three sentences above the programme.', verbose_name='introduction')),
                    ('shown', models.JSONField(default=dict, editable=False)),
                    ('published_at', models.DateTimeField(editable=False, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('mission', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission')),
                ],
                options={
                    'verbose_name': 'historical public programme',
                    'verbose_name_plural': 'historical public programmes',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='PublicProgramme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('intro', i18nfield.fields.I18nTextField(blank=True, help_text='Two or three sentences above the programme.', verbose_name='introduction')),
                    ('shown', models.JSONField(default=dict, editable=False)),
                    ('published_at', models.DateTimeField(editable=False, null=True)),
                    ('engagements', models.ManyToManyField(blank=True, related_name='public_programmes', to='missions.engagement', verbose_name='what the public reads')),
                    ('mission', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='public_programme', to='missions.mission')),
                ],
                options={
                    'verbose_name': 'public programme',
                },
            ),
            migrations.CreateModel(
                name='Consent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('side', models.CharField(choices=[('guest', 'Guest side'), ('host', 'Host side')], max_length=5, verbose_name='side')),
                    ('trace', models.CharField(max_length=64)),
                    ('at', models.DateTimeField(auto_now=True)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='newsroom.publicprogramme')),
                ],
                options={
                    'verbose_name': 'consent',
                    'constraints': [models.UniqueConstraint(fields=('programme', 'side'), name='one_yes_a_side')],
                },
            ),
        ]),
    ]
