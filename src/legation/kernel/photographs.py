"""Photographs for the public: their size is known before they are decoded, and they are encoded anew."""

import io
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from legation.kernel.files import MOST_PIXELS
from legation.kernel.refusals import Refused

if TYPE_CHECKING:
    from PIL import Image

LARGEST_PHOTOGRAPH = 11 * 1024 * 1024  # what a form takes, less what is typed beside
PHOTOGRAPH_WIDTHS = (1600, 800)


class PhotographTooLarge(Refused):
    sentence = _(
        "This photograph has %(megapixels)s megapixels and %(megabytes)s MB. Choose one of at most"
        " 40 megapixels and 11 MB: for a page, 2,000 pixels across are plenty."
    )
    field = "file"


class NotAPhotograph(Refused):
    sentence = _("This file is not a JPEG, PNG or WebP picture, whatever its name says. Choose another one.")
    field = "file"


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture as it is kept: JPEG, with its size in pixels."""

    data: bytes
    width: int
    height: int


def photograph_bytes(data: bytes) -> tuple[Encoded, ...]:
    """The photograph as JPEGs of at most 1600 and 800 pixels across, without metadata. Raises a Refused.

    Its size is read before anything of it is decoded.
    """
    from PIL import Image, ImageOps

    size = f"{len(data) / 1024**2:.1f}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
        pixels = picture.width * picture.height
        if pixels > MOST_PIXELS or len(data) > LARGEST_PHOTOGRAPH:
            raise PhotographTooLarge(megapixels=round(pixels / 1_000_000), megabytes=size)
        picture = ImageOps.exif_transpose(picture).convert("RGB")
        return tuple(_scaled(picture, width) for width in PHOTOGRAPH_WIDTHS)
    except Image.DecompressionBombError as bomb:
        found = re.search(r"\((\d+) pixels\)", str(bomb))
        pixels = int(found[1]) if found else 2 * (Image.MAX_IMAGE_PIXELS or MOST_PIXELS)
        raise PhotographTooLarge(megapixels=round(pixels / 1_000_000), megabytes=size) from bomb
    except Refused:
        raise
    except Exception as broken:  # decoders raise whatever they trip over
        raise NotAPhotograph from broken


def _scaled(picture: "Image.Image", width: int) -> Encoded:
    copy = picture.copy()
    copy.thumbnail((width, 2 * width))
    copy.info.clear()  # a comment or a place would be written again
    encoded = io.BytesIO()
    copy.save(encoded, "JPEG", quality=82, optimize=True, progressive=True)
    return Encoded(encoded.getvalue(), copy.width, copy.height)
