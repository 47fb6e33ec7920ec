"""The walls of a drawing: door, window and their words."""

from legation.engine.seating import Opening
from legation.protocol.queries.shapes import METRE, Box, Word

WALL = 6  # half the thickness of a window


def in_units(metres: float) -> int:
    """Metres as units of the drawing."""
    return round(metres * METRE)


def door_of(door: Opening | None, floor: Box, text: str) -> tuple[str, Word | None, str]:
    """A double door that opens into the room, its word outside, and the walls with its gap."""
    left, top, right, bottom = floor.x, floor.y, floor.x + floor.width, floor.y + floor.height
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if door is None:
        return "", None, f"M{left} {top}H{right}V{bottom}H{left}Z"
    first = ("north", "east", "south", "west").index(door.wall)
    (ax, ay), (bx, by) = corners[first], corners[(first + 1) % 4]
    ux, uy = _sign(bx - ax), _sign(by - ay)
    mx, my, half = (ax + bx) // 2, (ay + by) // 2, in_units(door.width) // 2
    start, end = (mx - ux * half, my - uy * half), (mx + ux * half, my + uy * half)
    others = [corners[(first + turn) % 4] for turn in (1, 2, 3, 4)]
    walls = f"M{end[0]} {end[1]}" + "".join(f"L{x} {y}" for x, y in others) + f"L{start[0]} {start[1]}"
    ix, iy = -uy, ux  # into the room, walking the walls clockwise
    leaves = ""
    for (hx, hy), sweep in ((start, 0), (end, 1)):
        tip = f"{hx + ix * half} {hy + iy * half}"
        leaves += f"M{hx} {hy}L{tip}A{half} {half} 0 0 {sweep} {mx} {my}"
    return leaves, _word(mx, my, door.wall, text), walls


def window_of(window: Opening | None, floor: Box, text: str) -> tuple[Box | None, str, Word | None]:
    if window is None:
        return None, "", None
    half = in_units(window.width) // 2
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
