"""The form of a new token."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from legation.api.choices import READ_ONLY, Area
from legation.api.models import Token

DAYS = ((30, _("30 days")), (90, _("90 days")), (180, _("half a year")), (365, _("a year")))


class TokenForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a token is called, what it opens, and for how long."""

    reads = forms.MultipleChoiceField(
        label=_("may read"), required=False, choices=Area.choices, widget=forms.CheckboxSelectMultiple
    )
    writes = forms.MultipleChoiceField(
        label=_("may write"),
        required=False,
        choices=[choice for choice in Area.choices if choice[0] not in READ_ONLY],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who may write may read as well. It can never do more than you can."),
    )
    days = forms.TypedChoiceField(label=_("valid for"), coerce=int, choices=DAYS, initial=90)

    class Meta:
        model = Token
        fields = ("name",)

    field_order = ("name", "reads", "writes", "days")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "reads" in values and not values["reads"] and not values.get("writes") and "writes" in values:
            self.add_error("reads", ValidationError(_("Choose at least one thing that it may do.")))
        return values

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("name", "reads", "writes", "days")}
