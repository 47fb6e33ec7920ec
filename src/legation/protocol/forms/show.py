"""The table in which a run of show is written."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from legation.kernel.refusals import Refused
from legation.missions.forms.engagement import visibilities
from legation.missions.models import Delegate, Engagement
from legation.protocol.actions.show import MOST, Row
from legation.protocol.models import ShowItem
from legation.protocol.models.show import FARTHEST, LONGEST

EMPTY = 3  # lines to write on at the end of the table
CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")
MINUTES = re.compile(r"([+\-−–])\s*(\d{1,3})")


class Begins(forms.CharField):
    """When a line begins: a clock time, minutes before or after the start, or nothing where it follows."""

    def __init__(self, start: datetime, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=40, **kwargs)
        self.start = start

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return f"{self.start + timedelta(minutes=value):%H:%M}"
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        offset = self._offset(text)
        if offset is None:
            raise ValidationError(_("Write a time as 17:05, or minutes from the start as +5 or -10."))
        if abs(offset) > FARTHEST:
            raise ValidationError(_("This is more than twelve hours from the start."))
        return offset

    def _offset(self, text: str) -> int | None:
        """Minutes from the start; of a clock time, those of the nearer day."""
        found = MINUTES.fullmatch(text)
        if found:
            return int(found[2]) * (1 if found[1] == "+" else -1)
        found = CLOCK.fullmatch(text)
        if not found:
            return None
        begun = self.start.hour * 60 + self.start.minute
        return (int(found[1]) * 60 + int(found[2]) - begun + FARTHEST) % (2 * FARTHEST) - FARTHEST


class RowForm(forms.Form):
    """One line of the table."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    place = forms.IntegerField(
        label=_("place"),
        required=False,
        min_value=0,
        max_value=MOST * 2,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    minutes = forms.IntegerField(
        label=_("minutes"),
        required=False,
        min_value=0,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    remove = forms.BooleanField(label=_("remove"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        key: str,
        engagement: Engagement,
        people: Sequence[Delegate],
        side: str,
        item: ShowItem | None,
        place: int,
    ) -> None:
        self.key, self.item = key, item
        initial: dict[str, Any] = {
            "minutes": 5 if item is not None else None,
            "visibility": engagement.visibility,
        }
        if item is not None:
            names = ("offset", "minutes", "title", "role", "cue", "visibility")
            initial = {name: getattr(item, name) for name in names}
            initial |= {"owner": item.owner_id, "seen": item.version}
        initial["place"] = place
        super().__init__(data, prefix=f"row-{key}", initial=initial)
        fields: dict[str, Any] = self.fields
        fields["offset"] = Begins(engagement.local_start, label=_("begins"))
        for name in ("title", "role", "cue"):
            field: Any = ShowItem._meta.get_field(name)
            fields[name] = field.formfield(required=False)
        by_key = {str(one.pk): one for one in people}
        fields["owner"] = forms.TypedChoiceField(
            label=_("who sees to it"),
            choices=_choices(people),
            coerce=by_key.get,
            empty_value=None,
            required=False,
        )
        fields["visibility"] = forms.ChoiceField(
            label=_("who sees it"), choices=visibilities(side, engagement.visibility)
        )

    @property
    def blank(self) -> bool:
        """A new line on which nothing was written."""
        told = self.cleaned_data
        words = any(str(told.get(name) or "") for name in ("title", "role", "cue"))
        return self.item is None and not words and told.get("offset") is None and told.get("owner") is None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (
            not cleaned.get("remove")
            and not self.blank
            and not self.errors
            and not _filled(cleaned.get("title"))
        ):
            self.add_error("title", _("Say what happens."))
        return cleaned

    def row(self) -> Row:
        """What the action takes."""
        told = self.cleaned_data
        values = {
            "offset": told["offset"],
            "minutes": told["minutes"] or 0,
            "owner": told["owner"],
            "visibility": told["visibility"],
            **{name: _words(told[name]) for name in ("title", "role", "cue")},
        }
        return Row(self.item.pk if self.item else None, told.get("seen") or 0, values, bool(told["remove"]))


class ShowTable:
    """All rows: as they are stored with some empty ones, or as they were sent."""

    def __init__(
        self,
        data: Any,
        *,
        engagement: Engagement,
        items: Sequence[ShowItem],
        people: Sequence[Delegate],
        side: str,
    ) -> None:
        self.data = data
        known = {str(item.pk): item for item in items}
        sent = list(dict.fromkeys(data.getlist("row")))[: MOST + EMPTY] if data is not None else []
        keys = sent or [*known, *(f"new{n}" for n in range(1, EMPTY + 1))]
        self.rows = [
            RowForm(
                data,
                key=key,
                engagement=engagement,
                people=people,
                side=side,
                item=known.get(key),
                place=place,
            )
            for place, key in enumerate(keys, start=1)
            if key in known or re.fullmatch(r"new\d{1,3}", key)
        ]
        # Somebody else removed it meanwhile: what was typed into it is not saved, and not silently.
        self.lost = len(keys) - len(self.rows)
        self.problem = ""

    def __iter__(self) -> Iterator[RowForm]:
        return iter(self.rows)

    def is_valid(self) -> bool:
        wrong = [row for row in self.rows if not row.is_valid()]  # each of them, so that all is said at once
        return not wrong and not self.lost

    def sent(self) -> list[Row]:
        """What was written, in the order of its places, without empty lines."""
        return [row.row() for row in self.written]

    @property
    def written(self) -> list[RowForm]:
        """The lines that are not empty, by place; a line without one stays where it was sent."""
        known = [row.cleaned_data.get("place") for row in self.rows]
        places = [n if place is None else place for n, place in enumerate(known, start=1)]
        ordered = sorted(zip(places, self.rows, strict=True), key=lambda pair: pair[0])
        return [row for _place, row in ordered if not row.blank]

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal at the line that it numbers, or above the table."""
        number = refusal.facts.get("n")
        written = self.written
        if isinstance(number, int) and number <= len(written):
            written[number - 1].add_error(refusal.field, str(refusal))
        else:
            self.problem = str(refusal)


def _choices(people: Sequence[Delegate]) -> list[Any]:
    """Nobody, or one of these under their delegations."""
    groups = [
        (str(delegation), [(str(one.pk), str(one.person)) for one in rows])
        for delegation, rows in groupby(people, key=lambda one: one.delegation)
    ]
    return [("", "—"), *groups]


def _filled(words: Any) -> bool:
    return bool(words) and bool(str(words).strip() or any(_words(words).data.values()))


def _words(words: Any) -> LazyI18nString:
    """The languages that were filled."""
    data = words.data if isinstance(words, LazyI18nString) and isinstance(words.data, dict) else {}
    filled = {language: text.strip() for language, text in data.items() if text and text.strip()}
    return LazyI18nString(filled or "")
