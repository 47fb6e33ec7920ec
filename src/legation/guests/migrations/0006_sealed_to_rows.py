"""Bind what is sealed of a guest to the guest: so far it was bound to its column alone."""

from django.db import migrations, models
from django.db.models.functions import Cast

import legation.kernel.links
import legation.kernel.sealing
from legation.kernel.links import new_key
from legation.kernel.sealing import KeyIsLost, Stored, opened, seal

MODELS = ("guest", "historicalguest")
NAMES = ("diet", "access", "note")
LABELS = {"diet": "diet", "access": "needs", "note": "note"}
ACCESS = [
    ("wheelchair", "Place for a wheelchair"),
    ("step-free", "A way without steps"),
    ("hearing", "To hear well"),
    ("sight", "To see well"),
]


def name_rows(apps, _schema):
    """A random id for each guest; their saved states have the same."""
    guest, state = (apps.get_model("guests", each) for each in MODELS)
    keys = set(guest._base_manager.values_list("pk", flat=True))
    keys |= set(state._base_manager.values_list("id", flat=True))
    for key in sorted(keys):
        own = new_key()
        guest._base_manager.filter(pk=key).update(seal_id=own)
        state._base_manager.filter(id=key).update(seal_id=own)


def bind(apps, _schema):
    _move(apps, lambda place, row: place, lambda place, row: f"{place}:{row}")


def unbind(apps, _schema):
    _move(apps, lambda place, row: f"{place}:{row}", lambda place, row: place)


def _move(apps, old, new):
    """Seal anew at another place. What no key opens stays as it is: `legation doctor` counts it."""
    for each in MODELS:
        model = apps.get_model("guests", each)
        for name in NAMES:
            place = f"guests.{each}.{name}"
            rows = model._base_manager.exclude(**{name: ""}).order_by("pk")
            stored = Cast(name, models.TextField())
            for key, row, sealed in list(rows.values_list("pk", "seal_id", stored)):
                try:
                    value = opened(sealed, old(place, row))
                except KeyIsLost:
                    continue
                anew = Stored.of(seal(value, new(place, row)))
                model._base_manager.filter(pk=key).update(**{name: anew})


def _fields():
    for model in MODELS:
        for name in NAMES:
            told = {"blank": True, "verbose_name": LABELS[name], "row": "seal_id"}
            told |= {"choices": ACCESS} if name == "access" else {"max_length": 300}
            yield migrations.AlterField(model, name, legation.kernel.sealing.SealedText(**told))


class Migration(migrations.Migration):
    dependencies = [("guests", "0005_later_until")]

    operations = [
        *(
            migrations.AddField(
                model,
                "seal_id",
                models.CharField(default="", editable=False, max_length=16),
                preserve_default=False,
            )
            for model in MODELS
        ),
        migrations.RunPython(name_rows, migrations.RunPython.noop),
        migrations.RunPython(bind, unbind),
        migrations.AlterField(
            "guest",
            "seal_id",
            models.CharField(
                default=legation.kernel.links.new_key, editable=False, max_length=16, unique=True
            ),
        ),
        migrations.AlterField(
            "historicalguest",
            "seal_id",
            models.CharField(
                db_index=True, default=legation.kernel.links.new_key, editable=False, max_length=16
            ),
        ),
        *_fields(),
    ]
