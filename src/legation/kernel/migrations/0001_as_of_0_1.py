from django.core.management import call_command
import django.db.models.deletion
import legation.kernel.links
import legation.kernel.sealing
from django.conf import settings
from django.db import migrations, models
from legation.kernel.tables import CreateTogether


def make_cache_table(apps, schema_editor):
    """Make the table of the shared cache, which rate limits are counted in."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    replaces = [('kernel', '0001_tables'), ('kernel', '0002_audit')]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='AuditLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveBigIntegerField(unique=True)),
                    ('at', models.DateTimeField()),
                    ('lines', models.PositiveIntegerField()),
                    ('digest', models.CharField(max_length=64)),
                    ('proof', legation.kernel.sealing.SealedText(row='number')),
                ],
                options={
                    'verbose_name': 'link of the audit list',
                },
            ),
            migrations.CreateModel(
                name='Delivery',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('mail', models.EmailField(max_length=254, unique=True)),
                    ('zone', models.CharField(blank=True, max_length=50, verbose_name='time zone')),
                    ('quiet', models.BooleanField(default=True, verbose_name='no letters at night')),
                    ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='from')),
                    ('quiet_until', models.TimeField(blank=True, null=True, verbose_name='until')),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='gathered for')),
                    ('off', models.JSONField(default=list)),
                ],
                options={
                    'verbose_name': 'delivery',
                },
            ),
            migrations.CreateModel(
                name='Device',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('mail', models.EmailField(db_index=True, max_length=254)),
                    ('name', models.CharField(blank=True, max_length=200)),
                    ('endpoint', models.CharField(max_length=500, unique=True)),
                    ('p256dh', models.CharField(max_length=100)),
                    ('auth', models.CharField(max_length=40)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('shown_at', models.DateTimeField(null=True)),
                ],
                options={
                    'verbose_name': 'browser',
                },
            ),
            migrations.CreateModel(
                name='Outflow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('deed', models.CharField(choices=[('changed', 'Changed'), ('saw', 'Saw sealed data'), ('exported', 'Exported'), ('printed', 'Printed'), ('sent', 'Sent'), ('erased', 'Erased words of the log')], max_length=8)),
                    ('route', models.CharField(max_length=60)),
                    ('form', models.CharField(blank=True, max_length=8)),
                    ('object_id', models.BigIntegerField(null=True)),
                    ('mission_id', models.BigIntegerField(null=True)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('content_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                ],
                options={
                    'verbose_name': 'outflow',
                },
            ),
            migrations.CreateModel(
                name='Rewording',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('source', models.CharField(max_length=60)),
                    ('rows', models.JSONField(default=list)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'rewording',
                },
            ),
            migrations.CreateModel(
                name='SearchEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('object_id', models.BigIntegerField()),
                    ('kind', models.CharField(max_length=20)),
                    ('url', models.CharField(max_length=300)),
                    ('title', models.JSONField(default=dict)),
                    ('detail', models.JSONField(default=dict)),
                    ('mission_id', models.BigIntegerField(db_index=True, null=True)),
                    ('office_id', models.BigIntegerField(db_index=True, null=True)),
                    ('visibility', models.CharField(choices=[('shared', 'Shared'), ('guest', 'Guest side only'), ('host', 'Host side only')], default='shared', max_length=6)),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                ],
            ),
            migrations.CreateModel(
                name='SearchTerm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('term', models.CharField(max_length=40)),
                    ('weight', models.PositiveSmallIntegerField(default=1)),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='kernel.searchentry')),
                ],
            ),
            migrations.CreateModel(
                name='Activity',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('verb', models.CharField(choices=[('added', 'added'), ('changed', 'changed'), ('removed', 'removed'), ('restored', 'restored'), ('accepted', 'accepted'), ('rejected', 'rejected'), ('linked', 'made a link for'), ('revoked', 'revoked a link for'), ('printed', 'printed'), ('published', 'published'), ('withdrawn', 'withdrew')], max_length=12)),
                    ('object_id', models.BigIntegerField()),
                    ('label', models.CharField(max_length=300)),
                    ('mission_id', models.BigIntegerField(null=True)),
                    ('visibility', models.CharField(choices=[('shared', 'Shared'), ('guest', 'Guest side only'), ('host', 'Host side only')], default='shared', max_length=6)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                ],
                options={
                    'verbose_name': 'activity',
                    'indexes': [models.Index(fields=['mission_id', '-at'], name='activity_mission'), models.Index(fields=['content_type', 'object_id'], name='activity_target')],
                },
            ),
            migrations.CreateModel(
                name='AuditLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(max_length=60)),
                    ('row', models.BigIntegerField()),
                    ('at', models.DateTimeField()),
                    ('user', models.BigIntegerField(null=True)),
                    ('office', models.BigIntegerField(null=True)),
                    ('mission', models.BigIntegerField(null=True)),
                    ('deed', models.CharField(choices=[('changed', 'Changed'), ('saw', 'Saw sealed data'), ('exported', 'Exported'), ('printed', 'Printed'), ('sent', 'Sent'), ('erased', 'Erased words of the log')], max_length=8)),
                    ('visibility', models.CharField(blank=True, max_length=6)),
                    ('salt', models.CharField(blank=True, max_length=32)),
                    ('commitment', models.CharField(blank=True, max_length=64)),
                    ('digest', models.CharField(max_length=64)),
                    ('link', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held', to='kernel.auditlink')),
                ],
                options={
                    'verbose_name': 'line of the audit list',
                    'indexes': [models.Index(fields=['office', '-id'], name='audit_office')],
                    'constraints': [models.UniqueConstraint(fields=('source', 'row'), name='one_line_per_row')],
                },
            ),
            migrations.CreateModel(
                name='Job',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('function', models.CharField(max_length=200)),
                    ('arguments', models.JSONField(default=list)),
                    ('status', models.CharField(choices=[('queued', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('stopped', 'Stopped'), ('failed', 'Failed')], default='queued', max_length=7, verbose_name='status')),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('total', models.PositiveIntegerField(default=0)),
                    ('facts', models.JSONField(default=dict)),
                    ('result', models.JSONField(default=dict)),
                    ('problem', models.CharField(blank=True, max_length=300)),
                    ('stop_asked', models.BooleanField(default=False)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('holder', models.CharField(blank=True, max_length=32)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('started_at', models.DateTimeField(blank=True, null=True)),
                    ('beat_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'job',
                    'indexes': [models.Index(fields=['status', 'beat_at'], name='job_alive')],
                },
            ),
            migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=legation.kernel.links.new_key, editable=False, max_length=16, unique=True)),
                    ('kind', models.CharField(choices=[('programme', 'Changes to a programme'), ('calendar', 'Calendar invitations'), ('reminder', 'Reminders'), ('guest', 'Invitations to events'), ('meetings', 'One-to-one meetings'), ('work', 'Work that was given to you')], max_length=10)),
                    ('mail', models.EmailField(max_length=254)),
                    ('name', models.CharField(blank=True, max_length=200)),
                    ('language', models.CharField(default='en', max_length=2)),
                    ('zone', models.CharField(blank=True, max_length=50)),
                    ('subject', models.CharField(max_length=200)),
                    ('lines', models.JSONField(default=list)),
                    ('calendar', models.BinaryField(null=True)),
                    ('calendar_method', models.CharField(blank=True, max_length=12)),
                    ('headers', models.JSONField(default=dict)),
                    ('gather', models.CharField(blank=True, max_length=200)),
                    ('about_type', models.CharField(blank=True, max_length=100)),
                    ('about_key', models.BigIntegerField(null=True)),
                    ('mission_id', models.BigIntegerField(null=True)),
                    ('visibility', models.CharField(choices=[('shared', 'Shared'), ('guest', 'Guest side only'), ('host', 'Host side only')], default='shared', max_length=6)),
                    ('urgent', models.BooleanField(default=False)),
                    ('status', models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Could not be sent'), ('withdrawn', 'Not sent: no longer wanted')], default='waiting', max_length=9)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('due_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField(null=True)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('failed_at', models.DateTimeField(null=True)),
                    ('why', models.CharField(blank=True, max_length=300)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('holder', models.CharField(blank=True, max_length=32)),
                    ('claimed_at', models.DateTimeField(null=True)),
                    ('shown', models.PositiveSmallIntegerField(default=0)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'letter',
                    'indexes': [models.Index(fields=['status', 'due_at'], name='letter_due'), models.Index(fields=['mission_id', '-created_at'], name='letter_mission'), models.Index(fields=['mail', '-created_at'], name='letter_reader'), models.Index(fields=['about_type', 'about_key'], name='letter_about')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'waiting'), models.Q(('gather', ''), _negated=True)), fields=('mail', 'gather'), name='one_letter_gathers')],
                },
            ),
            migrations.AddConstraint(
                model_name='searchentry',
                constraint=models.UniqueConstraint(fields=('content_type', 'object_id'), name='one_entry_per_thing'),
            ),
            migrations.AddConstraint(
                model_name='searchterm',
                constraint=models.UniqueConstraint(fields=('term', 'entry'), name='one_term_per_entry'),
            ),
        ]),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
