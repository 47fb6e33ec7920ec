"""What letters to guests say, in the active language: the invitation, and the one reminder."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from legation.guests.choices import Field
from legation.guests.models import Call, Guest, GuestList, ReplyLink


def when_of(guest_list: GuestList) -> str:
    """Day and hours by the clocks at the place, which is named."""
    engagement = guest_list.engagement
    day = date_format(engagement.local_start, pgettext("date format: weekday, day, month", "l j F"))
    if engagement.part:
        return f"{day}, {engagement.get_part_display()}"
    city = engagement.venue.city if engagement.venue is not None else engagement.zone
    return f"{day}, {engagement.local_start:%H:%M}–{engagement.local_end:%H:%M} ({city})"


def where_of(guest_list: GuestList) -> str:
    """The venue and its room, as far as they are settled."""
    engagement = guest_list.engagement
    return ", ".join(str(each) for each in (engagement.venue, engagement.room) if each is not None)


def deadline_of(guest_list: GuestList) -> str:
    """Until when they answer, by the clocks at the place; empty where there is no limit."""
    until = guest_list.reply_until
    if until is None:
        return ""
    local = until.astimezone(guest_list.engagement.local_start.tzinfo)
    day = date_format(local, pgettext("date format: weekday, day, month", "l j F"))
    return f"{day}, {local:%H:%M}"


def invitation_subject(guest_list: GuestList) -> str:
    return _("Invitation: %(what)s") % {"what": guest_list.engagement.title}


def invitation_text(guest_list: GuestList, link: ReplyLink, guests: Sequence[Guest]) -> str:
    """The words of the list, then when and where, for whom, and until when to answer."""
    parts = [str(guest_list.words or "").strip()]
    if not parts[0]:
        parts = [_("You are cordially invited to “%(what)s”.") % {"what": guest_list.engagement.title}]
    facts = [when_of(guest_list), where_of(guest_list)]
    parts.append("\n".join(filter(None, facts)))
    names = "\n".join(f"– {_named(guest)}" for guest in guests)
    if len(guests) > 1 or any(guest.assistant_mail.lower() == link.mail for guest in guests):
        head = ngettext("This invitation is for:", "These invitations are for:", len(guests))
        parts.append(f"{head}\n{names}")
    until = deadline_of(guest_list)
    parts.append(
        _("Please answer until %(until)s on this page; no password is needed.") % {"until": until}
        if until
        else _("Please answer on this page; no password is needed.")
    )
    return "\n\n".join(filter(None, parts))


def reminder_subject(guest_list: GuestList) -> str:
    return _("Please answer: %(what)s") % {"what": guest_list.engagement.title}


def reminder_text(guest_list: GuestList, guests: Sequence[Guest]) -> str:
    """Who has not answered, and until when they can."""
    until = deadline_of(guest_list)
    names = ", ".join(_named(guest) for guest in guests)
    return "\n\n".join(
        [
            _("We have no answer yet for “%(what)s” from: %(names)s.")
            % {"what": guest_list.engagement.title, "names": names},
            _("Please answer until %(until)s on this page; no password is needed.") % {"until": until},
        ]
    )


def asked_until(call: Call) -> str:
    """Until when an approved applicant tells the rest, by the installation's clock, which is named."""
    if call.later_until is None:
        return ""
    local = timezone.localtime(call.later_until)
    day = date_format(local, pgettext("date format: weekday, day, month", "l j F"))
    return f"{day}, {local:%H:%M} ({settings.TIME_ZONE})"


def asking_subject(call: Call) -> str:
    return _("Please tell us the rest: %(what)s") % {"what": call}


def asking_text(call: Call) -> str:
    """What is still asked of somebody approved, and until when."""
    labels = dict(Field.choices)
    asked = ", ".join(str(labels.get(name, name)) for name in call.later)
    return "\n\n".join(
        [
            _("You come along with “%(what)s”. We still need from you: %(asked)s.")
            % {"what": call, "asked": asked},
            _("Please tell us until %(until)s on this page; no password is needed.")
            % {"until": asked_until(call)},
        ]
    )


def _named(guest: Guest) -> str:
    return f"{guest.name} ({guest.native_name})" if guest.native_name else guest.name
