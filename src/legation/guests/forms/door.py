"""What a door sends: a form without a script, or rows that a device kept while it was offline."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from legation.guests.actions.door import Told
from legation.guests.choices import Scanned

MOST = 3000  # rows at once
UNDONE = 100  # that one row takes back


class BadRows(ValueError):
    """What a device sent is not what a door sends: the sentence says which row."""


class MarkForm(forms.Form):
    """A guest by key or code, or somebody who is not on the list."""

    kind = forms.ChoiceField(choices=Scanned.choices)
    guest = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    code = forms.CharField(max_length=300, required=False)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    body = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    door = forms.CharField(max_length=60, required=False)
    q = forms.CharField(max_length=200, required=False)

    def told(self, guest: int | None, now: datetime) -> Told:
        """What it says, as if a device had told it."""
        said = self.cleaned_data
        return Told(uuid.uuid4(), said["kind"], now, guest, said["door"], said["name"], said["body"])


def rows_told(body: bytes) -> tuple[list[Told], str, datetime | None]:
    """What a device tells, its name, and since when it wants to hear. Raises BadRows."""
    try:
        sent = json.loads(body)
        rows, device, since = sent.get("rows", []), str(sent.get("device", ""))[:36], sent.get("since")
    except (ValueError, AttributeError) as failed:
        raise BadRows(_("This is not what a door sends.")) from failed
    if not isinstance(rows, list) or len(rows) > MOST:
        raise BadRows(_("At most %(n)s rows at once.") % {"n": MOST})
    return [_told(row, number) for number, row in enumerate(rows, start=1)], device, _moment(since)


def _told(row: Any, number: int) -> Told:
    try:
        at = _moment(row["at"])
        guest = row.get("guest")
        told = Told(
            uuid=uuid.UUID(str(row["id"])),
            kind=Scanned(row["kind"]).value,
            at=at if at is not None else datetime.min.replace(tzinfo=UTC),
            guest=int(guest) if guest is not None else None,
            door=str(row.get("door", "")),
            name=str(row.get("name", "")),
            body=str(row.get("body", "")),
            undoes=tuple(str(uuid.UUID(str(key))) for key in row.get("undoes", ())),
        )
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as failed:
        raise BadRows(_("Row %(n)s is not what a door sends.") % {"n": number}) from failed
    if at is None or not (told.guest is None or 0 < told.guest < 2**62) or len(told.undoes) > UNDONE:
        raise BadRows(_("Row %(n)s is not what a door sends.") % {"n": number})
    return told


def _moment(text: Any) -> datetime | None:
    try:
        found = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
