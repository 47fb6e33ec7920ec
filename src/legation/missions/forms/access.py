"""The form that gives somebody access to a mission."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel.choices import Side
from legation.kernel.forms import RecordForm
from legation.missions.choices import Role
from legation.missions.models import Membership, Mission
from legation.missions.queries.access import account_with, possible_principals
from legation.missions.rules import standing


class AccessForm(RecordForm):
    """Who, by mail address; on which side, in which role, and for whom."""

    email = forms.EmailField(label=_("mail address"), help_text=_("The address that they log in with."))
    until = forms.DateField(
        label=_("until"),
        required=False,
        help_text=_("The last day on which they have access, where the mission is; empty: no last day."),
    )

    class Meta:
        model = Membership
        fields = ("side", "role", "stands_for")
        widgets = {"stands_for": forms.CheckboxSelectMultiple}  # noqa: RUF012

    def __init__(self, *args: Any, mission: Mission, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = standing(user, mission.pk)
        self.own_side = mine.side if mine else ""
        self.order_fields(["email", "role", "side", "until", "stands_for"])
        self.fields["side"].initial = self.own_side
        self.fields["role"].initial = Role.ASSISTANT
        for name in ("side", "role"):
            field: Any = self.fields[name]
            field.choices = [choice for choice in field.choices if choice[0]]
        principals: Any = self.fields["stands_for"]
        principals.queryset = possible_principals(mission, user)
        principals.help_text = _("Whose assistant they are, or which delegate they are themselves.")

    def clean_email(self) -> User:
        """The account with this address."""
        found = account_with(self.cleaned_data["email"])
        if found is None:
            raise forms.ValidationError(
                _("No account of an office here has this address. Ask an administrator for one.")
            )
        return found

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        side = values.get("side")
        if side == Side.GUEST and values.get("role") == Role.PROTOCOL:
            self.add_error("role", _("Host protocol works on the host side."))
        if side and side != self.own_side and values.get("stands_for"):
            self.add_error("stands_for", _("The other side says itself for whom its people work."))
        return values


class LimitForm(RecordForm):
    """Until when a colleague has access."""

    until = forms.DateField(
        label=_("until"),
        required=False,
        help_text=_("The last day on which they have access, where the mission is; empty: no last day."),
    )

    class Meta:
        model = Membership
        fields = ()

    def __init__(self, *args: Any, last_day: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = last_day
