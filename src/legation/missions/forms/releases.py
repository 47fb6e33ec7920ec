"""The form that releases a version."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Visibility
from legation.kernel.forms import RecordForm
from legation.missions.models import Mission, Release
from legation.missions.queries.calendars import linkable
from legation.missions.queries.releases import Waiting

CHOSEN = "chosen"


class ReleaseForm(RecordForm):
    """A note, whether to write to everybody, and a trace of what its author saw when they decided."""

    mail = forms.BooleanField(
        label=_("send each person a message"),
        required=False,
        initial=True,
        help_text=_("One message a person, with what changed for them and nothing else."),
    )
    looked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    class Meta:
        model = Release
        fields = ("delegates", "note")
        widgets = {"delegates": forms.CheckboxSelectMultiple}  # noqa: RUF012

    field_order = ("delegates", "note", "mail", "looked")

    def __init__(self, data: Any, *, mission: Mission, user: Any, waiting: Waiting) -> None:
        super().__init__(data)
        self.audience, self.now = waiting.audience, waiting.trace
        fields: dict[str, Any] = self.fields
        fields["looked"].initial = waiting.trace
        if self.audience == CHOSEN:
            fields["delegates"].queryset = linkable(mission, user)
            fields["delegates"].required = False
            fields["delegates"].initial = [key for key, _name, _times in waiting.people]
        else:
            del fields["delegates"]

    def values(self) -> dict[str, Any]:
        return {**super().values(), "audience": self.audience}

    def refuse(self, refusal: Any) -> None:
        """Keep what was typed, and let the next press of the button be about what the page shows now."""
        super().refuse(refusal)
        data: Any = self.data
        typed = data.copy()
        typed[self.add_prefix("looked")] = self.now
        self.data = typed


def audience_asked(typed: str, side: str) -> str:
    """Whom a version is meant for: one's own side or chosen people where asked, otherwise both sides."""
    return typed if typed in {side, CHOSEN} and typed else Visibility.SHARED.value
