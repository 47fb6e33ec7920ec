"""The programme and the rooms that are held, taken out as tables: what the page shows, a line for each."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from legation.kernel.sheets import Cell
from legation.missions.models import Mission
from legation.missions.queries.bookings import bookings_by_day
from legation.missions.queries.programme import Programme

Rows = list[list[Cell]]
Sheet = tuple[str, list[str], Rows]


def programme_sheet(programme: Programme) -> Sheet:
    """One line for each engagement, in the order of the page, by the clock of its place."""
    rows: Rows = []
    for day in programme.days:
        for item in day.items:
            each = item.engagement
            rows.append(
                [
                    _day(each.local_start),
                    _clock(each.local_start),
                    _clock(each.local_end),
                    _day(item.until),
                    item.city,
                    str(each.title),
                    str(each.get_kind_display()),
                    str(each.venue or ""),
                    str(each.room or ""),
                    ", ".join(map(str, item.principals)),
                    item.others or None,
                    str(each.get_interpretation_display()),
                    str(each.get_status_display()),
                    str(each.get_visibility_display()),
                ]
            )
    headings = [
        _("Date"),
        _("From"),
        _("Until"),
        _("Ends on"),
        _("City"),
        _("Engagement"),
        _("Kind"),
        _("Venue"),
        _("Room"),
        _("Principals"),
        _("Others"),
        _("Interpretation"),
        _("Status"),
        _("Seen by"),
    ]
    return _("Programme"), headings, rows


def bookings_sheet(mission: Mission, user: Any) -> Sheet:
    """One line for each room that is held; what it is for is told as far as the reader may know."""
    rows: Rows = []
    for day in bookings_by_day(mission, user):
        for held in day.held:
            booking = held.booking
            zone = ZoneInfo(booking.zone)
            rows.append(
                [
                    _day(booking.local_start),
                    _clock(booking.local_start),
                    _clock(booking.local_end),
                    _clock(booking.held_from.astimezone(zone)),
                    _clock(booking.held_until.astimezone(zone)),
                    str(booking.room.venue.city),
                    str(booking.room.venue),
                    str(booking.room),
                    held.what,
                    str(booking.get_visibility_display()),
                ]
            )
    headings = [
        _("Date"),
        _("From"),
        _("Until"),
        _("Held from"),
        _("Held until"),
        _("City"),
        _("Venue"),
        _("Room"),
        _("For"),
        _("Seen by"),
    ]
    return _("Rooms"), headings, rows


def _day(day: date | datetime | None) -> str:
    return f"{day:%Y-%m-%d}" if day is not None else ""


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}"
