"""Forms of the exchange of missions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.exchange.queries.packing import LARGEST
from legation.kernel.choices import Side


class BringForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("Mission file"),
        help_text=_("As another Legation made it; it ends in .mission.zip. At most 60 MB."),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        if found.size > LARGEST:
            raise forms.ValidationError(_("At most 60 MB."))
        return found


class TakeForm(forms.Form):
    """The side on which the mission is prepared here, and what goes over what was changed here."""

    side = forms.ChoiceField(
        label=_("Your side"), choices=Side.choices, required=False, widget=forms.RadioSelect
    )

    stranger = forms.BooleanField(
        label=_("They work on this mission too: we asked those who sent it."), required=False
    )

    every = forms.BooleanField(
        label=_("Take what the file says wherever both changed something, also where it is not shown."),
        required=False,
    )

    def chosen(self) -> list[str]:
        """What was ticked; what nothing stands for is passed over."""
        listed: Any = self.data
        ticked = [str(each)[:120] for each in listed.getlist("theirs")] if listed else []
        return [*ticked, *(name for name in ("stranger", "every") if self.cleaned_data.get(name))]


class TrustForm(forms.Form):
    """Which installation, and whether it is trusted."""

    installation = forms.IntegerField(min_value=1, max_value=2**31)
    trusted = forms.BooleanField(required=False)
