"""A guest list as a table, for XLSX and CSV: the guests whom the reader sees, in order of name."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from legation.guests.models import Guest, GuestList
from legation.guests.queries.conflicts import conflicts_of, light_rows
from legation.guests.queries.lists import quotas_of
from legation.kernel.sheets import Cell
from legation.missions.rules import standing

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def headings() -> list[str]:
    """The first row."""
    return [
        _("Name"), _("Name in the other script"), _("Post"), _("Organisation"), _("Invited by"),
        _("In whose name"), _("Comes with"), _("Status"), _("Mail"), _("Assistant"), _("Assistant’s mail"),
        _("Diet"), _("Needs"), _("Note"), _("Arrived"), _("Door"), _("To decide"),
    ]  # fmt: skip


def rows_of(guest_list: GuestList, user: Any) -> list[Sequence[Cell]]:
    """The rows beneath. Addresses and needs are for who prepares the side that invites."""
    light = light_rows(guest_list, user)
    conflicts = conflicts_of(guest_list, user, light, quotas_of(guest_list, user))
    mine = standing(user, guest_list.mission_key())
    own = mine.side if mine is not None and mine.prepares else ""
    guests = (
        Guest.objects.visible_to(user)
        .filter(guest_list=guest_list)
        .select_related("organisation", "comes_with")
        .order_by("name", "pk")
    )
    zone = guest_list.engagement.local_start.tzinfo
    return [
        [
            guest.name,
            guest.native_name,
            guest.post,
            guest.body_name,
            guest.get_side_display(),
            guest.invited_by,
            guest.comes_with.name if guest.comes_with is not None else "",
            guest.get_status_display(),
            *(_private(guest) if guest.side == own else [""] * 6),
            guest.arrived_at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if guest.arrived_at else "",
            guest.arrived_door,
            "; ".join(dict.fromkeys(str(each.flag.label) for each in conflicts.get(guest.pk, ()))),
        ]
        for guest in guests
    ]


def csv_of(guest_list: GuestList, user: Any) -> bytes:
    """The same as CSV; a text that begins like a formula is given an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings())
    for row in rows_of(guest_list, user):
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _private(guest: Guest) -> list[str]:
    return [
        guest.mail,
        guest.assistant,
        guest.assistant_mail,
        guest.diet,
        guest.get_access_display(),
        guest.note,
    ]


def _plain(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
