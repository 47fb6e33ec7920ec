"""Of logistics one record of every kind, and of each side what only it sees."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone


def add_private(world: Any, secrets: dict[str, str]) -> None:
    """Sealed data of each side with its secret word, a trust for it that holds, and a link."""
    from legation.kernel.sealing import seal
    from legation.logistics.choices import Kind, Purpose
    from legation.logistics.models import Look, Private, PrivateLink, Purge, Trust
    from legation.logistics.models.private import place_of

    things, now = world.things, timezone.now()
    for side, by in (("guest", world.guest), ("host", world.host)):
        delegate = things[f"{side}-delegate"]
        for kind in (Kind.DIET, Kind.HEALTH):
            values = {
                "diet": ["vegan"],
                "allergies": f"{secrets[side]} nuts",
                "needs": f"{secrets[side]} knee",
            }
            Private.objects.create(
                delegate=delegate,
                kind=kind,
                sealed=seal(values, place_of(delegate.pk, kind)),
                given_at=now,
                given_by=by,
            )
        things[f"{side}-trust"] = Trust.objects.create(
            mission=world.mission,
            side=side,
            user=by,
            purpose=Purpose.MEALS,
            from_on=timezone.localdate() - timedelta(days=1),
            until_on=timezone.localdate() + timedelta(days=400),
            given_by=by,
        )
        things[f"{side}-privatelink"] = PrivateLink.objects.create(
            delegate=delegate, side=side, language="en", user=by, expires_at=now + timedelta(days=60)
        )
        Look.objects.create(
            mission=world.mission,
            delegate=things[f"{side}-hidden-delegate"],
            kind=Kind.DIET,
            purpose=Purpose.MEALS,
            by=by,
            at=now,
        )
        Purge.objects.create(mission=world.mission, side=side, at=now, due_on=date(2024, 5, 20), counts={})


def add_stays(world: Any, secrets: dict[str, str]) -> None:
    """Rooms and stays that both see, of each side what it keeps to itself, and a list that each sent."""
    from legation.logistics.actions import stays as acts
    from tests.world import two

    things, mission = world.things, world.mission
    held = {"venue": things["hotel"], "beds": "twin", "count": 4}
    things["roomtype"] = acts.add_room_type(mission, {**held, "name": two("Twin")}, by=world.host)
    days = {"venue": things["hotel"], "arrives_on": date(2024, 4, 17), "leaves_on": date(2024, 4, 18)}
    for number, (side, by) in enumerate((("guest", world.guest), ("host", world.host)), start=1):
        word = secrets[side]
        room = {"room_type": things["roomtype"], "unit": number}
        values = {"delegate": things[f"{side}-delegate"], **days, **room}
        things[f"{side}-stay"] = acts.add_stay(mission, values, by=by)
        values = {**held, "name": two(f"{word} suite"), "visibility": side}
        things[f"{side}-hidden-roomtype"] = acts.add_room_type(mission, values, by=by)
        values = {"delegate": things[f"{side}-hidden-delegate"], **days, "requests": f"{word} quiet"}
        things[f"{side}-hidden-stay"] = acts.add_stay(mission, {**values, **room}, by=by)
        things[f"{side}-hidden-roominglist"] = acts.send_list(mission, things["hotel"], by=by)


def add_runs(world: Any, secrets: dict[str, str]) -> None:
    """A transfer of both sides in which one rides whom one side hides, and one of each side's own."""
    from datetime import datetime

    from legation.logistics.actions import runs as acts
    from tests.world import two

    things, mission = world.things, world.mission
    everybody = [
        things[key]
        for key in ("guest-delegate", "host-delegate", "guest-hidden-delegate", "host-hidden-delegate")
    ]
    leaves = {"leaves": datetime(2024, 4, 17, 16)}
    run = acts.add_run(mission, {"name": two("To City Hall"), **leaves}, by=world.host)
    for side, by in (("guest", world.guest), ("host", world.host)):
        mine = [one for one in everybody if one.delegation.party == side]
        told = {"riders": [*run.riders.all(), *mine], "name": run.name, **leaves}
        run = acts.change_run(run, told, seen=run.version, by=by)
    things["run"] = run
    car = {"name": "Coach", "kind": "coach", "seats": 40}
    things["car"] = acts.add_car(run, car, by=world.host)
    acts.load_run(run, by=world.host)
    for side, by in (("guest", world.guest), ("host", world.host)):
        word = secrets[side]
        values = {"name": two(f"{word} errand"), "visibility": side, **leaves}
        hidden = things[f"{side}-hidden-run"] = acts.add_run(mission, values, by=by)
        things[f"{side}-hidden-car"] = acts.add_car(hidden, {**car, "driver": f"{word} driver"}, by=by)


def add_passes(world: Any, secrets: dict[str, str]) -> None:
    """A pass that both sides see, and of each side one that it keeps to itself."""
    from legation.logistics.actions.accreditation import ask_pass

    things, mission = world.things, world.mission
    things["accreditation"] = ask_pass(mission, {"name": "Cho Sample", "kind": "press"}, by=world.host)
    for side, by in (("guest", world.guest), ("host", world.host)):
        values = {"name": f"{secrets[side]} guard", "kind": "security", "visibility": side}
        things[f"{side}-hidden-accreditation"] = ask_pass(mission, values, by=by)
