"""Forms of an invitation to a mission."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel.choices import Side
from legation.kernel.forms import RecordForm
from legation.missions.choices import Role
from legation.missions.models import AccessOffer, Mission
from legation.missions.rules import standing


class OfferForm(RecordForm):
    """Whom to invite, on which side, in which role, until when."""

    until = forms.DateField(
        label=_("until"),
        required=False,
        help_text=_("The last day on which they have access, where the mission is; empty: no last day."),
    )
    days = forms.IntegerField(label=_("days that the link is good"), min_value=1, max_value=30, initial=7)

    class Meta:
        model = AccessOffer
        fields = ("mail", "role", "side", "office", "language")

    def __init__(self, *args: Any, mission: Mission, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = standing(user, mission.pk)
        self.fields["side"].initial = mine.side if mine else ""
        self.fields["role"].initial = Role.ASSISTANT
        self.fields["language"].initial = user.language
        for name in ("side", "role", "language"):
            field: Any = self.fields[name]
            field.choices = [choice for choice in field.choices if choice[0]]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("side") == Side.GUEST and values.get("role") == Role.PROTOCOL:
            self.add_error("role", _("Host protocol works on the host side."))
        return values


class JoinForm(forms.Form):
    """A name and a password: what an account needs beside the address of the invitation."""

    name = forms.CharField(label=_("your name"), max_length=200)
    password = forms.CharField(
        label=_("a password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ten characters at least; several words are best."),
    )

    def __init__(self, *args: Any, offer: AccessOffer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("password"):
            try:
                validate_password(
                    values["password"], User(email=self.offer.mail, name=values.get("name", ""))
                )
            except ValidationError as weak:
                self.add_error("password", weak)
        return values
