"""A seat plan as shapes: one SVG user unit is one centimetre, north is up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

METRE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a name."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name behind a chair; `leader` is a path to it where it stands off."""

    lines: tuple[Line, ...]
    anchor: str
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Chair:
    """A chair: the circle, its back, and who sits there. No `number` for who takes none (T7).

    `seat` is the engine's name of it, `place` ours; `given` tells whether people are put on it by hand, and
    `person` is the key of who sits there.
    """

    x: int
    y: int
    r: int
    back: str
    side: str
    ink: str
    number: int | None
    first: bool
    label: str
    name: Name | None
    seat: str = ""
    place: str = ""
    person: str = ""
    given: bool = False
    locked: bool = False

    @property
    def free(self) -> bool:
        return not self.label

    @property
    def lock(self) -> str:
        """The lock mark, at the upper right of the circle."""
        x, y = round(self.x + self.r * 0.74), round(self.y - self.r * 0.74)
        return f"M{x - 5} {y - 1}h10v8h-10zM{x - 3} {y - 1}v-3a3 3 0 0 1 6 0v3"


@dataclass(frozen=True, slots=True)
class Table:
    """A table, round or square, turned about its middle; `name` where there are several."""

    x: int
    y: int
    width: int
    depth: int
    turn: int
    round: bool
    name: str

    @property
    def left(self) -> int:
        return self.x - self.width // 2

    @property
    def top(self) -> int:
        return self.y - self.depth // 2

    @property
    def radius(self) -> int:
        return self.width // 2


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word at a wall, turned where the wall is upright."""

    x: int
    y: int
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class Pole:
    """A flag on its pole."""

    x: int
    y: int
    side: str
    ink: str
    label: str

    @property
    def cloth(self) -> int:
        """The top of the cloth."""
        return self.y - 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One person in the list beneath; no `number` for who takes none."""

    number: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """One side in the list beneath."""

    side: str
    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All shapes of a plan, in the order in which they are drawn. `key` makes the ids of the page unique,
    `small` is the size of the words at the walls."""

    key: str
    view: str
    title: str
    description: str
    floor: Box
    walls: str
    door: str
    door_word: Word | None
    window: Box | None
    window_line: str
    window_word: Word | None
    tables: tuple[Table, ...]
    flags: tuple[Pole, ...]
    chairs: tuple[Chair, ...]
    scale: str
    scale_word: Word
    north: str
    north_word: Word
    legend: tuple[Group, ...]
    small: int = 14


@dataclass(frozen=True, slots=True)
class Words:
    """What is written on a drawing, in the reader's language; `legend` is who sits where, side by side.

    `flags` are by side, `parties` give the side and the name of each party, `tables` the names of tables and
    `places` those of chairs.
    """

    title: str
    legend: tuple[Group, ...]
    description: str
    door: str
    window: str
    metre: str
    north: str
    flags: Mapping[str, str]
    parties: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
