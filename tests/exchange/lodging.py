"""Who sleeps and rides where in a mission that came from elsewhere."""

from datetime import timedelta
from typing import Any

from legation.exchange.actions.taking import bring, planned
from legation.exchange.models import Link
from legation.exchange.queries.pages import preview
from legation.kernel import editing
from legation.logistics.models import Car, Ride, RoomType, Run, Stay
from legation.missions.models import Delegate
from tests.exchange.elsewhere import NOON, signed, taken, told_there
from tests.world import World

LATER = NOON + timedelta(days=1)
LAST = NOON + timedelta(days=2)
WHERE = ("room_type__name", "unit", "number")


def name_of(who: Delegate) -> str:
    return str(who.person.family_name)


def rooms(mission: Any) -> dict[str, tuple[str, int | None, str]]:
    stays = Stay.objects.present().filter(mission=mission).select_related("room_type", "delegate__person")
    return {
        name_of(each.delegate): (str(each.room_type or ""), each.unit, each.number)
        for each in stays.order_by("pk")
    }


def riding(run: Run) -> dict[str, list[str]]:
    """Vehicle to who is in it, first to enter first."""
    rides = Ride.objects.filter(run=run).select_related("car", "delegate__person").order_by("car", "place")
    found: dict[str, list[str]] = {car.name: [] for car in Car.objects.present().filter(run=run)}
    for ride in rides:
        found[ride.car.name].append(name_of(ride.delegate))
    return found


def there_and_here(world: World) -> tuple[dict[str, Any], dict[str, bytes], Any]:
    """A mission that came from elsewhere, and the records of its file."""
    data, files = told_there(world.mission)
    return data, files, taken(signed(data, files), by=world.host).mission


def row_of(data: dict[str, Any], record: Any, kind: str) -> dict[str, Any]:
    return next(row for row in data[kind] if Link.objects.get(uid=row["ids"][0]).target == record)


def left(data: Any, files: Any, *, by: Any, at: Any = LATER) -> list[tuple[str, str]]:
    shown = preview(planned(bring(signed(data, files, at=at), by=by), by=by)[1]).left
    return [(each.name, each.why) for each in shown]


def single(mission: Any, by: Any) -> RoomType:
    kind = RoomType.objects.get(mission=mission)
    return editing.change(kind, {"beds": "single"}, seen=kind.version, by=by)
