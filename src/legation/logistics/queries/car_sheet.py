"""The list of a transfer's vehicles, in both languages: by vehicle, then everybody with theirs."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.logistics.choices import VehicleKind
from legation.logistics.models import Ride
from legation.logistics.queries.runs import Aboard, RunPage
from legation.logistics.queries.sheet import Column, Line, Part, Row, Sheet, both
from legation.missions.models import Delegate


def car_sheet(page: RunPage, at: datetime, by: str) -> Sheet:
    """Each vehicle with driver and people in the order of entering; who has none comes last."""
    run = page.run
    parts = [_vehicle(one) for one in page.cars]
    if page.without:
        rows = tuple(Row(("", *_who(delegate), "")) for delegate in page.without)
        parts.append(Part(both(lambda: _("Without a seat")), rows))
    everybody = sorted(
        (ride for one in page.cars for ride in one.rides),
        key=lambda ride: (ride.delegate.person.family_name, ride.delegate.person.given_name, ride.pk),
    )
    names = {one.car.pk: one.car.name for one in page.cars}
    by_person = tuple(
        Row(("", *_who(ride.delegate), names[ride.car_id]), strong=frozenset({4})) for ride in everybody
    )
    if by_person:
        parts.append(Part(both(lambda: _("By name")), by_person))
    return Sheet(
        name="cars",
        title=both(lambda: _("List of vehicles")),
        about=(
            both(lambda: run.name),
            both(lambda: run.mission.name),
            (Line("en", f"{run.local_time:%Y-%m-%d %H:%M}"),),
            both(lambda: run.meeting_point),
        ),
        columns=(
            Column((), 0.4),
            Column(both(lambda: _("Name")), 2.0),
            Column(both(lambda: _("Post")), 2.6),
            Column(both(lambda: _("Delegation")), 1.6),
            Column(both(lambda: pgettext("manifest", "Vehicle")), 1.0),
        ),
        parts=tuple(parts),
        at=at,
        foot=(Line("en", f"{run.mission.slug} · {by} · {at:%Y-%m-%d %H:%M} UTC"),),
    )


def _vehicle(one: Aboard) -> Part:
    car = one.car

    def told() -> str:
        parts = [str(VehicleKind(car.kind).label), car.plate, car.driver, car.phone]
        parts.append(_("%(n)s of %(seats)s seats") % {"n": len(one.rides), "seats": car.seats})
        return " · ".join(part for part in parts if part)

    rows = tuple(_ride(number, ride, car.name) for number, ride in enumerate(one.rides, start=1))
    return Part((Line("en", car.name),), rows, note=both(told))


def _ride(number: int, ride: Ride, car: str) -> Row:
    return Row((str(number), *_who(ride.delegate), car), strong=frozenset({1}))


def _who(delegate: Delegate) -> tuple[str, str, str]:
    person, post = delegate.person, delegate.post
    latin, second = person.name_in("en"), person.second_script("en")
    names = latin if second in {"", latin} else f"{latin}\n{second}"
    about = "\n".join(line.text for line in both(lambda: post.title)) if post is not None else ""
    return names, about, "\n".join(line.text for line in both(lambda: delegate.delegation.name))
