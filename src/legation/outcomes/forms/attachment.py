"""The form of evidence, and of the text that was signed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Visibility
from legation.kernel.forms import RecordForm
from legation.missions.rules import standing
from legation.outcomes.choices import AttachmentKind
from legation.outcomes.models import Agreement, Attachment, Commitment

TAKEN = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.pptx,.hwp,.hwpx"


class AttachmentForm(RecordForm):
    """A file, an address, or both."""

    file = forms.FileField(
        label=_("file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": TAKEN}),
        help_text=_(
            "PDF, a picture, or a file of Word, Excel, PowerPoint or Hangul, of at most 10 MB. "
            "What a picture says of its camera and place is taken off."
        ),
    )

    class Meta:
        model = Attachment
        fields = ("kind", "title", "link", "language", "dated_on", "visibility")

    field_order = ("kind", "title", "file", "link", "language", "dated_on", "visibility")

    def __init__(self, *args: Any, parent: Commitment | Agreement, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        text = AttachmentKind.TEXT
        of_promise = isinstance(parent, Commitment)
        fields["kind"].choices = [
            choice for choice in AttachmentKind.choices if not (of_promise and choice[0] == text)
        ]
        if not of_promise:
            fields["kind"].initial = text
        mine = standing(reader, parent.mission_id)
        seen = mine.sees if mine is not None else {Visibility.SHARED.value}
        above = parent.seen_by()
        allowed = seen if above == Visibility.SHARED else {above}
        fields["visibility"].choices = [choice for choice in Visibility.choices if choice[0] in allowed]
        fields["visibility"].initial = above

    def values(self) -> dict[str, Any]:
        values = super().values()
        values.pop("file", None)
        return values

    @property
    def upload(self) -> bytes | None:
        """What was chosen as a file, or None."""
        chosen = self.cleaned_data.get("file")
        return chosen.read() if chosen else None
