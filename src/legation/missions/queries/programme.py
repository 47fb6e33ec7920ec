"""The programme by day: where everybody is when, as one reader sees it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from legation.directory.models import City
from legation.engine.itinerary import Item, PersonClash, RoomClash, TravelGap, conflicts
from legation.missions.choices import EngagementKind, EngagementStatus, Function, Party
from legation.missions.models import Attendance, Delegate, Engagement, Leg, Mission, Movement
from legation.missions.queries.masthead import Masthead
from legation.missions.queries.slots import COLUMNS, Slot, others_said, slots
from legation.missions.queries.there import attendances_of, people_of
from legation.missions.queries.travel import alone_too_long, out_of_reach_among
from legation.missions.queries.versions import Since, since_release
from legation.missions.queries.ways import ways_among

MEETINGS = (
    EngagementKind.COURTESY_CALL,
    EngagementKind.MEETING,
    EngagementKind.ONE_TO_ONE,
    EngagementKind.SIGNING,
    EngagementKind.FORUM,
    EngagementKind.PRESS_CONFERENCE,
)


@dataclass(frozen=True, slots=True)
class OtherCity:
    """The same moment on the clock of another city of the mission; `day` where it is another date there."""

    city: str
    at: datetime
    zone: str
    day: date | None

    @property
    def clock(self) -> str:
        return f"{self.city} {self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class Clash:
    """What stands in the way of an engagement: `key` is person, room, way, early, late or interpreters.

    `people` are in two places at once, or have `minutes` from the one venue to the other, which takes
    `needed` as far as `how` tells; `other` is the second engagement, and `leaving` the one they come from.
    "early" and "late": `movement` lets them be there from `at` on, or until then. "interpreters": it takes
    `minutes` and has `have` of the `needed`.
    """

    key: str
    other: Engagement
    people: tuple[Delegate, ...] = ()
    minutes: int = 0
    leaving: Engagement | None = None
    needed: int = 0
    how: str = ""
    movement: Movement | None = None
    at: datetime | None = None
    have: int = 0


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """One engagement with who is there, as far as the reader sees, and what clashes with it.

    `named` has the party and the name of each principal, `also` says how many others there are.
    """

    engagement: Engagement
    slot: Slot
    city: str
    other: OtherCity | None
    until: date | None
    principals: tuple[Delegate, ...]
    named: tuple[tuple[str, str], ...]
    others: int
    also: str
    clashes: tuple[Clash, ...]
    running: bool


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """One day as its cities' own calendars have it."""

    day: date
    cities: tuple[str, ...]
    items: tuple[ProgrammeItem, ...]

    @property
    def city(self) -> str:
        """Its one city; empty where there are several."""
        return self.cities[0] if len(self.cities) == 1 else ""

    @property
    def clashes(self) -> int:
        return sum(bool(item.clashes) for item in self.items)


@dataclass(frozen=True, slots=True)
class Programme:
    """The whole programme, or one day or one person of it."""

    days: tuple[ProgrammeDay, ...]
    all_days: tuple[date, ...]
    people: tuple[Delegate, ...]
    day: date | None
    person: Delegate | None
    unknown: bool
    total: int
    since: Since | None = None


def programme_of(
    mission: Mission,
    head: Masthead,
    user: Any,
    now: datetime,
    *,
    day: str = "",
    person: str = "",
    people: Mapping[int, Delegate] | None = None,
) -> Programme:
    """Five queries: engagements, who is there, ways, travel and legs; `people_of` where they are not given.

    `day` and `person`: as typed.

    Two more, for those who prepare the mission, tell what changed since the last version.
    """
    engagements = _in_order(_engagements(mission, user).only(*COLUMNS))
    people = people_of(mission, user) if people is None else people
    attendances = attendances_of(mission, user, people)
    clashes = clashes_among(engagements, attendances, user)
    legs = list(
        Leg.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("city")
        .order_by("starts_on", "pk")
    )
    shown_people = _people(attendances)
    asked = next((delegate for delegate in shown_people if str(delegate.pk) == person), None)
    theirs = {row.engagement_id for row in attendances if asked is not None and row.delegate_id == asked.pk}
    chosen, wrong = _day(day)
    shown = [
        engagement
        for engagement in engagements
        if (not person or engagement.pk in theirs)
        and (chosen is None or engagement.local_start.date() <= chosen <= engagement.local_end.date())
    ]
    there = defaultdict(list)
    for row in attendances:
        there[row.engagement_id].append(row.delegate if row.function == Function.PRINCIPAL else None)
    names, said = _city_names(head, legs), slots()
    items = [_item(one, said(one), there[one.pk], clashes.get(one.pk, ()), head, names, now) for one in shown]
    days = tuple(
        ProgrammeDay(on, _cities_of(on, rows, legs), tuple(rows))
        for on, rows in (
            (on, list(rows)) for on, rows in groupby(items, key=lambda item: chosen or _on(item))
        )
    )
    return Programme(
        days=days,
        all_days=tuple(sorted({engagement.local_start.date() for engagement in engagements})),
        people=shown_people,
        day=chosen,
        person=asked,
        unknown=wrong or (bool(person) and asked is None),
        total=len(engagements),
        since=since_release(mission, user, engagements, attendances) if prepares(head) else None,
    )


def prepares(head: Masthead) -> bool:
    """The reader of this page prepares the mission."""
    return head.standing is not None and head.standing.prepares


def engagements_of(mission: Mission, user: Any) -> list[Engagement]:
    """What this reader sees on the programme, in the order in which it happens."""
    return _in_order(_engagements(mission, user))


def _engagements(mission: Mission, user: Any) -> "QuerySet[Engagement]":
    rows: QuerySet[Engagement] = Engagement.objects.visible_to(user).filter(mission=mission)
    return rows.select_related("venue__city", "room")


def _in_order(rows: Iterable[Engagement]) -> list[Engagement]:
    return sorted(rows, key=lambda row: (row.local_start.date(), row.starts_at, row.ends_at, row.pk))


def clashes_among(
    engagements: Sequence[Engagement], attendances: Iterable[Attendance], user: Any
) -> dict[int, tuple[Clash, ...]]:
    """Two queries. By engagement: who is in two places, which room is taken twice, whose way is too long,
    for whom it is too early or too late, and which interpreter is alone too long.

    What has no clock time yet, and what was called off, clashes with nothing.
    """
    people: dict[int, Delegate] = {}
    there: dict[int, set[str]] = defaultdict(set)
    attendances = list(attendances)
    for row in attendances:
        people[row.delegate_id] = row.delegate
        there[row.engagement_id].add(str(row.delegate_id))
    timed = {
        str(row.pk): row for row in engagements if not row.part and row.status != EngagementStatus.CANCELLED
    }
    ways = ways_among([row.venue for row in timed.values() if row.venue is not None], user)
    items = [_engine_item(row, there[row.pk]) for row in timed.values()]
    facts = conflicts(items, {between: way.minutes for between, way in ways.items()})
    grouped: dict[tuple[str, str, str, int], list[Delegate]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, PersonClash):
            grouped["person", fact.first, fact.second, 0].append(people[int(fact.person)])
        elif isinstance(fact, RoomClash):
            grouped["room", fact.first, fact.second, 0] = []
        elif isinstance(fact, TravelGap):
            grouped["way", fact.leaving, fact.arriving, fact.have].append(people[int(fact.person)])
    found: dict[int, list[Clash]] = defaultdict(list)
    for (key, first, second, minutes), who in grouped.items():
        one, two = timed[first], timed[second]
        if key == "way":
            way = ways[str(one.venue_id), str(two.venue_id)]
            found[two.pk].append(Clash(key, two, tuple(who), minutes, one, way.minutes, way.how))
        else:
            found[one.pk].append(Clash(key, two, tuple(who)))
            found[two.pk].append(Clash(key, one, tuple(who)))
    for off in out_of_reach_among(timed, items, user):
        who = [people[pk] for pk in off.people]
        one = timed[str(off.engagement)]
        found[one.pk].append(Clash(off.key, one, tuple(who), movement=off.movement, at=off.at))
    for few in alone_too_long(timed.values(), attendances):
        one = timed[few.item]
        alone = Clash("interpreters", one, minutes=few.minutes, needed=few.needed, have=few.have)
        found[one.pk].append(alone)
    return {pk: tuple(rows) for pk, rows in found.items()}


def default_zone(mission: Mission, user: Any, on: date | None) -> str:
    """The zone of the host city on that day; failing that, of the first leg; else none."""
    legs = list(
        Leg.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("city")
        .order_by("starts_on", "pk")
    )
    here = [leg for leg in legs if on is not None and leg.starts_on <= on <= leg.ends_on]
    # On the day of a move the later leg wins: that is where one arrives.
    chosen = here[-1] if here else legs[0] if legs else None
    return chosen.city.time_zone if chosen is not None else ""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting with its principals on each side."""

    engagement: Engagement
    guests: tuple[Delegate, ...]
    hosts: tuple[Delegate, ...]
    others: int


def meetings_of(mission: Mission, user: Any, people: Mapping[int, Delegate]) -> list[MeetingRow]:
    """The engagements at which two sides sit together: two queries."""
    there: dict[int, list[Attendance]] = defaultdict(list)
    for row in attendances_of(mission, user, people):
        there[row.engagement_id].append(row)
    return [
        MeetingRow(
            engagement,
            _leading(there[engagement.pk], Party.GUEST),
            _leading(there[engagement.pk], Party.HOST),
            sum(row.function != Function.PRINCIPAL for row in there[engagement.pk]),
        )
        for engagement in engagements_of(mission, user)
        if engagement.kind in MEETINGS
    ]


def _leading(rows: Iterable[Attendance], party: str) -> tuple[Delegate, ...]:
    return tuple(
        row.delegate
        for row in rows
        if row.function == Function.PRINCIPAL and row.delegate.delegation.party == party
    )


def _item(
    engagement: Engagement,
    slot: Slot,
    there: Sequence[Delegate | None],
    clashes: tuple[Clash, ...],
    head: Masthead,
    names: dict[str, str],
    now: datetime,
) -> ProgrammeItem:
    first, last = engagement.local_start, engagement.local_end
    principals = tuple(delegate for delegate in there if delegate is not None)
    others = len(there) - len(principals)
    return ProgrammeItem(
        engagement=engagement,
        slot=slot,
        city=city_of(engagement, names),
        other=other_city(engagement, head, names),
        until=last.date() if last.date() != first.date() and not engagement.part else None,
        principals=principals,
        named=tuple((delegate.delegation.party, str(delegate)) for delegate in principals),
        others=others,
        also=others_said(others, beside=bool(principals)),
        clashes=clashes,
        running=not engagement.part
        and engagement.status != EngagementStatus.CANCELLED
        and engagement.starts_at <= now < engagement.ends_at,
    )


def city_of(engagement: Engagement, names: dict[str, str]) -> str:
    """Whose clock the engagement goes by: a city's name, or the zone's last word."""
    if engagement.venue is not None and engagement.venue.city.time_zone == engagement.zone:
        return str(engagement.venue.city)
    return names.get(engagement.zone) or engagement.zone.rpartition("/")[2].replace("_", " ")


def other_city(engagement: Engagement, head: Masthead, names: dict[str, str]) -> OtherCity | None:
    """The second clock, where a city of the mission has another time at that moment."""
    here = engagement.local_start
    for zone in head.zones:
        there = engagement.starts_at.astimezone(ZoneInfo(zone))
        if there.utcoffset() != here.utcoffset():
            return OtherCity(names[zone], there, zone, there.date() if there.date() != here.date() else None)
    return None


def city_names(head: Masthead) -> dict[str, str]:
    """Zone to the first city of the mission that keeps it."""
    return _city_names(head, ())


def _city_names(head: Masthead, legs: Iterable[Leg]) -> dict[str, str]:
    names: dict[str, str] = {}
    cities: list[City] = [*head.hosts, *head.guests, *(leg.city for leg in legs)]
    for city in cities:
        names.setdefault(city.time_zone, str(city))
    return names


def _cities_of(on: date, items: Sequence[ProgrammeItem], legs: Iterable[Leg]) -> tuple[str, ...]:
    planned = [str(leg.city) for leg in legs if leg.starts_on <= on <= leg.ends_on]
    placed = [str(item.engagement.venue.city) for item in items if item.engagement.venue is not None]
    return tuple(dict.fromkeys([*planned, *placed] or [item.city for item in items]))


def _people(attendances: Iterable[Attendance]) -> tuple[Delegate, ...]:
    found = {row.delegate_id: row.delegate for row in attendances}
    return tuple(found.values())


def _day(typed: str) -> tuple[date | None, bool]:
    if not typed:
        return None, False
    try:
        return date.fromisoformat(typed), False
    except ValueError:
        return None, True


def _on(item: ProgrammeItem) -> date:
    return item.engagement.local_start.date()


def _engine_item(engagement: Engagement, people: Iterable[str]) -> Item:
    return Item(
        key=str(engagement.pk),
        start=engagement.starts_at,
        end=engagement.ends_at,
        people=frozenset(people),
        room=str(engagement.room_id) if engagement.room_id else None,
        venue=str(engagement.venue_id) if engagement.venue_id else None,
        kind=engagement.kind,
    )
