"""Forms of sources: a text to read, and one finding to decide on."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from legation.engine.ingest import (
    LARGEST,
    MOST_CHARACTERS,
    BadFile,
    EmptyFile,
    FileTooLarge,
    NoTextInPdf,
    NotWhatItSays,
    TooMuchText,
    UnknownEncoding,
    read,
    stated_date,
)
from legation.kernel.choices import Visibility
from legation.kernel.forms import Lines, RecordForm
from legation.kernel.refusals import Refused
from legation.missions.choices import PartOfDay, Party
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.outcomes.choices import AgreementKind, AgreementStatus
from legation.sources.choices import EventKind, EventStatus, FindingKind, OrganisationRole, Topic
from legation.sources.models import Finding, Source
from legation.sources.queries.fields import HEAD, LABELS

_FILE_ERRORS: tuple[tuple[type[BadFile], Any], ...] = (
    (FileTooLarge, _("This file is too large. Choose one of at most 5 MB.")),
    (EmptyFile, _("This file is empty. Choose another one.")),
    (
        NoTextInPdf,
        _("This PDF holds pictures only and no text. Run text recognition on it first, or paste the text."),
    ),
    (UnknownEncoding, _("The letters of this file cannot be read. Save it as UTF-8 and try again.")),
    (TooMuchText, _("This file holds more than 1,000,000 characters of text. Divide it.")),
    (
        NotWhatItSays,
        _("This file is not what its name says, or it is broken. Choose a text, HTML, PDF or JSON file."),
    ),
)


def file_error(bad: BadFile) -> Any:
    """What is wrong with a file, as a sentence."""
    return next(sentence for kind, sentence in _FILE_ERRORS if isinstance(bad, kind))


class SourceForm(RecordForm):
    """A text to read: pasted, or in a file."""

    text = forms.CharField(
        label=_("text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Paste the article, the release or the minutes."),
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm,.pdf,.json"}),
        help_text=_("Text, HTML, PDF or JSON, at most 5 MB."),
    )
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
        self.fields["published_on"].help_text = _("“Yesterday” in the text is counted from this day.")
        mine = standing(user, mission.pk)
        sees = mine.sees if mine else {Visibility.SHARED.value}
        self.fields["visibility"].choices = [  # type: ignore[attr-defined]
            choice for choice in Visibility.choices if choice[0] in sees
        ]
        self.ingested: Any = None

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

    def clean_file(self) -> Any:
        uploaded = self.cleaned_data["file"]
        if uploaded is None:
            return None
        try:
            if uploaded.size > LARGEST:
                raise FileTooLarge(size=uploaded.size, limit=LARGEST)
            self.ingested = read(uploaded.read(), uploaded.name)
        except BadFile as bad:
            raise forms.ValidationError(file_error(bad)) from bad
        return uploaded

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if "text" in self.errors or "file" in self.errors:
            return found
        if found.get("text", "").strip() and self.ingested is not None:
            self.add_error("file", _("There is a pasted text too. Leave one of the two empty."))
        elif not found.get("text", "").strip() and self.ingested is None:
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
        return found

    def refuse(self, refusal: Refused) -> None:
        """A refusal of the text is shown where the text came from."""
        if refusal.field == "text" and self.ingested is not None:
            self.add_error("file", str(refusal))
        else:
            super().refuse(refusal)


def _select(choices: Any, *, empty: bool = True) -> forms.ChoiceField:
    rows = list(choices.choices)
    return forms.ChoiceField(required=False, choices=[("", "—"), *rows] if empty else rows)


def _fields(kind: str) -> dict[str, forms.Field]:
    """The form fields of a kind of finding by the name of the value."""
    words: dict[str, Any] = {"required": False, "max_length": 300}
    if kind == FindingKind.PERSON:
        return {
            "name": forms.CharField(**words),
            "title": forms.CharField(**words),
            "org": forms.CharField(**words),
            "side": _select(Party),
            "head": forms.BooleanField(required=False, label=_("Head of delegation")),
        }
    if kind == FindingKind.ORGANISATION:
        return {"name": forms.CharField(**words), "role": _select(OrganisationRole)}
    if kind == FindingKind.PROGRAMME:
        return {"name": forms.CharField(**words), "organisers": Lines(help_text=_("One a line."))}
    if kind == FindingKind.EVENT:
        return {
            "kind": _select(EventKind, empty=False),
            "day": forms.DateField(required=False, label=_("day")),
            "time": forms.TimeField(
                required=False,
                label=_("time"),
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            ),
            "part": _select(PartOfDay),
            "venue": forms.CharField(**words),
            "room": forms.CharField(**words),
            "city": forms.CharField(**words),
            "status": _select(EventStatus),
        }
    if kind == FindingKind.STATEMENT:
        return {
            "speakers": Lines(help_text=_("One a line.")),
            "text": forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4})),
        }
    if kind == FindingKind.AGREEMENT:
        return {
            "kind": _select(AgreementKind, empty=False),
            "status": _select(AgreementStatus, empty=False),
            "parties": Lines(help_text=_("One a line.")),
            "text": forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4})),
        }
    if kind == FindingKind.TOPIC:
        return {"topic": _select(Topic, empty=False)}
    return {"size": forms.IntegerField(required=False, min_value=1)}


class FindingForm(RecordForm):
    """The values of one finding, to be corrected, and the record to link it to."""

    class Meta:
        model = Finding
        fields = ()

    def __init__(
        self, *args: Any, options: tuple[tuple[str, str], ...] = (), linked: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id=f"f{kwargs['instance'].pk}_%s", **kwargs)
        finding: Finding = self.instance
        if options:
            self.fields["link"] = forms.ChoiceField(
                required=False,
                label=_("is"),
                choices=[
                    ("", _("whoever or whatever has this name")),
                    ("new", _("somebody or something new")),
                    *options,
                ],
                initial=linked if linked in dict(options) else "",
            )
        labels = LABELS[finding.kind]
        for name, field in _fields(finding.kind).items():
            field.label = field.label or labels.get(name, name)
            field.initial = self._initial(finding.values, name)
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            self.fields[name] = field

    @staticmethod
    def _initial(values: dict[str, Any], name: str) -> Any:
        if name == "head":
            return HEAD in (values.get("roles") or ())
        if name in {"day", "time"}:
            day, clock = _moment(str(values.get("iso") or ""))
            return day if name == "day" else clock
        return values.get(name)

    def corrections(self) -> dict[str, Any]:
        """What was typed otherwise than it was found; fields left as they were are no correction."""
        finding: Finding = self.instance
        found: dict[str, Any] = {}
        for name in self.changed_data:
            if name in {"seen_version", "head", "day", "time", "link"}:
                continue
            value = self.cleaned_data[name]
            if (value or None) != (finding.values.get(name) or None):
                found[name] = value
        if "head" in self.changed_data:
            others = [role for role in finding.values.get("roles") or () if role != HEAD]
            found["roles"] = [HEAD, *others] if self.cleaned_data["head"] else others
        if {"day", "time"} & set(self.changed_data):
            found["iso"] = _iso(self.cleaned_data["day"], self.cleaned_data["time"])
        if "link" in self.changed_data:
            found["link"] = self.cleaned_data["link"]
        return found

    def other_reading(self, wanted: str) -> dict[str, Any]:
        """The correction that the button of another reading stands for: "iso:0"."""
        field, _colon, place = wanted.partition(":")
        readings = self.instance.alternatives.get(field, [])
        if not place.isdecimal() or int(place) >= len(readings):
            return {}
        return {field: readings[int(place)]["value"]}


def _moment(iso: str) -> tuple[date | None, time | None]:
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return None, None
    return when.date(), when.time() if "T" in iso else None


def _iso(day: date | None, clock: time | None) -> str:
    if day is None:
        return ""
    return f"{day.isoformat()}T{clock:%H:%M}" if clock is not None else day.isoformat()
