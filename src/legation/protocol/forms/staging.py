"""What people type about ceremonies, vehicles and who is there."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from legation.directory.choices import PersonLanguage
from legation.engine.precedence import Flag
from legation.kernel.asked import key_asked
from legation.kernel.forms import RecordForm
from legation.missions.choices import Presence
from legation.missions.models import Attendance, Delegate
from legation.protocol.models import Ceremony, Vehicle
from legation.protocol.queries.staging_flags import Flags
from legation.protocol.queries.staging_lines import ReceivingLine

LONGEST = 60  # of a row
NUMBERS = re.compile(r"[\s,;·、]+")


class Rows(forms.CharField):
    """Lengths of rows from the front: "4, 6, 8"."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        found = []
        for word in NUMBERS.split(str(super().clean(value)).strip()):
            if not word:
                continue
            if key_asked(word) is None or not 1 <= int(word) <= LONGEST:
                raise forms.ValidationError(
                    _("“%(word)s” is no length of a row: write numbers from 1 to %(most)s, as in 4, 6, 8."),
                    params={"word": word, "most": LONGEST},
                )
            found.append(int(word))
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class CeremonyForm(RecordForm):
    """How an engagement is staged. `people` is how many stand in the photograph."""

    photo_rows = Rows(
        label=_("rows of the photograph"),
        required=False,
        help_text=_("How many stand in each row from the front, as in 4, 6, 8. Empty: rows that fit."),
    )
    text_languages = forms.MultipleChoiceField(
        label=_("languages of the text"),
        choices=PersonLanguage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Ceremony
        fields = ("copies", "text_languages", "two_flags", "photo_rows", "receiving_line")

    def __init__(self, data: Mapping[str, Any] | None, *, people: int = 0, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.people = people
        flags: Any = self.fields["two_flags"]
        flags.choices = [("", _("As the rule pack says")), *[each for each in flags.choices if each[0]]]

    def clean_photo_rows(self) -> list[int]:
        """There are places for everybody who stands in the photograph."""
        rows: list[int] = self.cleaned_data["photo_rows"]
        lacking = self.people - sum(rows)
        if rows and lacking > 0:
            raise forms.ValidationError(
                ngettext(
                    "These rows hold %(held)s, and %(people)s are to stand in them: %(n)s place lacks.",
                    "These rows hold %(held)s, and %(people)s are to stand in them: %(n)s places lack.",
                    lacking,
                ),
                params={"held": sum(rows), "people": self.people, "n": lacking},
            )
        return rows


class FlagsForm(RecordForm):
    """The office's decision on two flags."""

    class Meta:
        model = Ceremony
        fields = ("two_flags",)
        widgets = {"two_flags": forms.RadioSelect}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        flags: Any = self.fields["two_flags"]
        flags.choices = [each for each in flags.choices if each[0]]
        flags.required = True
        flags.help_text = ""


class LineForm(forms.Form):
    """How many pass along a receiving line, and how long each takes."""

    guests = forms.IntegerField(label=_("Guests who pass"), min_value=0, max_value=5000, required=False)
    seconds = forms.IntegerField(label=_("Seconds for each"), min_value=1, max_value=120, required=False)

    def asked(self, field: str) -> int | None:
        """The number typed, or None where it is none."""
        self.full_clean()
        found: int | None = self.cleaned_data.get(field)
        return found

    def shown(self, line: ReceivingLine) -> "LineForm":
        """The form with what counts, or with what was typed where that is no number."""
        return self if self.errors else LineForm(initial={"guests": line.guests, "seconds": line.seconds})


class MeasuresForm(forms.Form):
    """The flags as they stand in the room: sizes in centimetres, poles by number, places from the left."""

    PARTS = (
        ("place", _("place from the viewer’s left")),
        ("width", _("width of the cloth, cm")),
        ("height", _("height of the cloth, cm")),
        ("pole", _("height of the pole, cm")),
        ("mast", _("number of the pole")),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, flags: Flags) -> None:
        super().__init__(data)
        self.flags = flags
        for flag in flags.banners:
            for part, label in self.PARTS if flag.kind == "country" else self.PARTS[:1]:
                self.fields[f"{flag.key}-{part}"] = forms.IntegerField(
                    label=label, min_value=1, max_value=9999, required=False
                )

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each flag, beneath its name."""
        return [
            (flag.name, [each for each in self if each.name.startswith(f"{flag.key}-")])
            for flag in self.flags.banners
        ]

    @property
    def typed(self) -> bool:
        """Anything was typed."""
        return any(self.data.get(name) for name in self.fields)

    def measured(self) -> tuple[list[Flag], list[str]]:
        """What was typed: each flag with its measures, and the flags from the viewer's left."""
        self.full_clean()
        typed: dict[str, Any] = self.cleaned_data
        found, places = [], []
        for flag in self.flags.banners:
            asked = {part: typed.get(f"{flag.key}-{part}") for part, _label in self.PARTS}
            place, mast = asked.pop("place"), str(asked.pop("mast") or "")
            if place is not None:
                places.append((place, flag.key))
            found.append(Flag(flag.key, flag.name, flag.kind, flag.host, mast=mast, **asked))
        return found, [key for _place, key in sorted(places)]


class VehicleForm(RecordForm):
    """A car, van or coach. `people` are the delegates who may always ride in it: whom all readers see."""

    class Meta:
        model = Vehicle
        fields = ("name", "kind", "seats", "driver", "wheel", "party", "position", "riders")
        widgets = {"riders": forms.CheckboxSelectMultiple}  # noqa: RUF012

    def __init__(self, data: Mapping[str, Any] | None, *, people: QuerySet[Delegate], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["party"].choices = [("", _("Everybody")), *[c for c in fields["party"].choices if c[0]]]
        self.offered = frozenset(each.pk for each in people)
        fields["riders"].queryset = people
        if not self.offered:
            del fields["riders"]

    def values(self) -> dict[str, Any]:
        """With `offered`: whom the form let its author choose from."""
        found = super().values()
        return {**found, "offered": self.offered} if self.instance.pk else found


class CheckInForm(RecordForm):
    """Whether somebody is there."""

    class Meta:
        model = Attendance
        fields = ("presence",)

    @property
    def mark(self) -> str:
        """The mark in the reader's language."""
        return str(Presence(self.cleaned_data["presence"]).label)


class FindForm(forms.Form):
    """A name, or a part of one, in any script."""

    q = forms.CharField(label=_("Find a name"), required=False, max_length=80)

    def asked(self) -> str:
        self.full_clean()
        return str(self.cleaned_data.get("q", ""))
