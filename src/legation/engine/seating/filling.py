"""People into the chairs of a draft: locks, accessible chairs, rank; then aides behind those they serve."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians, sin

from legation.engine.seating.draft import Cast, Chain, Chair, Draft, needs_access
from legation.engine.seating.geometry import spread
from legation.engine.seating.layouts.facing import aide_id
from legation.engine.seating.model import Conflict, Person

BEHIND = 0.95
BESIDE = 0.75
CLEAR = 0.55


@dataclass(frozen=True, slots=True)
class Filled:
    """Who sits on which chair of a chain, by place (0 first), and why beyond the layout's own rules."""

    people: tuple[Person | None, ...]
    why: dict[str, tuple[str, ...]]


def lock_conflict(cast: Cast, draft: Draft) -> Conflict | None:
    """The first locks that cannot hold: no such chair, the other side's chair, one chair or person twice."""
    chain_of = {person.id: chain for chain in draft.chains for person in chain.people}
    aides = {aide.id for aide, _ in (*draft.aides, *draft.behind)}
    by_seat: dict[str, str] = {}
    by_person: dict[str, str] = {}
    for lock in cast.request.locks:
        rule = f"lock {lock.person} {lock.seat}"
        if lock.person in aides or lock.person not in chain_of:
            continue
        if lock.seat not in {chair.id for chair in chain_of[lock.person].chairs}:
            return Conflict((rule, f"layout {cast.request.layout}"), (lock.person,))
        for seen, key in ((by_seat, lock.seat), (by_person, lock.person)):
            if key in seen and seen[key] != rule:
                others = {lock.person, seen[key].split(" ", 2)[1]}
                return Conflict((seen[key], rule), tuple(sorted(others)))
            seen[key] = rule
    return None


def fill(chain: Chain, locks: dict[str, str], accessible: frozenset[str] | None) -> Filled | Conflict:
    """Locked people first (T16), then who needs it on the nearest accessible chair (T13), then everyone else
    in rank order from place 1, so that others shift by one and nobody changes rank."""
    index = {chair.id: k for k, chair in enumerate(chain.chairs)}
    seated: list[Person | None] = [None] * len(chain.chairs)
    why: dict[str, tuple[str, ...]] = {}
    for person in chain.people:
        if person.id in locks:
            seated[index[locks[person.id]]] = person
            why[person.id] = ("T16",)
    rest = [person for person in chain.people if person.id not in locks]
    natural = dict(zip((p.id for p in rest), (k for k, s in enumerate(seated) if s is None), strict=False))
    needers = [person for person in rest if needs_access(person)] if accessible is not None else []
    if accessible is not None and needers:
        open_places = [
            k for k, chair in enumerate(chain.chairs) if chair.id in accessible and seated[k] is None
        ]
        if len(open_places) < len(needers):
            return _short_of_access(chain, needers[: len(open_places) + 1], locks, accessible)
        for person in needers:
            here = chain.chairs[natural[person.id]]
            best = min(open_places, key=lambda k: (_apart(chain.chairs[k], here), k))
            open_places.remove(best)
            seated[best] = person
            rest.remove(person)
    free = [k for k, occupant in enumerate(seated) if occupant is None]
    for k, person in zip(free, rest, strict=False):
        seated[k] = person
    for k, occupant in enumerate(seated):
        if occupant is not None and occupant.id in natural and natural[occupant.id] != k:
            why[occupant.id] = ("T13",)
    return Filled(tuple(seated), why)


def _short_of_access(
    chain: Chain, needers: list[Person], locks: dict[str, str], accessible: frozenset[str]
) -> Conflict:
    """One more in need than chairs that can be reached and are not locked for others: a smallest set."""
    own = {chair.id for chair in chain.chairs}
    holding = [p for p in chain.people if locks.get(p.id) in accessible & own]
    rules = [f"T13 {person.id}" for person in needers]
    rules += [f"lock {person.id} {locks[person.id]}" for person in holding]
    return Conflict((*rules, "seats"), tuple(sorted(person.id for person in (*needers, *holding))))


def _apart(one: Chair, other: Chair) -> float:
    return round(hypot(one.x - other.x, one.y - other.y), 3)


def seat_aides(draft: Draft, where: dict[str, Chair]) -> list[tuple[Person, Chair]]:
    """Aides behind those they serve (T7, T8), in a row, each as near to their own as the others allow, and at
    least 0.55 m from everyone: a row that is not clear steps further back."""
    taken = [(chair.x, chair.y) for chair in where.values()]
    rows: dict[tuple[int, float], list[tuple[float, int, Person, Chair]]] = {}
    for order, (aide, served) in enumerate(draft.behind):
        chair = where[served]
        angle = radians(chair.facing)
        along = chair.x * cos(angle) - chair.y * sin(angle)
        depth = chair.x * sin(angle) + chair.y * cos(angle)
        rows.setdefault((chair.facing, round(depth, 2)), []).append((along, order, aide, chair))
    placed: list[tuple[Person, Chair]] = []
    counts: dict[str, int] = {}
    for (facing, depth), row in rows.items():
        row.sort(key=lambda item: (item[0], item[1]))
        angle = radians(facing)
        alongs = spread([item[0] for item in row], BESIDE)
        back = depth - BEHIND
        while True:
            spots = [(a * cos(angle) + back * sin(angle), back * cos(angle) - a * sin(angle)) for a in alongs]
            if all(hypot(x - tx, y - ty) >= CLEAR for x, y in spots for tx, ty in taken):
                break
            back -= 0.25
        taken += spots
        for (_, _, aide, chair), (x, y) in zip(row, spots, strict=True):
            counts[chair.id] = counts.get(chair.id, 0) + 1
            seat = aide_id(chair.id, aide, counts[chair.id])
            rule = ("T7", "T8") if aide.function == "interpreter" else ("T7",)
            placed.append((aide, Chair(seat, chair.table, x, y, facing, rule, standing=chair.standing)))
    return placed
