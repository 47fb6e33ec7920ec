"""What stands behind a personal link, and the links of a list for who hands them out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from legation.guests.choices import Reply
from legation.guests.models import Guest, GuestList, ReplyLink
from legation.guests.queries.door import picture_of
from legation.guests.queries.letters import deadline_of, when_of, where_of
from legation.kernel.links import key_of, sealed, token
from legation.missions.choices import EngagementStatus
from legation.missions.rules import standing

PURPOSE = "guest"
AFTER = timedelta(days=2)  # since the end of the event, for who looks once more where it was


def link_behind(part: str, now: datetime) -> ReplyLink | None:  # noqa: ARG001
    """The link with this part of an address, ended or not; None where the signature is not ours."""
    key = key_of(part, PURPOSE)
    if key is None:
        return None
    loads = ("user", "guest_list__engagement__mission", "guest_list__engagement__venue__city")
    found: ReplyLink | None = (
        ReplyLink.objects.filter(key=key).select_related(*loads, "guest_list__engagement__room").first()
    )
    return found


def ended(link: ReplyLink, now: datetime) -> str:
    """Why a link is no longer good: revoked, over, cancelled or removed; empty while it is."""
    engagement = link.guest_list.engagement
    if link.revoked_at is not None:
        return "revoked"
    if engagement.removed_at or engagement.mission.removed_at or link.guest_list.removed_at:
        return "removed"
    if engagement.status == EngagementStatus.CANCELLED:
        return "cancelled"
    if now > engagement.ends_at + AFTER or (link.expires_at is not None and link.expires_at <= now):
        return "over"
    return ""


def part_of(link: ReplyLink) -> str:
    """The part of the address."""
    return token(link.key, PURPOSE)


def path_of(link: ReplyLink) -> str:
    """The path of the page."""
    return reverse("my-invitation", args=[part_of(link)])


def stored_path_of(link: ReplyLink) -> str:
    """The path as a letter keeps it: it opens only where the letter leaves the house."""
    return reverse("my-invitation", args=[sealed(link.key, PURPOSE)])


def closed(guest_list: GuestList, now: datetime) -> bool:
    """Whether the time to answer is over."""
    until = guest_list.reply_until or guest_list.engagement.starts_at
    return now > until


@dataclass(frozen=True, slots=True)
class Invited:
    """A guest for whom the reader answers, and those who come along."""

    guest: Guest
    companions: tuple[Guest, ...]


@dataclass(frozen=True, slots=True)
class MyInvitation:
    """The page behind a link."""

    link: ReplyLink
    guest_list: GuestList
    guests: tuple[Invited, ...]
    open: bool
    when: str
    where: str
    deadline: str
    contact: str

    @property
    def cards(self) -> list[tuple[Guest, str]]:
        """Everybody who comes, with the code that the door reads: no query."""
        engagement = self.guest_list.engagement
        coming = [
            guest
            for each in self.guests
            for guest in (each.guest, *each.companions)
            if guest.status == Reply.ACCEPTED
        ]
        return [(guest, picture_of(guest, engagement.mission.slug, engagement.pk)) for guest in coming]

    @property
    def assists(self) -> bool:
        """The reader answers for somebody else."""
        return len(self.guests) > 1 or any(
            each.guest.assistant_mail.lower() == self.link.mail for each in self.guests
        )


def my_invitation(link: ReplyLink, now: datetime) -> MyInvitation:
    """Two queries beside the link."""
    guest_list = link.guest_list
    return MyInvitation(
        link=link,
        guest_list=guest_list,
        guests=tuple(invited_by(link)),
        open=not closed(guest_list, now),
        when=when_of(guest_list),
        where=where_of(guest_list),
        deadline=deadline_of(guest_list),
        contact=guest_list.contact_of(link.side) or link.user.name,
    )


def invited_by(link: ReplyLink) -> list[Invited]:
    """The guests of a link, in order of name."""
    guests = list(
        Guest.objects.present()
        .filter(link=link, comes_with=None)
        .select_related("guest_list__engagement", "delegate", "organisation")
        .order_by("name", "pk")
    )
    along: dict[int | None, list[Guest]] = {}
    for each in Guest.objects.present().filter(comes_with__in=guests).order_by("pk"):
        along.setdefault(each.comes_with_id, []).append(each)
    return [Invited(guest, tuple(along.get(guest.pk, ()))) for guest in guests]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link with those for whom it answers."""

    link: ReplyLink
    guests: tuple[Guest, ...]
    address: str

    @property
    def answered(self) -> int:
        return sum(1 for guest in self.guests if guest.status in {Reply.ACCEPTED, Reply.DECLINED})


@dataclass(frozen=True, slots=True)
class InvitationsPage:
    """The links of the reader's side, and who could be invited."""

    rows: tuple[LinkRow, ...]
    waiting: tuple[Guest, ...]
    without: tuple[Guest, ...]


def invitations_page(guest_list: GuestList, user: Any) -> InvitationsPage:
    """Two queries."""
    mine = standing(user, guest_list.mission_key())
    side = mine.side if mine is not None and mine.prepares else ""
    rows = Guest.objects.visible_to(user).filter(guest_list=guest_list, side=side, comes_with=None)
    guests = list(rows.select_related("organisation").order_by("name", "pk"))
    links = ReplyLink.objects.visible_to(user).filter(guest_list=guest_list, side=side, revoked_at=None)
    of_link: dict[int | None, list[Guest]] = {}
    for guest in guests:
        of_link.setdefault(guest.link_id, []).append(guest)
    open_ = [guest for guest in guests if guest.status == Reply.LISTED]
    return InvitationsPage(
        tuple(
            LinkRow(link, tuple(of_link.get(link.pk, ())), settings.ORIGIN + path_of(link))
            for link in links.order_by("mail", "pk")
        ),
        tuple(guest for guest in open_ if guest.letters_to),
        tuple(guest for guest in open_ if not guest.letters_to),
    )


def to_invite(guest_list: GuestList, user: Any) -> list[Guest]:
    """Guests of the reader's side who have an address and were not invited yet."""
    mine = standing(user, guest_list.mission_key())
    rows = Guest.objects.visible_to(user).filter(
        guest_list=guest_list,
        side=mine.side if mine is not None and mine.prepares else "",
        status=Reply.LISTED,
        comes_with=None,
    )
    found = rows.select_related("guest_list__engagement", "delegate", "person").order_by("pk")
    return [guest for guest in found if guest.letters_to]
