"""Forms of invitations: whose calendar gets them, and what is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.forms import RecordForm
from legation.missions.choices import Answered
from legation.missions.forms.engagement import DelegateChoice
from legation.missions.models import Invitee, Mission
from legation.missions.queries.calendars import linkable


class InviteeForm(RecordForm):
    """A mail address for the invitations of one delegate."""

    delegate = DelegateChoice(
        queryset=None, label=_("for"), group=lambda delegate: delegate.delegation, empty_label="—"
    )

    class Meta:
        model = Invitee
        fields = ("delegate", "mail", "name", "language", "answers")

    def __init__(self, data: Any, *, mission: Mission, user: Any, language: str = "en") -> None:
        super().__init__(data, initial={"language": language})
        fields: dict[str, Any] = self.fields
        fields["delegate"].queryset = linkable(mission, user)


class AnswerForm(forms.Form):
    """An answer to the invitation that was shown, as it was at sequence `seen`."""

    answer = forms.ChoiceField(
        label=_("your answer"),
        choices=[(kind.value, kind.label) for kind in Answered if kind != Answered.NOTHING],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    comment = forms.CharField(
        label=_("comment"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
