"""When the parties of agreements last met, as far as a reader sees."""

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Any

from legation.missions.choices import MissionStatus, Party
from legation.missions.models import Delegation, Leg, Mission
from legation.outcomes.models import Agreement

Pairs = dict[frozenset[int], date]


def meetings_of_cities(user: Any, today: date) -> Pairs:
    """Of two cities the last day of their latest mission that began and that `user` sees: three queries."""
    rows = Mission.objects.visible_to(user).exclude(status=MissionStatus.CANCELLED)
    last = dict(rows.filter(starts_on__lte=today).values_list("pk", "ends_on"))
    guests: dict[int, set[int]] = {}
    hosts: dict[int, set[int]] = {}
    of_delegations = Delegation.objects.present().filter(mission__in=last).exclude(city=None)
    for mission, party, city in of_delegations.values_list("mission", "party", "city"):
        if party in {Party.GUEST, Party.HOST}:
            (guests if party == Party.GUEST else hosts).setdefault(mission, set()).add(city)
    legs = Leg.objects.present().filter(mission__in=last)
    for mission, city in legs.values_list("mission", "city"):
        hosts.setdefault(mission, set()).add(city)
    found: Pairs = {}
    for mission, ends_on in last.items():
        day = min(ends_on, today)
        for guest, host in product(guests.get(mission, ()), hosts.get(mission, ())):
            pair = frozenset({guest, host})
            if len(pair) == 2 and found.get(pair, date.min) < day:
                found[pair] = day
    return found


def last_contact(agreement: Agreement, cities: Iterable[int], pairs: Pairs, today: date) -> date | None:
    """The latest of the signature, what was noted, and missions between the cities of the parties."""
    known = sorted(set(cities))
    days = [
        day for day in (agreement.signed_on, agreement.last_contact_on) if day is not None and day <= today
    ]
    for place, one in enumerate(known):
        days += [pairs[pair] for other in known[place + 1 :] if (pair := frozenset({one, other})) in pairs]
    return max(days, default=None)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the last of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
