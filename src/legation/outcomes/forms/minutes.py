"""Forms of minutes: the line that is written next, a line that is there, somebody who was there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from legation.directory.models import Person
from legation.kernel.choices import Visibility
from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.kernel.refusals import Refused
from legation.missions.forms.engagement import visibilities
from legation.missions.models import Delegate
from legation.missions.rules import standing
from legation.outcomes.choices import LineKind
from legation.outcomes.models import Amendment, Commitment, Minutes, MinutesLine, MinutesPerson, Statement
from legation.outcomes.queries.choosing import organisations_for
from legation.outcomes.queries.minutes import seen_of, speakers_of
from legation.outcomes.queries.minutes_text import Entry, Someone

WRITTEN = (LineKind.STATEMENT, LineKind.DECISION, LineKind.NOTE, LineKind.AGENDA)
LANGUAGES = (("en", "English"), ("ko", "한국어"))
AS_WRITTEN = "w"  # a name that stands in the minutes and is of nobody who was there
NO_NAME = "n"  # what looks like a name in notes and is none
NOBODY = pgettext_lazy("speaker", "Nobody named")


class Speakers:
    """The people who can have spoken, as choices, and what a choice stands for."""

    def __init__(self, people: Sequence[Someone], written: str = "") -> None:
        self.people = {one.key: one for one in people}
        self.written = written
        self.choices: list[tuple[str, Any]] = [("", NOBODY)]
        self.choices += [(key, name) for key, name, _party in speakers_of(people)]
        if written:
            self.choices.append((AS_WRITTEN, written))

    def values(self, key: str) -> dict[str, Any]:
        """The person, or the name of who is in no directory."""
        one = self.people.get(key)
        if key == AS_WRITTEN:
            return {"person": None, "speaker": self.written}
        if one is None:
            return {"person": None, "speaker": ""}
        if isinstance(one.row, MinutesPerson):
            return {"person": None, "speaker": one.row.name}
        return {"person": one.row.delegate.person, "speaker": ""}

    def key_of(self, person: Person | None, name: str) -> str:
        if person is not None:
            return f"p{person.pk}"
        for key, one in self.people.items():
            if name and isinstance(one.row, MinutesPerson) and one.row.name == name:
                return key
        return AS_WRITTEN if name else ""


def seen_choices(minutes: Minutes, user: Any) -> list[tuple[str, Any]]:
    mine = standing(user, minutes.mission_id)
    return visibilities(mine.side if mine else "", minutes.seen_by())


def items_offered(agenda: Iterable[MinutesLine]) -> list[tuple[str, str]]:
    told = [(str(one.pk), f"{n}. {one.text}") for n, one in enumerate(agenda, start=1)]
    return [*told, ("", str(_("Under no item")))]


class ComposerForm(forms.Form):
    """The next line: what it is, who speaks, under which item, and who sees it."""

    kind = forms.ChoiceField(label=_("kind"), choices=[(one.value, one.label) for one in WRITTEN])
    speaker = forms.ChoiceField(label=_("speaker"), required=False)
    text = forms.CharField(
        label=_("text"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    under = forms.ChoiceField(label=_("item of the agenda"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    visibility = forms.ChoiceField(label=_("who sees it"), choices=Visibility.choices)

    def __init__(
        self, data: Any = None, *, minutes: Minutes, user: Any, people: Sequence[Someone],
        agenda: Sequence[MinutesLine],
    ) -> None:  # fmt: skip
        language = "ko" if get_language() == "ko" else "en"
        super().__init__(
            data,
            initial={
                "kind": LineKind.STATEMENT if agenda else LineKind.AGENDA,
                "language": language,
                "under": str(agenda[-1].pk) if agenda else "",
                "visibility": minutes.seen_by(),
            },
            auto_id="next-%s",
        )
        self.speakers, self.agenda = Speakers(people), {str(one.pk): one for one in agenda}
        fields: dict[str, Any] = self.fields
        fields["speaker"].choices = self.speakers.choices
        fields["under"].choices = items_offered(agenda)
        fields["visibility"].choices = seen_choices(minutes, user)

    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        words = " ".join(told["text"].split(" ")).strip()
        return {
            "kind": told["kind"],
            "text": LazyI18nString({told["language"]: words} if words else ""),
            "under": self.agenda.get(told["under"]),
            "visibility": told["visibility"],
            **self.speakers.values(told["speaker"]),
        }

    def refuse(self, refusal: Refused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class LineForm(RecordForm):
    """A line without a speaker: an item of the agenda, a decision or a note."""

    under = forms.ChoiceField(label=_("item of the agenda"), required=False)

    class Meta:
        model = MinutesLine
        fields = ("text", "visibility")

    def __init__(
        self, *args: Any, line: MinutesLine, user: Any, people: Sequence[Someone],
        agenda: Sequence[MinutesLine], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, instance=line.statement or line, auto_id=f"line-{line.pk}-%s", **kwargs)
        self.agenda = {str(one.pk): one for one in agenda}
        fields: dict[str, Any] = self.fields
        fields["seen_version"].initial = seen_of(line)
        fields["visibility"].choices = seen_choices(line.minutes, user)
        fields["under"].choices = items_offered(agenda)
        fields["under"].initial = str(line.under_id or "")
        fields["text"].widget.attrs["rows"] = 3
        if line.kind == LineKind.AGENDA:
            del self.fields["under"]
        if line.statement is not None:
            known = {one.key for one in people}
            spoke = [one for one in line.statement.speakers.order_by("pk") if f"p{one.pk}" in known]
            self.speakers = Speakers(people, line.speaker)
            fields["speaker"].choices = self.speakers.choices
            fields["speaker"].initial = self.speakers.key_of(spoke[0] if spoke else None, line.speaker)
            self.order_fields(["speaker", "text", "under", "visibility"])

    def values(self) -> dict[str, Any]:
        values = super().values()
        values["under"] = self.agenda.get(values.get("under", ""))
        return values


class StatementLineForm(LineForm):
    """What somebody said."""

    speaker = forms.ChoiceField(label=_("speaker"), required=False)

    class Meta:
        model = Statement
        fields = ("text", "visibility")

    def values(self) -> dict[str, Any]:
        values = super().values()
        return {**values, **self.speakers.values(values["speaker"])}


class MinutesPersonForm(RecordForm):
    """Somebody who was there and stands on no programme."""

    class Meta:
        model = MinutesPerson
        fields = ("party", "name", "post", "instead_of")

    def __init__(self, *args: Any, people: Sequence[Someone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [
            one.row.delegate_id
            for one in people
            if hasattr(one.row, "delegate_id") and one.visibility == _common(people)
        ]
        kept = [self.instance.instead_of_id] if self.instance.instead_of_id else []
        offered = Delegate.objects.filter(pk__in=[*keys, *kept]).select_related("person").order_by("pk")
        self.fields["instead_of"].queryset = offered  # type: ignore[attr-defined]


def _common(people: Sequence[Someone]) -> str:
    """Who is named to everybody: no one comes instead of somebody whom one side keeps to itself."""
    return "shared" if any(one.visibility == "shared" for one in people) else people[0].visibility


class AmendmentForm(RecordForm):
    """A change of signed minutes, with its reason."""

    line = forms.ChoiceField(
        label=_("what is amended"), required=False, help_text=_("Empty: it adds something.")
    )

    class Meta:
        model = Amendment
        fields = ("text", "reason")

    def __init__(self, *args: Any, lines: Sequence[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {str(one.key): one for one in lines}
        self.order_fields(["line", "text", "reason"])
        fields: dict[str, Any] = self.fields
        fields["line"].choices = [
            ("", "—"),
            *((key, f"{one.kind_name}: {str(one.text)[:80]}") for key, one in self.lines.items()),
        ]
        fields["line"].initial = str(self.instance.line_id or "")
        for name in ("text", "reason"):
            fields[name].widget.attrs["rows"] = 3

    def values(self) -> dict[str, Any]:
        values = super().values()
        return {**values, "line": values["line"] or None}


class NotesForm(forms.Form):
    """Plain notes: a name, a colon, and what they said."""

    notes = forms.CharField(
        label=_("notes"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Paste the notes first.")},
        help_text=_("A name, a colon, and what they said. What follows without a name belongs to the same."),
    )
    under = forms.ChoiceField(label=_("item of the agenda"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    visibility = forms.ChoiceField(label=_("who sees it"), choices=Visibility.choices)

    def __init__(
        self, data: Any = None, *, minutes: Minutes, user: Any, agenda: Sequence[MinutesLine]
    ) -> None:
        language = "ko" if get_language() == "ko" else "en"
        initial = {"language": language, "visibility": minutes.seen_by()}
        initial["under"] = str(agenda[-1].pk) if agenda else ""
        super().__init__(data, initial=initial)
        self.agenda = {str(one.pk): one for one in agenda}
        fields: dict[str, Any] = self.fields
        fields["under"].choices = items_offered(agenda)
        fields["visibility"].choices = seen_choices(minutes, user)

    def item(self) -> MinutesLine | None:
        return self.agenda.get(self.cleaned_data["under"])


class WhoForm(forms.Form):
    """Who each name of the notes is: somebody who was there, a name as it is written, or no name at all."""

    def __init__(
        self, data: Any = None, *, names: Sequence[str], known: Mapping[str, str], people: Sequence[Someone]
    ) -> None:
        super().__init__(data, auto_id="who-%s")
        self.names = list(names)
        self.speakers = Speakers(people)
        choices = [
            ("", _("Choose who this is")),
            *self.speakers.choices[1:],
            (AS_WRITTEN, _("As it is written, in no directory")),
            (NO_NAME, _("No name: part of the words")),
        ]
        fields: dict[str, Any] = self.fields
        for n, name in enumerate(self.names):
            fields[f"who-{n}"] = forms.ChoiceField(
                label=name,
                choices=choices,
                initial=known.get(name, ""),
                error_messages={"required": _("Say who “%(name)s” is.") % {"name": name}},
            )

    def choices(self) -> dict[str, str]:
        """Name to choice, as far as it was said."""
        if self.is_bound:
            told = getattr(self, "cleaned_data", {})
            return {name: told.get(f"who-{n}", "") for n, name in enumerate(self.names)}
        return {name: str(self.fields[f"who-{n}"].initial or "") for n, name in enumerate(self.names)}


class MinutesPromiseForm(RecordForm):
    """What was promised there: by whom, to whom, and by when."""

    class Meta:
        model = Commitment
        fields = ("title", "detail", "owed_by", "owed_to", "due_on", "visibility")

    def __init__(
        self, *args: Any, minutes: Minutes, user: Any, line: MinutesLine | None, **kwargs: Any
    ) -> None:
        words = (line.statement.text if line.statement is not None else line.text) if line else None
        start = {"visibility": line.visibility if line else minutes.seen_by(), "title": words}
        super().__init__(*args, initial=start, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["visibility"].choices = seen_choices(minutes, user)
        for name in ("owed_by", "owed_to"):
            fields[name].queryset = organisations_for(user)
            by_name(self, name, "organisation", user)
