"""How long the site takes to give rooms to 150 people and to load their cars and coaches, saved with history.

Run with: `LEGATION_DATA=$(mktemp -d) python benchmarks/arranging.py [people]`. What counts is processor time,
and its ratio to saving the same stays one by one as Django does, in the same run. `benchmarks/rooming.py`
measures the engine alone.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

LIMIT = 1.0
PARTS = (("guest", "Sample city", 5), ("guest", "Sample chamber", 3), ("host", "Sample hosts", 2))
ROOMS = (("suite", "double", 4, True), ("double", "double", 30, False), ("single", "single", 130, False))
CARS = (("Car 1", "car", 3), ("Car 2", "car", 3), ("Van", "van", 7), ("Coach 1", "coach", 45))


def timed(name: str, work: Callable[[], Any]) -> float:
    """Processor seconds of the work, said with the clock."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    took = time.process_time() - processor
    print(f"{name:46} {took:6.2f} s of processor time, {time.perf_counter() - clock:6.2f} s by the clock")
    return took


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")
    os.environ.setdefault("LEGATION_SECRET_KEY", "benchmark")
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone
    from i18nfield.strings import LazyI18nString

    from legation.accounts.actions import open_account, open_office
    from legation.accounts.choices import Duty
    from legation.directory.models import City, Person
    from legation.kernel import editing
    from legation.kernel.choices import Side
    from legation.logistics.actions import runs, stays
    from legation.logistics.models import Ride, Stay
    from legation.missions import actions as missions
    from legation.missions.models import Delegate, Leg, Venue

    call_command("migrate", verbosity=0)
    by = open_account(
        f"arranging-{time.time_ns()}@test.example",
        "arranging",
        "sample-password-1",
        office=open_office("Office"),
        duty=Duty.STAFF,
    )
    chance, day = random.Random(5), timezone.localdate()

    def two(text: str) -> LazyI18nString:
        return LazyI18nString({"en": text, "ko": text})

    values = {"slug": f"b{time.time_ns()}", "name": two("Benchmark"), "starts_on": day}
    mission = missions.open_mission(values | {"ends_on": day + timedelta(days=4)}, by=by, side=Side.HOST)
    city = editing.add(City(name=two("Sample"), country="KR", time_zone="Asia/Seoul"), by=by)
    editing.add(Leg(mission=mission, city=city, starts_on=day, ends_on=day + timedelta(days=4)), by=by)
    hotel = editing.add(Venue(name=two("Sample hotel"), city=city), by=by)
    delegates = []
    for party, name, share in PARTS:
        told = {"party": party, "name": two(name)}
        delegation = missions.add_delegation(mission, told, by=by)
        people = editing.add_all(
            [Person(family_name=f"Sample{n}", given_name=name) for n in range(count * share // 10)], by=by
        )
        made = [
            Delegate(
                mission=mission,
                person=person,
                delegation=delegation,
                capacity="head" if place == 0 else chance.choice(["member", "member", "staff"]),
                status="confirmed",
            )
            for place, person in enumerate(people)
        ]
        delegates += editing.add_all(made, by=by)
    lodged = [
        Stay(
            mission=mission,
            delegate=one,
            venue=hotel,
            arrives_on=day + timedelta(days=chance.randrange(2)),
            leaves_on=day + timedelta(days=3 + chance.randrange(2)),
        )
        for one in delegates
    ]
    editing.add_all(lodged, by=by)
    for name, beds, number, suite in ROOMS:
        held = {"venue": hotel, "name": two(name), "beds": beds, "count": number, "suite": suite}
        stays.add_room_type(mission, held, by=by)
    leaves = {"leaves": timezone.now().replace(tzinfo=None), "zone": "Asia/Seoul", "riders": delegates}
    run = runs.add_run(mission, {"name": two("To City Hall"), **leaves}, by=by)
    for name, kind, seats in (*CARS, *((f"Coach {n}", "coach", 45) for n in range(2, 2 + count // 45))):
        runs.add_car(run, {"name": name, "kind": kind, "seats": seats}, by=by)

    rooms = timed(f"rooms for {len(delegates)} people", lambda: stays.fill_rooms(mission, hotel, by=by))
    cars = timed(f"vehicles for {len(delegates)} people", lambda: runs.load_run(run, by=by))
    placed = Stay.objects.filter(mission=mission).exclude(room_type=None).count()
    riding = Ride.objects.filter(run=run).count()
    print(f"  {placed} have a room, {riding} a seat")
    assert (placed, riding) == (len(delegates), len(delegates))

    def one_by_one() -> None:
        for stay in Stay.objects.filter(mission=mission):
            editing.change(stay, {"requests": "quiet"}, seen=stay.version, by=by)

    plain = timed("the same stays changed one by one", one_by_one)
    ratios = f"rooms / one by one {rooms / plain:.2f}; vehicles / one by one {cars / plain:.2f}"
    told("rooms filled", rooms, "s CPU", ratio=rooms / plain)
    told("vehicles filled", cars, "s CPU", ratio=cars / plain)
    print(f"limit {LIMIT:.0f} s each; {ratios}")


if __name__ == "__main__":
    main()
