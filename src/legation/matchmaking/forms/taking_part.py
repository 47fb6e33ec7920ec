"""Forms of participants: what they seek, a wish, an answer, what came of a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.forms import RecordForm
from legation.matchmaking.choices import Answer, Language, Sector
from legation.matchmaking.models import Participant


class ProfileForm(RecordForm):
    """What a participant seeks and offers, and at which times they cannot come."""

    sectors = forms.MultipleChoiceField(
        label=_("Sectors"), choices=Sector.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you meet without an interpreter"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    unavailable = forms.TypedMultipleChoiceField(
        label=_("Times at which you cannot meet"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Participant
        fields = ("seeks", "offers", "sectors", "languages", "unavailable")
        widgets = {  # noqa: RUF012
            "seeks": forms.Textarea(attrs={"rows": 3}),
            "offers": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, slots: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unavailable"].choices = slots  # type: ignore[attr-defined]


class WishForm(forms.Form):
    """A wish for one other: a rank, or “no thanks”."""

    to = forms.CharField()
    rank = forms.IntegerField(label=_("rank"), min_value=1, max_value=50, required=False)
    note = forms.CharField(label=_("note"), max_length=500, required=False)
    refused = forms.BooleanField(required=False)


class MailForm(forms.Form):
    """Where changes are told; empty: nowhere."""

    mail = forms.EmailField(label=_("Mail address"), max_length=254, required=False)


class AnswerForm(forms.Form):
    """Accept or decline."""

    answer = forms.ChoiceField(choices=[(Answer.ACCEPTED, ""), (Answer.DECLINED, "")])


class FeedbackForm(forms.Form):
    """What came of a meeting."""

    kept = forms.TypedChoiceField(
        label=_("Was it held?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    useful = forms.TypedChoiceField(
        label=_("How useful was it?"),
        choices=[("", _("no answer")), *((str(n), str(n)) for n in range(1, 6))],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("From 1, not at all, to 5, very."),
    )
    next_step = forms.CharField(
        label=_("Next step"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who does what by when. Your side can make a commitment of it."),
    )
