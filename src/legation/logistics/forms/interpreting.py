"""The form of a text for interpreters: typed, or taken out of a file."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from legation.engine.ingest import BadFile, read
from legation.kernel.forms import RecordForm
from legation.logistics.models import InterpreterText
from legation.missions.forms.engagement import visibilities
from legation.missions.models import Delegate, Engagement
from legation.missions.rules import standing

LARGEST = 5 * 1024 * 1024
LONGEST = 100_000
READ = {"text", "docx", "pdf"}
UNREADABLE = _(
    "This file is no text, Word document (.docx) or PDF, whatever its name says. Choose another one."
)
PROBLEMS = {
    "empty-file": _("The file is empty."),
    "file-too-large": _("The file is larger than 5 MB. Save the text alone."),
    "no-text-in-pdf": _("This PDF holds pictures and no text. Paste the text instead."),
    "unknown-encoding": _("The letters of this file cannot be read: save it as UTF-8."),
    "too-much-text": _("The text is longer than 100,000 letters. Give it in parts."),
}


class InterpreterTextForm(RecordForm):
    """A text: what it is, who speaks it, its words or the file that holds them."""

    text = forms.CharField(
        label=_("text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        validators=[MaxLengthValidator(LONGEST)],
    )
    file = forms.FileField(
        label=_("or from a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.docx,.pdf"}),
        help_text=_(
            "Text, Word (.docx) or PDF, at most 5 MB. Its text is taken; the file itself is not kept."
        ),
    )

    class Meta:
        model = InterpreterText
        fields = ("kind", "title", "speaker", "language", "text", "visibility")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        files: Any = None,
        *,
        engagement: Engagement,
        user: Any,
        instance: InterpreterText | None = None,
    ) -> None:
        super().__init__(data, files, instance=instance)
        self.order_fields(["kind", "title", "speaker", "language", "text", "file", "visibility"])
        mine = standing(user, engagement.mission_id)
        fields: dict[str, Any] = self.fields
        fields["visibility"].choices = visibilities(mine.side if mine is not None else "")
        fields["speaker"].queryset = (
            Delegate.objects.visible_to(user)
            .filter(mission=engagement.mission)
            .select_related("person")
            .order_by("person__family_name", "pk")
        )
        fields["speaker"].empty_label = "—"

    def clean_file(self) -> str:
        """The text of the file; it is known by its content, and kept nowhere."""
        given: Any = self.cleaned_data.get("file")
        if not given:
            return ""
        if given.size > LARGEST:
            raise forms.ValidationError(PROBLEMS["file-too-large"])
        try:
            found = read(given.read(), given.name or "")
        except BadFile as bad:
            raise forms.ValidationError(PROBLEMS.get(bad.code, UNREADABLE)) from bad
        if found.kind not in READ:
            raise forms.ValidationError(UNREADABLE)
        if len(found.text) > LONGEST:
            raise forms.ValidationError(PROBLEMS["too-much-text"])
        return found.text.strip()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        words = values.pop("file", "") or values.get("text", "").strip()
        if not words and not self.errors:
            self.add_error("text", _("Type or paste the text, or choose a file that holds it."))
        values["text"] = words
        return values
