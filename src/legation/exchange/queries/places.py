"""Which rooms and which seats of vehicles a file gives to whom: what is free here, and what it cannot move.

A file knows nothing of whom only one side sees: they keep their rooms and seats, and what they have is not
given twice. Nor does it move, unasked, whom somebody put somewhere by hand.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from legation.exchange.choices import Fate, Why
from legation.logistics.choices import Beds, StayStatus
from legation.logistics.models import RoomType, Stay

EVERY = "every"  # chosen once for all that both changed
PLACE = ("room_type", "unit", "number")  # one thing in three columns
MOVING = frozenset({"delegate", "venue", "arrives_on", "leaves_on"})
PLACES = {Beds.SINGLE.value: 1}
Key = tuple[str, int]  # a record here by its key, or one that is new by its row of the file


@dataclass(frozen=True, slots=True)
class Bed:
    """A room of the file for a stay: of which kind, which of them, and what the hotel calls it."""

    room_type: RoomType | None
    unit: int
    number: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """Rooms of one kind as they will be: where, how many, and how many sleep in each."""

    record: RoomType | None
    venue: Key | None
    count: int
    places: int


@dataclass(slots=True)
class Boarding:
    """Who rides in which vehicle of the transfers that a file touches, first to enter first."""

    aboard: dict[Key, list[tuple[Key, bool]]] = field(default_factory=dict)
    run_of: dict[Key, Key] = field(default_factory=dict)
    touched: set[Key] = field(default_factory=set)
    first: dict[tuple[Key, Key], Key] = field(default_factory=dict)  # where the file names somebody first
    left: list[tuple[Any, Key, Why]] = field(default_factory=list)

    def of_run(self, run: Key) -> list[tuple[Key, Key, int, bool]]:
        """Delegate, vehicle, place and whether by hand."""
        return [
            (who, car, place, hand)
            for car, inside in self.aboard.items()
            if self.run_of[car] == run
            for place, (who, hand) in enumerate(inside, 1)
        ]


def applied(row: Any, chosen: Collection[str]) -> set[str]:
    """The fields of a record that are taken from the file."""
    if row.fate == Fate.NEW:
        return set(row.read.named)
    return {
        each.name
        for each in row.changes
        if not each.both or EVERY in chosen or f"{row.key}:{each.name}" in chosen
    }


def folded(row: Any, made: Any) -> None:
    """A room is one change, however many of its columns differ; whom somebody placed by hand, it asks."""
    if row.kind == "stay":
        place = [each for each in row.changes if each.name in PLACE]
        if place:
            known, said = {each.name: each for each in place}, row.read
            then = [_here(made, said.links["room_type"]), said.values["unit"], said.values["number"]]
            now = [row.here.room_type_id, row.here.unit, row.here.number]
            both = any(each.both for each in known.values()) or row.here.by_hand
            one = replace(place[0], name="room_type", before=now, after=then, both=both)
            row.changes = [one, *(each for each in row.changes if each.name not in PLACE)]
    if row.kind == "car":
        row.changes = [
            replace(each, both=each.both or _moves_by_hand(row, each, made)) if each.name == "rides" else each
            for each in row.changes
        ]


def _here(made: Any, uid: str | None) -> Any:
    """The key of what a link of the file leads to; of something new its name; of nothing None."""
    other = made.at.get(uid or "")
    if other is None or (other.fate == Fate.LEFT and other.here is None):
        return None
    return other.here.pk if other.here is not None else f"new {uid}"


def _moves_by_hand(row: Any, change: Any, made: Any) -> bool:
    """Somebody who rides there or elsewhere by hand would be put somewhere else."""
    leaving = set(change.before) - set(change.after)
    coming = set(change.after) - set(change.before)
    cars = [car for car in made.here.rows["car"].values() if car.run_id == row.here.run_id]
    return any(
        ride.by_hand and (ride.delegate_id in coming or (car == row.here and ride.delegate_id in leaving))
        for car in cars
        for ride in car.rides.all()
    )


def key_of(row: Any) -> Key:
    return ("here", row.here.pk) if row.here is not None else ("file", id(row))


def _linked(row: Any, name: str, names: Collection[str], made: Any) -> Key | None:
    """What a record links to once the file is taken in."""
    if row.here is not None and row.fate != Fate.NEW and name not in names:
        key = getattr(row.here, f"{name}_id")
        return ("here", key) if key is not None else None
    other = made.at.get(row.read.links[name] or "")
    if other is None or (other.fate == Fate.LEFT and other.here is None):
        return None
    return key_of(other)


def _after(row: Any, name: str, chosen: Collection[str]) -> Any:
    """The value of a column once the file is taken in."""
    told = row.here is None or row.fate == Fate.NEW or name in applied(row, chosen)
    return row.read.values[name] if told else getattr(row.here, name)


class Nights:
    """Who sleeps in which room, night by night."""

    def __init__(self) -> None:
        self.taken: Counter[tuple[Key, int, int]] = Counter()

    def _each(self, kind: Key, unit: int, first: date, last: date) -> list[tuple[Key, int, int]]:
        return [(kind, unit, night) for night in range(first.toordinal(), last.toordinal())]

    def take(self, kind: Key, unit: int, first: date, last: date) -> None:
        self.taken.update(self._each(kind, unit, first, last))

    def free(self, kind: Key, unit: int, first: date, last: date, places: int) -> bool:
        return all(self.taken[each] < places for each in self._each(kind, unit, first, last))


def beds(made: Any, chosen: Collection[str]) -> tuple[dict[int, Bed | None], list[tuple[Any, Why]]]:
    """The room of each stay that the file makes, moves or gives another; which stays got none, and why."""
    asked = []
    for row in made.rows.get("stay", ()):
        names = applied(row, chosen)
        if row.fate == Fate.NEW or names & {"room_type", "status", *MOVING}:
            asked.append((row, names))
    if not asked:
        return {}, []
    nights = _slept(made, chosen, {row.here.pk for row, _names in asked if row.here is not None})
    kinds = _kinds(made, chosen)
    found: dict[int, Bed | None] = {}
    left: list[tuple[Any, Why]] = []
    for row, names in asked:
        found[id(row)] = None
        wanted = _wanted(row, names, made, chosen)
        if wanted is None:
            continue
        key, unit, number = wanted
        kind = kinds.get(key) if key is not None else None
        stays = (_after(row, "arrives_on", chosen), _after(row, "leaves_on", chosen))
        if (
            key is None
            or kind is None
            or kind.venue != _linked(row, "venue", names, made)
            or unit > kind.count
        ):
            left.append((row, Why.NO_ROOM))
        elif not nights.free(key, unit, *stays, kind.places):
            left.append((row, Why.ROOM_TAKEN))
        else:
            nights.take(key, unit, *stays)
            found[id(row)] = Bed(kind.record, unit, number)
    return found, left


def _wanted(
    row: Any, names: set[str], made: Any, chosen: Collection[str]
) -> tuple[Key | None, int, str] | None:
    """Which room a stay shall have; None without one. Its kind is None where that is not here."""
    said, here = row.read, row.here
    if _after(row, "status", chosen) == StayStatus.CANCELLED:
        return None
    if row.fate == Fate.NEW or "room_type" in names:
        if said.values["unit"] is None:
            return None
        return _linked(row, "room_type", ("room_type",), made), said.values["unit"], said.values["number"]
    # The room of before goes along only where the file, too, says that it is theirs on the new nights.
    same = (_here(made, said.links["room_type"]), said.values["unit"]) == (here.room_type_id, here.unit)
    if here.unit is None or (names & MOVING and not same):
        return None
    return ("here", here.room_type_id), here.unit, here.number


def bounds(made: Any) -> list[tuple[Any, str, Why]]:
    """Which kinds would have fewer rooms than are in use, and which vehicles fewer seats than there ride
    whom the file does not know; with the field, or with none for a kind that would be taken out.

    In use is what nobody leaves with nothing ticked, whoever sees them.
    """
    fewer = [row for row in made.rows.get("room_type", ()) if _fewer(row, "count")]
    out = [each for name, each in made.gone if name == "room_type"]
    last: Counter[int] = Counter()
    if fewer or out:
        moving = {row.here.pk for row in made.rows.get("stay", ()) if _leaves(row, made)}
        moving |= {each.pk for name, each in made.gone if name == "stay"}
        kinds = [row.here.pk for row in fewer] + [each.pk for each in out]
        stays = Stay.objects.present().filter(room_type__in=kinds, unit__isnull=False)
        stays = stays.exclude(status=StayStatus.CANCELLED).exclude(pk__in=moving)
        for kind, unit in stays.values_list("room_type", "unit"):
            last[kind] = max(last[kind], unit)
    found: list[tuple[Any, str, Why]] = [
        (row, "count", Why.ROOMS_USED) for row in fewer if row.read.values["count"] < last[row.here.pk]
    ]
    found += [(each, "", Why.ROOMS_USED) for each in out if last[each.pk]]
    for row in made.rows.get("car", ()):
        if _fewer(row, "seats"):
            riding = [ride.delegate_id for ride in row.here.rides.all()]
            hidden = sum(not made.here.holds("delegate", who) for who in riding)
            if row.read.values["seats"] < hidden:
                found.append((row, "seats", Why.SEATS_USED))
    return found


def _fewer(row: Any, name: str) -> bool:
    less = any(each.name == name and each.after < each.before for each in row.changes)
    return row.fate != Fate.LEFT and row.here is not None and less


def _leaves(row: Any, made: Any) -> bool:
    """A stay here leaves its room though nobody ticks anything."""
    names = applied(row, ())
    if row.here is None or row.fate == Fate.LEFT or not names & {"room_type", "status", *MOVING}:
        return False
    wanted = _wanted(row, names, made, ())
    return wanted is None or wanted[:2] != (("here", row.here.room_type_id), row.here.unit)


def bounded(made: Any) -> list[tuple[Any, Why]]:
    """Take these changes out of the plan; gives the rows or records whose they are, and why."""
    found = bounds(made)
    for row, name, _why in found:
        if not name:
            made.gone.remove(("room_type", row))
            continue
        row.changes = [each for each in row.changes if each.name != name]
        both = any(each.both for each in row.changes)
        row.fate = Fate.DIFFERS if both else Fate.CHANGED if row.changes else Fate.SAME
    return [(row, why) for row, _name, why in found]


def _slept(made: Any, chosen: Collection[str], moving: set[int]) -> Nights:
    """Everybody here who keeps their room, whoever sees them."""
    nights = Nights()
    if made.mission is None:
        return nights
    stays = (
        Stay.objects.present()
        .filter(mission=made.mission, delegate__removed_at=None, unit__isnull=False)
        .exclude(status=StayStatus.CANCELLED)
        .exclude(pk__in=moving | _going("stay", made, chosen))
    )
    for kind, unit, first, last in stays.values_list("room_type", "unit", "arrives_on", "leaves_on"):
        nights.take(("here", kind), unit, first, last)
    return nights


def _going(kind: str, made: Any, chosen: Collection[str]) -> set[int]:
    """Those here that are taken out because the file no longer has them."""
    return {each.pk for name, each in made.gone if name == kind and f"gone:{kind}:{each.pk}" in chosen}


def _kinds(made: Any, chosen: Collection[str]) -> dict[Key, _Kind]:
    gone = _going("room_type", made, chosen)
    found = {
        ("here", key): _Kind(each, ("here", each.venue_id), each.count, PLACES.get(each.beds, 2))
        for key, each in made.here.rows.get("room_type", {}).items()
        if key not in gone
    }
    for row in made.rows.get("room_type", ()):
        if row.fate != Fate.LEFT:
            venue = _linked(row, "venue", applied(row, chosen), made)
            places = PLACES.get(_after(row, "beds", chosen), 2)
            found[key_of(row)] = _Kind(row.here, venue, _after(row, "count", chosen), places)
    return found


def boarding(made: Any, chosen: Collection[str]) -> Boarding:
    """Who rides in which vehicle once the file is taken in, and who got no seat, and why."""
    plan, gone = Boarding(), _going("car", made, chosen)
    seats: dict[Key, int] = {}
    for key, car in made.here.rows.get("car", {}).items():
        run: Key = ("here", car.run_id)
        if key in gone:
            plan.touched.add(run)
            continue
        rides = sorted(car.rides.all(), key=lambda ride: (ride.place, ride.pk))
        plan.aboard["here", key] = [(("here", ride.delegate_id), ride.by_hand) for ride in rides]
        plan.run_of["here", key], seats["here", key] = run, car.seats
    hand = {(key, who) for key, inside in plan.aboard.items() for who, by_hand in inside if by_hand}
    coming = _coming(plan, seats, made, chosen)
    hidden = {key: list(plan.aboard[key]) for key, _row, _who in coming}
    for key, row, wanted in coming:
        inside: list[tuple[Key, bool]] = []
        for who in wanted:
            if row.fate == Fate.NEW and _by_hand(plan, key, who):
                plan.left.append((row, who, Why.BY_HAND))
                continue
            if len(inside) + len(hidden[key]) >= seats[key]:
                plan.left.append((row, who, Why.CAR_FULL))
                continue
            for other, riding in plan.aboard.items():
                if plan.run_of[other] == plan.run_of[key]:
                    riding[:] = [each for each in riding if each[0] != who]
            inside.append((who, (key, who) in hand))
        plan.aboard[key] = [*inside, *hidden[key]]
    return plan


def _coming(
    plan: Boarding, seats: dict[Key, int], made: Any, chosen: Collection[str]
) -> list[tuple[Key, Any, list[Key]]]:
    """Vehicles whose riders the file says, or of which it changes the seats: left to those it cannot know."""
    found = []
    for row in made.rows.get("car", ()):
        names = applied(row, chosen)
        run = _linked(row, "run", names, made) if row.fate != Fate.LEFT else None
        if run is None:
            continue
        key = key_of(row)
        if key in plan.run_of and plan.run_of[key] != run:
            plan.touched.add(plan.run_of[key])
            plan.aboard[key] = []
        plan.run_of[key], seats[key] = run, _after(row, "seats", chosen)
        inside = plan.aboard.setdefault(key, [])
        others = [made.at.get(uid) for uid in row.read.riding["rides"]]
        told = [key_of(each) for each in others if each is not None and each.fate != Fate.LEFT]
        again = [who for who in told if plan.first.setdefault((run, who), key) != key]
        known = [who for who, _hand in inside if made.here.holds("delegate", who[1])]
        fewer = "seats" in names and len(inside) > seats[key]
        if row.fate != Fate.NEW and "rides" not in names and not fewer:
            continue
        plan.touched.add(run)
        wanted = known
        if row.fate == Fate.NEW or "rides" in names:
            plan.left += [(row, who, Why.TWICE) for who in again]
            wanted = [who for who in told if who not in again]
        plan.aboard[key] = [each for each in inside if each[0] not in known]
        found.append((key, row, wanted))
    return found


def _by_hand(plan: Boarding, key: Key, who: Key) -> bool:
    """They were put into another vehicle of the same transfer here."""
    there = [(car, hand) for car, each in plan.aboard.items() for one, hand in each if one == who]
    return any(hand and plan.run_of[car] == plan.run_of[key] for car, hand in there)
