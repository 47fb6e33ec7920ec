"""What stands at the top of every page of a mission."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from legation.directory.models import City, Person
from legation.missions.choices import Capacity, DelegateStatus, Party
from legation.missions.models import Delegate, Delegation, Mission
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


def masthead(mission: Mission, user: Any, *, coming: Sequence[Delegate] | None = None) -> Masthead:
    """Two queries: the delegations, and the guests among the delegates where they are not given."""
    delegations = (
        Delegation.objects.visible_to(user).filter(mission=mission).select_related("city").order_by("pk")
    )
    cities: dict[str, list[City]] = {party: [] for party in Party.values}
    for delegation in delegations:
        if delegation.city is not None and delegation.city not in cities[delegation.party]:
            cities[delegation.party].append(delegation.city)
    people = tuple(coming if coming is not None else _coming(mission, user))
    head = next((delegate.person for delegate in people if delegate.capacity == Capacity.HEAD), None)
    return Masthead(
        mission=mission,
        guests=tuple(cities[Party.GUEST]),
        hosts=tuple(cities[Party.HOST]),
        coming=people,
        head=head,
        standing=standing(user, mission.pk),
    )


def _coming(mission: Mission, user: Any) -> Iterable[Delegate]:
    found: Iterable[Delegate] = (
        Delegate.objects.visible_to(user)
        .filter(mission=mission, delegation__party=Party.GUEST, status__in=COMING)
        .select_related("person")
        .order_by("pk")
    )
    return found
