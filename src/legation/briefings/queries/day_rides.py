"""In which car or coach a delegate is taken there, as one reader of their day sees it."""

from typing import Any

from legation.briefings.queries.day_parts import Transfer
from legation.kernel.choices import Visibility
from legation.logistics.queries.runs import MyCar, cars_of
from legation.missions.models import Delegate


def rides_of(delegate: Delegate, user: Any, eyes: frozenset[str]) -> tuple[Transfer, ...]:
    """One query: the transfers they ride in, in order of time, each by the clock of its place."""
    seen = [one for one in cars_of(delegate, user) if one.run.visibility in eyes]
    return tuple(sorted(map(_transfer, seen), key=lambda ride: (ride.on, ride.leaves_at, ride.key)))


def _transfer(mine: MyCar) -> Transfer:
    run, car = mine.run, mine.car
    return Transfer(
        key=run.pk,
        engagement=run.engagement_id,
        on=run.local_time.date(),
        leaves_at=run.leaves_at,
        zone=run.zone,
        name=str(run),
        car=car.name,
        kind=str(car.get_kind_display()),
        plate=car.plate,
        driver=car.driver,
        phone=car.phone,
        meeting_point=str(run.meeting_point),
        private=run.visibility != Visibility.SHARED,
    )
