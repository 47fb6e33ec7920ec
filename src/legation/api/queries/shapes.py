"""Shapes: what a field of a record or of a form looks like in JSON, as JSON Schema 2020-12.

A form says what may be written, so that the way in has no second set of rules; a model says what is read.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.forms import I18nFormField

from legation.kernel.forms import Lines, RecordForm
from legation.matchmaking.forms.rounds import HEAVIEST, SittingsField, WeightsField
from legation.missions.forms.engagement import WallField
from legation.protocol.forms.staging import LONGEST as LONGEST_ROW
from legation.protocol.forms.staging import Rows

Shape = dict[str, Any]
LARGEST = 2_147_483_647
LARGEST_KEY = 9_223_372_036_854_775_807
LONGEST = 20_000
LINE = r"^[^\r\n]*$"
KEY: Shape = {"type": "integer", "minimum": 1, "maximum": LARGEST_KEY}
MOMENT: Shape = {"type": "string", "format": "date-time"}
DAY: Shape = {"type": "string", "format": "date"}
HOUR: Shape = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"}
WALL: Shape = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d)?$",
    "description": "The wall clock of the zone, as 2024-04-17T17:00; the hour may be left out.",
}
SITTING: Shape = {
    "type": "object",
    "properties": {
        "date": DAY,
        "starts": {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"},
        "ends": {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"},
        "name": {"type": "string", "maxLength": 80, "pattern": LINE},
    },
    "required": ["date", "starts", "ends"],
    "additionalProperties": False,
}
# Beside the form's own fields there is the version, which the way in takes from a header.
NOT_WRITTEN = {"seen_version"}


def nullable(shape: Shape) -> Shape:
    """The same, or null."""
    if "enum" in shape:
        return {**shape, "type": [shape["type"], "null"], "enum": [*shape["enum"], None]}
    return {**shape, "type": [shape["type"], "null"]} if isinstance(shape.get("type"), str) else shape


def two_languages(longest: int | None = None) -> Shape:
    """A text in the languages of the site, of which any may be missing."""
    text: Shape = {"type": "string", "maxLength": longest or LONGEST}
    return {
        "type": "object",
        "properties": {language: text for language, _name in settings.LANGUAGES},
        "additionalProperties": False,
    }


def listed(shape: Shape, most: int = 1000) -> Shape:
    return {"type": "array", "items": shape, "maxItems": most}


def thing(properties: dict[str, Shape], *, required: list[str] | None = None) -> Shape:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
        "additionalProperties": False,
    }


def of_column(field: Any) -> Shape:
    """What a model's field is read as."""
    if isinstance(field, I18nCharField | I18nTextField):
        return {"type": "object", "additionalProperties": {"type": "string"}}
    if isinstance(field, models.ForeignKey):
        return nullable(KEY)
    if isinstance(field, models.ManyToManyField):
        return {"type": "array", "items": KEY}
    if isinstance(field, models.JSONField):
        return {"type": "array", "items": {"type": "string"}}
    return nullable(_plain(field)) if field.null else _plain(field)


def _plain(field: Any) -> Shape:
    for kinds, shape in (
        ((models.BooleanField,), {"type": "boolean"}),
        ((models.DateTimeField,), MOMENT),
        ((models.DateField,), DAY),
        ((models.TimeField,), HOUR),
        ((models.DecimalField, models.DurationField, models.UUIDField), {"type": "string"}),
        ((models.IntegerField,), {"type": "integer"}),
        ((models.FloatField,), {"type": "number"}),
    ):
        if isinstance(field, kinds):
            return dict(shape)
    if field.choices:
        keys = [key for key, _label in field.flatchoices]
        return {"type": "string", "enum": [*keys, ""] if field.blank and "" not in keys else keys}
    return {"type": "string"}


def of_form(
    form: type[Any],
    *,
    new: bool = False,
    without: frozenset[str] = frozenset(),
    filled: frozenset[str] = frozenset(),
) -> Shape:
    """What may be sent for a form: all of it for a new record, any part of it for a change.

    `filled` are fields that the form fills itself when they are empty.
    """
    fields = {
        name: field
        for name, field in form.base_fields.items()
        if name not in NOT_WRITTEN | without and not isinstance(field, forms.FileField)
    }
    needed = [
        name for name, field in fields.items() if new and name not in filled and _needed(form, name, field)
    ]
    shapes = {
        name: of_field(field, needed=name in needed, filled=name in filled) for name, field in fields.items()
    }
    return thing(shapes, required=needed)


def _needed(form: type[Any], name: str, field: forms.Field) -> bool:
    wanted = field.one_required if isinstance(field, I18nFormField) else field.required
    if not wanted or isinstance(field, forms.BooleanField) or field.initial not in (None, ""):
        return False
    if not issubclass(form, RecordForm) or name not in {one.name for one in form._meta.model._meta.fields}:
        return True
    return not form._meta.model._meta.get_field(name).has_default()


def of_field(field: forms.Field, *, needed: bool, filled: bool) -> Shape:
    """What may be sent for one field of a form."""
    shape = dict(_written(field))
    wanted = field.one_required if isinstance(field, I18nFormField) else field.required
    if field.help_text and "description" not in shape:
        shape["description"] = str(field.help_text)
    if field.label:
        shape["title"] = str(field.label)
    if needed and wanted and shape.get("type") == "string" and "enum" not in shape and "pattern" not in shape:
        shape.setdefault("minLength", 1)
    return shape if wanted and not filled else nullable(shape)


def _written(field: forms.Field) -> Shape:
    if isinstance(field, I18nFormField):
        return two_languages(getattr(field.fields[0], "max_length", None))
    if isinstance(field, WallField):
        return WALL
    if isinstance(field, Lines):
        return listed({"type": "string", "maxLength": 300, "pattern": LINE}, 100)
    if isinstance(field, Rows):
        return listed({"type": "integer", "minimum": 1, "maximum": LONGEST_ROW}, 100)
    if isinstance(field, SittingsField):
        return listed(SITTING, 50)
    if isinstance(field, WeightsField):
        return listed({"type": "integer", "minimum": 1, "maximum": HEAVIEST}, 50)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return listed(KEY)
    if isinstance(field, forms.ModelChoiceField):
        return KEY
    if isinstance(field, forms.MultipleChoiceField):
        return listed(_chosen(field))
    if isinstance(field, forms.ChoiceField):
        return _chosen(field)
    return _simple(field)


def _chosen(field: Any) -> Shape:
    keys = _keys(field.choices)
    number = bool(keys) and all(isinstance(key, int) for key in keys if key != "")
    if number:
        return {"type": "integer", "enum": [key for key in keys if key != ""]}
    if not [key for key in keys if key != ""]:  # filled for each reader anew
        return {"type": "string", "maxLength": 200}
    return {"type": "string", "enum": [key for key in keys if key != "" or not field.required]}


def _keys(choices: Any) -> list[Any]:
    found: list[Any] = []
    for key, label in choices:
        found += [inner for inner, _label in label] if isinstance(label, list | tuple) else [key]
    return list(dict.fromkeys(found))


def _simple(field: Any) -> Shape:
    if isinstance(field, forms.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, forms.FloatField | forms.DecimalField | forms.IntegerField):
        kind = "number" if isinstance(field, forms.FloatField | forms.DecimalField) else "integer"
        low, high = _limits(field)
        return {"type": kind, "minimum": low, "maximum": high}
    if isinstance(field, forms.DateTimeField):
        return MOMENT
    if isinstance(field, forms.DateField):
        return DAY
    if isinstance(field, forms.TimeField):
        return HOUR
    return {"type": "string", "maxLength": getattr(field, "max_length", None) or LONGEST}


def _limits(field: Any) -> tuple[int, int]:
    """From where to where a number goes; a column's own limits come as validators."""
    lows = [field.min_value] if isinstance(field.min_value, int | float) else []
    highs = [field.max_value] if isinstance(field.max_value, int | float) else []
    for check in field.validators:
        limit = getattr(check, "limit_value", None)
        if isinstance(limit, int | float):
            lows += [limit] if isinstance(check, MinValueValidator) else []
            highs += [limit] if isinstance(check, MaxValueValidator) else []
    return int(max(lows, default=-LARGEST)), int(min([*highs, LARGEST]))
