"""Seal what delegates and their saved states say of needs, each bound to its delegate."""

from django.db import migrations, models
from django.db.models.functions import Cast

import legation.kernel.links
import legation.kernel.sealing
from legation.kernel.links import new_key
from legation.kernel.sealing import KeyIsLost, Stored, opened, seal

MODELS = ("delegate", "historicaldelegate")
ACCESS = [
    ("wheelchair", "Place for a wheelchair"),
    ("step-free", "A way without steps"),
    ("hearing", "To hear well"),
    ("sight", "To see well"),
]
TOLD = {"blank": True, "choices": ACCESS, "verbose_name": "needs"}
BEFORE = "Counts for the seat; shown only to who prepares the mission."
NOW = "Counts for seats and rooms. It lies sealed; who is trusted with care sees it."


def name_rows(apps, _schema):
    """A random id for each delegate; their saved states have the same."""
    delegate, state = (apps.get_model("missions", each) for each in MODELS)
    keys = set(delegate._base_manager.values_list("pk", flat=True))
    keys |= set(state._base_manager.values_list("id", flat=True))
    for key in sorted(keys):
        own = new_key()
        delegate._base_manager.filter(pk=key).update(seal_id=own)
        state._base_manager.filter(id=key).update(seal_id=own)


def seal_all(apps, _schema):
    for model, place, key, row, value in _values(apps):
        model._base_manager.filter(pk=key).update(access=seal({"text": value}, f"{place}:{row}"))


def open_all(apps, _schema):
    """What no key opens is gone on the way back: a short column cannot hold it."""
    for model, place, key, row, value in _values(apps):
        try:
            text = opened(value, f"{place}:{row}")["text"]
        except KeyIsLost:
            text = ""
        model._base_manager.filter(pk=key).update(access=text)


def _values(apps):
    for each in MODELS:
        model = apps.get_model("missions", each)
        rows = model._base_manager.exclude(access="").order_by("pk")
        for key, row, value in list(rows.values_list("pk", "seal_id", Cast("access", models.TextField()))):
            yield model, f"missions.{each}.access", key, row, value


def _access(kind, **more):
    return (migrations.AlterField(model, "access", kind(**TOLD, **more)) for model in MODELS)


class Migration(migrations.Migration):
    dependencies = [("missions", "0001_tables")]

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
        migrations.AlterField(
            "delegate",
            "seal_id",
            models.CharField(
                default=legation.kernel.links.new_key, editable=False, max_length=16, unique=True
            ),
        ),
        migrations.AlterField(
            "historicaldelegate",
            "seal_id",
            models.CharField(
                db_index=True, default=legation.kernel.links.new_key, editable=False, max_length=16
            ),
        ),
        *_access(models.TextField, help_text=BEFORE),
        migrations.RunPython(seal_all, open_all),
        *_access(legation.kernel.sealing.SealedText, help_text=NOW, row="seal_id"),
    ]
