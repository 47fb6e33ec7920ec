"""The page for the next meeting of two cities: what each promised, what was kept, what is in force."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from legation.desk.queries.marks import Promised
from legation.desk.queries.ties import Trip, between, contacts_of, entries_seen, ties_of, trips_of
from legation.desk.queries.timeline import MATTERING, promises_between
from legation.directory.models import City
from legation.kernel.choices import Visibility
from legation.missions.choices import EngagementStatus, Function, Party, Presence
from legation.missions.models import Attendance, Delegate, Engagement
from legation.outcomes.choices import CommitmentStatus
from legation.outcomes.models import Commitment
from legation.outcomes.queries.promises import Promise, rows_of
from legation.outcomes.queries.register import Entry

MOST = 40
KEPT = (CommitmentStatus.DONE, CommitmentStatus.PARTLY)
SILENT = (Function.INTERPRETER, Function.NOTE_TAKER, Function.MASTER_OF_CEREMONIES)


@dataclass(frozen=True, slots=True)
class Owed:
    """What one city owes, the first due first; `more` says how many are not listed."""

    city: City | None
    rows: tuple[Promise, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting of the last mission with who was there on each side, in the post that they held."""

    engagement: Engagement
    guests: tuple[Delegate, ...]
    hosts: tuple[Delegate, ...]


@dataclass(frozen=True, slots=True)
class NextPage:
    """For `both` eyes only what both sides see stands there."""

    here: City
    there: City
    both: bool
    last: Trip | None
    coming: Trip | None
    met: tuple[Met, ...]
    owed: tuple[Owed, ...]
    kept: tuple[Promise, ...]
    entries: tuple[Entry, ...]
    contact: date | None
    today: date

    @property
    def empty(self) -> bool:
        return not (self.met or self.kept or self.entries or any(owed.rows for owed in self.owed))


def next_meeting(here: City, there: City, user: Any, now: datetime, *, both: bool) -> NextPage:
    """At most nine queries, whatever there is."""
    today = timezone.localdate(now)
    pair = frozenset({here.pk, there.pk})
    every = trips_of(user)
    trips = between(every, pair)
    contacts = contacts_of(every.values(), today)
    entries = [
        entry
        for entry in entries_seen(user, contacts, today)
        if pair in ties_of(entry, every)
        and entry.agreement.in_force
        and (not both or _shared(entry.agreement))
    ]
    begun = [trip for trip in trips.values() if trip.starts_on <= today]
    ahead = [trip for trip in trips.values() if trip.starts_on > today]
    last = max(begun, key=lambda trip: (trip.starts_on, trip.key), default=None)
    rows = _rows(promises_between(pair, trips, user), user, today, last, both=both)
    days = [contacts.get(pair), *(entry.contact for entry in entries if len(entry.cities) < 3)]
    return NextPage(
        here=here,
        there=there,
        both=both,
        last=last,
        coming=min(ahead, key=lambda trip: (trip.starts_on, trip.key), default=None),
        met=_met(last, pair, user, now, both=both) if last is not None else (),
        owed=_owed(rows, here, there),
        kept=tuple(row for row in rows if row.commitment.settled),
        entries=tuple(entries),
        contact=max((day for day in days if day is not None), default=None),
        today=today,
    )


def _shared(part: Any) -> bool:
    """Both sides see it, and the engagement that it came from."""
    engagement = part.engagement
    shown = engagement is None or engagement.visibility == Visibility.SHARED
    return bool(part.visibility == Visibility.SHARED and shown)


def _rows(
    promises: Iterable[Promised], user: Any, today: date, last: Trip | None, *, both: bool
) -> list[Promise]:
    """Open ones, and those kept since the last mission began: two queries."""
    since = last.starts_on if last is not None else date.min
    wanted = [
        one.pk
        for one in promises
        if not one.settled
        or (one.status in KEPT and one.settled_on is not None and one.settled_on >= since.isoformat())
    ]
    if not wanted:
        return []
    found = Commitment.objects.visible_to(user).filter(pk__in=wanted)
    loaded = found.select_related("mission", "owed_by", "owed_to", "engagement").order_by("pk")
    rows = rows_of([one for one in loaded if not both or _shared(one)], user, today)
    return sorted(rows, key=lambda row: (row.commitment.due_on or date.max, row.commitment.pk))


def _owed(rows: Sequence[Promise], here: City, there: City) -> tuple[Owed, ...]:
    """By whose they are; those of nobody known last, where there are any."""
    found: dict[int | None, list[Promise]] = {here.pk: [], there.pk: [], None: []}
    for row in rows:
        if not row.commitment.settled:
            body = row.commitment.owed_by
            key = body.city_id if body is not None and body.city_id in found else None
            found[key].append(row)
    sides = [(here, found[here.pk]), (there, found[there.pk]), (None, found[None])]
    return tuple(
        Owed(city, tuple(owed[:MOST]), max(0, len(owed) - MOST))
        for city, owed in sides
        if city is not None or owed
    )


def _met(trip: Trip, pair: frozenset[int], user: Any, now: datetime, *, both: bool) -> tuple[Met, ...]:
    """Two queries: what mattered of a mission, and who was there."""
    engagements = (
        Engagement.objects.visible_to(user)
        .filter(mission=trip.key, kind__in=MATTERING, starts_at__lte=now, visibility=Visibility.SHARED)
        .exclude(status=EngagementStatus.CANCELLED)
        .select_related("venue")
        .order_by("starts_at", "pk")
    )
    there = [one for one in engagements if one.venue is None or one.venue.city_id in pair]
    people = (
        Attendance.objects.visible_to(user)
        .filter(engagement__in=[one.pk for one in there])
        .exclude(presence=Presence.ABSENT)
        .exclude(function__in=SILENT)
        .select_related("delegate__person", "delegate__post__organisation", "delegate__delegation")
        .order_by("engagement", "pk")
    )
    sides: dict[tuple[int, str], list[tuple[int, Delegate]]] = {}
    for row in people:
        if not both or row.delegate.visibility == Visibility.SHARED:
            side = sides.setdefault((row.engagement_id, row.delegate.delegation.party), [])
            side.append((row.function != Function.PRINCIPAL, row.delegate))
    found = (Met(one, _first(sides, one, Party.GUEST), _first(sides, one, Party.HOST)) for one in there)
    return tuple(met for met in found if met.guests and met.hosts)


def _first(
    sides: Mapping[tuple[int, str], list[tuple[int, Delegate]]], engagement: Engagement, party: str
) -> tuple[Delegate, ...]:
    """Principals before the others, at most six."""
    return tuple(delegate for _later, delegate in sorted(
        sides.get((engagement.pk, party), ()), key=lambda one: one[0]
    ))[:6]  # fmt: skip
