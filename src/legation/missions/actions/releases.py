"""Release a version of the programme, and keep whom it was released to."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel.activity import log
from legation.kernel.choices import Side, Verb, Visibility
from legation.kernel.jobs import enqueue
from legation.kernel.refusals import Refused
from legation.missions.actions.engagements import OtherSidesVisibility
from legation.missions.choices import Delivery
from legation.missions.models import (
    CalendarLink,
    DayLink,
    Delegate,
    Membership,
    Mission,
    Recipient,
    Release,
    sides_seen,
)
from legation.missions.queries.releases import changed_for_both, changed_for_some, waiting_for
from legation.missions.queries.versions import with_theirs
from legation.missions.rules import forget_standings, standing

SEND = "legation.missions.jobs.releases.send"
SEND_CALENDARS = "legation.missions.jobs.invitations.send_release"
CHOSEN = "chosen"


class NothingToRelease(Refused):
    sentence = _("Nothing changed since the last version, so there is nothing to release.")


class NothingForTheOthers(Refused):
    sentence = _("Only what your side keeps to itself changed. Release it to your own side.")


class NothingForThem(Refused):
    sentence = _("Nothing changed for them since they were given a version.")
    field = "delegates"


class ProgrammeChanged(Refused):
    sentence = _(
        "The programme was changed or released while you looked. See what changed now, and release again."
    )


class NobodyChosen(Refused):
    sentence = _("Choose at least one delegate.")
    field = "delegates"


class NoLongerYours(Refused):
    sentence = _("You do not prepare this mission any more, so nothing was released.")


@transaction.atomic
def release_programme(mission: Mission, values: Mapping[str, Any], *, by: User) -> Release:
    """Release the programme as it is, to both sides, to one's own, or to chosen delegates of it.

    `values`: note, audience ("shared", a side or "chosen"), delegates for the last of these, mail (whether
    each person is written to) and looked, the trace of what was shown. Each row is kept with its own
    visibility; to both sides, what the other side keeps to itself goes along as it released it last.
    """
    Mission.objects.select_for_update().get(pk=mission.pk)
    forget_standings(by)
    mine = standing(by, mission.pk)
    if mine is None or not mine.prepares:
        raise NoLongerYours
    audience, chosen = str(values["audience"]), list(values.get("delegates") or ())
    if audience not in {Visibility.SHARED.value, mine.side, CHOSEN}:
        raise OtherSidesVisibility
    waiting = waiting_for(mission, by, audience)
    if waiting.trace != values["looked"]:
        raise ProgrammeChanged
    if audience == CHOSEN and not chosen:
        raise NobodyChosen
    if audience == CHOSEN and not changed_for_some(waiting, mission, by, chosen):
        raise NothingForThem
    if audience != CHOSEN and not waiting.told:
        raise NothingToRelease
    both = audience == Visibility.SHARED
    if both and not changed_for_both(waiting, mission):
        raise NothingForTheOthers
    other = Side.HOST if mine.side == Side.GUEST else Side.GUEST
    numbered = mission.releases.filter(visibility=waiting.visibility).aggregate(last=Max("number"))["last"]
    release = Release.objects.create(
        mission=mission,
        number=(numbered or 0) + 1,
        note=values["note"],
        visibility=waiting.visibility,
        chosen=audience == CHOSEN,
        released_by=by,
        snapshot=with_theirs(waiting.draft, mission, other) if both else waiting.draft,
    )
    if release.chosen:
        release.delegates.set(chosen)
    _keep_recipients(release, chosen, mail=bool(values["mail"]))
    log(Verb.ADDED, release, by=by, mission_id=mission.pk, visibility=waiting.visibility)
    if values["mail"]:
        enqueue(SEND, release.pk, by=by)
        enqueue(SEND_CALENDARS, release.pk, by=by)
    return release


def _keep_recipients(release: Release, chosen: Collection[Delegate], *, mail: bool) -> None:
    """Keep who has access now, and which links are live, of those whom it is released to."""
    Recipient.objects.bulk_create([*_users(release, chosen, mail=mail), *_links(release, chosen)])


def _users(release: Release, chosen: Collection[Delegate], *, mail: bool) -> list[Recipient]:
    people = (
        Membership.objects.filter(mission=release.mission, user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )
    if release.chosen:
        people = people.filter(stands_for__in=chosen).distinct()
    return [
        Recipient(
            release=release,
            user=one.user,
            name=str(one.user)[:300],
            side=one.side,
            delivery=_delivery(release, one, mail=mail),
        )
        for one in people
        if release.visibility in sides_seen(one.side, one.role)
    ]


def _delivery(release: Release, one: Membership, *, mail: bool) -> Delivery:
    if one.user_id == release.released_by_id:
        return Delivery.AUTHOR
    return Delivery.WAITING if mail else Delivery.UNTOLD


def _links(release: Release, chosen: Collection[Delegate]) -> list[Recipient]:
    """The links that were live."""
    calendars = CalendarLink.objects.live().filter(mission=release.mission).order_by("pk")
    if release.visibility != Visibility.SHARED:
        calendars = calendars.filter(side=release.visibility)
    if release.chosen:
        calendars = calendars.filter(delegate__in=chosen)
    return [
        *(
            Recipient(release=release, name=str(link)[:300], side=link.side, delivery=Delivery.CALENDAR)
            for link in calendars.select_related("delegate__person", "mission")
        ),
        *_day_links(release, chosen),
    ]


def _day_links(release: Release, chosen: Collection[Delegate]) -> list[Recipient]:
    """The links to somebody's day that were live."""
    days = DayLink.objects.live(timezone.now()).filter(mission=release.mission).order_by("pk")
    if release.visibility != Visibility.SHARED:
        days = days.filter(side=release.visibility)
    if release.chosen:
        days = days.filter(delegates__in=chosen).distinct()
    return [
        Recipient(
            release=release,
            name=(link.name or ", ".join(str(each.person) for each in link.delegates.all()))[:300],
            side=link.side,
            delivery=Delivery.DAY,
        )
        for link in days.prefetch_related("delegates__person")
    ]
