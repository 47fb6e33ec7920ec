"""Seal what guests and their saved states say of diet, needs and notes."""

from django.db import migrations, models

import legation.kernel.sealing
from legation.kernel.sealing import opened, seal

MODELS = ("guest", "historicalguest")
NAMES = ("diet", "access", "note")
LABELS = {"diet": "diet", "access": "needs", "note": "note"}
ACCESS = [
    ("wheelchair", "Place for a wheelchair"),
    ("step-free", "A way without steps"),
    ("hearing", "To hear well"),
    ("sight", "To see well"),
]


def seal_all(apps, _schema):
    for model, name, key, value in _values(apps):
        sealed = seal({"text": value}, f"guests.{model._meta.model_name}.{name}")
        model._base_manager.filter(pk=key).update(**{name: sealed})


def open_all(apps, _schema):
    for model, name, key, value in _values(apps):
        text = opened(value, f"guests.{model._meta.model_name}.{name}")["text"]
        model._base_manager.filter(pk=key).update(**{name: text})


def _values(apps):
    for each in MODELS:
        model = apps.get_model("guests", each)
        for name in NAMES:
            rows = model._base_manager.exclude(**{name: ""}).order_by("pk")
            for key, value in list(rows.values_list("pk", name)):
                yield model, name, key, value


def _fields(kind):
    for model in MODELS:
        for name in NAMES:
            told = {"blank": True, "verbose_name": LABELS[name]}
            told |= {"choices": ACCESS} if name == "access" else {"max_length": 300}
            yield migrations.AlterField(model, name, kind(**told))


class Migration(migrations.Migration):
    dependencies = [("guests", "0003_recruiting")]

    operations = [
        *_fields(models.TextField),
        migrations.RunPython(seal_all, open_all),
        *_fields(legation.kernel.sealing.SealedText),
    ]
