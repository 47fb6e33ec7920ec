"""JSON into the forms of pages: the same parsing, the same choices, the same words of refusal.

What a change leaves out stays as the form would have shown it. A field is given its value as its widget would
have found it, so that nothing that a form checks can be gone around.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from i18nfield.forms import I18nFormField

from legation.kernel.forms import Lines
from legation.matchmaking.forms.rounds import SittingsField, WeightsField
from legation.missions.forms.engagement import Wall, WallField
from legation.protocol.forms.staging import Rows

Make = Callable[[dict[str, Any]], Any]


def _as_given(data: Any, files: Any, name: str) -> Any:  # noqa: ARG001
    """A field's value as it was given, without the detour of a page."""
    return data.get(name)


def _never_left_out(data: Any, files: Any, name: str) -> bool:  # noqa: ARG001
    """What was left out was filled from the record: an empty value is meant."""
    return False


def bound(make: Make, body: dict[str, Any], *, seen: int = 0) -> Any:
    """The form that `make` makes of data, bound to `body`; `seen` is the version that its author saw."""
    data: dict[str, Any] = {}
    form = make(data)
    for name, field in form.fields.items():
        now = _current(form, field, name)
        data[name] = _given(field, body[name], now) if name in body else now
        if isinstance(field, forms.DateTimeField) and hasattr(form, "zone") and name in body:
            data[name] = _by_clock(data[name], form.zone)
        if not isinstance(field, forms.FileField):
            field.widget.value_from_datadict = _as_given
            field.widget.value_omitted_from_data = _never_left_out
    data["seen_version"] = seen
    return form


def unknown(form: Any, body: dict[str, Any]) -> list[str]:
    """Fields of the body that this form does not offer this author."""
    return [name for name in body if name not in form.fields]


def _current(form: Any, field: Any, name: str) -> Any:
    value = form.get_initial_for_field(field, name)
    if isinstance(field, I18nFormField):
        return list(field.widget.decompress(value)) if value is not None else []
    if isinstance(field, WallField):
        return _hands(value) if isinstance(value, Wall) else []
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [_key(one) for one in value or ()]
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(field, Lines | Rows | SittingsField | WeightsField):
        return field.prepare_value(value)
    return value


def _given(field: Any, value: Any, now: Any) -> Any:
    if isinstance(field, I18nFormField):
        if value is None:
            return []
        texts = dict(zip(field.locales, now, strict=False)) | value
        return [texts.get(language) or "" for language in field.locales]
    if isinstance(field, WallField):
        day, _t, hour = (value or "").partition("T")
        return [day, hour]
    if isinstance(field, Lines):
        return "\n".join(value or ())
    if isinstance(field, SittingsField):
        rows = [{**one, "from": one["starts"], "to": one["ends"]} for one in value or ()]
        return field.prepare_value(rows)
    if isinstance(field, Rows | WeightsField):
        return field.prepare_value(value or [])
    if isinstance(field, forms.MultiValueField) and value is None:
        return []
    return [] if value is None and isinstance(field, forms.MultipleChoiceField) else value


def _by_clock(value: Any, zone: Any) -> Any:
    """A moment as a form of wall clocks reads it: by the clock of its zone."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return value  # the form says what is wrong with it
    if moment is None or timezone.is_naive(moment):
        return value
    try:
        return timezone.make_naive(moment, zone).isoformat(timespec="seconds")
    except OverflowError:
        return value  # at the ends of time


def _hands(wall: Wall) -> list[Any]:
    return [wall.day or "", wall.hour or ""]


def _key(one: Any) -> Any:
    return one.pk if isinstance(one, models.Model) else one
