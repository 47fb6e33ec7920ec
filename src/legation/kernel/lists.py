"""Forms of a list that is read: the file, then what was read, signed so that nobody alters it between.

`purpose` names what the list is of: what was signed for one is nothing for another.
"""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

LARGEST = 10_000_000
KEPT = 24 * 3600  # seconds that what was read waits to be taken in


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

    def __init__(self, data: Any, *, purpose: str) -> None:
        super().__init__(data)
        self.purpose = purpose

    def clean_read(self) -> Any:
        try:
            return signing.loads(self.cleaned_data["read"], salt=_salt(self.purpose), max_age=KEPT)
        except signing.BadSignature:
            raise forms.ValidationError(_("What was read is no longer there. Read the file again.")) from None


def signed(told: Any, purpose: str) -> str:
    """What was read, for the page to carry."""
    return signing.dumps(told, salt=_salt(purpose), compress=True)


def _salt(purpose: str) -> str:
    return f"legation.list.{purpose}"
