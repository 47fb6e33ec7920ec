"""The days of one delegate, as one reader sees them: for the phone and for the pocket."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.briefings.queries.day_parts import (
    Car,
    Clock,
    Day,
    Face,
    Item,
    MyDay,
    Say,
    Transfer,
    Where,
    Whose,
)
from legation.briefings.queries.day_rides import rides_of
from legation.briefings.queries.portraits import portrait_or_none
from legation.directory.queries.scripts import second_name
from legation.engine.naming import NamelessPerson, initials
from legation.kernel.choices import Visibility
from legation.missions.choices import (
    EngagementStatus,
    Function,
    Interpretation,
    MissionStatus,
    Party,
    PointKind,
)
from legation.missions.models import Attendance, DayLink, Delegate, Engagement, Mission, Point, Release
from legation.missions.queries import Masthead, masthead
from legation.missions.queries.days import link_principals
from legation.missions.queries.engagement import CAPACITIES, FUNCTIONS
from legation.missions.queries.programme import city_names, city_of, other_city
from legation.missions.queries.versions import Line, known_today, lines_of, sees
from legation.protocol.models import Vehicle
from legation.protocol.queries.attending import Attending, common, settings_of
from legation.protocol.queries.staging import vehicles_of
from legation.protocol.queries.staging_words import address_of, name_of

SPOKEN = (
    PointKind.CERTAIN,
    PointKind.POSSIBLE,
    PointKind.DEFENSIVE,
    PointKind.OBJECTIVE,
    PointKind.AGENDA,
    PointKind.NOTE,
)
NAMED = (Function.PRINCIPAL, Function.SIGNATORY, Function.MASTER_OF_CEREMONIES, Function.INTERPRETER)
MOST_FACES = 8
FRESH = timedelta(hours=24)  # for so long a change is told as one
LOCAL = {"KR": "ko"}  # the languages of countries in which addresses are recorded; elsewhere English
MAPS = "https://www.openstreetmap.org/"


def my_day(mission: Mission, delegate: Delegate, user: Any, now: datetime) -> MyDay:
    """The days of `delegate` as `user` sees them, in the active language.

    Nine queries; where vehicles are planned, those of their plan more, however many there are. Of a
    third party's delegate only what both sides share is shown, whoever asks.
    """
    eyes = eyes_for(mission, delegate, user)
    head = masthead(mission, user)
    engagements = _engagements(delegate, user, eyes)
    keys = [row.pk for row in engagements]
    people = _people(keys, user, eyes)
    points = _points(keys, user, eyes)
    cars = _cars(engagements, people, delegate, user)
    rides = rides_of(delegate, user, eyes)
    changed = _changed(mission, engagements, user, eyes, now)
    names = city_names(head)
    items = [
        _item(
            row,
            delegate,
            people[row.pk],
            points[row.pk],
            cars.get(row.pk, ()),
            tuple(ride for ride in rides if ride.engagement == row.pk),
            changed.get(row.pk, ""),
            head,
            names,
        )
        for row in engagements
    ]
    days = _days(items, rides)
    whose = Whose(delegate.pk, str(delegate.person), str(delegate.post or ""), delegate.delegation.party)
    clocks = tuple(Clock(names[zone], zone) for zone in head.zones[:2])
    off = mission.status == MissionStatus.CANCELLED
    shown = repr((get_language(), whose, str(mission), off, clocks, days))
    version = hashlib.sha256(shown.encode()).hexdigest()[:16]
    return MyDay(whose, str(mission.name), off, clocks, days, version)


def _days(items: Sequence[Item], rides: Sequence[Transfer]) -> tuple[Day, ...]:
    """Each day on which they are somewhere or are taken somewhere."""
    there = {on: tuple(rows) for on, rows in groupby(items, key=lambda item: item.on)}
    taken = {on: tuple(rows) for on, rows in groupby(rides, key=lambda ride: ride.on)}
    return tuple(Day(on, there.get(on, ()), taken.get(on, ())) for on in sorted(there.keys() | taken.keys()))


def eyes_for(mission: Mission, delegate: Delegate, user: Any) -> frozenset[str]:
    """What a reader of this delegate's day may see: what one side keeps to itself is no third party's."""
    if delegate.delegation.party == Party.THIRD:
        return frozenset({Visibility.SHARED.value})
    return sees(mission, user)


def _engagements(delegate: Delegate, user: Any, eyes: frozenset[str]) -> list[Engagement]:
    """One query: where they are, in the order in which it happens."""
    there = Attendance.objects.present().filter(delegate=delegate)
    rows = (
        Engagement.objects.visible_to(user)
        .filter(mission=delegate.mission_id, visibility__in=eyes, pk__in=there.values("engagement"))
        .select_related("venue__city", "room", "mission")
    )
    return sorted(rows, key=lambda row: (row.local_start.date(), row.starts_at, row.ends_at, row.pk))


def _people(keys: Sequence[int], user: Any, eyes: frozenset[str]) -> dict[int, list[Attendance]]:
    """One query: who is there, by function and capacity."""
    rows = (
        Attendance.objects.visible_to(user)
        .filter(engagement__in=keys, delegate__visibility__in=eyes)
        .select_related("delegate__person", "delegate__post__organisation", "delegate__delegation__city")
    )
    found: dict[int, list[Attendance]] = defaultdict(list)
    for row in sorted(
        rows, key=lambda one: (FUNCTIONS[one.function], CAPACITIES[one.delegate.capacity], one.pk)
    ):
        found[row.engagement_id].append(row)
    return found


def _points(keys: Sequence[int], user: Any, eyes: frozenset[str]) -> dict[int, list[Point]]:
    """One query: the lines of the briefs."""
    rows = Point.objects.visible_to(user).filter(engagement__in=keys, visibility__in=eyes)
    found: dict[int, list[Point]] = defaultdict(list)
    for row in rows.order_by("position", "pk"):
        found[row.engagement_id].append(row)
    return found


def _cars(
    engagements: Sequence[Engagement], people: Mapping[int, list[Attendance]], delegate: Delegate, user: Any
) -> dict[int, tuple[Car, ...]]:
    """One query for the vehicles, and where there are any, those of the plan: in which of them they ride."""
    vehicles: dict[int, list[Vehicle]] = defaultdict(list)
    rows = Vehicle.objects.visible_to(user).filter(engagement__in=[row.pk for row in engagements])
    for vehicle in rows.prefetch_related("riders"):
        vehicles[vehicle.engagement_id].append(vehicle)
    with_cars = [row for row in engagements if row.pk in vehicles]
    if not with_cars:
        return {}
    there = [row for one in with_cars for row in people[one.pk]]
    found = {}
    for setting in settings_of(with_cars, user, there):
        plan = vehicles_of(common(setting), vehicles[setting.engagement.pk])
        found[setting.engagement.pk] = tuple(
            Car(vehicle.name, str(vehicle.get_kind_display()), riding.place)
            for riding, vehicle in plan.by_person
            if riding.attending.delegate.pk == delegate.pk
        )
    return found


def _changed(
    mission: Mission, engagements: Iterable[Engagement], user: Any, eyes: frozenset[str], now: datetime
) -> dict[int, str]:
    """Two queries: what is other than it was in the version that stood a day ago, or in the first since."""
    given = Release.objects.visible_to(user).filter(mission=mission, chosen=False)
    older = given.filter(released_at__lte=now - FRESH).order_by("-pk").first()
    base = older or given.order_by("pk").first()
    if base is None:
        return {}
    lines = lines_of(base.snapshot, eyes, known_today(mission, eyes))
    before = {line.pk: line for line in lines.values()}
    return {row.pk: said for row in engagements if (said := _change(before.get(row.pk), row))}


def _change(was: Line | None, row: Engagement) -> str:
    """What moved, in words; the newest programme is what is shown anyway."""
    if was is None:
        return _("New")
    if row.status == EngagementStatus.CANCELLED:
        return _("Called off") if was.status != EngagementStatus.CANCELLED else ""
    if row.part or was.part:
        return _("Time changed") if row.part != was.part else ""
    if row.starts_at != was.starts_at:
        before = was.starts_at.astimezone(row.local_start.tzinfo)
        if before.date() != row.local_start.date():
            return _("Moved from %(day)s, %(time)s") % {
                "day": date_format(before.date(), "MONTH_DAY_FORMAT"),
                "time": f"{before:%H:%M}",
            }
        return _("Moved from %(time)s") % {"time": f"{before:%H:%M}"}
    if row.ends_at != was.ends_at:
        return _("New end: %(time)s") % {"time": f"{row.local_end:%H:%M}"}
    if (str(row.venue or ""), str(row.room or "")) != (was.venue, was.room):
        return _("New place")
    return ""


def _item(
    row: Engagement,
    delegate: Delegate,
    people: Sequence[Attendance],
    points: Iterable[Point],
    cars: tuple[Car, ...],
    rides: tuple[Transfer, ...],
    changed: str,
    head: Masthead,
    names: dict[str, str],
) -> Item:
    other = other_city(row, head, names) if not row.part else None
    mine = next((one for one in people if one.delegate_id == delegate.pk), None)
    faces, others = _faces(people, delegate)
    last = row.local_end.date()
    spoken = row.interpretation != Interpretation.NONE
    return Item(
        key=row.pk,
        on=row.local_start.date(),
        title=str(row.title),
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        function=_function(mine),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        part=str(row.get_part_display()) if row.part else "",
        city=city_of(row, names),
        until=last if last != row.local_start.date() and not row.part else None,
        other_city=other.city if other else "",
        other_time=f"{other.at:%H:%M}" if other else "",
        other_day=other.day if other else None,
        where=_where(row),
        status=row.status,
        dress=str(row.get_dress_display()) if row.dress else "",
        interpretation=str(row.get_interpretation_display()) if spoken else "",
        summary=str(row.summary),
        cars=cars,
        rides=rides,
        faces=faces,
        others=others,
        say=_say(row, points),
        changed=changed,
    )


def _function(mine: Attendance | None) -> str:
    plain = mine is None or mine.function in {Function.PARTICIPANT, Function.PRINCIPAL}
    return "" if plain or mine is None else str(Function(mine.function).label)


def _where(row: Engagement) -> Where | None:
    """The place, with a link to a map that is opened by whoever wants it, and never loaded by the page."""
    venue = row.venue
    if venue is None:
        return None
    local = LOCAL.get(venue.city.country, "en")
    driver = (venue.name.localize(local), venue.street.localize(local), venue.city.name.localize(local))
    if venue.point is not None:
        north, east = venue.point
        address = f"{MAPS}?{urlencode({'mlat': north, 'mlon': east})}#map=17/{north}/{east}"
    else:
        wanted = ", ".join(part for part in (driver[1] or driver[0], driver[2]) if part)
        address = f"{MAPS}search?{urlencode({'query': wanted})}"
    return Where(
        room=str(row.room or ""),
        venue=str(venue),
        street=str(venue.street),
        driver=tuple(part for part in driver if part),
        driver_lang=local,
        map_url=address,
    )


def _faces(people: Sequence[Attendance], delegate: Delegate) -> tuple[tuple[Face, ...], tuple[str, ...]]:
    """Those whom one should know by face, and the names of the others; interpreters serve, and are named."""
    around = [row for row in people if row.delegate_id != delegate.pk]
    leading = [row for row in around if row.function in NAMED]
    few = len(around) <= MOST_FACES
    chosen = around if few else leading[:MOST_FACES]
    kept = {row.pk for row in chosen}
    # Whom one faces comes first: the other side's, then one's own.
    mine = delegate.delegation.party
    chosen = sorted(chosen, key=lambda row: row.delegate.delegation.party == mine)
    return tuple(_face(row) for row in chosen), tuple(
        str(row.delegate.person) for row in around if row.pk not in kept
    )


def _face(row: Attendance) -> Face:
    delegate, language = row.delegate, get_language() or "en"
    person, attending = delegate.person, Attending(row, row.function, None, None)
    second = second_name(person)
    try:
        letters, address = initials(name_of(attending), language), address_of(attending, language)
    except NamelessPerson:
        letters, address = "", ""
    return Face(
        delegate=delegate.pk,
        name=str(person),
        second=second.text,
        second_lang=second.language,
        initials=letters,
        post=str(delegate.post or ""),
        address=address if address != str(person) else "",
        function=_function(row),
        party=delegate.delegation.party,
        portrait=person.portrait.rpartition("/")[2][:8],
        sample=person.sample,
    )


def _say(row: Engagement, points: Iterable[Point]) -> tuple[Say, ...]:
    """The lines of the brief, talking points first; of one side's own it is said that they are."""
    by_kind: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for point in points:
        private = Visibility.SHARED not in {point.visibility, row.visibility}
        by_kind[point.kind].append((str(point.text), private or point.visibility != Visibility.SHARED))
    return tuple(Say(kind.value, str(kind.label), tuple(by_kind[kind])) for kind in SPOKEN if by_kind[kind])


def met_portrait(link: DayLink, pk: int) -> bytes | None:
    """The portrait of somebody whom one of the link's principals meets: a query for each of these."""
    for principal in link_principals(link):
        eyes = eyes_for(link.mission, principal, link.user)
        there = Attendance.objects.present().filter(delegate=principal)
        row = (
            Attendance.objects.visible_to(link.user)
            .filter(engagement__in=there.values("engagement"), delegate=pk)
            .filter(engagement__visibility__in=eyes, delegate__visibility__in=eyes)
            .select_related("delegate__person")
            .first()
        )
        if row is not None:
            return portrait_or_none(row.delegate.person.portrait)
    return None
