import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import i18nfield.fields
import legation.kernel.links
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
                name='HistoricalReport',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('side', models.CharField(choices=[('guest', 'Guest side'), ('host', 'Host side')], editable=False, max_length=5, verbose_name='side')),
                    ('kind', models.CharField(choices=[('kr', 'Report on a journey abroad (Korean form, due after 30 days)'), ('us', 'After-action report (American form)')], max_length=2, verbose_name='form')),
                    ('returned_on', models.DateField(help_text='The day of the return: the time runs from it.', verbose_name='back on')),
                    ('due_on', models.DateField(help_text='30 days after the return, unless you say otherwise.', verbose_name='due on')),
                    ('filed_on', models.DateField(blank=True, help_text='Empty while it is a draft.', null=True, verbose_name='handed in on')),
                    ('filed_with', models.CharField(blank=True, max_length=200, verbose_name='handed in to')),
                    ('summary', i18nfield.fields.I18nTextField(blank=True, verbose_name='executive summary')),
                    ('purpose', i18nfield.fields.I18nTextField(blank=True, verbose_name='purpose')),
                    ('meetings', i18nfield.fields.I18nTextField(blank=True, verbose_name='main contents of the meetings')),
                    ('results', i18nfield.fields.I18nTextField(blank=True, verbose_name='results')),
                    ('followup', i18nfield.fields.I18nTextField(blank=True, verbose_name='follow-up')),
                    ('lessons', i18nfield.fields.I18nTextField(blank=True, verbose_name='implications')),
                    ('cost', i18nfield.fields.I18nTextField(blank=True, help_text='Left blank, a table to be filled in by hand is printed.', verbose_name='costs')),
                    ('visibility', models.CharField(choices=[('shared', 'Shared'), ('guest', 'Guest side only'), ('host', 'Host side only')], default='shared', max_length=6, verbose_name='who sees it')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission')),
                ],
                options={
                    'verbose_name': 'historical after-action report',
                    'verbose_name_plural': 'historical after-action reports',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalSurvey',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('side', models.CharField(choices=[('guest', 'Guest side'), ('host', 'Host side')], editable=False, max_length=5, verbose_name='side')),
                    ('greeting', i18nfield.fields.I18nTextField(blank=True, help_text='Empty: a short request.', verbose_name='what stands above the questions')),
                    ('contact', models.CharField(help_text='Name and address or telephone number.', max_length=200, verbose_name='whom to ask')),
                    ('open_days', models.PositiveSmallIntegerField(default=42, validators=[django.core.validators.MinValueValidator(7), django.core.validators.MaxValueValidator(180)], verbose_name='days to answer')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='missions.mission')),
                ],
                options={
                    'verbose_name': 'historical outcome survey',
                    'verbose_name_plural': 'historical outcome surveys',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='Survey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('side', models.CharField(choices=[('guest', 'Guest side'), ('host', 'Host side')], editable=False, max_length=5, verbose_name='side')),
                    ('greeting', i18nfield.fields.I18nTextField(blank=True, help_text='Empty: a short request.', verbose_name='what stands above the questions')),
                    ('contact', models.CharField(help_text='Name and address or telephone number.', max_length=200, verbose_name='whom to ask')),
                    ('open_days', models.PositiveSmallIntegerField(default=42, validators=[django.core.validators.MinValueValidator(7), django.core.validators.MaxValueValidator(180)], verbose_name='days to answer')),
                    ('mission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='surveys', to='missions.mission')),
                ],
                options={
                    'verbose_name': 'outcome survey',
                },
            ),
            migrations.CreateModel(
                name='SurveyLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=legation.kernel.links.new_key, editable=False, max_length=16, unique=True)),
                    ('stage', models.PositiveSmallIntegerField(choices=[(0, 'Right after the mission'), (6, 'After 6 months'), (18, 'After 18 months')], verbose_name='round')),
                    ('language', models.CharField(choices=[('en', 'English'), ('ko', '한국어')], max_length=2, verbose_name='language')),
                    ('sent_at', models.DateTimeField()),
                    ('closes_at', models.DateTimeField()),
                    ('reminded_at', models.DateTimeField(blank=True, null=True)),
                    ('opened_at', models.DateTimeField(blank=True, null=True)),
                    ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='survey_links', to='missions.delegate')),
                    ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='reports.survey')),
                ],
                options={
                    'verbose_name': 'survey link',
                },
            ),
            migrations.CreateModel(
                name='SurveyAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('worth', models.PositiveSmallIntegerField(choices=[(1, 'Of no value'), (2, 'Of little value'), (3, 'Of some value'), (4, 'Valuable'), (5, 'Very valuable')], verbose_name='How valuable was the mission?')),
                    ('contacts', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='How many contacts of it do you still use?')),
                    ('deals', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='How many contracts or joint projects began?')),
                    ('value', models.DecimalField(blank=True, decimal_places=2, help_text='As far as you can say, in all, in the currency beside it.', max_digits=16, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='What are they worth?')),
                    ('currency', models.CharField(blank=True, max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Three capital letters: USD, KRW.')], verbose_name='currency')),
                    ('jobs', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(1000000)], verbose_name='How many jobs came of it?')),
                    ('promises', models.TextField(blank=True, max_length=4000, verbose_name='Which promises of the other side, or of yours, do you know of, and how do they stand?')),
                    ('better', models.TextField(blank=True, max_length=4000, verbose_name='What should be done better next time?')),
                    ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('link', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='reports.surveylink')),
                ],
                options={
                    'verbose_name': 'answer to the survey',
                },
            ),
            migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('side', models.CharField(choices=[('guest', 'Guest side'), ('host', 'Host side')], editable=False, max_length=5, verbose_name='side')),
                    ('kind', models.CharField(choices=[('kr', 'Report on a journey abroad (Korean form, due after 30 days)'), ('us', 'After-action report (American form)')], max_length=2, verbose_name='form')),
                    ('returned_on', models.DateField(help_text='The day of the return: the time runs from it.', verbose_name='back on')),
                    ('due_on', models.DateField(help_text='30 days after the return, unless you say otherwise.', verbose_name='due on')),
                    ('filed_on', models.DateField(blank=True, help_text='Empty while it is a draft.', null=True, verbose_name='handed in on')),
                    ('filed_with', models.CharField(blank=True, max_length=200, verbose_name='handed in to')),
                    ('summary', i18nfield.fields.I18nTextField(blank=True, verbose_name='executive summary')),
                    ('purpose', i18nfield.fields.I18nTextField(blank=True, verbose_name='purpose')),
                    ('meetings', i18nfield.fields.I18nTextField(blank=True, verbose_name='main contents of the meetings')),
                    ('results', i18nfield.fields.I18nTextField(blank=True, verbose_name='results')),
                    ('followup', i18nfield.fields.I18nTextField(blank=True, verbose_name='follow-up')),
                    ('lessons', i18nfield.fields.I18nTextField(blank=True, verbose_name='implications')),
                    ('cost', i18nfield.fields.I18nTextField(blank=True, help_text='Left blank, a table to be filled in by hand is printed.', verbose_name='costs')),
                    ('visibility', models.CharField(choices=[('shared', 'Shared'), ('guest', 'Guest side only'), ('host', 'Host side only')], default='shared', max_length=6, verbose_name='who sees it')),
                    ('mission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='missions.mission')),
                ],
                options={
                    'verbose_name': 'after-action report',
                    'constraints': [models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('returned_on'))), name='a_report_is_due_after_the_return', violation_error_message='It cannot be due before the return.')],
                },
            ),
            migrations.AddConstraint(
                model_name='survey',
                constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('mission', 'side'), name='one_survey_a_side'),
            ),
            migrations.AddConstraint(
                model_name='surveylink',
                constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('survey', 'stage', 'delegate'), name='one_live_survey_link'),
            ),
            migrations.AddConstraint(
                model_name='surveyanswer',
                constraint=models.CheckConstraint(condition=models.Q(('value', None), models.Q(('currency', ''), _negated=True), _connector='OR'), name='a_stated_value_has_a_currency', violation_error_message='Say in which currency.'),
            ),
        ]),
    ]
