"""Hold rooms at hotels, say who stays when, fill the rooms, and keep what the hotel was sent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.engine.rooming import Beds as Sleeping
from legation.engine.rooming import Filled, Guest, Kind, Place, fill
from legation.kernel import editing
from legation.kernel.activity import log
from legation.kernel.choices import Verb, Visibility
from legation.kernel.refusals import Refused
from legation.logistics.actions.private import note_needs_used
from legation.logistics.choices import Beds, Sharing, StayStatus
from legation.logistics.models import Filling, RoomingList, RoomType, Stay
from legation.logistics.queries.rank import in_order
from legation.logistics.queries.stays import list_behind
from legation.missions.choices import Access, Capacity, Party
from legation.missions.models import Delegate, Mission, Venue
from legation.missions.queries.masthead import COMING
from legation.missions.rules import standing

STEPS = {Access.WHEELCHAIR, Access.STEP_FREE}
BEDS: dict[Beds, Sleeping] = {Beds.SINGLE: "single", Beds.DOUBLE: "double", Beds.TWIN: "twin"}
SUITES = {Capacity.HEAD, Capacity.DEPUTY}


class TypeIsUsed(Refused):
    sentence = _("%(n)s people stay in these rooms. Give them others first.")


class MoreStayThanYouSee(TypeIsUsed):
    """As above, where a number would count people whom the reader does not see."""

    sentence = _("Somebody stays in these rooms. Give them others first, or ask the other side.")


class FewerThanUsed(Refused):
    sentence = _("Room %(n)s of this kind is in use. Empty it first, or hold as many.")
    field = "count"


class MoreUsedThanYouSee(FewerThanUsed):
    """As above, where the number would be that of a room which the reader sees empty."""

    sentence = _("More rooms of this kind are in use. Hold as many, or ask the other side.")


class OtherHotel(Refused):
    sentence = _("These rooms are at another hotel.")
    field = "room_type"


class NoSuchRoom(Refused):
    sentence = _("There are %(n)s rooms of this kind.")
    field = "unit"


class WhichRoom(Refused):
    sentence = _("Say which of these rooms it is.")
    field = "unit"


class RoomIsFull(Refused):
    sentence = _("This room is taken on these nights.")
    field = "unit"


class WithWhom(Refused):
    sentence = _("Say with whom they share, or choose another way.")
    field = "shares_with"


class WithThemselves(Refused):
    sentence = _("Nobody shares a room with themselves.")
    field = "shares_with"


class LeavesBeforeArriving(Refused):
    sentence = _("The day of departure is not after that of arrival.")
    field = "leaves_on"


class OutsideVisibility(Refused):
    sentence = _("You can let both sides or your own see it.")
    field = "visibility"


class NothingToSend(Refused):
    sentence = _("Nothing changed since the last list.")


@transaction.atomic
def add_room_type(mission: Mission, values: Mapping[str, Any], *, by: User) -> RoomType:
    """Hold rooms of one kind at a hotel."""
    _check_visibility(mission, values, by)
    return editing.add(RoomType(mission=mission, **values), by=by)


@transaction.atomic
def change_room_type(room_type: RoomType, values: Mapping[str, Any], *, seen: int, by: User) -> RoomType:
    """Hold more, fewer, or others; never fewer than are in use."""
    _check_visibility(room_type.mission, values, by)
    RoomType.objects.select_for_update(of=("self",)).get(pk=room_type.pk)
    last = _used(Stay.objects.present(), room_type).aggregate(last=Max("unit"))["last"]
    if last is not None and values.get("count", last) < last:
        seen_last = _used(Stay.objects.visible_to(by), room_type).aggregate(last=Max("unit"))["last"]
        raise FewerThanUsed(n=last) if seen_last == last else MoreUsedThanYouSee()
    return editing.change(room_type, values, seen=seen, by=by)


@transaction.atomic
def remove_room_type(room_type: RoomType, *, by: User) -> RoomType:
    """Give rooms back; refused while somebody stays there."""
    used = _used(Stay.objects.present(), room_type).count()
    if used:
        seen_used = _used(Stay.objects.visible_to(by), room_type).count()
        raise TypeIsUsed(n=used) if seen_used == used else MoreStayThanYouSee()
    return editing.remove(room_type, by=by)


@transaction.atomic
def add_stay(mission: Mission, values: Mapping[str, Any], *, by: User) -> Stay:
    """Somebody stays at a hotel from one day to another."""
    stay = Stay(mission=mission, **values)
    _check(stay)
    return editing.add(stay, by=by)


@transaction.atomic
def change_stay(stay: Stay, values: Mapping[str, Any], *, seen: int, by: User) -> Stay:
    """Other days, another room, another wish."""
    after = Stay(pk=stay.pk, mission=stay.mission, delegate=stay.delegate, venue=stay.venue)
    for name in (field.name for field in Stay._meta.concrete_fields if not field.primary_key):
        setattr(after, name, values.get(name, getattr(stay, name)))
    _check(after)
    return editing.change(stay, values, seen=seen, by=by)


@transaction.atomic
def restore_stay(stay: Stay, *, by: User) -> Stay:
    """Undo a removal, unless the room was given to somebody else."""
    _check(stay)
    return editing.restore(stay, by=by)


@transaction.atomic
def add_missing_stays(mission: Mission, venue: Venue, *, by: User) -> Sequence[Stay]:
    """A stay at this hotel for every guest who comes and has none: the nights of its city, else of all."""
    housed = Stay.objects.present().filter(mission=mission, venue__city=venue.city_id).values("delegate")
    legs = mission.legs.filter(removed_at=None, city=venue.city_id).order_by("starts_on")
    first = min((leg.starts_on for leg in legs), default=mission.starts_on)
    last = max((leg.ends_on for leg in legs), default=mission.ends_on)
    delegates = (
        Delegate.objects.visible_to(by)
        .filter(mission=mission, delegation__party=Party.GUEST, status__in=COMING)
        .exclude(pk__in=housed)
        .order_by("pk")
    )
    made = [
        Stay(
            mission=mission,
            delegate=one,
            venue=venue,
            arrives_on=first,
            leaves_on=max(last, date.fromordinal(first.toordinal() + 1)),
        )
        for one in delegates
    ]
    return editing.add_all(made, by=by)


@transaction.atomic
def fill_rooms(mission: Mission, venue: Venue, *, by: User) -> tuple[int, Filled]:
    """Give rooms to everybody who stays at this hotel; who was put somewhere by hand stays there.

    Stays that the user does not see keep their rooms. Gives how many moved, and what the engine says.
    """
    from simple_history.utils import bulk_update_with_history

    seen = set(Stay.objects.visible_to(by).filter(mission=mission).values_list("pk", flat=True))
    types = lock_rooms(mission, venue)
    stays = list(
        Stay.objects.present()
        .select_for_update(of=("self",))
        .filter(mission=mission, venue=venue, delegate__removed_at=None)
        .exclude(status=StayStatus.CANCELLED)
        .order_by("pk")
    )
    people = Delegate.objects.filter(pk__in=[stay.delegate_id for stay in stays]).select_related(
        "person", "delegation__city", "post__organisation"
    )
    ordered = in_order(people, mission, venue.city.country)
    filled = _filled(stays, ordered, types, seen, by)
    mine = {stay.delegate_id for stay in stays if stay.pk in seen}
    note_needs_used([one for one in ordered if one.has_needs and one.pk in mine], by)
    moved, before, now = [], [], timezone.now()
    for stay in stays:
        place = filled.places.get(str(stay.pk))
        given = (int(place.kind), place.number) if place is not None else (None, None)
        if stay.pk in seen and given != (stay.room_type_id, stay.unit):
            before.append(_kept_of(stay))
            stay.room_type_id, stay.unit = given
            stay.number, stay.version, stay.updated_at = "", stay.version + 1, now
            moved.append(stay)
    if moved:
        fields = ["room_type", "unit", "number", "version", "updated_at"]
        bulk_update_with_history(moved, Stay, fields, batch_size=500, default_user=by, default_date=now)
        member = standing(by, mission.pk)
        side = member.side if member is not None else Visibility.SHARED
        after = [_kept_of(stay) for stay in moved]
        if member is not None:
            Filling.objects.create(
                mission=mission, venue=venue, side=side, by=by, at=now, before=before, after=after
            )
        log(Verb.CHANGED, venue, by=by, mission_id=mission.pk, visibility=side)
    return len(moved), filled


def lock_rooms(mission: Mission, venue: Venue) -> list[RoomType]:
    """Before the stays: whoever gives out rooms, one by one, all at once or from a file, waits for others."""
    rows = RoomType.objects.present().select_for_update(of=("self",))
    return list(rows.filter(mission=mission, venue=venue).order_by("pk"))


def _kept_of(stay: Stay) -> list[Any]:
    """Where somebody stays, as a filling keeps it."""
    return [stay.pk, stay.room_type_id, stay.unit, stay.number, stay.version]


def _filled(
    stays: Sequence[Stay], ordered: Sequence[Delegate], types: Sequence[RoomType], seen: set[int], by: User
) -> Filled:
    rank = {one.pk: number for number, one in enumerate(ordered)}
    who = {one.pk: one for one in ordered}
    of = {stay.delegate_id: str(stay.pk) for stay in stays}
    mine = standing(by, stays[0].mission_id) if stays else None
    kinds = [
        Kind(
            key=str(kind.pk),
            beds=BEDS[Beds(kind.beds)],
            count=kind.count,
            suite=kind.suite,
            accessible=kind.accessible,
            side=kind.party or None,
            first=kind.held_from.toordinal() if kind.held_from else None,
            last=kind.held_until.toordinal() if kind.held_until else None,
        )
        for kind in types
        if mine is not None and kind.visibility in mine.sees
    ]
    guests = []
    for stay in stays:
        delegate = who[stay.delegate_id]
        there = Place(str(stay.room_type_id), stay.unit) if stay.unit is not None else None
        fixed = there if stay.by_hand or stay.pk not in seen else None
        if stay.pk not in seen and there is None:
            continue
        partner = of.get(delegate.partner_id or 0) if stay.sharing != Sharing.ALONE else None
        named = of.get(stay.shares_with_id or 0) if stay.sharing == Sharing.NAMED else None
        guests.append(
            Guest(
                key=str(stay.pk),
                side=delegate.delegation.party,
                group=str(delegate.delegation_id),
                rank=rank[delegate.pk],
                first=stay.arrives_on.toordinal(),
                last=stay.leaves_on.toordinal(),
                partner=partner or (named if delegate.partner_id == stay.shares_with_id else None),
                shares=named,
                open=stay.sharing == Sharing.ANYBODY,
                access=delegate.access in STEPS,
                suite=delegate.capacity in SUITES,
                fixed=fixed,
            )
        )
    return fill(guests, kinds)


@transaction.atomic
def send_list(mission: Mission, venue: Venue, *, by: User) -> RoomingList:
    """Keep the list as the hotel gets it now: what changes later is marked against it."""
    mine = standing(by, mission.pk)
    RoomType.objects.select_for_update().filter(mission=mission, venue=venue).first()
    _hotel, rows, number = list_behind(mission, venue.pk, by)
    if mine is None or not any(row.change for row in rows):
        raise NothingToSend
    sent = RoomingList.objects.create(
        mission=mission,
        venue=venue,
        side=mine.side,
        number=number,
        rows=[row.stored for row in rows],
        sent_at=timezone.now(),
        by=by,
    )
    log(Verb.ADDED, sent, by=by, mission_id=mission.pk, visibility=mine.side)
    return sent


def _used(stays: "QuerySet[Stay]", room_type: RoomType) -> "QuerySet[Stay]":
    return stays.filter(room_type=room_type).exclude(status=StayStatus.CANCELLED)


def _check(stay: Stay) -> None:
    """Refuse what cannot be, in words that name no other side's guest."""
    if stay.leaves_on <= stay.arrives_on:
        raise LeavesBeforeArriving
    if stay.sharing == Sharing.NAMED and stay.shares_with is None:
        raise WithWhom
    if stay.shares_with_id is not None and stay.shares_with_id == stay.delegate_id:
        raise WithThemselves
    kind = stay.room_type
    if kind is None:
        stay.unit = None
        return
    if kind.venue_id != stay.venue_id:
        raise OtherHotel
    if stay.unit is None:
        raise WhichRoom
    if stay.unit > kind.count:
        raise NoSuchRoom(n=kind.count)
    if stay.status == StayStatus.CANCELLED:
        return
    RoomType.objects.select_for_update().get(pk=kind.pk)
    others = (
        Stay.objects.present()
        .filter(room_type=kind, unit=stay.unit, delegate__removed_at=None)
        .filter(arrives_on__lt=stay.leaves_on, leaves_on__gt=stay.arrives_on)
        .exclude(status=StayStatus.CANCELLED)
        .exclude(pk=stay.pk)
    )
    places = 1 if kind.beds == Beds.SINGLE else 2
    if others.count() >= places:
        raise RoomIsFull


def _check_visibility(mission: Mission, values: Mapping[str, Any], by: User) -> None:
    mine = standing(by, mission.pk)
    if mine is None or values.get("visibility", Visibility.SHARED) not in mine.sees:
        raise OutsideVisibility
