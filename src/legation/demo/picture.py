"""A drawing where a press office puts a photograph: two cities on one sea. It shows no real place."""

import io
import math
import random
from typing import Any

Colour = tuple[int, int, int]
WIDTH, HEIGHT = 1600, 1000
SEA, DECK, TOP = 660, 614, 470  # heights of the water, of the bridge and of its towers
SKY: tuple[Colour, Colour] = ((24, 44, 84), (246, 196, 150))
WATER: tuple[Colour, Colour] = ((92, 116, 150), (16, 32, 62))
NEAR: Colour = (18, 28, 52)
FAR: Colour = (58, 72, 108)
SHORES = ((-20, 520), (1080, 1640))
TOWERS = (640, 960)
ENDS = (500, 1100)


def drawing() -> bytes:
    """The drawing as a JPEG, always the same."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    for y in range(HEIGHT):
        draw.line([(0, y), (WIDTH, y)], _shade(y))
    draw.ellipse([730, SEA - 150, 870, SEA - 10], (255, 226, 170))
    for step in range(26):
        half, y = 64 - 2 * step, SEA + 6 + 9 * step
        draw.line([(800 - half, y), (800 + half, y)], (206, 176, 150), 3)
    houses = random.Random(2024)  # noqa: S311 - a drawing, the same each time
    for colour, low, high, wide in ((FAR, 90, 230, 46), (NEAR, 60, 330, 58)):
        for shore in SHORES:
            _houses(draw, houses, shore, colour, (low, high, wide))
    _bridge(draw)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=90)
    return written.getvalue()


def _shade(y: int) -> Colour:
    """The colour of the sky or of the water at this height."""
    (first, last), part = (SKY, y / SEA) if y < SEA else (WATER, (y - SEA) / (HEIGHT - SEA))
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, last, strict=True))
    return red, green, blue


def _houses(
    draw: Any, chance: random.Random, shore: tuple[int, int], colour: Colour, size: tuple[int, int, int]
) -> None:
    """A row of houses along a shore, the highest in its middle."""
    (begin, end), (low, high, widest) = shore, size
    x = begin
    while x < end:
        wide = chance.randint(widest // 2, widest)
        share = math.sin(math.pi * (x - begin) / (end - begin)) * chance.uniform(0.45, 1)
        draw.rectangle([x, SEA - low - (high - low) * share, x + wide, SEA + 8], colour)
        x += wide + chance.randint(0, 8)


def _bridge(draw: Any) -> None:
    """A bridge between the shores, hung on two towers."""
    draw.line([(ENDS[0], DECK), (ENDS[1], DECK)], NEAR, 10)
    for tower in TOWERS:
        draw.rectangle([tower - 9, TOP, tower + 9, SEA + 4], NEAR)
    half = (TOWERS[1] - TOWERS[0]) / 2
    middle = sum(TOWERS) / 2
    cable = [
        (x, DECK - 14 - (DECK - 14 - TOP) * _share(x, middle, half)) for x in range(ENDS[0], ENDS[1] + 1, 4)
    ]
    draw.line(cable, NEAR, 5)
    for x, y in cable[::6]:
        draw.line([(x, y), (x, DECK)], NEAR, 2)


def _share(x: int, middle: float, half: float) -> float:
    """How high the cable is there: 1 on a tower, 0 on the deck."""
    away = abs(x - middle)
    if away <= half:
        return (away / half) ** 2
    return max(0.0, 1 - (away - half) / (ENDS[1] - TOWERS[1])) ** 2
