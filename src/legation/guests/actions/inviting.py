"""Invite guests by letter, each reader with one link, and take links back."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.guests.choices import Reply
from legation.guests.models import Guest, GuestList, ReplyLink
from legation.guests.queries.letters import invitation_subject, invitation_text
from legation.guests.queries.replying import stored_path_of
from legation.kernel import editing, outbox
from legation.kernel.activity import log
from legation.kernel.choices import LetterKind, Verb
from legation.kernel.refusals import Refused


class NobodyToInvite(Refused):
    sentence = _("Nobody of your side has a mail address and waits for an invitation.")


@transaction.atomic
def invite(guest_list: GuestList, guests: Iterable[Guest], *, by: User) -> list[ReplyLink]:
    """Send one letter to each address: for a guest, or for all those for whom one assistant answers."""
    by_reader: dict[tuple[str, str], list[Guest]] = {}
    for guest in guests:
        if guest.letters_to and guest.comes_with_id is None:
            by_reader.setdefault((guest.side, guest.letters_to), []).append(guest)
    if not by_reader:
        raise NobodyToInvite
    return [_send(guest_list, side, mail, those, by) for (side, mail), those in by_reader.items()]


@transaction.atomic
def send_again(link: ReplyLink, *, by: User) -> ReplyLink:
    """A new address in place of one that went astray, in a new letter; the old one is good no more."""
    guests = list(Guest.objects.present().filter(link=link, comes_with=None).order_by("name", "pk"))
    revoke(link, by=by)
    if not guests:
        raise NobodyToInvite
    return _send(link.guest_list, link.side, link.mail, guests, by)


@transaction.atomic
def revoke(link: ReplyLink, *, by: User) -> ReplyLink:
    """End an address: whoever has it reads that it was taken back, and whom to ask."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        outbox.take_back(about=link)
        _log(Verb.REVOKED, link, by)
    return link


def note_opened(link: ReplyLink) -> None:
    """Remember that the address was opened for the first time."""
    if link.opened_at is None:
        ReplyLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())


def _send(guest_list: GuestList, side: str, mail: str, guests: list[Guest], by: User) -> ReplyLink:
    first = guests[0]
    name = first.assistant if first.assistant_mail.lower() == mail else first.name
    link, made = ReplyLink.objects.get_or_create(
        guest_list=guest_list,
        side=side,
        mail=mail,
        revoked_at=None,
        defaults={"name": name, "language": first.language, "user": by},
    )
    link.sent_at = timezone.now()
    link.save(update_fields=["sent_at"])
    for guest in guests:
        status = Reply.INVITED if guest.status == Reply.LISTED else guest.status
        editing.change(guest, {"link": link, "status": status}, seen=guest.version, by=by)
    everybody = list(Guest.objects.present().filter(link=link, comes_with=None).order_by("name", "pk"))
    with translation.override(link.language):
        outbox.post(
            outbox.Address(mail, link.language, guest_list.engagement.zone, link.name),
            kind=LetterKind.GUEST,
            subject=invitation_subject(guest_list),
            text=invitation_text(guest_list, link, everybody),
            url=stored_path_of(link),
            about=link,
            mission_id=link.mission_key(),
            visibility=side,
            at_once=True,
            expires_at=guest_list.engagement.starts_at,
            by=by,
        )
    if made:
        _log(Verb.LINKED, link, by)
    return link


def _log(verb: Verb, link: ReplyLink, by: User) -> None:
    log(verb, link, by=by, mission_id=link.mission_key(), visibility=link.seen_by())
