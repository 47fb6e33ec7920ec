"""What stands at the top of every page of a mission."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from legation.directory.models import City, Person
from legation.missions.choices import Capacity, DelegateStatus, Party
from legation.missions.models import Delegate, Delegation, Mission
from legation.missions.queries.there import SAID
from legation.missions.rules import Standing, standing

COMING = (DelegateStatus.NOMINATED, DelegateStatus.INVITED, DelegateStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who visits whom, how many are coming as far as this reader sees, and who leads them."""

    mission: Mission
    guests: tuple[City, ...]
    hosts: tuple[City, ...]
    coming: tuple[Delegate, ...]
    head: Person | None
    standing: Standing | None

    @property
    def size(self) -> int:
        return len(self.coming)

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones of the hosts, then of the guests, each once: the first and second clock."""
        return tuple(dict.fromkeys(city.time_zone for city in (*self.hosts, *self.guests)))


def masthead(mission: Mission, user: Any, *, people: Mapping[int, Delegate] | None = None) -> Masthead:
    """Two queries: the delegations, and the guests who come where `people_of` the mission are not given."""
    delegations = (
        Delegation.objects.visible_to(user).filter(mission=mission).select_related("city").order_by("pk")
    )
    cities: dict[str, list[City]] = {party: [] for party in Party.values}
    for delegation in delegations:
        if delegation.city is not None and delegation.city not in cities[delegation.party]:
            cities[delegation.party].append(delegation.city)
    coming = tuple(_coming(mission, user) if people is None else _guests(people.values()))
    head = next((delegate.person for delegate in coming if delegate.capacity == Capacity.HEAD), None)
    return Masthead(
        mission=mission,
        guests=tuple(cities[Party.GUEST]),
        hosts=tuple(cities[Party.HOST]),
        coming=coming,
        head=head,
        standing=standing(user, mission.pk),
    )


def _coming(mission: Mission, user: Any) -> Iterable[Delegate]:
    found: Iterable[Delegate] = (
        Delegate.objects.visible_to(user)
        .filter(mission=mission, delegation__party=Party.GUEST, status__in=COMING)
        .select_related("person")
        .only(*SAID)
        .order_by("pk")
    )
    return found


def _guests(people: Iterable[Delegate]) -> list[Delegate]:
    coming = [one for one in people if one.delegation.party == Party.GUEST and one.status in COMING]
    return sorted(coming, key=lambda one: one.pk)
