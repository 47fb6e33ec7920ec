"""Forms of the outcome survey: its words, and what is answered."""

from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.forms import RecordForm
from legation.reports.choices import Stage, Worth
from legation.reports.models import Survey, SurveyAnswer


class SurveyForm(RecordForm):
    class Meta:
        model = Survey
        fields = ("greeting", "contact", "open_days")


class RoundForm(forms.Form):
    """Which round is sent."""

    stage = forms.TypedChoiceField(choices=Stage.choices, coerce=int)


class AnswerForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a delegate answers, or their assistant for them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    worth = forms.TypedChoiceField(
        label=_("How valuable was the mission?"),
        choices=list(reversed(Worth.choices)),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how valuable it was; everything else may stay open.")},
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        required=False,
        choices=[("", "—"), ("KRW", "KRW"), ("USD", "USD"), ("EUR", "EUR"), ("JPY", "JPY"), ("CNY", "CNY")],
    )

    class Meta:
        model = SurveyAnswer
        fields = ("worth", "contacts", "deals", "value", "currency", "jobs", "promises", "better")

    def __init__(self, data: Any = None, *, instance: SurveyAnswer | None = None) -> None:
        super().__init__(data, instance=copy(instance) if instance is not None else None)
        self.fields["seen"].initial = instance.version if instance is not None else 0
        for name in ("promises", "better"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("value") is None:
            cleaned["currency"] = ""
        elif not cleaned.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Say in which currency."))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}
