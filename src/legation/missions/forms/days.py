"""The form that makes a link to somebody's day."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused
from legation.missions.forms.engagement import GroupedChoices
from legation.missions.models import DayLink, Mission
from legation.missions.queries.calendars import linkable

AFTER = timedelta(days=7)  # a link outlives the mission by so much unless somebody says otherwise


class DayLinkForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whose days, for whom, in which language and until when."""

    delegates = GroupedChoices(
        queryset=None,
        label=_("whose days"),
        group=lambda delegate: delegate.delegation,
        error_messages={
            "required": _("Choose whose day it is: one delegate, or the principals of one assistant.")
        },
        help_text=_("One delegate; or all whom one assistant serves, who then turn from one to the next."),
    )
    expires_on = forms.DateField(
        label=_("last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a date of the calendar. Write it as 2024-04-17.")},
    )
    send = forms.BooleanField(label=_("send it by mail now"), required=False)

    class Meta:
        model = DayLink
        fields = ("delegates", "name", "language", "mail")

    field_order = ("delegates", "name", "language", "expires_on", "mail", "send")

    def __init__(
        self, data: Any, *, mission: Mission, user: Any, language: str, zone: str, today: date
    ) -> None:
        last = max(mission.ends_on, today) + AFTER
        super().__init__(data, initial={"language": language, "expires_on": last})
        self.zone = zone
        fields: dict[str, Any] = self.fields
        fields["delegates"].queryset = linkable(mission, user)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("send") and not cleaned.get("mail") and "mail" not in self.errors:
            self.add_error("mail", _("Give the address that it is sent to."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What `make_day_link` takes: it ends with the last day where the hosts are."""
        told = dict(self.cleaned_data)
        ends = datetime.combine(told.pop("expires_on"), time(23, 59, 59), tzinfo=ZoneInfo(self.zone))
        return {**told, "expires_at": ends, "delegates": list(told["delegates"])}

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal at the field that it names."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
