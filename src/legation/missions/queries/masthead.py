"""What stands at the top of every page of a mission."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from legation.directory.models import City, Person
from legation.missions.choices import Capacity, DelegateStatus, Party
from legation.missions.models import Delegate, Delegation, Mission
from legation.missions.queries.there import NAMES
from legation.missions.rules import Standing, standing

COMING = (DelegateStatus.NOMINATED, DelegateStatus.INVITED, DelegateStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who visits whom, how many are coming as far as this reader sees, and who leads them.

    `coming` is for those who gave the people; others have their number alone.
    """

    mission: Mission
    guests: tuple[City, ...]
    hosts: tuple[City, ...]
    coming: tuple[Delegate, ...]
    size: int
    head: Person | None
    standing: Standing | None

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones of the hosts, then of the guests, each once: the first and second clock."""
        return tuple(dict.fromkeys(city.time_zone for city in (*self.hosts, *self.guests)))


def delegations_seen(mission: Mission, user: Any) -> list[Delegation]:
    """One query: the delegations of the mission that `user` sees, each with its city."""
    return list(
        Delegation.objects.visible_to(user).filter(mission=mission).select_related("city").order_by("pk")
    )


def masthead(
    mission: Mission,
    user: Any,
    *,
    people: Mapping[int, Delegate] | None = None,
    delegations: Sequence[Delegation] | None = None,
) -> Masthead:
    """Two queries: the delegations, and the guests who come; one less for each of these that is given."""
    if delegations is None:
        delegations = delegations_seen(mission, user)
    cities: dict[str, list[City]] = {party: [] for party in Party.values}
    for delegation in delegations:
        if delegation.city is not None and delegation.city not in cities[delegation.party]:
            cities[delegation.party].append(delegation.city)
    if people is None:
        coming: tuple[Delegate, ...] = ()
        size, head = _counted(mission, user)
    else:
        coming = tuple(_guests(people.values()))
        size = len(coming)
        head = next((delegate.person for delegate in coming if delegate.capacity == Capacity.HEAD), None)
    return Masthead(
        mission=mission,
        guests=tuple(cities[Party.GUEST]),
        hosts=tuple(cities[Party.HOST]),
        coming=coming,
        size=size,
        head=head,
        standing=standing(user, mission.pk),
    )


def _counted(mission: Mission, user: Any) -> tuple[int, Person | None]:
    """How many guests come, and who leads them: of many, whole records would cost more than the page."""
    rows = (
        Delegate.objects.visible_to(user)
        .filter(mission=mission, delegation__party=Party.GUEST, status__in=COMING)
        .order_by("pk")
        .values_list("capacity", *NAMES)
    )
    found = list(rows)
    head = next((names for capacity, *names in found if capacity == Capacity.HEAD), None)
    spelled = (name.removeprefix("person__") for name in NAMES)
    return len(found), Person(**dict(zip(spelled, head, strict=True))) if head is not None else None


def _guests(people: Iterable[Delegate]) -> list[Delegate]:
    coming = [one for one in people if one.delegation.party == Party.GUEST and one.status in COMING]
    return sorted(coming, key=lambda one: one.pk)
