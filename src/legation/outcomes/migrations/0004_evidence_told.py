from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("outcomes", "0003_evidence")]

    operations = [
        migrations.RemoveField(model_name="commitment", name="told"),
        migrations.RemoveField(model_name="historicalcommitment", name="told"),
    ]
