import django.db.models.deletion
import django.utils.timezone
import legation.kernel.sealing
import uuid
from django.conf import settings
from django.db import migrations, models
from legation.kernel.tables import CreateTogether


class Migration(migrations.Migration):

    replaces = [('api', '0001_initial'), ('api', '0002_hooks')]

    initial = True

    dependencies = [
        ('kernel', '0001_as_of_0_1'),
        ('missions', '0001_as_of_0_1'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Hook',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('url', models.CharField(help_text='An https address that takes what is sent.', max_length=500, verbose_name='address')),
                    ('verbs', models.JSONField(default=list)),
                    ('secret', legation.kernel.sealing.SealedText(max_length=60)),
                    ('since', models.DateTimeField(default=django.utils.timezone.now)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('removed_at', models.DateTimeField(null=True)),
                ],
                options={
                    'verbose_name': 'webhook',
                },
            ),
            migrations.CreateModel(
                name='Telling',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('status', models.CharField(choices=[('waiting', 'Waiting'), ('told', 'Delivered'), ('given_up', 'Given up'), ('withheld', 'Withheld: its user may no longer see it')], default='waiting', max_length=8, verbose_name='status')),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('due_at', models.DateTimeField()),
                    ('answered', models.PositiveSmallIntegerField(null=True)),
                    ('why', models.CharField(blank=True, max_length=200)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                ],
                options={
                    'verbose_name': 'delivery of a webhook',
                },
            ),
            migrations.CreateModel(
                name='Token',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text='What it is for: the program or the machine that will use it.', max_length=100, verbose_name='name')),
                    ('prefix', models.CharField(editable=False, max_length=8, unique=True)),
                    ('digest', models.CharField(editable=False, max_length=64)),
                    ('reads', models.JSONField(default=list)),
                    ('writes', models.JSONField(default=list)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('expires_at', models.DateTimeField()),
                    ('used_at', models.DateTimeField(null=True)),
                    ('revoked_at', models.DateTimeField(null=True)),
                ],
                options={
                    'verbose_name': 'token',
                },
            ),
            migrations.CreateModel(
                name='Answer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=255)),
                    ('request', models.CharField(max_length=64)),
                    ('status', models.PositiveSmallIntegerField(default=0)),
                    ('headers', models.JSONField(default=dict)),
                    ('body', models.TextField(blank=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True, db_index=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'answer',
                },
            ),
            migrations.AddField(
                model_name='hook',
                name='mission',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_hooks', to='missions.mission', verbose_name='mission'),
            ),
            migrations.AddField(
                model_name='hook',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_hooks', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='telling',
                name='activity',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.activity'),
            ),
            migrations.AddField(
                model_name='telling',
                name='hook',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tellings', to='api.hook'),
            ),
            migrations.AddField(
                model_name='token',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddConstraint(
                model_name='answer',
                constraint=models.UniqueConstraint(fields=('user', 'key'), name='a_key_is_answered_once'),
            ),
            migrations.AddIndex(
                model_name='telling',
                index=models.Index(fields=['status', 'due_at'], name='telling_due'),
            ),
            migrations.AddConstraint(
                model_name='telling',
                constraint=models.UniqueConstraint(fields=('hook', 'activity'), name='an_entry_is_told_once'),
            ),
        ]),
    ]
