"""Forms by which personal data is given: what was given before is never shown in them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from legation.accounts.models import User
from legation.logistics.choices import Diet, Kind, Purpose
from legation.logistics.models.private import purged_on
from legation.logistics.queries.private import people_to_trust
from legation.missions.models import Mission

EARLIEST = date(1900, 1, 1)


class DayField(forms.DateField):
    """A day, typed or picked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class GivingForm(forms.Form):
    """Base of these forms; `values` is what is sealed."""

    def values(self) -> dict[str, Any]:
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
        }


class PassportForm(GivingForm):
    number = forms.CharField(
        label=_("passport number"),
        max_length=15,
        validators=[RegexValidator(r"^[A-Za-z0-9]{5,15}$", _("Letters and figures only, as in M12345678."))],
    )
    country = forms.CharField(label=_("issued by"), max_length=60)
    name = forms.CharField(
        label=_("name as in the passport"), max_length=160, help_text=_("Family name and given names.")
    )
    expires_on = DayField(label=_("valid until"))

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        return number.upper()

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        if not timezone.localdate() <= day <= timezone.localdate() + timedelta(days=366 * 15):
            raise forms.ValidationError(_("This passport is no longer valid, or the year is mistyped."))
        return day


class BirthForm(GivingForm):
    born_on = DayField(label=_("date of birth"))

    def clean_born_on(self) -> date:
        day: date = self.cleaned_data["born_on"]
        if not EARLIEST <= day < timezone.localdate():
            raise forms.ValidationError(_("Nobody on this mission was born on this day. Check the year."))
        return day


class DietForm(GivingForm):
    diet = forms.MultipleChoiceField(
        label=_("diet"), choices=Diet.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    allergies = forms.CharField(
        label=_("allergies"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = found.get("diet") or []
        if not chosen and not found.get("allergies"):
            self.add_error("diet", _("Choose what applies; “Eats everything” is an answer, too."))
        if Diet.NONE in chosen and len(chosen) > 1:
            self.add_error("diet", _("“Eats everything” goes with nothing else."))
        return found


class HealthForm(GivingForm):
    needs = forms.CharField(
        label=_("what to know"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Walking, hearing, medicines, whatever others must know to look after you."),
    )


class EmergencyForm(GivingForm):
    name = forms.CharField(label=_("name"), max_length=160)
    relation = forms.CharField(label=_("relation"), max_length=80)
    phone = forms.CharField(
        label=_("telephone"),
        max_length=40,
        help_text=_("With the country: +1 206 555 0100."),
        validators=[
            RegexValidator(r"^\+[0-9][0-9 ()./-]{6,30}$", _("Begin with + and the country: +82 10 5555."))
        ],
    )
    languages = forms.CharField(label=_("languages they speak"), max_length=120, required=False)


FORMS: dict[Kind, type[GivingForm]] = {
    Kind.PASSPORT: PassportForm,
    Kind.BIRTH: BirthForm,
    Kind.DIET: DietForm,
    Kind.HEALTH: HealthForm,
    Kind.EMERGENCY: EmergencyForm,
}


def giving_form(kind: Kind, data: Mapping[str, Any] | None = None) -> GivingForm:
    """The form of a kind, its fields named after it: several stand on one page."""
    return FORMS[kind](data, prefix=kind.value)


class TrustForm(forms.Form):
    """Whom the own side trusts with what, and from when until when."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), label=pgettext_lazy("trusted", "who"))
    purpose = forms.ChoiceField(choices=Purpose.choices, label=_("what for"))
    from_on = DayField(label=_("from"))
    until_on = DayField(label=_("until"))

    def __init__(self, data: Mapping[str, Any] | None, *, mission: Mission) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["user"].queryset = people_to_trust(mission)
        fields["from_on"].initial = timezone.localdate()
        fields["until_on"].initial = min(mission.ends_on + timedelta(days=1), purged_on(mission))
