"""What the site itself consists of: its mark as a picture, and its service worker."""

import io
from functools import lru_cache
from pathlib import Path

WORKER = Path(__file__).with_name("static") / "legation" / "worker.js"
SIZES = (180, 192, 512)
INK, PAPER, HOST, GUEST = "#1a2233", "#fbfaf7", "#7fb4e6", "#e79aa5"
FINER = 4  # times finer than it is shown, so that edges are smooth


@lru_cache(maxsize=len(SIZES))
def icon(size: int) -> bytes:
    """The mark as a PNG of `size` by `size` pixels: the ground fills it, the drawing keeps to the middle that
    every mask leaves."""
    from PIL import Image, ImageDraw

    full = size * FINER
    picture = Image.new("RGB", (full, full), INK)
    draw = ImageDraw.Draw(picture)
    unit = full / 40  # mark.svg has 32 units; four more on each side are for the mask

    def at(x: float, y: float) -> tuple[float, float]:
        return (x + 4) * unit, (y + 4) * unit

    for y in (9, 16, 23):
        draw.rectangle([at(9, y - 1), at(23, y + 1)], fill=PAPER)
    for y, colour in ((9, HOST), (23, GUEST)):
        draw.ellipse([at(13, y - 3), at(19, y + 3)], fill=colour)
    written = io.BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(written, "PNG", optimize=True)
    return written.getvalue()


def worker() -> str:
    """The service worker, as the browser gets it."""
    return WORKER.read_text(encoding="utf-8")
