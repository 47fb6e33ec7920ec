"""How the audit list of an office is narrowed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from legation.accounts.models import User
from legation.kernel.choices import Deed
from legation.missions.queries.audit import Asked, missions_of, people_of


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class AuditForm(forms.Form):
    """What the list is asked for; what cannot be, is left out."""

    who = forms.TypedChoiceField(
        label=pgettext_lazy("audit", "Who"), required=False, coerce=int, empty_value=None
    )
    deed = forms.ChoiceField(
        label=pgettext_lazy("audit", "What"),
        required=False,
        choices=[("", pgettext_lazy("audit", "Everything")), *Deed.choices],
    )
    mission = forms.TypedChoiceField(label=_("Mission"), required=False, coerce=int, empty_value=None)
    from_on = _day(pgettext_lazy("audit", "From"))
    until_on = _day(pgettext_lazy("audit", "Until"))

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["who"].choices = [("", pgettext_lazy("audit", "Everybody")), *people_of(user)]
        fields["mission"].choices = [("", pgettext_lazy("audit", "Every mission")), *missions_of(user)]

    def asked(self, before: str = "") -> Asked:
        """What was asked for, as the query takes it."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        known = before.isascii() and before.isdecimal() and len(before) < 18
        return Asked(**given, before=int(before) if known else None)
