"""Uploads: known by their content, re-encoded, and kept under names of our own."""

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused

LARGEST_PORTRAIT = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
PORTRAIT_SIZE = (800, 1000)


class NotAPicture(Refused):
    sentence = _("This file is not a JPEG, PNG or WebP picture, whatever its name says. Choose another one.")
    field = "portrait"


class PictureTooLarge(Refused):
    sentence = _("This picture is too large. Choose one of at most 10 MB and 40 megapixels.")
    field = "portrait"


def portrait_bytes(data: bytes) -> bytes:
    """The picture as a JPEG of at most 800 by 1000 pixels without metadata. Raises a Refused."""
    from PIL import Image, ImageOps

    if len(data) > LARGEST_PORTRAIT:
        raise PictureTooLarge
    try:
        picture: Image.Image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
        if picture.width * picture.height > MOST_PIXELS:
            raise PictureTooLarge
        picture = ImageOps.exif_transpose(picture).convert("RGB")
        picture.thumbnail(PORTRAIT_SIZE)
    except Image.DecompressionBombError as bomb:
        raise PictureTooLarge from bomb
    except Refused:
        raise
    except Exception as broken:  # decoders raise whatever they trip over
        raise NotAPicture from broken
    picture.info.clear()  # a comment would be written again
    encoded = io.BytesIO()
    picture.save(encoded, "JPEG", quality=85, optimize=True)
    return encoded.getvalue()


def keep(folder: str, data: bytes, ending: str) -> str:
    """Store `data` once under its digest; returns the name to remember."""
    name = f"{folder}/{hashlib.sha256(data).hexdigest()[:32]}.{ending}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(data))
    return name


def read(name: str) -> bytes:
    """What was stored under `name`."""
    with default_storage.open(name, "rb") as file:
        content: bytes = file.read()
    return content
