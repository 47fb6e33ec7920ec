"""What is wrong with a request before any rule is looked at."""

from __future__ import annotations

from collections.abc import Iterable

from legation.engine.seating.model import (
    COMPASS,
    FUNCTIONS,
    LAYOUTS,
    NEEDS,
    REPLIES,
    SIDES,
    BadInput,
    Request,
)
from legation.engine.seating.packs import check_parameters, parameters_of


def validate(request: Request) -> None:
    """Raises BadInput naming the field of the first thing that cannot be read."""
    _one_of("layout", request.layout, LAYOUTS)
    _people(request)
    if request.parameters is None:
        parameters_of(request.pack)
    else:
        check_parameters(request.parameters)
    for field in ("door", "window", "viewer"):
        value = getattr(request, field)
        if value is not None:
            _one_of(field, value, COMPASS)
    if request.window is not None and request.window == request.door:
        raise BadInput("window", "the window cannot take the whole of the door's wall; name another wall")
    _one_of("axis", request.axis, ("across", "along"))
    _one_of("driver", request.driver, ("chauffeur", "owner"))
    _one_of("wheel", request.wheel, ("left", "right"))
    if request.effort is not None and request.effort < 0:
        raise BadInput("effort", "must be 0 or more")
    _tables(request)
    _vehicles(request)
    known = {person.id for person in request.people}
    _known("order", request.order, known)
    _once("order", request.order)
    for k, lock in enumerate(request.locks):
        _known(f"locks[{k}].person", (lock.person,), known)
    for field in ("apart", "together", "wishes"):
        for k, pair in enumerate(getattr(request, field)):
            _known(f"{field}[{k}]", pair, known)
            if pair[0] == pair[1]:
                raise BadInput(f"{field}[{k}]", f"“{pair[0]}” is named twice")
    _once("previous", (person for person, _ in request.previous))


def _people(request: Request) -> None:
    if not request.people:
        raise BadInput("people", "at least one person is needed")
    _once("people", (person.id for person in request.people))
    known = {person.id for person in request.people}
    for k, person in enumerate(request.people):
        if not person.id:
            raise BadInput(f"people[{k}].id", "must not be empty")
        _one_of(f"people[{k}].side", person.side, SIDES)
        _one_of(f"people[{k}].function", person.function, FUNCTIONS)
        _one_of(f"people[{k}].reply", person.reply, REPLIES)
        for need in person.needs:
            _one_of(f"people[{k}].needs", need, NEEDS)
        for field in ("partner", "assists"):
            value = getattr(person, field)
            if value is not None:
                _known(f"people[{k}].{field}", (value,), known)
            if value == person.id:
                raise BadInput(f"people[{k}].{field}", "a person cannot be their own")
    if all(person.reply != "accepted" for person in request.people):
        raise BadInput("people", "nobody has accepted")


def _tables(request: Request) -> None:
    _once("tables", (table.id for table in request.tables))
    for k, table in enumerate(request.tables):
        if not table.id:
            raise BadInput(f"tables[{k}].id", "must not be empty")
        if not 1 <= table.seats <= 500:
            raise BadInput(f"tables[{k}].seats", "must be from 1 to 500")
        _one_of(f"tables[{k}].shape", table.shape, ("round", "long"))
        if (table.x is None) != (table.y is None):
            raise BadInput(f"tables[{k}]", "x and y go together")
    if sum(table.top for table in request.tables) > 1:
        raise BadInput("tables", "there can be one head table")
    if request.layout == "rounds" and not request.tables:
        raise BadInput("tables", "rounds need their tables")


def _vehicles(request: Request) -> None:
    most = {"car": 4, "van": 20, "coach": 80}
    _once("vehicles", (vehicle.id for vehicle in request.vehicles))
    for k, vehicle in enumerate(request.vehicles):
        at = f"vehicles[{k}]"
        if not vehicle.id:
            raise BadInput(f"{at}.id", "must not be empty")
        _one_of(f"{at}.kind", vehicle.kind, most)
        if not 1 <= vehicle.seats <= most[vehicle.kind]:
            raise BadInput(f"{at}.seats", f"a {vehicle.kind} has from 1 to {most[vehicle.kind]}")
        _one_of(f"{at}.driver", vehicle.driver, ("chauffeur", "owner"))
        _one_of(f"{at}.wheel", vehicle.wheel, ("left", "right"))
        if vehicle.side is not None:
            _one_of(f"{at}.side", vehicle.side, SIDES)
    if request.layout == "vehicles" and not request.vehicles:
        raise BadInput("vehicles", "a convoy needs its vehicles")


def _one_of(field: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise BadInput(field, f"“{value}” is not one of {', '.join(allowed)}")


def _known(field: str, values: Iterable[str], known: set[str]) -> None:
    for value in values:
        if value not in known:
            raise BadInput(field, f"there is no person “{value}”")


def _once(field: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise BadInput(field, f"“{value}” is named twice")
        seen.add(value)
