"""What a confirmation says, against what is known: cities, people, and journeys entered before."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from legation.directory.models import City
from legation.engine.ingest.travel import Journey, Place
from legation.logistics.queries.stays import delegates_for
from legation.missions.choices import Direction
from legation.missions.models import Delegate, Mission, Movement

MOMENTS = ("departs", "arrives")
_TITLES = {"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "mstr"}


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be chosen: directions, cities and people."""

    directions: Sequence[tuple[str, Any]]
    user: Any
    cities: "QuerySet[City]"
    delegates: "QuerySet[Delegate]"


@dataclass(frozen=True, slots=True)
class Draft:
    """A journey with what is likely: direction, cities, people; names that fit nobody; what it is already."""

    journey: Journey
    initial: Mapping[str, Any]
    unknown: tuple[str, ...]
    known: Movement | None


def offers_for(mission: Mission, user: Any) -> Offers:
    cities: QuerySet[City] = City.objects.visible_to(user).order_by("country", "pk")
    return Offers(Direction.choices, user, cities, delegates_for(mission, user))


def drafts(mission: Mission, user: Any, journeys: Iterable[Journey], offers: Offers) -> list[Draft]:
    """Four queries: cities, people, legs, and what was entered before."""
    cities, people = list(offers.cities), list(offers.delegates)
    hosts = {leg.city_id for leg in mission.legs.filter(removed_at=None)}
    entered = list(Movement.objects.visible_to(user).filter(mission=mission).order_by("pk"))
    found = []
    for journey in journeys:
        leaving, arriving = _city(journey.leaving, cities), _city(journey.arriving, cities)
        names = {name: match_of(name, people) for name in journey.passengers}
        found.append(
            Draft(
                journey,
                {
                    "direction": _direction(leaving, arriving, hosts),
                    "leaving_city": leaving.pk if leaving is not None else None,
                    "arriving_city": arriving.pk if arriving is not None else None,
                    "delegates": [one.pk for one in names.values() if one is not None],
                },
                tuple(name for name, one in names.items() if one is None),
                _known(journey, entered),
            )
        )
    return found


def match_of(name: str, people: Iterable[Delegate]) -> Delegate | None:
    """The one person whose name, in any spelling and order, has these words; None for none or several."""
    asked = _words(name)
    fitting = {}
    for one in people:
        person = one.person
        spelt = [person.passport_name, person.name_in("en"), person.native_name, person.korean_name]
        if asked and any(asked == _words(each) for each in (*spelt, *person.aliases) if each):
            fitting[one.pk] = one
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    composed = unicodedata.normalize("NFC", plain)
    return frozenset(word for word in re.split(r"[^\w]+", composed) if word and word not in _TITLES)


def _city(place: Place, cities: Iterable[City]) -> City | None:
    stated = place.name.casefold()
    for city in cities:
        data = city.name.data if hasattr(city.name, "data") else str(city.name)
        names = data.values() if isinstance(data, dict) else [data]
        if any(name and str(name).casefold() in stated for name in names):
            return city
    return None


def _direction(leaving: City | None, arriving: City | None, hosts: set[int]) -> str:
    if leaving is not None and leaving.pk in hosts:
        inside = arriving is not None and arriving.pk in hosts
        return Direction.BETWEEN.value if inside else Direction.DEPARTURE.value
    return Direction.ARRIVAL.value


def _known(journey: Journey, entered: Iterable[Movement]) -> Movement | None:
    """The same number at the same hour, entered before."""
    for movement in entered:
        same = "".join(movement.number.split()).upper() == "".join(journey.number.split()).upper()
        departs, arrives = movement.local_departure, movement.local_arrival
        for stated, there in ((journey.departs, departs), (journey.arrives, arrives)):
            if same and stated is not None and there is not None and there.replace(tzinfo=None) == stated:
                return movement
    return None


def packed(journeys: Iterable[Journey]) -> list[dict[str, Any]]:
    """Journeys as they travel to the page and back, signed."""
    found = []
    for one in journeys:
        plain = asdict(one)
        for name in MOMENTS:
            plain[name] = plain[name].isoformat() if plain[name] is not None else None
        found.append(plain)
    return found


def unpacked(stored: Iterable[Mapping[str, Any]]) -> list[Journey]:
    """The same journeys again."""
    found = []
    for one in stored:
        plain = dict(one)
        for name in MOMENTS:
            plain[name] = datetime.fromisoformat(plain[name]) if plain[name] else None
        plain["leaving"], plain["arriving"] = Place(**plain["leaving"]), Place(**plain["arriving"])
        plain["passengers"] = tuple(plain["passengers"])
        found.append(Journey(**plain))
    return found
