"""How an engagement is ranked and seated, and with which pack to compare."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.forms import RecordForm
from legation.protocol.choices import Pack
from legation.protocol.models import Arrangement


class ArrangementForm(RecordForm):
    """The pack, the table, the door and the seed."""

    class Meta:
        model = Arrangement
        fields = ("pack", "layout", "door", "seed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        door: Any = self.fields["door"]
        door.choices = [("", _("As the room has it")), *[choice for choice in door.choices if choice[0]]]
        self.fields["seed"].widget.attrs["min"] = 0


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
