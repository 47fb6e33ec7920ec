"""Forms of a spreadsheet of guests: the file, then what was read, signed so that nobody alters it between."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

SALT = "legation.guests.list"
LARGEST = 10_000_000


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("List"),
        help_text=_("XLSX, ODS or CSV, with the headings of the empty list in either language."),
    )

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        if found.size > LARGEST:
            raise forms.ValidationError(_("At most 10 MB."))
        return found


class TakeForm(forms.Form):
    """What was read and shown."""

    read = forms.CharField(widget=forms.HiddenInput)

    def clean_read(self) -> Any:
        try:
            return signing.loads(self.cleaned_data["read"], salt=SALT, max_age=24 * 3600)
        except signing.BadSignature:
            raise forms.ValidationError(_("What was read is no longer there. Read the file again.")) from None


def signed(told: Any) -> str:
    """What was read, for the page to carry."""
    return signing.dumps(told, salt=SALT, compress=True)
