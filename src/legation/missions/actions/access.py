"""Who works on a mission, and calendar addresses without a login."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel.activity import log
from legation.kernel.choices import Side, Verb
from legation.kernel.outbox import take_back
from legation.kernel.refusals import Refused
from legation.missions.choices import Role
from legation.missions.models import CalendarLink, DayLink, Delegate, Membership, Mission
from legation.missions.queries.access import zone_of
from legation.missions.rules import STAFF, forget_standings, standing


class AlreadyOnThisMission(Refused):
    sentence = _("%(who)s already works on this mission.")
    field = "email"


class StrangerToThisMission(Refused):
    sentence = _("Only who works on the mission can take its calendar along.")


class NotYourSideToOpen(Refused):
    sentence = _(
        "Each side gives access to its own people. You can invite the first colleague of the other side, from"
        " another office than yours, while nobody there prepares the mission yet."
    )
    field = "side"


class LastWhoPrepares(Refused):
    sentence = _(
        "%(who)s is the last who prepares this mission on its side. Give a colleague that role first."
    )


class EndsBeforeItBegins(Refused):
    sentence = _("Access ends today or later. To end it now, take it away.")
    field = "until"


class NobodyWouldPrepare(Refused):
    sentence = _("Somebody of this side prepares the mission without an end. Give one of them no last day.")
    field = "until"


@transaction.atomic
def give_access(
    mission: Mission,
    user: User,
    *,
    side: Side,
    role: Role,
    by: User,
    stands_for: Iterable[Delegate] = (),
    until: date | None = None,
) -> Membership:
    """Let `user` work on the mission, to the end of a day or for good.

    Staff do it for their own side, and open the other side once.
    """
    Membership.ever.filter(mission=mission, user=user, ends_at__lte=timezone.now()).delete()
    if Membership.objects.filter(mission=mission, user=user).exists():
        raise AlreadyOnThisMission(who=user)
    mine = standing(by, mission.pk)
    if mine is not None and mine.side != side:
        opened = Membership.objects.filter(mission=mission, side=side, role__in=STAFF).exists()
        if opened or user.office_id == by.office_id:
            raise NotYourSideToOpen
    ends_at = end_for(mission, side, until)
    membership = Membership.objects.create(mission=mission, user=user, side=side, role=role, ends_at=ends_at)
    membership.stands_for.set(stands_for)
    forget_standings(user)
    forget_standings(by)
    log(Verb.ADDED, membership, by=by, mission_id=mission.pk, visibility=side)
    return membership


@transaction.atomic
def limit_access(membership: Membership, until: date | None, *, by: User) -> Membership:
    """Let somebody's work on the mission end with a day, or not end by itself."""
    ends_at = _end_of(membership.mission, until)
    if ends_at is not None and not _prepared_for_good(membership.mission, membership.side, but=membership):
        raise NobodyWouldPrepare
    membership.ends_at = ends_at
    membership.save(update_fields=["ends_at"])
    log(Verb.CHANGED, membership, by=by, mission_id=membership.mission_id, visibility=membership.side)
    return membership


def end_for(mission: Mission, side: str, until: date | None) -> datetime | None:
    """When the access of a new colleague of this side would end."""
    ends_at = _end_of(mission, until)
    if ends_at is not None and not _prepared_for_good(mission, side):
        raise NobodyWouldPrepare
    return ends_at


def _prepared_for_good(mission: Mission, side: str, but: Membership | None = None) -> bool:
    """Somebody of this side prepares the mission without an end."""
    staff = Membership.objects.filter(mission=mission, side=side, role__in=STAFF, ends_at=None)
    return (staff.exclude(pk=but.pk) if but is not None else staff).exists()


def _end_of(mission: Mission, day: date | None) -> datetime | None:
    """The end of a day where the mission is."""
    if day is None:
        return None
    try:
        ends_at = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone_of(mission))
        ends_at = ends_at.astimezone(UTC)
    except OverflowError:
        return None  # later than any calendar
    if ends_at <= timezone.now():
        raise EndsBeforeItBegins
    return ends_at


@transaction.atomic
def take_access(membership: Membership, *, by: User) -> None:
    """End somebody's work on the mission; links that they made, and letters to them, end with it."""
    same_side = Membership.objects.filter(mission=membership.mission_id, side=membership.side)
    others = same_side.filter(role__in=STAFF, ends_at=None).exclude(pk=membership.pk)
    if membership.role in STAFF and not others.exists():
        raise LastWhoPrepares(who=membership.user)
    CalendarLink.objects.live().filter(mission=membership.mission_id, user=membership.user_id).update(
        revoked_at=timezone.now()
    )
    days = DayLink.objects.filter(mission=membership.mission_id, user=membership.user_id, revoked_at=None)
    days.update(revoked_at=timezone.now())
    log(Verb.REMOVED, membership, by=by, mission_id=membership.mission_id, visibility=membership.side)
    user = membership.user
    take_back(mission_id=membership.mission_id, mail=user.email)
    membership.delete()
    forget_standings(user)


@transaction.atomic
def make_calendar_link(
    mission: Mission, *, by: User, language: str, delegate: Delegate | None = None
) -> CalendarLink:
    """A new calendar address: for the whole mission as the user's side sees it, or for one delegate."""
    mine = standing(by, mission.pk)
    if mine is None:
        raise StrangerToThisMission
    link = CalendarLink.objects.create(
        mission=mission, side=mine.side, delegate=delegate, user=by, language=language
    )
    log(Verb.LINKED, link, by=by, mission_id=mission.pk, visibility=mine.side)
    return link


@transaction.atomic
def revoke_calendar_link(link: CalendarLink, *, by: User) -> CalendarLink:
    """End a calendar address: whoever has it gets nothing any more."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        log(Verb.REVOKED, link, by=by, mission_id=link.mission_id, visibility=link.side)
    return link
