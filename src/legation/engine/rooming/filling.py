"""Fills rooms: by hand first, then access, then by precedence; who belongs together comes together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from legation.engine.rooming.model import Filled, Guest, Kind, Left, Place, Why

# Which beds suit: one alone, two who share a bed, two who share a room.
SUITS = {"alone": ("single", "double", "twin"), "couple": ("double", "twin"), "pair": ("twin",)}


def fill(guests: Sequence[Guest], kinds: Sequence[Kind]) -> Filled:
    """Give each guest a room for all their nights.

    Guarantees (R1 to R6 of docs/algorithms/rooming.md): no room holds more than its places on any night, and
    strangers share none; a place given by hand stays, whatever it breaks; a room of a side takes no other;
    couples and pairs who wish it share where a fitting room is free and are told apart where none is; suites
    go by precedence to who may have one; whoever needs access gets a room without steps or none. The same
    input gives the same answer. Time grows with guests times rooms: 150 into 150 take a few milliseconds.
    """
    hotel = _Hotel({kind.key: kind for kind in kinds})
    by_key = {guest.key: guest for guest in guests}
    for guest in sorted(guests, key=_order):
        if guest.fixed is not None and guest.fixed.kind in hotel.kinds:
            hotel.put(guest.fixed, [guest])
    waiting = [guest for guest in guests if guest.key not in hotel.places]
    units = _units(waiting, by_key)
    parted: list[tuple[str, str]] = []
    left: list[Left] = []
    later: list[Guest] = []
    for how, unit in units:
        if how == "alone" and _beside(hotel, unit[0], by_key):
            continue
        place = hotel.free(unit, how)
        if place is not None:
            hotel.put(place, unit)
            continue
        if len(unit) > 1:
            parted.append((unit[0].key, unit[1].key))
        for guest in unit:
            alone = hotel.free([guest], "alone") if len(unit) > 1 else None
            if alone is not None:
                hotel.put(alone, [guest])
            else:
                later.append(guest)
    for guest in sorted(later, key=_order):
        if not (guest.open and _joined(hotel, guest, by_key)):
            left.append(Left(guest.key, hotel.why(guest)))  # noqa: PERF401
    return Filled(dict(hotel.places), tuple(left), tuple(parted))


def _order(guest: Guest) -> tuple[int, str]:
    return guest.rank, guest.key


def _units(waiting: Sequence[Guest], by_key: dict[str, Guest]) -> list[tuple[str, list[Guest]]]:
    """Couples, pairs and singles: who needs access first, then by the rank of the first of each."""
    free = {guest.key: guest for guest in sorted(waiting, key=_order)}
    units: list[tuple[str, list[Guest]]] = []
    while free:
        guest = free.pop(next(iter(free)))
        mate = _mate(guest, free)
        if mate is not None:
            del free[mate.key]
            units.append(("couple" if _couple(guest, mate) else "pair", [guest, mate]))
        else:
            units.append(("alone", [guest]))
    units = _paired(units, by_key)
    return sorted(units, key=lambda unit: (not any(g.access for g in unit[1]), _order(unit[1][0])))


def _mate(guest: Guest, free: dict[str, Guest]) -> Guest | None:
    """With whom a guest shares: either named the other, and the other named nobody else."""
    named = guest.partner or guest.shares
    if named is not None:
        other = free.get(named)
        return other if other is not None and _agree(guest, other) else None
    asking = (one for one in free.values() if guest.key in {one.partner, one.shares})
    return next((one for one in asking if _agree(one, guest)), None)


def _agree(asking: Guest, other: Guest) -> bool:
    wish = other.partner or other.shares
    return wish in {None, asking.key} and asking.first < other.last and other.first < asking.last


def _couple(one: Guest, two: Guest) -> bool:
    return one.partner == two.key or two.partner == one.key


def _paired(units: list[tuple[str, list[Guest]]], by_key: dict[str, Guest]) -> list[tuple[str, list[Guest]]]:
    """Put two who are open and of one group and the same nights together; others of them stay alone."""
    waiting: dict[tuple[str, str, int, int], list[Guest]] = {}
    kept: list[tuple[str, list[Guest]]] = []
    for how, unit in units:
        guest = unit[0]
        if how != "alone" or not guest.open or guest.access or (guest.partner or guest.shares) in by_key:
            kept.append((how, unit))
            continue
        same = waiting.setdefault((guest.side, guest.group, guest.first, guest.last), [])
        same.append(guest)
    for same in waiting.values():
        for first, second in zip(same[::2], same[1::2], strict=False):
            kept.append(("pair", [first, second]))
        if len(same) % 2:
            kept.append(("alone", [same[-1]]))
    return kept


def _beside(hotel: "_Hotel", guest: Guest, by_key: dict[str, Guest]) -> bool:
    """Into the room of somebody placed by hand with whom they wish to share."""
    named = [guest.partner, guest.shares]
    named += [one.key for one in by_key.values() if guest.key in {one.partner, one.shares}]
    for key in dict.fromkeys(key for key in named if key is not None):
        place = hotel.places.get(key)
        other = by_key.get(key)
        if place is None or other is None or (other.partner or other.shares) not in {None, guest.key}:
            continue
        if hotel.holds(place, guest) and hotel.room_for(place, [guest], {key}):
            hotel.put(place, [guest])
            return True
    return False


def _joined(hotel: "_Hotel", guest: Guest, by_key: dict[str, Guest]) -> bool:
    """When no room is free: to somebody of their group who is open, in a room with two beds."""
    mates = [
        one
        for one in sorted(by_key.values(), key=_order)
        if one.open and (one.side, one.group) == (guest.side, guest.group) and one.key != guest.key
    ]
    for mate in mates:
        place = hotel.places.get(mate.key)
        if place is None or hotel.kinds[place.kind].beds != "twin":
            continue
        if hotel.holds(place, guest) and hotel.room_for(place, [guest], {mate.key}):
            hotel.put(place, [guest])
            return True
    return False


@dataclass(slots=True)
class _Hotel:
    """Rooms and who is in them when."""

    kinds: dict[str, Kind]
    inside: dict[Place, list[Guest]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def put(self, place: Place, unit: Sequence[Guest]) -> None:
        self.inside.setdefault(place, []).extend(unit)
        for guest in unit:
            self.places[guest.key] = place

    def free(self, unit: Sequence[Guest], how: str) -> Place | None:
        """The best room for these: a suite for who may have one, else the least that suits; of several the
        one whose free time fits closest."""
        best: tuple[tuple[int, ...], Place] | None = None
        for order, kind in enumerate(self._suiting(unit, how)):
            for number in range(1, kind.count + 1):
                place = Place(kind.key, number)
                if not self.room_for(place, unit, set()):
                    continue
                cost = (*self._cost(kind, unit, how), self._gap(place, unit), order, number)
                if best is None or cost < best[0]:
                    best = (cost, place)
                if place not in self.inside:
                    break  # the other empty ones of the kind are no better
        return best[1] if best is not None else None

    def _suiting(self, unit: Sequence[Guest], how: str) -> Iterable[Kind]:
        for kind in self.kinds.values():
            if kind.beds in SUITS[how] and all(self.holds(Place(kind.key, 1), guest) for guest in unit):
                yield kind

    def _cost(self, kind: Kind, unit: Sequence[Guest], how: str) -> tuple[int, ...]:
        """Suites first for who may have one and last for who may not; then rooms held for the own side;
        rooms without steps are spared; then by beds."""
        may = any(guest.suite for guest in unit)
        needs = any(guest.access for guest in unit)
        suite = int(kind.suite != may)
        return suite, int(kind.side is None), int(kind.accessible and not needs), SUITS[how].index(kind.beds)

    def _gap(self, place: Place, unit: Sequence[Guest]) -> int:
        """Nights that stay empty next to theirs, in a room that others use before or after."""
        first, last = min(g.first for g in unit), max(g.last for g in unit)
        near = [abs(first - other.last) for other in self.inside.get(place, ())]
        near += [abs(other.first - last) for other in self.inside.get(place, ())]
        return min(near, default=10_000)

    def holds(self, place: Place, guest: Guest) -> bool:
        """The kind is for this guest: side, steps and nights."""
        kind = self.kinds[place.kind]
        return (
            kind.side in {None, guest.side}
            and (kind.accessible or not guest.access)
            and (kind.first is None or kind.first <= guest.first)
            and (kind.last is None or guest.last <= kind.last)
        )

    def room_for(self, place: Place, unit: Sequence[Guest], with_whom: set[str]) -> bool:
        """On each of their nights nobody is there but `with_whom`, and there are places enough."""
        here = self.inside.get(place, ())
        if not here:
            return len(unit) <= self.kinds[place.kind].places
        meant = [one for one in here if any(one.first < g.last and g.first < one.last for g in unit)]
        if any(one.key not in with_whom for one in meant):
            return False
        return len(meant) + len(unit) <= self.kinds[place.kind].places

    def why(self, guest: Guest) -> Why:
        """What stands in the way: the first of steps and side without which there were a room."""
        if guest.access and self._without(guest, access=False):
            return "access"
        return "side" if self._without(guest, side=None) else "rooms"

    def _without(self, guest: Guest, **change: object) -> bool:
        from dataclasses import replace

        if "side" in change:
            kinds = {key: replace(kind, side=None) for key, kind in self.kinds.items()}
            return _Hotel(kinds, self.inside, self.places).free([guest], "alone") is not None
        return self.free([replace(guest, access=False)], "alone") is not None
