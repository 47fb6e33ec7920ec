"""The file of a confirmation, and which of its journeys are wanted."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.directory.models import City
from legation.engine.ingest import BadFile
from legation.engine.ingest.travel import LARGEST, Journey, read_journeys
from legation.kernel.choosing import by_name
from legation.missions.models import Delegate

PROBLEMS = {
    "empty-file": _("The file is empty."),
    "file-too-large": _("The file is larger than 2 MB. A confirmation is smaller: save the mail alone."),
    "not-what-it-says": _(
        "This is no confirmation that can be read. Save the carrier’s mail as .eml, or its calendar as .ics."
    ),
    "unknown-encoding": _("The letters of this file cannot be read: save it as UTF-8."),
    "no-journey": _(
        "No flight or train stands in the calendar or the data of this file. Enter the journey by hand."
    ),
}


class ConfirmationForm(forms.Form):
    """A mail, a calendar or a page of a carrier."""

    file = forms.FileField(
        label=_("confirmation"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".eml,.ics,.html,.htm"}),
        help_text=_("The carrier’s mail (.eml), its calendar (.ics) or page (.html), at most 2 MB."),
    )

    def clean_file(self) -> Sequence[Journey]:
        """The journeys in it. It is read here and kept nowhere."""
        given: Any = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError(PROBLEMS["file-too-large"])
        try:
            return read_journeys(given.read(), given.name or "")
        except BadFile as bad:
            raise forms.ValidationError(PROBLEMS.get(bad.code, PROBLEMS["not-what-it-says"])) from bad


class DraftForm(forms.Form):
    """One journey of a confirmation: whether it is wanted, where it goes, and who is on it."""

    wanted = forms.BooleanField(label=_("enter this journey"), required=False, initial=True)
    direction = forms.ChoiceField(label=_("direction of travel"))
    leaving_city = forms.ModelChoiceField(
        queryset=City.objects.none(), label=_("from the city"), required=False, empty_label="—"
    )
    arriving_city = forms.ModelChoiceField(
        queryset=City.objects.none(), label=_("to the city"), required=False, empty_label="—"
    )
    delegates = forms.ModelMultipleChoiceField(
        queryset=Delegate.objects.none(),
        label=_("passengers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, offers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["direction"].choices = offers.directions
        for name in ("leaving_city", "arriving_city"):
            fields[name].queryset = offers.cities
            by_name(self, name, "city", offers.user)
        fields["delegates"].queryset = offers.delegates
