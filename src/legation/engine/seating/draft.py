"""The parts a layout is drafted from, in its own frame: the seat of honour faces up, its own right is +x."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.engine.seating.geometry import is_perpendicular
from legation.engine.seating.model import (
    ACCESSIBLE_NEEDS,
    COMPASS,
    UNNUMBERED,
    BadInput,
    Parameters,
    Person,
    Request,
    Shape,
    TableSpec,
)


@dataclass(frozen=True, slots=True)
class Chair:
    """A chair in the layout's own frame; `place` is its standing in the chain, None for an aide's chair."""

    id: str
    table: str
    x: float
    y: float
    facing: int
    why: tuple[str, ...] = ()
    place: int | None = None
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """People in rank order and the chairs that are theirs, seat of honour first."""

    name: str
    people: tuple[Person, ...]
    chairs: tuple[Chair, ...]


@dataclass(frozen=True, slots=True)
class FlagLine:
    """Where flags stand: the middle of the row in the layout's frame, and the parties they stand for."""

    x: float
    y: float
    facing: int
    parties: tuple[str, ...]
    guest: str = "guest"
    host: str = "host"


@dataclass(frozen=True, slots=True)
class Draft:
    """A layout before anyone sits: chains, aides with chairs of their own, aides still to go behind someone.

    `reach` is the distance in metres up to which two chairs are neighbours; with `one_company` all chairs of
    a chain are (a vehicle)."""

    chains: tuple[Chain, ...]
    heading: int
    tables: tuple[Shape, ...] = ()
    aides: tuple[tuple[Person, Chair], ...] = ()
    behind: tuple[tuple[Person, str], ...] = ()
    reach: float = 1.0
    flags: FlagLine | None = None
    notes: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
    couples_apart: bool = False
    one_company: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one seating, sorted: ranked in order, aides, and the request they came from."""

    request: Request
    parameters: Parameters
    ranked: tuple[Person, ...]
    aides: tuple[Person, ...]

    def of(self, side: str) -> tuple[Person, ...]:
        """The ranked people of a side, first first."""
        return tuple(person for person in self.ranked if person.side == side)

    @property
    def table(self) -> str:
        """The id of the first table."""
        return self.request.tables[0].id if self.request.tables else "t1"

    @property
    def right(self) -> int:
        """1 where the senior side is the right, -1 where it is the left (T10)."""
        return 1 if self.parameters.senior_side == "right" else -1

    def rows(self, default: int) -> tuple[TableSpec, ...]:
        """The rows given, or rows of at most `default` for everyone."""
        if self.request.tables:
            return self.request.tables
        total = len(self.ranked) + len(self.aides)
        count = max(1, -(-total // default))
        size = -(-total // count)
        sizes = [min(size, total - size * row) for row in range(count)]
        return tuple(TableSpec(f"r{row + 1}", seats) for row, seats in enumerate(sizes))

    def served(self, aide: Person) -> str:
        """Whom an aide assists: the person named, else the first of their side, else the first of all."""
        known = {person.id for person in self.ranked}
        if aide.assists in known:
            return str(aide.assists)
        own = self.of(aide.side)
        return (own or self.ranked)[0].id

    def places(self, prefix: str, people: tuple[Person, ...]) -> int:
        """How many chairs a chain needs: one each, more where a lock or the accessible chair lies beyond."""
        pattern = re.compile(re.escape(prefix) + r"([1-9]\d{0,2})")
        own = {person.id for person in people}
        count = len(people)
        for lock in self.request.locks:
            match = pattern.fullmatch(lock.seat)
            if match and lock.person in own:
                count = max(count, int(match[1]))
        if self.request.accessible is not None:
            needers = sum(1 for person in people if needs_access(person))
            found = sorted(
                int(match[1]) for seat in self.request.accessible if (match := pattern.fullmatch(seat))
            )
            if needers and found:
                count = max(count, found[min(needers, len(found)) - 1])
        return count


def needs_access(person: Person) -> bool:
    """Whether the person needs an accessible chair (T13)."""
    return not ACCESSIBLE_NEEDS.isdisjoint(person.needs)


def is_numbered(person: Person) -> bool:
    """Whether the person takes a rank number (T7)."""
    return person.function not in UNNUMBERED


def honour_heading(request: Request) -> tuple[int, tuple[str, ...]]:
    """The compass direction that the seat of honour faces, and by which rule (T5, T6)."""
    if request.door is None:
        return (COMPASS[request.window], ("T6",)) if request.window else (0, ())
    if request.axis == "across":
        return COMPASS[request.door], ("T6",)
    if request.window and is_perpendicular(request.door, request.window):
        return COMPASS[request.window], ("T6",)
    return (COMPASS[request.door] + 90) % 360, ("T5",)


def stage_heading(request: Request) -> tuple[int, tuple[str, ...]]:
    """The direction that people on show face: the viewer, else as the seat of honour, else south."""
    if request.viewer:
        return COMPASS[request.viewer], ()
    if request.door or request.window:
        return honour_heading(request)
    return 180, ()


def parties_of(people: tuple[Person, ...]) -> tuple[str, ...]:
    """The delegations present, in rank order, each once."""
    return tuple(dict.fromkeys(person.delegation for person in people))


def flag_line(x: float, y: float, facing: int, people: tuple[Person, ...]) -> FlagLine:
    """The flags of the delegations of some people, in rank order."""
    guest = next((person.delegation for person in people if person.side == "guest"), "guest")
    host = next((person.delegation for person in people if person.side == "host"), "host")
    return FlagLine(x, y, facing, parties_of(people), guest, host)


def require(*, people: tuple[Person, ...], what: str) -> None:
    """Raises BadInput where a layout has no one for a part it cannot do without."""
    if not people:
        raise BadInput("people", f"{what} is needed for this layout")
