"""What goes into the seating engine and what comes out: keys and numbers, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

# How the two searches of a party are run: `map`, or the `map` of a pool of threads.
Beside = Callable[[Callable[[int], int], Iterable[int]], Iterable[int]]

LAYOUTS = (
    "bilateral",
    "counterparts",
    "courtesy-call",
    "head-table",
    "rounds",
    "long-table",
    "u-shape",
    "theatre",
    "classroom",
    "signing",
    "panel",
    "photo",
    "receiving-line",
    "car",
    "vehicles",
)
FUNCTIONS = (
    "principal",
    "participant",
    "interpreter",
    "note-taker",
    "signatory",
    "witness",
    "master-of-ceremonies",
    "chair",
    "moderator",
    "speaker",
    "spouse",
    "staff",
    "security",
    "press",
    "organisation",
)
UNNUMBERED = frozenset({"interpreter", "note-taker"})
SIDES = ("host", "guest")
COMPASS = {"north": 0, "east": 90, "south": 180, "west": 270}
NEEDS = ("wheelchair", "step-free", "hearing", "sight")
ACCESSIBLE_NEEDS = frozenset({"wheelchair", "step-free"})
REPLIES = ("accepted", "pending", "declined")


class BadInput(ValueError):
    """The input cannot be read; `field` says where (`people[2].side`), `message` says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True, slots=True)
class Person:
    """One person to seat. `party` is the city, country or body for which they come (the side by default);
    `assists` names whom an interpreter or note-taker serves (their side's principal by default)."""

    id: str
    side: str = "guest"
    function: str = "participant"
    languages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    party: str | None = None
    partner: str | None = None
    sector: str | None = None
    assists: str | None = None
    reply: str = "accepted"

    @property
    def delegation(self) -> str:
        """The party, or the side where none is said."""
        return self.party or self.side


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table (or row, or car) that is there: its id and the number of its chairs.

    At rounds `shape` is "round" or "long" (people on both sides); `top` is the head table: the first in
    honour and, where long, with all its chairs on one side. `x`, `y` (metres) and `rotation` (degrees
    clockwise, 0: the seat of honour faces north) put its middle somewhere in the room; without `x` and `y`
    the table stands in the grid, and `rotation` turns it there."""

    id: str
    seats: int
    shape: str = "round"
    x: float | None = None
    y: float | None = None
    rotation: int = 0
    top: bool = False


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle of a convoy: places for passengers (a car 1 to 4), `kind` "car", "van" or "coach", `driver`
    "chauffeur" or "owner", `wheel` the side of the steering wheel. `side` and `party` say for whom it is
    (None: for anyone). With `alone` its first passenger shares it only with their own aides and partner."""

    id: str
    seats: int
    kind: str = "car"
    driver: str = "chauffeur"
    wheel: str = "left"
    side: str | None = None
    party: str | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Lock:
    """A person fixed to a chair by hand; it survives every re-run (T16)."""

    person: str
    seat: str


@dataclass(frozen=True, slots=True)
class Parameters:
    """What rule packs differ in; the defaults are those of the pack “neutral”. `flags_two` is None where no
    good source says: then the engine asks."""

    even_row: str = "centre-line"  # T2: "off-centre" | "centre-line"
    interpreter: str = "behind"  # T8: "behind" | "left" | "right"
    senior_side: str = "right"  # T10: "right" | "left"
    long_table: str = "centre"  # "centre": principals face each other across; "ends": at the two ends
    third_in_car: str = "front"  # V1: "front" | "rear-middle"
    flags_two: str | None = None  # F2, seen by the viewer: "guest-left" | "host-left" | None
    flags_many: str = "alphabetical"  # F3: "alphabetical" | "host-centre"


@dataclass(frozen=True, slots=True)
class Weights:
    """The price of each soft rule on rounds; whole numbers."""

    rank: int = 1
    sides: int = 6
    languages: int = 8
    sectors: int = 1
    wishes: int = 10
    moved: int = 60


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that one seating needs. `order` is the precedence list, first first; people missing from it
    follow in the order given. `door`, `window`, `viewer` are compass sides of the room. `axis` says how a
    long table lies: "across" the way in from the door, or "along" it (then its end faces the door).
    `accessible` names chairs; None means that a chair can be taken away anywhere at a table.
    `previous` is (person, seat) of the plan before."""

    layout: str
    people: tuple[Person, ...]
    order: tuple[str, ...] = ()
    pack: str = "neutral"
    parameters: Parameters | None = None
    tables: tuple[TableSpec, ...] = ()
    door: str | None = None
    window: str | None = None
    viewer: str | None = None
    axis: str = "across"
    locks: tuple[Lock, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    together: tuple[tuple[str, str], ...] = ()
    wishes: tuple[tuple[str, str], ...] = ()
    accessible: tuple[str, ...] | None = None
    previous: tuple[tuple[str, str], ...] = ()
    driver: str = "chauffeur"  # cars: "chauffeur" | "owner"
    wheel: str = "left"  # cars: the side of the steering wheel
    vehicles: tuple[Vehicle, ...] = ()  # the convoy of layout "vehicles"
    seed: int = 1
    effort: int | None = None  # rounds: number of moves tried; None chooses by size
    weights: Weights = Weights()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something true of a seat at rounds that speaks for it: `kind` names the sentence, `people` are ids,
    `values` numbers and codes in the order in which the sentence has them."""

    kind: str
    people: tuple[str, ...] = ()
    values: tuple[int | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a plan made by hand breaks. `rule` is a rule id or name, `people` the ids concerned,
    `hard` whether the plan may not stand so; `values` are the numbers and seats that the sentence needs."""

    rule: str
    people: tuple[str, ...]
    hard: bool
    values: tuple[int | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A person whose chair differs between two plans; None where they had or have none."""

    person: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Seat:
    """A chair and who sits there. Metres, x to the east and y to the north; `facing` in degrees clockwise
    from north. `number` is the rank number at that table, None for who takes none (T7) and for empty chairs;
    `place` is the chair's own standing in its row (1 is the seat of honour), None for aides' chairs."""

    person: str | None
    table: str
    seat: str
    number: int | None
    x: float
    y: float
    facing: int
    why: tuple[str, ...]
    place: int | None = None
    side: str | None = None
    standing: bool = False
    modes: tuple[str, ...] = ()  # the forms of the rules in force, for `reason`: layout and parameters
    facts: tuple[Fact, ...] = ()  # what speaks for this seat (rounds), and "access" where one is missing


@dataclass(frozen=True, slots=True)
class Unseated:
    """A person without a chair, and the rule id that says why (`T16`, `seats`, `conflict`, `layout`)."""

    person: str
    why: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A table, rectangle or circle, by its centre; `width` along its own x before `rotation` (clockwise)."""

    id: str
    kind: str  # "rectangle" | "circle" | "car" | "van" | "coach"
    x: float
    y: float
    width: float
    depth: float
    rotation: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A door or window: which wall, its middle, its width."""

    wall: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Room:
    """The walls as a rectangle around everything, by its south-west corner."""

    x: float
    y: float
    width: float
    depth: float
    door: Opening | None
    window: Opening | None


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag on its pole; `party` is the side or the party it stands for."""

    party: str
    x: float
    y: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A smallest set of rules and people that cannot all hold: drop any one of `rules` and it can be done.
    `proved` is False where the search for a smaller set was cut off; `decided` is False where it was not even
    settled that the rules conflict (the plan's status is then "unknown")."""

    rules: tuple[str, ...]
    people: tuple[str, ...]
    proved: bool = True
    decided: bool = True


@dataclass(frozen=True, slots=True)
class Score:
    """What the plan costs, 0 is best: the total and each rule's part, already weighted."""

    total: int = 0
    by_rule: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Seating:
    """The plan. `status`: "optimal" (proved best, or the rules leave nothing to choose), "feasible" (good, no
    proof claimed), "infeasible" or "unknown" (see `conflict`; the seats are then those of the plan before,
    where one was given), "broken" (made by hand and against hard rules, see `check`). `bound` is a price that
    no plan can be below, where that is proved. `questions` names parameters that the pack leaves unset and
    someone must answer; `notes` are rule ids to tell people ("T13": someone needs an accessible seat and the
    request marks none); `sequence` is the order of entering."""

    layout: str
    status: str
    seats: tuple[Seat, ...]
    unseated: tuple[Unseated, ...]
    room: Room
    tables: tuple[Shape, ...]
    flags: tuple[Flag, ...] = ()
    score: Score = Score()
    bound: int | None = None
    moved: int = 0
    conflict: Conflict | None = None
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
