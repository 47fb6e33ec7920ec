"""A filled draft in the room: turned to its heading, numbered, with walls, door, window and flags."""

from __future__ import annotations

from dataclasses import replace

from legation.engine.seating.draft import Cast, Chain, Chair, Draft, is_numbered, needs_access
from legation.engine.seating.filling import Filled, seat_aides
from legation.engine.seating.flags import raise_flags
from legation.engine.seating.geometry import room_around, turn
from legation.engine.seating.model import (
    Conflict,
    Fact,
    Parameters,
    Person,
    Request,
    Score,
    Seat,
    Seating,
    Shape,
    Unseated,
)


def in_the_room(
    cast: Cast,
    draft: Draft,
    filled: list[Filled],
    unseated: list[Unseated],
    conflict: Conflict | None,
    *,
    score: Score | None = None,
    bound: int | None = None,
) -> Seating:
    """A filled draft turned to its heading in the room, with aides, flags, walls and what changed."""
    request, heading = cast.request, draft.heading
    modes = modes_of(request, cast.parameters)
    if request.layout == "signing":
        modes = (*modes, f"signatories:{len(draft.chains[0].people)}")
    numbers = _numbers(draft.chains)
    seats: list[Seat] = []
    where: dict[str, Chair] = {}
    for chain, result in zip(draft.chains, filled, strict=True):
        for chair, person in zip(chain.chairs, result.people, strict=True):
            why = chair.why if person is None else chair.why + result.why.get(person.id, ())
            if person is not None:
                where[person.id] = chair
                if not is_numbered(person):
                    why = ("T7", *why)
            number = None if person is None else numbers.get(person.id)
            seats.append(_turned(chair, heading, person, number, why, modes))
    if where:
        where |= {aide.id: chair for aide, chair in draft.aides}
        aides = [*draft.aides, *seat_aides(draft, where)]
        seats += [_turned(chair, heading, aide, None, chair.why, modes) for aide, chair in aides]
    unmarked = {p.id for p in request.people if needs_access(p) and request.accessible is None}
    seats = [
        replace(s, facts=(Fact("access"),)) if s.person in unmarked and not s.standing else s for s in seats
    ]
    shapes = tuple(_shape(shape, heading) for shape in draft.tables)
    flags, questions = raise_flags(draft.flags, cast.parameters, heading)
    corners = [(s.x, s.y) for s in seats] + [corner for shape in shapes for corner in _corners(shape)]
    room = room_around(
        corners + [(flag.x, flag.y) for flag in flags], door=request.door, window=request.window
    )
    seated = {s.person for s in seats}
    status = "optimal" if bound == (score or Score()).total else "feasible"
    if conflict:
        status = "infeasible" if conflict.decided else "unknown"
    return Seating(
        layout=request.layout,
        status=status,
        seats=tuple(seats),
        unseated=tuple(unseated),
        room=room,
        tables=shapes,
        flags=flags,
        score=score or Score(),
        bound=None if conflict else bound,
        moved=moved_since(request, tuple(seats)),
        conflict=conflict,
        questions=questions,
        notes=(*draft.notes, *(("T13",) if any(s.facts for s in seats) else ())),
        sequence=tuple(person for person in draft.sequence if person in seated),
    )


def _numbers(chains: tuple[Chain, ...]) -> dict[str, int]:
    """Rank numbers: along each chain, for those who take one (T7)."""
    numbers: dict[str, int] = {}
    for chain in chains:
        numbered = [person for person in chain.people if is_numbered(person)]
        numbers |= {person.id: k + 1 for k, person in enumerate(numbered)}
    return numbers


def modes_of(request: Request, parameters: Parameters) -> tuple[str, ...]:
    """The forms of the rules in force, as `reason` needs them."""
    by_window = request.door is None or (request.axis == "along" and request.window is not None)
    return (
        request.layout,
        f"even:{parameters.even_row}",
        f"interpreter:{parameters.interpreter}",
        f"senior:{parameters.senior_side}",
        f"third:{parameters.third_in_car}",
        f"axis:{request.axis}",
        f"honour:{'window' if by_window else 'door'}",
    )


def moved_since(request: Request, seats: tuple[Seat, ...]) -> int:
    """How many people of the plan before now have another chair."""
    now = {s.person: s.seat for s in seats if s.person is not None}
    return sum(1 for person, before in request.previous if person in now and now[person] != before)


def _turned(
    chair: Chair,
    heading: int,
    person: Person | None,
    number: int | None,
    why: tuple[str, ...],
    modes: tuple[str, ...],
) -> Seat:
    x, y = turn(chair.x, chair.y, heading)
    return Seat(
        person=person.id if person else None,
        table=chair.table,
        seat=chair.id,
        number=number,
        x=x,
        y=y,
        facing=(chair.facing + heading) % 360,
        why=tuple(dict.fromkeys(why)),
        place=chair.place,
        side=person.side if person else None,
        standing=chair.standing,
        modes=modes,
    )


def _shape(shape: Shape, heading: int) -> Shape:
    x, y = turn(shape.x, shape.y, heading)
    rotation = (shape.rotation + heading) % 360
    return Shape(shape.id, shape.kind, x, y, round(shape.width, 3), round(shape.depth, 3), rotation)


def _corners(shape: Shape) -> list[tuple[float, float]]:
    ends = [(sx * shape.width / 2, sy * shape.depth / 2) for sx in (-1, 1) for sy in (-1, 1)]
    turned = [turn(x, y, shape.rotation) for x, y in ends]
    return [(shape.x + x, shape.y + y) for x, y in turned]
