"""The programme by day, as one reader sees it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy, ngettext, override

from legation.briefings.choices import Book
from legation.briefings.queries.front import WORDS, BookContent, content, front_of, legs_of
from legation.briefings.queries.wording import (
    PrintedName,
    Text,
    day_text,
    languages_of,
    printed_name,
    short_day,
    told,
)
from legation.kernel.choices import Visibility
from legation.missions.choices import (
    Dress,
    EngagementKind,
    EngagementStatus,
    Function,
    Interpretation,
    PartOfDay,
    Party,
    PointKind,
)
from legation.missions.models import Attendance, Engagement, Leg, Mission, Point
from legation.missions.queries import Masthead, masthead
from legation.missions.queries.engagement import CAPACITIES, FUNCTIONS
from legation.missions.queries.programme import city_names, city_of, engagements_of, other_city
from legation.missions.rules import standing

LEADING = (Function.PRINCIPAL, Function.SIGNATORY, Function.MASTER_OF_CEREMONIES)
Languages = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedPrincipal:
    """Somebody named at an engagement."""

    name: PrintedName
    post: Text
    function: Text
    sample: bool


@dataclass(frozen=True, slots=True)
class PrintedSide:
    """Those named of one side, and how many more of it are there."""

    party: str
    principals: tuple[PrintedPrincipal, ...]
    others: Text


@dataclass(frozen=True, slots=True)
class PrintedPoint:
    """One line of the brief."""

    text: Text
    minutes: Text
    seen_by: str
    seen_by_name: Text


@dataclass(frozen=True, slots=True)
class PrintedPoints:
    """Lines of one kind."""

    kind: str
    kind_name: Text
    points: tuple[PrintedPoint, ...]


@dataclass(frozen=True, slots=True)
class PrintedEngagement:
    """One item of the programme. `time` is empty where only the part of the day is known."""

    title: Text
    kind: Text
    time: str
    part: Text
    city: Text
    until: Text
    other_time: str
    other_city: Text
    other_day: Text
    place: Text
    room: Text
    status: str
    status_name: Text
    interpretation: Text
    interpreters: tuple[PrintedName, ...]
    dress: Text
    summary: Text
    sides: tuple[PrintedSide, ...]
    points: tuple[PrintedPoints, ...]
    seen_by: str
    seen_by_name: Text


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """One day as the calendar of its place has it."""

    day: Text
    cities: tuple[Text, ...]
    engagements: tuple[PrintedEngagement, ...]


def programme_book(mission: Mission, reader: Any, *, language: str, paper: str, on: date) -> BookContent:
    """The book for `reader`: built from what they see alone. Seven queries, however many engagements."""
    languages = languages_of(language)
    mine = standing(reader, mission.pk)
    assert mine is not None, "the action has asked"  # noqa: S101
    with override(languages[0]):
        head = masthead(mission, reader)
        legs = legs_of(mission, reader)
        engagements = engagements_of(mission, reader)
        people = _people(mission, reader)
        points = _points(mission, reader)
        days = tuple(
            PrintedDay(
                day=day_text(languages, day),
                cities=_cities(day, legs, languages),
                engagements=tuple(
                    _engagement(row, head, people[row.pk], points[row.pk], languages) for row in rows
                ),
            )
            for day, rows in groupby(engagements, key=lambda row: row.local_start.date())
        )
    front = front_of(Book.PROGRAMME, mission, head, legs, mine, reader=reader, language=language, on=on)
    words = {
        **WORDS,
        "third": gettext_lazy("Third party"),
        "interpreters": gettext_lazy("Interpreters"),
        "dress": gettext_lazy("Dress"),
        "nothing": gettext_lazy("Nothing is on the programme yet."),
    }
    body = {"days": [asdict(day) for day in days]}
    return content(front, body, words, {}, language=language, paper=paper, on=on)


def _people(mission: Mission, reader: Any) -> dict[int, list[Attendance]]:
    """One query: who is at which engagement, as the reader sees it."""
    found = (
        Attendance.objects.visible_to(reader)
        .filter(engagement__mission=mission)
        .select_related("delegate__person", "delegate__post__organisation", "delegate__delegation")
    )
    grouped: dict[int, list[Attendance]] = defaultdict(list)
    for row in sorted(found, key=_standing):
        grouped[row.engagement_id].append(row)
    return grouped


def _standing(row: Attendance) -> tuple[int, int, int]:
    return (FUNCTIONS[row.function], CAPACITIES[row.delegate.capacity], row.pk)


def _points(mission: Mission, reader: Any) -> dict[int, list[Point]]:
    """One query: the lines of every brief, as the reader sees them."""
    grouped: dict[int, list[Point]] = defaultdict(list)
    found = Point.objects.visible_to(reader).filter(engagement__mission=mission)
    for point in found.order_by("position", "pk"):
        grouped[point.engagement_id].append(point)
    return grouped


def _cities(day: date, legs: Iterable[Leg], languages: Languages) -> tuple[Text, ...]:
    here = {leg.city_id: leg.city for leg in legs if leg.starts_on <= day <= leg.ends_on}
    return tuple(told(languages, lambda city=city: city.name) for city in here.values())  # type: ignore[misc]


def _engagement(
    row: Engagement, head: Masthead, people: list[Attendance], points: list[Point], languages: Languages
) -> PrintedEngagement:
    first, last = row.local_start, row.local_end
    known = not row.part
    other = other_city(row, head, city_names(head)) if known else None
    room, venue = row.room, row.venue
    spoken = row.interpretation != Interpretation.NONE
    shared = row.visibility == Visibility.SHARED
    return PrintedEngagement(
        title=told(languages, lambda: row.title),
        kind=told(languages, lambda: EngagementKind(row.kind).label),
        time=f"{first:%H:%M}–{last:%H:%M}" if known else "",
        part=told(languages, lambda: PartOfDay(row.part).label if row.part else ""),
        city=told(languages, lambda: city_of(row, city_names(head))),
        until=short_day(languages, last.date()) if known and last.date() != first.date() else (),
        other_time=f"{other.at:%H:%M}" if other else "",
        other_city=told(languages, lambda: city_names(head)[other.zone] if other else ""),
        other_day=short_day(languages, other.day) if other and other.day else (),
        place=told(languages, lambda: _place(row) if venue else ""),
        room=told(languages, lambda: room.name if room else ""),
        status=row.status,
        status_name=told(languages, lambda: EngagementStatus(row.status).label),
        interpretation=told(languages, lambda: Interpretation(row.interpretation).label if spoken else ""),
        interpreters=tuple(
            printed_name(one.delegate.person, languages)
            for one in people
            if one.function == Function.INTERPRETER
        ),
        dress=told(languages, lambda: Dress(row.dress).label if row.dress else ""),
        summary=told(languages, lambda: row.summary),
        sides=_sides(people, languages),
        points=_groups(row, points, languages),
        seen_by=row.visibility,
        seen_by_name=() if shared else told(languages, lambda: Visibility(row.visibility).label),
    )


def _place(row: Engagement) -> str:
    venue = row.venue
    parts = (venue.name, venue.street, venue.city) if venue is not None else ()
    return ", ".join(str(part) for part in parts if part and str(part))


def _sides(people: list[Attendance], languages: Languages) -> tuple[PrintedSide, ...]:
    found = []
    for party in Party.values:
        there = [one for one in people if one.delegate.delegation.party == party]
        leading = [one for one in there if one.function in LEADING]
        if there:
            more = len(there) - len(leading)
            found.append(
                PrintedSide(
                    party=party,
                    principals=tuple(_principal(one, languages) for one in leading),
                    others=told(languages, lambda more=more, named=bool(leading): _more(more, named=named)),  # type: ignore[misc]
                )
            )
    return tuple(found)


def _more(number: int, *, named: bool) -> str:
    if not number:
        return ""
    if not named:
        return ngettext("%(n)d person", "%(n)d people", number) % {"n": number}
    return ngettext("and %(n)d other", "and %(n)d others", number) % {"n": number}


def _principal(one: Attendance, languages: Languages) -> PrintedPrincipal:
    post = one.delegate.post
    return PrintedPrincipal(
        name=printed_name(one.delegate.person, languages),
        post=told(languages, lambda: f"{post.title}, {post.organisation.name}" if post else ""),
        function=()
        if one.function == Function.PRINCIPAL
        else told(languages, lambda: Function(one.function).label),
        sample=one.delegate.person.sample,
    )


def _groups(row: Engagement, points: list[Point], languages: Languages) -> tuple[PrintedPoints, ...]:
    found = []
    for kind in PointKind:
        own = [point for point in points if point.kind == kind]
        if own:
            found.append(
                PrintedPoints(
                    kind=kind.value,
                    kind_name=told(languages, lambda kind=kind: kind.label),  # type: ignore[misc]
                    points=tuple(_point(row, point, languages) for point in own),
                )
            )
    return tuple(found)


def _point(row: Engagement, point: Point, languages: Languages) -> PrintedPoint:
    private = point.visibility != Visibility.SHARED and row.visibility == Visibility.SHARED
    minutes = point.minutes
    return PrintedPoint(
        text=told(languages, lambda: point.text),
        minutes=told(
            languages,
            lambda: ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes} if minutes else "",
        ),
        seen_by=point.visibility,
        seen_by_name=told(languages, lambda: Visibility(point.visibility).label) if private else (),
    )
