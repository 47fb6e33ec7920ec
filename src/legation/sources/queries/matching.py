"""Which record of the workspace something in a text is. All answers are within what the reader sees."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from legation.directory.choices import OrganisationKind
from legation.directory.models import City, Organisation, Person, Post
from legation.kernel.choices import Visibility
from legation.missions.choices import EngagementKind, EngagementStatus, PartOfDay
from legation.missions.models import Engagement, Mission, Programme, Room, Venue
from legation.sources.queries.names import (
    each_language,
    folded,
    names_of_body,
    names_of_city,
    names_of_person,
    names_of_venue,
    one_place,
    person_key,
    programme_key,
)
from legation.sources.queries.ranks import ONE_HOLDER, rank_of

# Kinds that papers use for the same thing.
_ALIKE = ({EngagementKind.MEETING.value, EngagementKind.COURTESY_CALL.value},)
_CITY_WORDS = ("city of ", "metropolitan city", "special city", "city government", "city")


def persons_named(names: Iterable[str], user: Any) -> list[Person]:
    """Those who bear one of these names in either script and order, the first entered first: one query."""
    wanted = {person_key(name) for name in names} - {""}
    return [
        person
        for person in Person.objects.visible_to(user).order_by("pk")
        if wanted & {person_key(name) for name in names_of_person(person)}
    ]


def person_named(name: str, user: Any) -> Person | None:
    """The one who bears this name; None where nobody does, or several do."""
    found = persons_named([name], user)
    return found[0] if len(found) == 1 else None


def organisation_named(name: str, user: Any) -> Organisation | None:
    """The body with this name, alias or acronym: one query."""
    wanted = folded(name)
    return next(
        (
            body
            for body in Organisation.objects.visible_to(user).select_related("city").order_by("pk")
            if wanted and wanted in {folded(one) for one in names_of_body(body)}
        ),
        None,
    )


def city_named(name: str, user: Any) -> City | None:
    """The city with this name, also where the text says City of it: one query."""
    wanted = {folded(name), bare_city(name)} - {""}
    return next(
        (
            city
            for city in City.objects.visible_to(user).order_by("pk")
            if wanted & {form for one in names_of_city(city) for form in (folded(one), bare_city(one))}
        ),
        None,
    )


def bare_city(name: str) -> str:
    """Busan of Busan Metropolitan City, 부산 of 부산광역시."""
    plain = folded(name)
    plain = plain.removeprefix("city of ")
    for ending in _CITY_WORDS:
        plain = plain.removesuffix(ending).strip()
    for ending in ("특별자치시", "특별시", "광역시", "시"):
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            return plain.removesuffix(ending)
    return plain


def government_of(city: City, user: Any) -> Organisation | None:
    """The city's own government: one query."""
    return (
        Organisation.objects.visible_to(user)
        .filter(city=city, kind=OrganisationKind.CITY_GOVERNMENT)
        .order_by("pk")
        .first()
    )


def programme_named(name: str, user: Any) -> Programme | None:
    """The series with this name, with or without the word programme: one query."""
    wanted = programme_key(name)
    return next(
        (
            series
            for series in Programme.objects.visible_to(user).order_by("pk")
            if wanted in {programme_key(one) for one in each_language(series.name)}
        ),
        None,
    )


def venue_named(name: str, city: City, user: Any) -> Venue | None:
    """The venue of the city with this name: one query."""
    within = names_of_city(city)
    within += [bare_city(one) for one in within]
    return next(
        (
            venue
            for venue in Venue.objects.visible_to(user).filter(city=city).order_by("pk")
            if one_place(name, names_of_venue(venue), within=within)
        ),
        None,
    )


def room_named(name: str, venue: Venue, user: Any) -> Room | None:
    """The room of the venue with this name: one query."""
    rooms = Room.objects.visible_to(user).filter(venue=venue).order_by("pk")
    return next((room for room in rooms if one_place(name, each_language(room.name))), None)


def alike(kind: str, other: str) -> bool:
    """Whether two kinds of engagement can be one: a meeting and a courtesy call are."""
    return kind == other or any({kind, other} <= group for group in _ALIKE)


def engagement_like(
    mission: Mission,
    kind: str,
    wall: datetime,
    *,
    clock: bool,
    part: str,
    places: Iterable[str],
    seen_by: str,
    user: Any,
) -> Engagement | None:
    """The engagement of the mission on this day of this kind, at this time as far as both times are known.

    One that only one side sees is never found for a text that both see. `places` are the venue and room as
    the text calls them: they decide where several are left. One query.
    """
    rows: Iterable[Engagement] = (
        Engagement.objects.visible_to(user)
        .filter(mission=mission, visibility__in={Visibility.SHARED.value, seen_by})
        .exclude(status=EngagementStatus.CANCELLED)
        .select_related("venue__city", "room")
        .order_by("starts_at", "pk")
    )
    left = [
        one
        for one in rows
        if one.local_start.date() == wall.date()
        and alike(kind, one.kind)
        and _same_time(one, wall, clock, part)
    ]
    there = [one for one in left if _same_place(one, list(places))]
    if len(there) == 1:
        return there[0]
    exact = [one for one in there or left if clock and not one.part]
    if len(exact) == 1:
        return exact[0]
    elsewhere = [one for one in left if places and one.venue is not None and one not in there]
    possible = [one for one in left if one not in elsewhere]
    return possible[0] if len(possible) == 1 else None


def _same_time(one: Engagement, wall: datetime, clock: bool, part: str) -> bool:  # noqa: FBT001
    if clock and not one.part:
        return one.local_start.replace(tzinfo=None) == wall
    if one.part and part:
        return part in {one.part, PartOfDay.DAY} or one.part == PartOfDay.DAY
    if part and not one.part:
        return part == PartOfDay.DAY or part == part_of(one.local_start.hour)
    return one.part in {PartOfDay.DAY.value, part_of(wall.hour)}


def part_of(hour: int) -> str:
    """The part of the day that an hour lies in."""
    if hour < 12:
        return PartOfDay.MORNING.value
    return PartOfDay.AFTERNOON.value if hour < 18 else PartOfDay.EVENING.value


def _same_place(one: Engagement, places: list[str]) -> bool:
    names = [name for part in (one.venue, one.room) if part for name in each_language(part.name)]
    within = names_of_city(one.venue.city) if one.venue else []
    within += [bare_city(name) for name in within]
    return bool(places) and any(one_place(place, names, within=within) for place in places)


def titles_meet(post: Post, title: str) -> bool:
    """Whether a post is meant by a title: the same words, or a rank that one person at a time has."""
    rank = rank_of(title)
    return folded(title) in {folded(one) for one in each_language(post.title)} or (
        rank in ONE_HOLDER and post.rank_class == rank
    )
