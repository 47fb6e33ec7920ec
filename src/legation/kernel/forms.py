"""Forms that parse and validate, know which version of a record they show, and never save."""

from copy import copy
from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from i18nfield.forms import I18nFormField
from i18nfield.strings import LazyI18nString

from legation.kernel.models import Record
from legation.kernel.refusals import Refused

FIRST_YEAR, LAST_YEAR = 1900, 2200


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form for one record. `values()` is what the action takes; saving is the action's."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("instance") is not None:  # a form writes what was typed into its instance, valid or not
            kwargs["instance"] = copy(kwargs["instance"])
        super().__init__(*args, **kwargs)
        if isinstance(self.instance, Record) and self.instance.pk:
            self.fields["seen_version"].initial = self.instance.version
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self) -> dict[str, Any]:
        """A two-language text that is required has words in one language; blanks are none."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            wanted = isinstance(field, I18nFormField) and field.one_required
            if wanted and name in cleaned and not cleaned[name]:
                self.add_error(name, field.error_messages["required"])
        return cleaned

    @property
    def seen(self) -> int:
        """The version that the author of this form had before their eyes."""
        return self.cleaned_data.get("seen_version") or 0

    def values(self) -> dict[str, Any]:
        """Field to value, without the version; a two-language text keeps the languages that were filled."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen_version"}
        for name, field in self.fields.items():
            if isinstance(field, I18nFormField) and isinstance(values.get(name), LazyI18nString):
                filled = {language: words for language, words in values[name].data.items() if words}
                values[name] = LazyI18nString(filled or "")
        return values

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal at the field that it names."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field or NON_FIELD_ERRORS, str(refusal))

    def save(self, commit: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002
        raise TypeError("A form parses; an action saves.")


class Lines(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def by_clock(moment: datetime, zone: tzinfo) -> datetime:
    """A moment that was typed by the clock of a zone: the ends of time are in none, and are no date."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise forms.ValidationError(forms.DateTimeField.default_error_messages["invalid"], code="invalid")
    return moment.replace(tzinfo=zone)
