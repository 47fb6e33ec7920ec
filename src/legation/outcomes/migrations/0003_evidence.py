"""What was typed as the evidence of a promise becomes an item beside it."""

import json

from django.db import migrations
from django.utils import timezone


def keep_evidence(apps, _editor):
    Commitment = apps.get_model("outcomes", "Commitment")
    Attachment = apps.get_model("outcomes", "Attachment")
    Historical = apps.get_model("outcomes", "HistoricalAttachment")
    for key, told, visibility in Commitment.objects.exclude(told="").values_list("pk", "told", "visibility"):
        link = told if told.startswith(("https://", "http://")) and " " not in told else ""
        values = {
            "commitment_id": key,
            "kind": "link" if link else "document",
            "title": json.dumps({"en": told[:300]}),
            "link": link,
            "visibility": visibility,
        }
        made = Attachment.objects.create(**values)
        Historical.objects.create(id=made.pk, history_date=timezone.now(), history_type="+", **values)


class Migration(migrations.Migration):

    dependencies = [("outcomes", "0002_promises")]

    operations = [migrations.RunPython(keep_evidence, migrations.RunPython.noop)]
