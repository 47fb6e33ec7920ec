"""Hotels, a flight, a transfer and passes of the demo: invented, and only for sample people."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, time

from legation.demo.people import World, both
from legation.logistics.actions.accreditation import ask_pass
from legation.logistics.actions.runs import add_car, add_run, load_run
from legation.logistics.actions.stays import add_room_type, add_stay, fill_rooms, send_list
from legation.logistics.choices import Sharing
from legation.missions.actions.travel import add_movement
from legation.missions.models import Delegate, Mission

Step = Callable[[str], AbstractContextManager[list[str]]]
GUESTS = 18
IN, OUT = date(2024, 4, 16), date(2024, 4, 18)
KINDS = (
    (("Suite (sample)", "스위트 (표본)"), {"beds": "double", "count": 1, "suite": True}),
    (("Double (sample)", "더블 (표본)"), {"beds": "double", "count": 6}),
    (("Twin (sample)", "트윈 (표본)"), {"beds": "twin", "count": 8}),
)
CARS = (
    ("Car 1", {"kind": "car", "seats": 3}),
    ("Car 2", {"kind": "car", "seats": 3}),
    ("Coach A", {"kind": "coach", "seats": 28}),
)


def make_logistics(world: World, mission: Mission, delegates: dict[str, Delegate], step: Step) -> None:
    """Rooms that were filled, a list that the hotel has, a flight with its pick-up, and two passes."""
    people = [
        one
        for one in delegates.values()
        if one.person.sample and one.delegation.party == "guest" and one.visibility == "shared"
    ][:GUESTS]
    with step("Logistics") as made:
        hotel = world.venues["lavalse"]
        for name, held in KINDS:
            add_room_type(mission, {"venue": hotel, "name": both(name), **held}, by=world.host)
        for place, one in enumerate(people):
            sharing = Sharing.ANYBODY if place >= 4 else Sharing.ALONE
            days = {"arrives_on": IN, "leaves_on": OUT, "sharing": sharing}
            add_stay(mission, {"delegate": one, "venue": hotel, **days}, by=world.host)
        moved, _filled = fill_rooms(mission, hotel, by=world.host)
        sent = send_list(mission, hotel, by=world.host)
        made.append(f"{moved} people in rooms of {hotel}, list {sent.number} kept")
        flight = add_movement(
            mission,
            {
                "number": "XX 1402",
                "carrier": "Sample Air",
                "leaving_city": world.cities["seoul"],
                "arriving_city": world.cities["busan"],
                "arriving_place": both(("Gimhae Airport", "김해공항")),
                "departs": datetime.combine(IN, time(17, 30)),
                "arrives": datetime.combine(IN, time(18, 30)),
                "direction": "between",
                "delegates": people,
            },
            by=world.guest,
        )
        run = add_run(
            mission,
            {
                "name": both(("Gimhae Airport to the hotel (sample)", "김해공항에서 호텔까지 (표본)")),
                "movement": flight,
                "leaves": datetime.combine(IN, time(19, 10)),
                "meeting_point": both(("Exit 2", "2번 출구")),
            },
            by=world.host,
        )
        for position, (vehicle, values) in enumerate(CARS, start=1):
            add_car(run, {"name": vehicle, "position": position, **values}, by=world.host)
        loaded = load_run(run, by=world.host)
        made.append(f"{len(loaded.rides)} people in {len(CARS)} vehicles")
        press = {"name": "Sample Reporter", "native_name": "표본 기자", "body": "Sample Daily"}
        ask_pass(mission, {**press, "status": "granted", "number": "P-001"}, by=world.host)
        ask_pass(
            mission, {"name": "Sample Guard", "kind": "security", "work": "close protection"}, by=world.guest
        )
