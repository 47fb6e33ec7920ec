"""Which statements of a text go to which minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused
from legation.outcomes.models import Minutes
from legation.sources.models import Finding


class _Meetings(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.engagement.local_start:%Y-%m-%d} {obj.engagement}"


class MinutesForm(forms.Form):
    """The minutes, and what goes there: everything, unless the reader takes some out."""

    minutes = _Meetings(
        label=_("Minutes of"),
        queryset=Minutes.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose a meeting whose minutes are open.")},
    )
    findings = forms.TypedMultipleChoiceField(
        label=_("Statements"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Any, *, minutes: Any, findings: list[Finding]) -> None:
        super().__init__(data)
        self.fields["minutes"].queryset = minutes  # type: ignore[attr-defined]
        self.fields["findings"].choices = [(one.pk, _told(one)) for one in findings]  # type: ignore[attr-defined]
        self.fields["findings"].initial = [one.pk for one in findings]

    def refuse(self, refusal: Refused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


def _told(finding: Finding) -> str:
    values = {**finding.values, **finding.corrections}
    names = ", ".join(str(name) for name in values.get("speakers") or ())
    text = str(values.get("text") or "")
    return f"{names}: {text}" if names else text
