"""What is kept of guests."""

from legation.guests.models.door import Scan
from legation.guests.models.guest import Guest, GuestTerm
from legation.guests.models.guest_list import GuestList, Quota
from legation.guests.models.purging import GuestPurge
from legation.guests.models.recruiting import Application, Call, GroupLink
from legation.guests.models.reply import ReplyLink

__all__ = [
    "Application",
    "Call",
    "GroupLink",
    "Guest",
    "GuestList",
    "GuestPurge",
    "GuestTerm",
    "Quota",
    "ReplyLink",
    "Scan",
]
