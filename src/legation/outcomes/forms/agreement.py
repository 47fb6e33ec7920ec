"""The form of an agreement."""

from django import forms

from legation.outcomes.forms.outcome import OutcomeForm
from legation.outcomes.models import Agreement


class AgreementForm(OutcomeForm):
    class Meta:
        model = Agreement
        fields = ("kind", "title", "status", "signed_on", "parties", "engagement", "visibility")
        widgets = {"parties": forms.SelectMultiple(attrs={"size": 8})}  # noqa: RUF012
