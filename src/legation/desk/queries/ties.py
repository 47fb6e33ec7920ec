"""Which missions, agreements and promises tie which cities together, as far as a reader sees."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast
from i18nfield.strings import LazyI18nString

from legation.missions.choices import MissionStatus, Party
from legation.missions.models import Delegation, Leg, Mission
from legation.outcomes.queries.contact import Pairs
from legation.outcomes.queries.register import Entry, agreements_seen, entry_of

Pair = frozenset[int]


@dataclass(frozen=True, slots=True)
class Trip:
    """A mission as it ties cities: whence it came and where it was received."""

    key: int
    slug: str
    name: str
    starts_on: date
    ends_on: date
    guests: frozenset[int]
    hosts: frozenset[int]

    @property
    def title(self) -> str:
        return worded(self.name)

    @property
    def pairs(self) -> Iterator[Pair]:
        """Each guest city with each host city."""
        found = (frozenset(both) for both in product(self.guests, self.hosts))
        return (pair for pair in found if len(pair) == 2)


def worded(raw: str) -> str:
    """A text in two languages, as the database holds it, in the reader's language."""
    return str(LazyI18nString(raw))


def trips_of(user: Any) -> dict[int, Trip]:
    """The missions that `user` sees and that were not cancelled, with their cities: one query."""
    seen = Mission.objects.visible_to(user).exclude(status=MissionStatus.CANCELLED).values("pk")
    columns = ("mission", "side", "city", "slug", "raw", "starts", "ends")
    named = {
        "slug": F("mission__slug"),
        "raw": Cast("mission__name", TextField()),
        "starts": F("mission__starts_on"),
        "ends": F("mission__ends_on"),
    }
    guests = Delegation.objects.present().filter(
        mission__in=seen, party__in=(Party.GUEST, Party.HOST), city__removed_at=None, city__isnull=False
    )
    hosts = Leg.objects.present().filter(mission__in=seen, city__removed_at=None)
    rows = (
        guests.annotate(side=Cast("party", CharField()), **named)
        .values_list(*columns)
        .union(
            hosts.annotate(side=Value(Party.HOST.value, CharField()), **named).values_list(*columns), all=True
        )
    )
    cities: dict[int, tuple[set[int], set[int]]] = {}
    about: dict[int, tuple[str, str, date, date]] = {}
    for mission, side, city, *facts in rows.order_by():
        about[mission] = tuple(facts)
        cities.setdefault(mission, (set(), set()))[side == Party.HOST].add(city)
    return {
        key: Trip(key, *about[key], frozenset(cities[key][0]), frozenset(cities[key][1]))
        for key in sorted(about)
    }


def between(trips: Mapping[int, Trip], pair: Pair) -> dict[int, Trip]:
    """Those that tie these two cities."""
    return {key: trip for key, trip in trips.items() if pair in trip.pairs}


def contacts_of(trips: Iterable[Trip], today: date) -> Pairs:
    """Of two cities the last day of their latest mission that began."""
    found: Pairs = {}
    for trip in trips:
        if trip.starts_on <= today:
            day = min(trip.ends_on, today)
            for pair in trip.pairs:
                found[pair] = max(found.get(pair, date.min), day)
    return found


def entries_seen(user: Any, contacts: Pairs, today: date) -> list[Entry]:
    """The register of agreements, the latest signed first: two queries."""
    return [entry_of(agreement, contacts, today) for agreement in agreements_seen(user)]


def ties_of(entry: Entry, trips: Mapping[int, Trip]) -> set[Pair]:
    """The pairs of cities that an agreement ties: by its parties, or where these do not say, by its mission.

    Where one party's city is known alone, the mission's pair with that city counts, if there is only one.
    """
    cities = entry.cities
    if len(cities) > 1:
        known = sorted(cities)
        return {frozenset({one, other}) for n, one in enumerate(known) for other in known[n + 1 :]}
    trip = trips.get(entry.agreement.mission_id or 0)
    found = {pair for pair in trip.pairs if cities <= pair} if trip is not None else set()
    return found if len(found) == 1 else set()


def is_between(pair: Pair, *cities: int | None) -> bool:
    """Whether a promise of their mission is one of these two cities: nobody and nothing of it is of a third.

    `cities` are those of who owes it, of whom it is owed to, and of the place where it was made, where known.
    """
    return all(city is None or city in pair for city in cities)
