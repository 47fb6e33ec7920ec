"""Draws a seat plan: one SVG user unit is one centimetre, north is up.

Names stand behind their chairs, on the side away from the table, as near as there is room; where there is
none the number in the chair and the list beside the plan tell who sits there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, radians, sin
from unicodedata import east_asian_width

from legation.engine.seating import Opening, Seat, Seating, Shape
from legation.protocol.queries.shapes import Box, Chair, Drawing, Line, Name, Pole, Word, Words

METRE = 100
CHAIR, AIDE = 26, 17
LINE = 16  # from line to line of a name
EDGE = 40  # around the room, for the words at the walls
FOOT = 44  # beneath it, for the scale
SHIFTS = (0, -10, 10, -20, 20, -30, 30, -37, 37)  # how far a name may stand aside of its chair
LEAST = 600  # the narrowest drawing, so that a table for two is not drawn large
WALL = 6  # half the thickness of a window

# Sides as light-background inks, for the file on its own; on a page the style sheet says.
INKS = {"guest": "#8a2d3b", "host": "#0f4c81", "third": "#55654a"}

At = Callable[[float, float], tuple[int, int]]  # metres in the room to units of the drawing
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Area:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Area") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "_Area") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


def drawn(
    seating: Seating, names: Mapping[str, str], sides: Mapping[str, str], words: Words, key: str
) -> Drawing:
    """The plan as shapes. `names` and `sides` (guest, host, third) are by person."""
    room = seating.room
    width, height = _cm(room.width), _cm(room.depth)
    pad = max(EDGE, (LEAST - width + 1) // 2)
    left, top = pad, EDGE

    def at(x: float, y: float) -> tuple[int, int]:
        return left + _cm(x - room.x), top + height - _cm(y - room.y)

    floor = Box(left, top, width, height)
    tables = tuple(_table(shape, at) for shape in seating.tables)
    door, door_word, walls = _door(room.door, floor, words.door)
    window, window_line, window_word = _window(room.window, floor, words.window)
    flags = tuple(_pole(*at(flag.x, flag.y), flag.party, words) for flag in seating.flags)
    taken = [_Area(box.x, box.y, box.x + box.width, box.y + box.height) for box in tables]
    taken += [_Area(pole.x - 18, pole.y - 46, pole.x + 34, pole.y + 24) for pole in flags]
    if room.door is not None:
        x, y = at(room.door.x, room.door.y)
        taken.append(_Area(x - 66, y - 66, x + 66, y + 66))
    chairs = _chairs(seating.seats, names, sides, at, taken, floor)
    foot = top + height + EDGE
    right = left + width
    return Drawing(
        key=key,
        view=f"0 0 {width + 2 * pad} {foot + FOOT}",
        title=words.title,
        description=words.description,
        floor=floor,
        walls=walls,
        door=door,
        door_word=door_word,
        window=window,
        window_line=window_line,
        window_word=window_word,
        tables=tables,
        flags=flags,
        chairs=chairs,
        scale=f"M{left} {foot + 6}v8h{METRE}v-8",
        scale_word=Word(left + METRE + 10, foot + 18, 0, words.metre),
        north=f"M{right - 8} {foot + 18}v-22m-6 8l6 -8l6 8",
        north_word=Word(right - 28, foot + 16, 0, words.north),
        legend=words.legend,
    )


def _cm(metres: float) -> int:
    return round(metres * METRE)


def _table(shape: Shape, at: At) -> Box:
    """Tables of these layouts stand square in the room."""
    x, y = at(shape.x, shape.y)
    width, depth = _cm(shape.width), _cm(shape.depth)
    if shape.rotation % 180:
        width, depth = depth, width
    return Box(x - width // 2, y - depth // 2, width, depth)


def _pole(x: int, y: int, party: str, words: Words) -> Pole:
    side = party if party in INKS else "third"
    return Pole(x, y, side, INKS[side], words.flags.get(side, ""))


def _chairs(
    seats: Sequence[Seat], names: Texts, sides: Texts, at: At, blocked: list[_Area], floor: Box
) -> tuple[Chair, ...]:
    """Chairs with their names, the first in rank placed first, so that theirs stand nearest."""
    places = [(*at(seat.x, seat.y), CHAIR if seat.number or seat.place else AIDE) for seat in seats]
    taken = [*blocked, *(_Area(x - r - 6, y - r - 6, x + r + 6, y + r + 6) for x, y, r in places)]
    inside = _Area(floor.x + 6, floor.y + 6, floor.x + floor.width - 6, floor.y + floor.height - 6)
    found: dict[int, Name | None] = {}
    ranking = sorted(range(len(seats)), key=lambda k: (seats[k].number is None, seats[k].number or 0, k))
    for k in ranking:
        seat, (x, y, r) = seats[k], places[k]
        text = names.get(seat.person or "", "")
        name, area = _name(text, x, y, r, seat.facing, taken, inside) if text else (None, None)
        found[k] = name
        if area is not None:
            taken.append(area)
    return tuple(
        _chair(seat, x, y, r, names, sides, found[k])
        for k, (seat, (x, y, r)) in enumerate(zip(seats, places, strict=True))
    )


def _chair(seat: Seat, x: int, y: int, r: int, names: Texts, sides: Texts, name: Name | None) -> Chair:
    side = sides.get(seat.person or "", "third")
    return Chair(
        x=x,
        y=y,
        r=r,
        back="" if seat.standing else _back(x, y, r + 5, seat.facing),
        side=side,
        ink=INKS[side],
        number=seat.number,
        first=seat.number == 1,
        label=names.get(seat.person or "", ""),
        name=name,
    )


def _back(x: int, y: int, r: int, facing: int) -> str:
    """The back of a chair: an arc behind whoever looks towards `facing`."""
    ends = [radians(facing + 180 + turn) for turn in (-62, 62)]
    (ax, ay), (bx, by) = [(x + r * sin(angle), y - r * cos(angle)) for angle in ends]
    return f"M{ax:.1f} {ay:.1f}A{r} {r} 0 0 1 {bx:.1f} {by:.1f}"


def _name(
    text: str, x: int, y: int, r: int, facing: int, taken: Sequence[_Area], inside: _Area
) -> tuple[Name | None, _Area | None]:
    """The nearest free place behind a chair for a name in one line or two."""
    away = radians(facing + 180)
    dx, dy = round(sin(away)), round(-cos(away))
    for distance in range(r + 9, r + 120, 4):
        ways = _ways(text) if dx == 0 else _ways(text)[::-1]
        for lines, aside in product(ways, SHIFTS):
            area = _behind(x, y, dx, dy, distance, lines, aside)
            if not inside.holds(area) or any(area.meets(other) for other in taken):
                continue
            return _written(lines, area, dx, _leader(x, y, dx, dy, r, distance)), area
    return None, None


def _behind(x: int, y: int, dx: int, dy: int, distance: int, lines: Sequence[str], aside: int) -> _Area:
    """Where lines of a name lie at this distance behind a chair, shifted aside."""
    wide, high = max(_width(line) for line in lines), LINE * len(lines)
    if dx == 0:
        x, near = x + aside, y + dy * distance
        return _Area(x - wide / 2, min(near, near + dy * high), x + wide / 2, max(near, near + dy * high))
    y, near = y + aside, x + dx * distance
    return _Area(min(near, near + dx * wide), y - high / 2, max(near, near + dx * wide), y + high / 2)


def _written(lines: Sequence[str], area: _Area, dx: int, leader: str) -> Name:
    anchor = "middle" if dx == 0 else "start" if dx > 0 else "end"
    start = {"middle": (area.left + area.right) / 2, "start": area.left, "end": area.right}[anchor]
    rows = [Line(round(start), round(area.top + LINE * row + 12), line) for row, line in enumerate(lines)]
    return Name(tuple(rows), anchor, leader)


def _leader(x: int, y: int, dx: int, dy: int, r: int, distance: int) -> str:
    """A line to a name that stands off."""
    if distance <= r + 24:
        return ""
    near, far = r + 9, distance - 3
    return f"M{x + dx * near} {y + dy * near}L{x + dx * far} {y + dy * far}"


def _ways(text: str) -> list[tuple[str, ...]]:
    """How a name may be broken: in two lines, in one, and a long one a word a line."""
    ways = [_split(text), (text,), tuple(text.split(" "))]
    return list(dict.fromkeys(way for way in ways if len(way) <= 3))


def _split(text: str) -> tuple[str, ...]:
    """A name in two lines of the most even width, or in one where it is one word."""
    words = text.split(" ")
    if len(words) < 2:
        return (text,)
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return min(cuts, key=lambda pair: max(_width(part) for part in pair))


def _width(text: str) -> float:
    """About how wide a line of a name is drawn."""
    return sum(13.5 if east_asian_width(letter) in "WF" else 7.4 for letter in text) + 6


def _door(door: Opening | None, floor: Box, text: str) -> tuple[str, Word | None, str]:
    """A double door that opens into the room, its word outside, and the walls with its gap."""
    left, top, right, bottom = floor.x, floor.y, floor.x + floor.width, floor.y + floor.height
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if door is None:
        return "", None, f"M{left} {top}H{right}V{bottom}H{left}Z"
    first = ("north", "east", "south", "west").index(door.wall)
    (ax, ay), (bx, by) = corners[first], corners[(first + 1) % 4]
    ux, uy = _sign(bx - ax), _sign(by - ay)
    mx, my, half = (ax + bx) // 2, (ay + by) // 2, _cm(door.width) // 2
    start, end = (mx - ux * half, my - uy * half), (mx + ux * half, my + uy * half)
    others = [corners[(first + turn) % 4] for turn in (1, 2, 3, 4)]
    walls = f"M{end[0]} {end[1]}" + "".join(f"L{x} {y}" for x, y in others) + f"L{start[0]} {start[1]}"
    ix, iy = -uy, ux  # into the room, walking the walls clockwise
    leaves = ""
    for (hx, hy), sweep in ((start, 0), (end, 1)):
        tip = f"{hx + ix * half} {hy + iy * half}"
        leaves += f"M{hx} {hy}L{tip}A{half} {half} 0 0 {sweep} {mx} {my}"
    return leaves, _word(mx, my, door.wall, text), walls


def _window(window: Opening | None, floor: Box, text: str) -> tuple[Box | None, str, Word | None]:
    if window is None:
        return None, "", None
    half = _cm(window.width) // 2
    level = window.wall in {"north", "south"}
    x = floor.x + floor.width // 2 if level else floor.x + (floor.width if window.wall == "east" else 0)
    y = (
        floor.y + floor.height // 2
        if not level
        else floor.y + (floor.height if window.wall == "south" else 0)
    )
    if level:
        return (
            Box(x - half, y - WALL, 2 * half, 2 * WALL),
            f"M{x - half} {y}h{2 * half}",
            _word(x, y, window.wall, text),
        )
    return (
        Box(x - WALL, y - half, 2 * WALL, 2 * half),
        f"M{x} {y - half}v{2 * half}",
        _word(x, y, window.wall, text),
    )


def _word(x: int, y: int, wall: str, text: str) -> Word:
    if wall == "north":
        return Word(x, y - 14, 0, text)
    if wall == "south":
        return Word(x, y + 26, 0, text)
    return Word(x - 14 if wall == "west" else x + 26, y, -90, text)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
