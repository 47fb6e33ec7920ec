"""Which pack to rank by, and which to compare."""

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.protocol.choices import Pack


class CompareForm(forms.Form):
    """Which pack to rank by on this page, and which to set beside it."""

    pack = forms.ChoiceField(label=_("Rule pack"), choices=Pack.choices, required=False)
    compare = forms.ChoiceField(
        label=_("Beside it"), choices=[("", _("None")), *Pack.choices], required=False
    )

    def asked(self, field: str) -> str:
        """The pack asked for, or empty where it is none that ships."""
        self.full_clean()
        return str(self.cleaned_data.get(field, ""))
