"""Draws a seat plan: one SVG user unit is one centimetre, north is up.

Names stand behind their chairs, on the side away from the table, as near as there is room; where there is
none, or where the plan is large, the number in the chair and the list beside the plan tell who sits there.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from math import cos, radians, sin

from legation.engine.seating import Seat, Seating, Shape
from legation.protocol.queries.drawing_names import Area, named
from legation.protocol.queries.drawing_room import door_of, in_units, window_of
from legation.protocol.queries.shapes import METRE, Box, Chair, Drawing, Name, Pole, Table, Word, Words

CHAIR, AIDE = 26, 17
EDGE = 40  # around the room, for the words at the walls
FOOT = 44  # beneath it, for the scale
LEAST = 600  # the narrowest drawing, so that a table for two is not drawn large
MANY = 40  # from so many people on no name is written beside its chair

# Sides as light-background inks, for the file on its own; on a page the style sheet says.
INKS = {"guest": "#8a2d3b", "host": "#0f4c81", "third": "#55654a"}
FREE = "#5a6374"

At = Callable[[float, float], tuple[int, int]]  # metres in the room to units of the drawing
Texts = Mapping[str, str]


def drawn(
    seating: Seating, names: Texts, sides: Texts, words: Words, key: str, locked: Collection[str] = ()
) -> Drawing:
    """The plan as shapes. `names` and `sides` (guest, host, third) are by person, `locked` are persons."""
    room = seating.room
    width, height = in_units(room.width), in_units(room.depth)
    pad = max(EDGE, (LEAST - width + 1) // 2)
    left, top = pad, EDGE

    def at(x: float, y: float) -> tuple[int, int]:
        return left + in_units(x - room.x), top + height - in_units(y - room.y)

    floor = Box(left, top, width, height)
    tables = tuple(_table(shape, at, words) for shape in seating.tables)
    door, door_word, walls = door_of(room.door, floor, words.door)
    window, window_line, window_word = window_of(room.window, floor, words.window)
    flags = tuple(_pole(*at(flag.x, flag.y), flag.party, words) for flag in seating.flags)
    taken = [_covered(table) for table in tables]
    taken += [Area(pole.x - 18, pole.y - 46, pole.x + 34, pole.y + 24) for pole in flags]
    if room.door is not None:
        x, y = at(room.door.x, room.door.y)
        taken.append(Area(x - 66, y - 66, x + 66, y + 66))
    chairs = _chairs(seating.seats, names, sides, words.places, at, taken, floor, frozenset(locked))
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
        small=min(26, max(14, width // 70)),
    )


def _table(shape: Shape, at: At, words: Words) -> Table:
    x, y = at(shape.x, shape.y)
    return Table(
        x=x,
        y=y,
        width=in_units(shape.width),
        depth=in_units(shape.depth),
        turn=shape.rotation % 180,
        round=shape.kind == "circle",
        name=words.tables.get(shape.id, ""),
    )


def _covered(table: Table) -> Area:
    """The square that a table covers at most, however it is turned."""
    width, depth = table.width, table.depth
    if table.turn == 90:
        width, depth = depth, width
    elif table.turn:
        width = depth = max(width, depth)
    return Area(table.x - width / 2, table.y - depth / 2, table.x + width / 2, table.y + depth / 2)


def _pole(x: int, y: int, party: str, words: Words) -> Pole:
    side, label = words.parties.get(party, (party, words.flags.get(party, "")))
    side = side if side in INKS else "third"
    return Pole(x, y, side, INKS[side], label)


def _chairs(
    seats: Sequence[Seat],
    names: Texts,
    sides: Texts,
    places: Texts,
    at: At,
    blocked: list[Area],
    floor: Box,
    locked: frozenset[str],
) -> tuple[Chair, ...]:
    """Chairs with their names, the first in rank placed first, so that theirs stand nearest."""
    spots = [(*at(seat.x, seat.y), CHAIR if seat.number or seat.place else AIDE) for seat in seats]
    taken = [*blocked, *(Area(x - r - 6, y - r - 6, x + r + 6, y + r + 6) for x, y, r in spots)]
    inside = Area(floor.x + 6, floor.y + 6, floor.x + floor.width - 6, floor.y + floor.height - 6)
    found: dict[int, Name | None] = {}
    ranking = sorted(range(len(seats)), key=lambda k: (seats[k].number is None, seats[k].number or 0, k))
    for k in ranking if len(names) <= MANY else ():
        seat, (x, y, r) = seats[k], spots[k]
        text = names.get(seat.person or "", "")
        name, area = named(text, x, y, r, seat.facing, taken, inside) if text else (None, None)
        found[k] = name
        if area is not None:
            taken.append(area)
    made = []
    for k, (seat, (x, y, r)) in enumerate(zip(seats, spots, strict=True)):
        person = seat.person or ""
        side = sides.get(person, "third" if person else "free")
        made.append(
            Chair(
                x=x,
                y=y,
                r=r,
                back="" if seat.standing else _back(x, y, r + 5, seat.facing),
                side=side,
                ink=INKS.get(side, FREE),
                number=seat.number,
                first=seat.number == 1,
                label=names.get(person, ""),
                name=found.get(k),
                seat=seat.seat,
                place=places.get(seat.seat, ""),
                person=person,
                given=seat.place is not None,
                locked=person in locked and seat.place is not None,
            )
        )
    return tuple(made)


def _back(x: int, y: int, r: int, facing: int) -> str:
    """The back of a chair: an arc behind whoever looks towards `facing`."""
    ends = [radians(facing + 180 + turn) for turn in (-62, 62)]
    (ax, ay), (bx, by) = [(x + r * sin(angle), y - r * cos(angle)) for angle in ends]
    return f"M{ax:.1f} {ay:.1f}A{r} {r} 0 0 1 {bx:.1f} {by:.1f}"
