"""Portraits for print."""

import io
from functools import lru_cache

from legation.kernel.files import read

# 22 by 27.5 mm at about 300 dots an inch.
PRINTED = (264, 330)
KEPT = 256


@lru_cache(maxsize=KEPT)
def printed_portrait(name: str) -> bytes:
    """The portrait kept under `name`, no larger than print needs. A name is made of the picture's digest, so
    what was scaled once stays right. Raises OSError where it cannot be read."""
    from PIL import Image

    data = read(name)
    picture: Image.Image = Image.open(io.BytesIO(data), formats=("JPEG",))
    if picture.width <= PRINTED[0] * 1.2 and picture.height <= PRINTED[1] * 1.2:
        picture.verify()
        return data
    picture.draft("RGB", PRINTED)
    picture = picture.convert("RGB")
    picture.thumbnail((PRINTED[0] * 2, PRINTED[1]), reducing_gap=2.0)
    scaled = io.BytesIO()
    picture.save(scaled, "JPEG", quality=85)
    return scaled.getvalue()


def portrait_or_none(name: str) -> bytes | None:
    """The portrait for print, or None where there is none or its file is lost or broken."""
    if not name:
        return None
    try:
        return printed_portrait(name)
    except (OSError, SyntaxError, ValueError):
        return None
