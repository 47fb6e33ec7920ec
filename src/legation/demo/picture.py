"""A drawing where a press office puts a photograph: two cities on one sea. It shows no real place."""

import io
import math
import random

WIDTH, HEIGHT = 1600, 1000
SEA = 660
SKY_TOP, SKY_LOW = (24, 44, 84), (246, 196, 150)
SEA_TOP, SEA_LOW = (92, 116, 150), (16, 32, 62)
NEAR, FAR, SUN = (18, 28, 52), (58, 72, 108), (255, 226, 170)


def drawing() -> bytes:
    """The drawing as a JPEG, always the same."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    for y in range(HEIGHT):
        above = y < SEA
        part = y / SEA if above else (y - SEA) / (HEIGHT - SEA)
        first, last = (SKY_TOP, SKY_LOW) if above else (SEA_TOP, SEA_LOW)
        draw.line(
            [(0, y), (WIDTH, y)], tuple(round(a + (b - a) * part) for a, b in zip(first, last, strict=True))
        )
    draw.ellipse([730, SEA - 150, 870, SEA - 10], SUN)
    for step in range(26):
        half = 64 - 2 * step
        draw.line([(800 - half, SEA + 6 + 9 * step), (800 + half, SEA + 6 + 9 * step)], (206, 176, 150), 3)
    towers = random.Random(2024)  # noqa: S311 - a drawing, the same each time
    for colour, low, high, width in ((FAR, 90, 230, 46), (NEAR, 60, 330, 58)):
        for begin, end in ((-20, 520), (1080, 1640)):
            x = begin
            while x < end:
                wide = towers.randint(width // 2, width)
                tall = low + (high - low) * math.sin(math.pi * (x - begin) / (end - begin)) * towers.uniform(
                    0.45, 1
                )
                draw.rectangle([x, SEA - tall, x + wide, SEA + 8], colour)
                x += wide + towers.randint(0, 8)
    draw.line([(500, SEA - 46), (1100, SEA - 46)], NEAR, 10)
    for tower in (640, 960):
        draw.rectangle([tower - 9, SEA - 190, tower + 9, SEA + 4], NEAR)
    for first, last, top in ((500, 640, 46), (640, 960, 60), (960, 1100, 46)):
        cable = [(x, SEA - _hang(x, first, last, top)) for x in range(first, last + 1, 4)]
        draw.line(cable, NEAR, 5)
        for x, y in cable[::6]:
            draw.line([(x, y), (x, SEA - 46)], NEAR, 2)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=90)
    return written.getvalue()


def _hang(x: int, first: int, last: int, lowest: int) -> float:
    """How high a cable hangs between two points: it ends on the towers, or on the shore."""
    part = (x - first) / (last - first)
    if first == 500:
        return lowest + (190 - lowest) * part**2
    if last == 1100:
        return lowest + (190 - lowest) * (1 - part) ** 2
    return lowest + (190 - lowest) * (2 * part - 1) ** 2
