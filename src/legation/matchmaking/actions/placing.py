"""Give meetings their places: one by hand, or a whole timetable at once."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.matchmaking.actions.telling import telling
from legation.matchmaking.choices import MeetingState
from legation.matchmaking.models import Meeting, Round
from legation.matchmaking.queries.checking import free_table
from legation.matchmaking.queries.sheet import sheet_of

Places = Mapping[int, tuple[int | None, int | None]]


class NoSuchSlot(Refused):
    sentence = _("There is no such time in this round.")
    field = "slot"


class NoTableLeft(Refused):
    sentence = _("No table is free at %(time)s.")
    field = "slot"


class TableIsTaken(Refused):
    sentence = _("At %(time)s table %(table)s is taken.")
    field = "table"


class NoSuchTable(Refused):
    sentence = _("There are %(tables)s tables.")
    field = "table"


class NotPlaced(Refused):
    sentence = _("Only a meeting that has a place can be locked there.")


@transaction.atomic
def place_meeting(
    meeting: Meeting, *, slot: int | None, table: int | None = None, seen: int, by: User
) -> Meeting:
    """Put a meeting into a slot, at this table or the first that is free; without a slot take it out.

    Rules that it breaks are said on the page; only a table cannot be taken twice.
    """
    if slot is None:
        values: dict[str, Any] = {
            "slot": None,
            "table": None,
            "locked": False,
            "state": MeetingState.WANTED,
        }
        with telling(meeting.round, by=by):
            return editing.change(meeting, values, seen=seen, by=by)
    sheet = sheet_of(meeting.round)
    if slot not in sheet.clocks:
        raise NoSuchSlot
    item = sheet.items[meeting.pk]
    if item.site is not None:
        table = None
    elif table is None:
        same = item.table if item.slot == slot else None
        table = same or free_table(sheet, slot, beside=meeting.pk)
        if table is None:
            raise NoTableLeft(time=sheet.clocks[slot])
    elif not 1 <= table <= meeting.round.tables:
        raise NoSuchTable(tables=meeting.round.tables)
    elif any(each.slot == slot and each.table == table and each.key != meeting.pk for each in sheet.placed):
        raise TableIsTaken(time=sheet.clocks[slot], table=table)
    values = {"slot": slot, "table": table, "state": MeetingState.PLACED}
    with telling(meeting.round, by=by):
        return editing.change(meeting, values, seen=seen, by=by)


@transaction.atomic
def lock_meeting(meeting: Meeting, *, locked: bool, seen: int, by: User) -> Meeting:
    """Keep a meeting where it is when the timetable is made again, or let it move."""
    if locked and meeting.slot is None:
        raise NotPlaced
    return editing.change(meeting, {"locked": locked}, seen=seen, by=by)


def places_of(round_: Round) -> list[list[int | None]]:
    """The timetable in force, as it is kept for undoing: meeting, slot, table, and 1 where it is locked."""
    rows = Meeting.objects.present().filter(round=round_, slot__isnull=False).order_by("pk")
    return [[row.pk, row.slot, row.table, int(row.locked)] for row in rows]


def put_places(round_: Round, places: Places, *, locked: Collection[int] = (), by: User) -> int:
    """Make this the timetable: whoever is not named has no place. Returns how many meetings changed.

    In the caller's transaction. What was held or cancelled stays as it is.
    """
    from simple_history.utils import bulk_update_with_history

    changed = []
    rows = Meeting.objects.select_for_update().filter(round=round_).order_by("pk")
    for row in rows.exclude(state__in=(MeetingState.HELD, MeetingState.CANCELLED)):
        slot, table = places.get(row.pk, (None, None))
        keeps = row.pk in locked and slot is not None
        if (row.slot, row.table, row.locked) == (slot, table, keeps):
            continue
        row.slot, row.table, row.locked = slot, table, keeps
        row.state = MeetingState.WANTED if slot is None else MeetingState.PLACED
        row.version += 1
        changed.append(row)
    # Two that change places would for a moment share a table.
    Meeting.objects.filter(pk__in=[row.pk for row in changed]).update(table=None)
    if changed:
        fields = ["slot", "table", "locked", "state", "version"]
        bulk_update_with_history(changed, Meeting, fields, batch_size=200, default_user=by)
    return len(changed)
