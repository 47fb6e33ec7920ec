"""Forms of accounts."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel.choices import LetterKind
from legation.kernel.models import Delivery


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a user changes of their own account."""

    class Meta:
        model = User
        fields = ("name", "language")


class DeliveryForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a reader wants their letters."""

    wanted = forms.MultipleChoiceField(
        label=_("Letters that you want"),
        choices=LetterKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Delivery
        fields = ("quiet", "quiet_from", "quiet_until", "zone", "minutes")
        widgets = {  # noqa: RUF012 - as Django reads it
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        help_texts = {  # noqa: RUF012
            "quiet": _("Urgent letters come all the same."),
            "zone": _("Your clock, such as Asia/Seoul. Empty: the clock of the mission."),
            "minutes": _("Minutes that news is gathered into one letter, up to 1440."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["wanted"] = [kind for kind in LetterKind.values if kind not in self.instance.off]
        for name, usual in (("quiet_from", settings.QUIET_FROM), ("quiet_until", settings.QUIET_UNTIL)):
            if self.initial.get(name) is None:
                self.initial[name] = usual
        if self.initial.get("minutes") is None:
            self.initial["minutes"] = settings.GATHER_MINUTES

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone and zone not in available_timezones():
            raise ValidationError(_("There is no time zone of this name."))
        return zone

    def clean_minutes(self) -> int | None:
        minutes: int | None = self.cleaned_data["minutes"]
        if minutes is not None and minutes > 1440:
            raise ValidationError(_("Letters are gathered for a day at most."))
        return minutes

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        wanted = self.cleaned_data["wanted"]
        return {**values, "off": [kind for kind in LetterKind.values if kind not in wanted]}
