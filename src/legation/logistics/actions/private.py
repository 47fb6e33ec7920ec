"""Give, look at and destroy personal data; trust people with it; hand out links by which it is given."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel.activity import log
from legation.kernel.choices import Side, Verb
from legation.kernel.personal import logs_looks
from legation.kernel.refusals import Refused
from legation.kernel.sealing import KeyIsLost, opened, seal
from legation.logistics.choices import Kind, Purpose
from legation.logistics.models import Look, Private, PrivateLink, Trust
from legation.logistics.models.private import place_of, purged_on
from legation.logistics.queries.private import Opened, trusted_with
from legation.missions.choices import Party
from legation.missions.models import Delegate, Membership, Mission
from legation.missions.models.access import INSIDE
from legation.missions.rules import standing

LINK_LASTS = timedelta(days=60)


class PurgedAlready(Refused):
    sentence = _("All personal data of this mission was destroyed on %(day)s. None is kept any more.")


class NotTrusted(Refused):
    sentence = _("Nobody trusts you with this today. Whoever prepares that side can.")


class NotOnThisMission(Refused):
    sentence = _("Only who works on the mission can be trusted, and the press office cannot.")
    field = "user"


class TrustedAlready(Refused):
    sentence = _("They are trusted with this already. End that first to change its days.")
    field = "user"


class EndsBeforeItBegins(Refused):
    sentence = _("The last day is before the first.")
    field = "until_on"


class LongerThanKept(Refused):
    sentence = _("The data is destroyed on %(day)s. Choose that day or an earlier one.")
    field = "until_on"


class NotYourPeople(Refused):
    sentence = _("Each side trusts others with its own people only.")


@transaction.atomic
def give(
    delegate: Delegate, kind: Kind, values: Mapping[str, Any], *, by: User, by_link: bool = False
) -> Private:
    """Seal one kind of a delegate's data, in place of what was there."""
    _still_kept(delegate.mission)
    now = timezone.now()
    private, added = Private.objects.update_or_create(
        delegate=delegate,
        kind=kind,
        defaults={
            "sealed": seal(values, place_of(delegate.pk, kind)),
            "given_at": now,
            "given_by": by,
            "by_link": by_link,
        },
    )
    _log(Verb.ADDED if added else Verb.CHANGED, private, by)
    return private


@transaction.atomic
def destroy(delegate: Delegate, kinds: Iterable[Kind] = tuple(Kind), *, by: User) -> int:
    """Destroy these kinds of a delegate's data for good; gives how many there were."""
    found = list(Private.objects.select_for_update().filter(delegate=delegate, kind__in=list(kinds)))
    for private in found:
        _log(Verb.REMOVED, private, by)
    Private.objects.filter(pk__in=[private.pk for private in found]).delete()
    return len(found)


@transaction.atomic
def look(mission: Mission, delegates: Iterable[int], kind: Kind, *, by: User) -> list[Opened]:
    """Open one kind of data of these delegates and write down that `by` looked at each.

    Of those whom they see and are trusted with today; raises NotTrusted where that is nobody.
    What no key opens is told as such, and is no look.
    """
    sides = trusted_with(mission, by).get(kind.purpose, frozenset())
    if not sides:
        raise NotTrusted
    parties = [*sides, Party.THIRD]
    seen = Delegate.objects.visible_to(by).filter(pk__in=list(delegates), mission=mission)
    asked = seen.filter(delegation__party__in=parties)
    rows = Private.objects.filter(delegate__in=asked, kind=kind)
    private = {each.delegate_id: each for each in rows}
    needs = {each.pk: each for each in asked if each.has_needs} if kind == Kind.HEALTH else {}
    found = [_opened(key, kind, private.get(key), needs.get(key)) for key in sorted({*private, *needs})]
    if not found:
        raise NotTrusted
    _note([each.delegate for each in found if not each.problem], mission.pk, kind, by)
    return found


def _opened(key: int, kind: Kind, private: Private | None, needing: Delegate | None) -> Opened:
    """What was given of a kind, with what a delegate's seats and rooms are found by."""
    value: dict[str, Any] = {}
    try:
        if private is not None:
            value = opened(private.sealed, private.place)
        if needing is not None:
            if not needing.access:
                raise KeyIsLost
            value["access"] = needing.access
    except KeyIsLost as lost:
        return Opened(key, kind, {}, str(lost))
    return Opened(key, kind, value)


def _note(delegates: Iterable[int], mission: int, kind: Kind, by: User) -> None:
    """Write down that `by` learned this kind of data of these."""
    now = timezone.now()
    Look.objects.bulk_create(
        Look(mission_id=mission, delegate_id=key, kind=kind, purpose=kind.purpose, by=by, at=now)
        for key in delegates
    )


@logs_looks
def note_needs_used(delegates: Iterable[Any], by: Any) -> None:
    """A plan was made from the needs of these."""
    for mission, those in groupby(delegates, key=lambda each: each.mission_id):
        _note([each.pk for each in those], mission, Kind.HEALTH, by)


@transaction.atomic
def trust(
    mission: Mission, user: User, purpose: Purpose, *, from_on: date, until_on: date, by: User
) -> Trust:
    """Let a user look at the own side's data for one purpose, from a day to a day."""
    mine = standing(by, mission.pk)
    if mine is None or not mine.prepares:
        raise NotYourPeople
    if not Membership.objects.filter(mission=mission, user=user, role__in=INSIDE).exists():
        raise NotOnThisMission
    if until_on < from_on:
        raise EndsBeforeItBegins
    if until_on > purged_on(mission):
        raise LongerThanKept(day=date_format(purged_on(mission), "Y-m-d"))
    made = Trust(
        mission=mission, side=mine.side, user=user, purpose=purpose, from_on=from_on, until_on=until_on
    )
    made.given_by = by
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise TrustedAlready from None
    log(Verb.ADDED, made, by=by, mission_id=mission.pk, visibility=made.side)
    return made


@transaction.atomic
def end_trust(trust: Trust, *, by: User) -> Trust:
    """From now on they see nothing for this purpose."""
    if trust.ended_at is None:
        trust.ended_at = timezone.now()
        trust.save(update_fields=["ended_at"])
        log(Verb.REMOVED, trust, by=by, mission_id=trust.mission_id, visibility=trust.side)
    return trust


@transaction.atomic
def make_private_link(delegate: Delegate, *, language: str, by: User) -> PrivateLink:
    """An address where the delegate or an assistant gives personal data; the one before ends."""
    _still_kept(delegate.mission)
    mine = standing(by, delegate.mission_id)
    if mine is None:
        raise NotYourPeople
    now = timezone.now()
    PrivateLink.objects.filter(delegate=delegate, side=mine.side, revoked_at=None).update(revoked_at=now)
    end = datetime.combine(purged_on(delegate.mission), time(0), tzinfo=now.tzinfo)
    link = PrivateLink.objects.create(
        delegate=delegate,
        side=mine.side,
        language=language,
        user=by,
        expires_at=min(now + LINK_LASTS, end),
    )
    log(Verb.LINKED, delegate, by=by, mission_id=delegate.mission_id, visibility=link.side)
    return link


@transaction.atomic
def revoke_private_link(link: PrivateLink, *, by: User) -> PrivateLink:
    """End an address: whoever has it gets nothing any more."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        log(Verb.REVOKED, link.delegate, by=by, mission_id=link.mission_key(), visibility=link.side)
    return link


def note_opened(link: PrivateLink) -> None:
    """Remember that the address was opened for the first time."""
    if link.opened_at is None:
        PrivateLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())


def _still_kept(mission: Mission) -> None:
    if purged_on(mission) <= timezone.localdate():
        raise PurgedAlready(day=date_format(purged_on(mission), "Y-m-d"))


def _log(verb: Verb, private: Private, by: User) -> None:
    """Told to the delegate's own side, or to the side of `by` where they are of neither."""
    delegate = private.delegate
    party, mine = delegate.delegation.party, standing(by, delegate.mission_id)
    side = party if party in Side.values else mine.side if mine is not None else Side.HOST
    log(verb, private, by=by, mission_id=delegate.mission_id, visibility=side)
