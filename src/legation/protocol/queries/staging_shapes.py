"""A line-up, a row of flags or a vehicle as shapes: what the templates draw, in SVG user units."""

from dataclasses import dataclass

# Sides as light-background inks, for a drawing on its own; on a page the style sheet says.
INKS = {"guest": "#8a2d3b", "host": "#0f4c81", "third": "#55654a"}


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words; `kind` is its class: name, post, soft, label."""

    x: int
    y: int
    text: str
    kind: str = "name"
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Figure:
    """One person seen from the front or from above: the circle, the number, and the words beneath it."""

    x: int
    y: int
    r: int
    side: str
    ink: str
    number: int | None
    first: bool
    label: str
    words: tuple[Text, ...] = ()
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A table, a car's body, a windscreen: a rectangle; `kind` is its class."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    round: int = 8


@dataclass(frozen=True, slots=True)
class Banner:
    """A flag on its pole: `x`, `y` is the foot."""

    x: int
    y: int
    pole: int
    width: int
    height: int
    side: str
    ink: str
    code: str
    words: tuple[Text, ...] = ()

    @property
    def top(self) -> int:
        return self.y - self.pole

    @property
    def middle(self) -> int:
        """Where the letters stand, across."""
        return self.x + self.width // 2

    @property
    def line(self) -> int:
        """Where the letters stand, down."""
        return self.top + self.height // 2 + 5


@dataclass(frozen=True, slots=True)
class Picture:
    """All shapes of a diagram. `key` makes the ids of the page unique; `lines` are paths in soft ink."""

    key: str
    width: int
    height: int
    title: str
    description: str
    figures: tuple[Figure, ...] = ()
    blocks: tuple[Block, ...] = ()
    banners: tuple[Banner, ...] = ()
    texts: tuple[Text, ...] = ()
    lines: tuple[str, ...] = ()
    marks: tuple[Text, ...] = ()

    @property
    def wide(self) -> bool:
        """Drawn so wide that a phone shows its letters too small; its people then stand far apart."""
        return self.width > 800

    @property
    def view(self) -> str:
        return f"0 0 {self.width} {self.height}"
