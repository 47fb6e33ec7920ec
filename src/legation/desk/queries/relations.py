"""City relations: two cities with all that is between them, one city with its network, and all of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.desk.queries.charted import Chart, Link, charted
from legation.desk.queries.marks import Known
from legation.desk.queries.ties import (
    Pair,
    Trip,
    between,
    contacts_of,
    entries_seen,
    is_between,
    ties_of,
    trips_of,
)
from legation.desk.queries.timeline import Asked, Timeline, known_between, timeline_of
from legation.directory.models import City
from legation.outcomes.choices import SETTLED, AgreementKind
from legation.outcomes.models import Commitment
from legation.outcomes.queries.register import Entry

PAGE = 60
MOST_ARCS = 120
LINES_OF_PAIR = (44, 25)  # the map of two cities is half as wide as the others
PLACE = {
    kind: place
    for place, kind in enumerate(
        (
            AgreementKind.SISTER_CITY,
            AgreementKind.FRIENDSHIP_CITY,
            AgreementKind.COOPERATION,
            AgreementKind.MEMORANDUM,
            AgreementKind.DECLARATION,
            AgreementKind.LETTER_OF_INTENT,
            AgreementKind.PLEDGE,
            AgreementKind.INVITATION,
        )
    )
}


@dataclass(frozen=True, slots=True)
class Owing:
    """What one city owes the other: how many promises are open, and how many of these are overdue."""

    city: City | None
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two cities as one reader sees them."""

    here: City
    there: City
    timeline: Timeline
    missions: int
    contact: date | None
    owing: tuple[Owing, ...]
    kept: int
    entries: tuple[Entry, ...]
    dormant: tuple[Entry, ...]
    ending: tuple[Entry, ...]
    chart: Chart | None

    @property
    def empty(self) -> bool:
        return not self.missions and not self.entries


@dataclass(frozen=True, slots=True)
class Relation:
    """Two cities in a list: `other` is the partner where the list is one city's."""

    one: City
    other: City
    kinds: tuple[str, ...]
    missions: int
    contact: date | None
    open: int
    late: int
    dormant: bool

    @property
    def weight(self) -> int:
        return self.missions + len(self.kinds)


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """The partner cities of one city, or all relations that the reader sees."""

    city: City | None
    rows: "Page[Relation]"
    total: int
    dormant: int
    chart: Chart | None


def partner(user: Any, city: City, key: int) -> City | None:
    """The other city, where there is another that `user` sees: one query."""
    found: City | None = City.objects.visible_to(user).filter(pk=key).exclude(pk=city.pk).first()
    return found


def pair_page(here: City, there: City, user: Any, asked: Asked, now: datetime) -> PairPage:
    """Eight queries, whatever there is."""
    known = known_of(here, there, user, now)
    today = timezone.localdate(now)
    force = tuple(
        sorted((one for one in known.entries if one.agreement.in_force), key=lambda one: _rank(one.agreement))
    )
    link = Link(
        here.pk,
        there.pk,
        len(known.trips) + len(known.entries),
        "",
        f"{here} – {there}",
        asleep=any(entry.dormant for entry in force),
    )
    return PairPage(
        here=here,
        there=there,
        timeline=timeline_of(known, asked),
        missions=len(known.trips),
        contact=contact_of(known, today),
        owing=owing_of(known, here, there, today),
        kept=sum(one.status == "done" for one in known.promises),
        entries=force,
        dormant=tuple(entry for entry in force if entry.dormant),
        ending=tuple(entry for entry in force if entry.ends_soon or entry.over),
        chart=charted(
            {here.pk: here, there.pk: there}, [link], chief=[here.pk, there.pk], lines=LINES_OF_PAIR
        ),
    )


def known_of(here: City, there: City, user: Any, now: datetime) -> Known:
    """Seven queries: missions, agreements and their parties, and what came of the missions."""
    pair = frozenset({here.pk, there.pk})
    trips, today = trips_of(user), timezone.localdate(now)
    entries = entries_seen(user, contacts_of(trips.values(), today), today)
    return known_between(pair, between(trips, pair), entries, user, now)


def contact_of(known: Known, today: date) -> date | None:
    """The last day of the latest mission, or the latest contact that an agreement knows of."""
    days = [contacts_of(known.trips.values(), today).get(known.pair)]
    days += [entry.contact for entry in known.entries if len(entry.cities) < 3]
    return max((day for day in days if day is not None), default=None)


def owing_of(known: Known, here: City, there: City, today: date) -> tuple[Owing, ...]:
    """Open promises by whose they are; those of nobody known last, where there are any."""
    written = today.isoformat()
    count: Counter[int | None] = Counter()
    late: Counter[int | None] = Counter()
    for one in known.promises:
        if not one.settled:
            whose = one.by_city if one.by_city in known.pair else None
            count[whose] += 1
            late[whose] += one.due_on is not None and one.due_on < written
    found = [Owing(city, count[city.pk], late[city.pk]) for city in (here, there)]
    return (*found, Owing(None, count[None], late[None])) if count[None] else tuple(found)


def network_page(user: Any, asked: int, now: datetime, city: City | None = None) -> NetworkPage:
    """Five queries: missions, agreements and their parties, open promises, names of cities."""
    today = timezone.localdate(now)
    trips = trips_of(user)
    contacts = contacts_of(trips.values(), today)
    met = Counter(pair for trip in trips.values() for pair in trip.pairs)
    agreed: dict[Pair, list[Entry]] = {}
    for entry in entries_seen(user, contacts, today):
        for pair in ties_of(entry, trips):
            agreed.setdefault(pair, []).append(entry)
    pairs = [pair for pair in {*met, *agreed} if city is None or city.pk in pair]
    opened, late = _open_promises(user, trips, set(pairs), today)
    wanted = {key for pair in pairs for key in pair}
    cities = {row.pk: row for row in City.objects.visible_to(user).filter(pk__in=wanted).order_by("pk")}
    rows = [
        _relation(pair, cities, city, agreed.get(pair, ()), met[pair], contacts, opened[pair], late[pair])
        for pair in pairs
        if pair <= cities.keys()
    ]
    rows.sort(key=lambda row: (-row.weight, str(row.other), str(row.one), row.other.pk, row.one.pk))
    return NetworkPage(
        city=city,
        rows=Paginator(rows, PAGE).get_page(asked),
        total=len(rows),
        dormant=sum(row.dormant for row in rows),
        chart=charted(
            {one.pk: one for row in rows[:MOST_ARCS] for one in (row.one, row.other)},
            [_link(row) for row in rows[:MOST_ARCS]],
            chief=[city.pk] if city is not None else [],
        ),
    )


def _open_promises(
    user: Any, trips: Mapping[int, Trip], pairs: set[Pair], today: date
) -> tuple[Counter[Pair], Counter[Pair]]:
    """How many are open of each pair, and how many of these are overdue: one query."""
    rows = Commitment.objects.visible_to(user).filter(mission__in=list(trips)).exclude(status__in=SETTLED)
    grouped = rows.order_by().values_list(
        "mission", "owed_by__city", "owed_to__city", "engagement__venue__city", "due_on"
    )
    opened: Counter[Pair] = Counter()
    late: Counter[Pair] = Counter()
    for mission, *owing, due_on, count in grouped.annotate(n=Count("pk")):
        for pair in trips[mission].pairs:
            if pair in pairs and is_between(pair, *owing):
                opened[pair] += count
                late[pair] += count if due_on is not None and due_on < today else 0
    return opened, late


def _relation(
    pair: Pair,
    cities: Mapping[int, City],
    city: City | None,
    entries: Iterable[Entry],
    missions: int,
    contacts: Mapping[Pair, date],
    opened: int,
    late: int,
) -> Relation:
    first, second = sorted((cities[key] for key in pair), key=lambda one: (str(one), one.pk))
    one, other = (second, first) if city is not None and first.pk != city.pk else (first, second)
    force = [entry for entry in entries if entry.agreement.in_force]
    kinds = sorted({entry.agreement.kind for entry in force}, key=lambda kind: PLACE[AgreementKind(kind)])
    days = [contacts.get(pair), *(entry.contact for entry in entries if len(entry.cities) < 3)]
    return Relation(
        one=one,
        other=other,
        kinds=tuple(str(AgreementKind(kind).label) for kind in kinds),
        missions=missions,
        contact=max((day for day in days if day is not None), default=None),
        open=opened,
        late=late,
        dormant=any(entry.dormant for entry in force),
    )


def _link(row: Relation) -> Link:
    told = [
        f"{row.one} – {row.other}",
        ngettext("%(n)s mission", "%(n)s missions", row.missions) % {"n": row.missions},
        *row.kinds,
        _("dormant") if row.dormant else "",
    ]
    return Link(
        row.one.pk,
        row.other.pk,
        row.weight,
        reverse("relation", args=[row.one.pk, row.other.pk]),
        " · ".join(filter(None, told)),
        asleep=row.dormant,
    )


def _rank(agreement: Any) -> tuple[int, str, int]:
    return PLACE[AgreementKind(agreement.kind)], str(agreement.signed_on or ""), agreement.pk


def in_words(entries: Sequence[Entry]) -> str:
    """The kinds of what is in force, each once."""
    return " · ".join(dict.fromkeys(str(entry.agreement.get_kind_display()) for entry in entries))
