"""How the time line of two cities is narrowed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from legation.desk.choices import EventKind
from legation.desk.queries.timeline import Asked
from legation.outcomes.choices import Subject


class TimelineForm(forms.Form):
    """What cannot be asked for is left out."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", pgettext_lazy("time line", "Everything")), *EventKind.choices],
    )
    subject = forms.ChoiceField(
        label=_("Field"),
        required=False,
        choices=[("", pgettext_lazy("agreements", "Every field")), *Subject.choices],
    )
    year = forms.IntegerField(required=False, min_value=1, max_value=9999, widget=forms.HiddenInput)

    def asked(self, page: str = "") -> Asked:
        """What was asked for, as the query takes it."""
        self.is_valid()
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        return Asked(**given, page=page_number(page))


def page_number(asked: str) -> int:
    """A page that was asked for; the first where it is no number."""
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
