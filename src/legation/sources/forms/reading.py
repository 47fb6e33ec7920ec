"""The form in which texts come: pasted, in a file, or in many."""

from typing import IO, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from legation.engine.ingest import LARGEST, MOST_CHARACTERS, BadFile, FileTooLarge, read, stated_date
from legation.engine.ingest.docx import is_docx
from legation.kernel.choices import Visibility
from legation.kernel.forms import RecordForm
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.sources.choices import Problem
from legation.sources.models import Source

_ZIP = b"PK\x03\x04"


def file_error(bad: BadFile) -> Any:
    """What is wrong with a file, as a sentence."""
    return Problem(bad.code).label


class Files(forms.FileField):
    """One file or several."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ".txt,.md,.html,.htm,.pdf,.docx,.eml,.json,.zip"})
        widget.allow_multiple_selected = True
        widget.attrs["multiple"] = True
        super().__init__(widget=widget, allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list) else [data] if data else []
        return [found for found in (super(Files, self).clean(one, initial) for one in given) if found]


class SourceForm(RecordForm):
    """A text to read: pasted, or in a file."""

    text = forms.CharField(
        label=_("text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Paste the article, the release or the minutes."),
    )
    file = Files(label=_("or files"), required=False)
    language = forms.ChoiceField(
        label=_("language"),
        required=False,
        choices=[("", _("As its letters say")), ("en", _("English")), ("ko", _("Korean"))],
    )
    field_order = ("text", "file", "title", "publisher", "url", "published_on", "language", "visibility")

    class Meta:
        model = Source
        fields = ("title", "publisher", "url", "published_on", "visibility")

    def __init__(self, *args: Any, mission: Mission, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _(
            "Left empty, the file's own title or the first line stands for it."
        )
        most = settings.LARGE_UPLOADS["source-new"] // (1024 * 1024)
        self.fields["file"].help_text = _(
            "Text, HTML, PDF, Word, mail or JSON, at most 5 MB each; or a zip of them, or all the files of a"
            " folder, at most %(most)s MB together. Several are read one after the other while you go on."
        ) % {"most": most}
        self.fields["published_on"].help_text = _("“Yesterday” in the text is counted from this day.")
        mine = standing(user, mission.pk)
        sees = mine.sees if mine else {Visibility.SHARED.value}
        self.fields["visibility"].choices = [  # type: ignore[attr-defined]
            choice for choice in Visibility.choices if choice[0] in sees
        ]
        self.ingested: Any = None
        self.file_name = ""
        self.zipped: tuple[str, IO[bytes]] | None = None
        self.packed: list[Any] = []

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if len(text) > MOST_CHARACTERS:
            raise forms.ValidationError(
                ngettext_lazy(
                    "This text has %(length)s character. At most 1,000,000 can be read at once: divide it.",
                    "This text has %(length)s characters. At most 1,000,000 can be read at once: divide it.",
                    "length",
                ),
                params={"length": len(text)},
            )
        return text

    def clean_file(self) -> list[Any]:
        uploaded: list[Any] = self.cleaned_data["file"]
        if len(uploaded) > 1:
            self.packed = uploaded
            return uploaded
        for one in uploaded:
            try:
                self._look_into(one)
            except BadFile as bad:
                raise forms.ValidationError(file_error(bad)) from bad
        return uploaded

    def _look_into(self, uploaded: Any) -> None:
        """Read the one file, unless it is a zip of others."""
        start = uploaded.read(4)
        uploaded.seek(0)
        zipped = start == _ZIP and not uploaded.name.lower().endswith(".docx")
        if not zipped and uploaded.size > LARGEST:
            raise FileTooLarge(size=uploaded.size, limit=LARGEST)
        if zipped and not is_docx(uploaded):
            self.zipped = (uploaded.name, uploaded)
        elif uploaded.size > LARGEST:
            raise FileTooLarge(size=uploaded.size, limit=LARGEST)
        else:
            uploaded.seek(0)
            data = uploaded.read()
            self.ingested, self.file_name = read(data, uploaded.name), uploaded.name

    @property
    def several(self) -> bool:
        """There is more than one text: a zip, or several files."""
        return self.zipped is not None or bool(self.packed)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if "text" in self.errors or "file" in self.errors:
            return found
        filed = self.ingested is not None or self.several
        if found.get("text", "").strip() and filed:
            self.add_error("file", _("There is a pasted text too. Leave one of the two empty."))
        elif not found.get("text", "").strip() and not filed:
            self.add_error(
                "text",
                _("There is no text to read here. Paste the article, or choose a file that holds text."),
            )
        return found

    def values(self) -> dict[str, Any]:
        """What the action takes; the file itself is no part of it, what it says of its text is."""
        found = {name: value for name, value in super().values().items() if name not in {"file", "text"}}
        found["text"] = self.cleaned_data["text"]
        if self.ingested is None:
            found["published_on"] = found["published_on"] or stated_date(found["text"])
            return found
        found["text"] = self.ingested.text
        found["title"] = found["title"] or self.ingested.title
        found["published_on"] = found["published_on"] or self.ingested.published
        found["language"] = found["language"] or self.ingested.language
        found["url"] = found["url"] or self.ingested.url[:500]
        found["kind"], found["file_name"] = self.ingested.kind, self.file_name
        found["marks"] = [[mark.start, mark.unit, mark.number] for mark in self.ingested.marks]
        return found

    def archive_values(self) -> dict[str, Any]:
        """What an archive takes: day, address and title are each text's own."""
        name = self.zipped[0] if self.zipped else str(_("%(n)d files") % {"n": len(self.packed)})
        kept = {key: self.cleaned_data[key] for key in ("publisher", "language", "visibility")}
        return {**kept, "name": self.cleaned_data["title"] or name}

    def refuse(self, refusal: Refused) -> None:
        """A refusal of the text is shown where the text came from."""
        if refusal.field == "text" and self.ingested is not None:
            self.add_error("file", str(refusal))
        else:
            super().refuse(refusal)
