"""Hotels of a mission: rooms, who is in them, and what does not fit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from legation.logistics.choices import StayStatus
from legation.logistics.models import RoomingList, RoomType, Stay
from legation.logistics.queries.rooming import Listed, listed
from legation.missions.choices import Party
from legation.missions.models import Attendance, Delegate, Mission, Venue
from legation.missions.queries.masthead import COMING
from legation.missions.rules import standing


@dataclass(frozen=True, slots=True)
class Unfit:
    """Something that does not fit: `code` is none, room, gap, two, short or full; `days` where it is so."""

    code: str
    delegate: Delegate
    days: tuple[date, ...] = ()
    stay: Stay | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One room with those who sleep there, first arrivals first."""

    number: int
    stays: tuple[Stay, ...]

    @property
    def called(self) -> str:
        """What the hotel calls it, where it said."""
        return next((stay.number for stay in self.stays if stay.number), "")


@dataclass(frozen=True, slots=True)
class KindOfRoom:
    """A kind of room with its used rooms, and how many of them are free all the time."""

    room_type: RoomType
    units: tuple[Unit, ...]

    @property
    def free(self) -> int:
        return int(self.room_type.count) - len(self.units)


@dataclass(frozen=True, slots=True)
class Hotel:
    """A hotel: kinds of rooms, who waits for one, and what changed since the list it was sent."""

    venue: Venue
    kinds: tuple[KindOfRoom, ...]
    waiting: tuple[Stay, ...]
    sent: tuple[RoomingList, ...]
    changes: tuple[Listed, ...]
    marks: Mapping[int, str] = field(default_factory=dict)

    @property
    def guests(self) -> int:
        return len(self.waiting) + sum(len(unit.stays) for kind in self.kinds for unit in kind.units)

    @property
    def rooms(self) -> int:
        return sum(len(kind.units) for kind in self.kinds)

    @property
    def held(self) -> int:
        return sum(int(kind.room_type.count) for kind in self.kinds)

    @property
    def nights(self) -> int:
        """Room nights: a room counts once for each night that somebody sleeps there."""
        total = 0
        for kind in self.kinds:
            for unit in kind.units:
                total += len({night for stay in unit.stays for night in nights_of(stay)})
        return total


@dataclass(frozen=True, slots=True)
class StaysPage:
    """All hotels, and what does not fit anywhere."""

    hotels: tuple[Hotel, ...]
    unfit: tuple[Unfit, ...]
    without: int

    @property
    def empty(self) -> bool:
        return not self.hotels


def nights_of(stay: Stay) -> Iterable[date]:
    """The evenings on which somebody goes to bed there."""
    return (stay.arrives_on + timedelta(days=n) for n in range((stay.leaves_on - stay.arrives_on).days))


def stays_of(mission: Mission, user: Any) -> list[Stay]:
    """The stays that `user` sees, cancelled ones too: one query."""
    mine = standing(user, mission.pk)
    rows = Stay.objects.visible_to(user).filter(mission=mission)
    loaded = ("delegate__person", "delegate__delegation", "venue__city", "room_type", "shares_with__person")
    found = list(rows.select_related(*loaded).order_by("arrives_on", "delegate__person__family_name", "pk"))
    for stay in found:  # whom the other side keeps to itself is not named as company
        if stay.shares_with is not None and (mine is None or stay.shares_with.visibility not in mine.sees):
            stay.shares_with = None
    return found


def stays_page(mission: Mission, user: Any) -> StaysPage:
    """Five queries, and the reader's standing."""
    stays = stays_of(mission, user)
    types = list(
        RoomType.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("venue__city")
        .order_by("venue", "pk")
    )
    sent: dict[int, list[RoomingList]] = defaultdict(list)
    for one in (
        RoomingList.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("by")
        .order_by("venue", "-number")
    ):
        sent[one.venue_id].append(one)
    venues = {row.venue_id: row.venue for row in (*types, *stays)}
    hotels = tuple(
        _hotel(venue, types, [stay for stay in stays if stay.venue_id == key], sent[key])
        for key, venue in sorted(venues.items())
    )
    coming = list(
        Delegate.objects.visible_to(user)
        .filter(mission=mission, status__in=COMING, delegation__party=Party.GUEST)
        .select_related("person", "delegation")
        .order_by("person__family_name", "pk")
    )
    unfit = tuple(_unfit(stays, coming, _days_there(mission, user)))
    return StaysPage(hotels, unfit, sum(one.code == "none" for one in unfit))


def _hotel(
    venue: Venue, types: Sequence[RoomType], stays: Sequence[Stay], sent: Sequence[RoomingList]
) -> Hotel:
    there = [stay for stay in stays if stay.status != StayStatus.CANCELLED]
    inside: dict[tuple[int | None, int | None], list[Stay]] = defaultdict(list)
    for stay in there:
        inside[stay.room_type_id, stay.unit].append(stay)
    kinds = tuple(
        KindOfRoom(
            kind,
            tuple(
                Unit(number or 0, tuple(rows))
                for (key, number), rows in sorted(inside.items(), key=lambda item: item[0][1] or 0)
                if key == kind.pk
            ),
        )
        for kind in types
        if kind.venue_id == venue.pk
    )
    known = {kind.room_type.pk for kind in kinds}
    waiting = tuple(stay for stay in there if stay.room_type_id not in known)
    changes = listed(sent[0].rows if sent else (), there)
    marks = {one.key: one.change for one in changes if one.change} if sent else {}
    return Hotel(venue, kinds, waiting, tuple(sent), tuple(changes), marks)


def _days_there(mission: Mission, user: Any) -> dict[int, tuple[date, date]]:
    """Delegate to the first and last day of what they attend, by the clock of the place: one query."""
    rows = (
        Attendance.objects.visible_to(user)
        .filter(engagement__mission=mission)
        .exclude(engagement__status="cancelled")
        .select_related("engagement")
        .order_by("pk")
    )
    found: dict[int, tuple[date, date]] = {}
    for row in rows:
        first, last = row.engagement.local_start.date(), row.engagement.local_end.date()
        known = found.get(row.delegate_id, (first, last))
        found[row.delegate_id] = (min(known[0], first), max(known[1], last))
    return found


def _unfit(
    stays: Sequence[Stay], coming: Sequence[Delegate], attends: Mapping[int, tuple[date, date]]
) -> Iterable[Unfit]:
    by_delegate: dict[int, list[Stay]] = defaultdict(list)
    for stay in stays:
        if stay.status != StayStatus.CANCELLED:
            by_delegate[stay.delegate_id].append(stay)
    for delegate in coming:
        mine = by_delegate.get(delegate.pk, [])
        if not mine:
            yield Unfit("none", delegate)
            continue
        yield from _of_one(delegate, mine, attends.get(delegate.pk))
    yield from _too_full(stays)


def _of_one(delegate: Delegate, mine: Sequence[Stay], attends: tuple[date, date] | None) -> Iterable[Unfit]:
    for stay in mine:
        if stay.room_type_id is None:
            yield Unfit("room", delegate, (stay.arrives_on, stay.leaves_on), stay)
    slept: dict[date, int] = defaultdict(int)
    for stay in mine:
        for night in nights_of(stay):
            slept[night] += 1
    first, last = min(slept), max(slept)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    gaps = tuple(night for night in every if not slept[night])
    if gaps:
        yield Unfit("gap", delegate, gaps)
    twice = tuple(night for night in every if slept[night] > 1)
    if twice:
        yield Unfit("two", delegate, twice)
    if attends is not None:
        outside = [day for day in attends if not first <= day <= last + timedelta(days=1)]
        if outside:
            yield Unfit("short", delegate, tuple(outside))


def _too_full(stays: Sequence[Stay]) -> Iterable[Unfit]:
    """Rooms in which more sleep than there are places, told by who came last."""
    rooms: dict[tuple[int, int | None], list[Stay]] = defaultdict(list)
    for stay in stays:
        if stay.room_type_id is not None and stay.status != StayStatus.CANCELLED:
            rooms[stay.room_type_id, stay.unit].append(stay)
    for inside in rooms.values():
        kind = inside[0].room_type
        places = 1 if kind is not None and kind.beds == "single" else 2
        count: dict[date, int] = defaultdict(int)
        for stay in inside:
            over = []
            for night in nights_of(stay):
                count[night] += 1
                if count[night] > places:
                    over.append(night)
            if over:
                yield Unfit("full", stay.delegate, tuple(over), stay)


def hotels_for(mission: Mission, user: Any) -> "QuerySet[Venue]":
    """Venues to choose from: those of the mission's cities first come by name."""
    cities = mission.legs.filter(removed_at=None).values("city")
    there = Q(city__in=cities) | Q(pk__in=Stay.objects.filter(mission=mission).values("venue"))
    found: QuerySet[Venue] = Venue.objects.visible_to(user)
    narrow = found.filter(there)
    return (narrow if narrow.exists() else found).select_related("city").order_by("city", "pk")


def room_types_for(mission: Mission, user: Any) -> "QuerySet[RoomType]":
    """Kinds of rooms to choose from."""
    found: QuerySet[RoomType] = (
        RoomType.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("venue")
        .order_by("venue", "pk")
    )
    return found


def delegates_for(mission: Mission, user: Any) -> "QuerySet[Delegate]":
    """Those of the mission whom `user` sees, to choose from."""
    found: QuerySet[Delegate] = (
        Delegate.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("person", "delegation", "post__organisation")
        .order_by("delegation", "person__family_name", "person__given_name", "pk")
    )
    return found


def list_behind(mission: Mission, venue: int, user: Any) -> tuple[Venue | None, list[Listed], int]:
    """The hotel, the list as it would be sent now, and its number: four queries."""
    mine = standing(user, mission.pk)
    stays = [
        stay
        for stay in stays_of(mission, user)
        if stay.venue_id == venue and stay.status != StayStatus.CANCELLED
    ]
    last = (
        RoomingList.objects.visible_to(user)
        .filter(mission=mission, venue=venue, side=mine.side if mine is not None else "")
        .order_by("-number")
        .first()
    )
    hotel = Venue.objects.filter(pk=venue).select_related("city").first()
    if hotel is None or (not stays and last is None):
        return None, [], 0
    return hotel, listed(last.rows if last is not None else (), stays), (last.number if last else 0) + 1
