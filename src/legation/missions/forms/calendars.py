"""The form that makes a calendar address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.missions.forms.engagement import DelegateChoice
from legation.missions.models import CalendarLink, Mission
from legation.missions.queries.calendars import linkable


class CalendarForm(forms.ModelForm):  # type: ignore[type-arg]
    """For whom, and in which language."""

    delegate = DelegateChoice(
        queryset=None,
        label=_("for"),
        required=False,
        group=lambda delegate: delegate.delegation,
        empty_label=_("The whole mission, as my side sees it"),
    )

    class Meta:
        model = CalendarLink
        fields = ("delegate", "language")

    def __init__(self, data: Any, *, mission: Mission, user: Any, language: str) -> None:
        super().__init__(data, initial={"language": language})
        fields: dict[str, Any] = self.fields
        fields["delegate"].queryset = linkable(mission, user)
