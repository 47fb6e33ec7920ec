"""Uploads: known by their content, re-encoded, and kept under names of our own."""

import hashlib
import io
import zipfile
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused

LARGEST_PORTRAIT = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
PORTRAIT_SIZE = (800, 1000)
LARGEST_PAPER = 10 * 1024 * 1024
PHOTO_SIZE = (3000, 3000)
# What an office keeps: the folder or file within that tells one packed kind from another.
PACKED = {
    "docx": ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": (
        "ppt/presentation.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "hwpx": ("Contents/content.hpf", "application/hwp+zip"),
}


class NotAPicture(Refused):
    sentence = _("This file is not a JPEG, PNG or WebP picture, whatever its name says. Choose another one.")
    field = "portrait"


class PictureTooLarge(Refused):
    sentence = _("This picture is too large. Choose one of at most 10 MB and 40 megapixels.")
    field = "portrait"


class NotAPaper(Refused):
    sentence = _(
        "This is no PDF, no JPEG, PNG or WebP picture, and no file of Word, Excel, PowerPoint or Hangul, "
        "whatever its name says. Save it as a PDF and choose that."
    )
    field = "file"


class PaperTooLarge(Refused):
    sentence = _(
        "This file is too large. Choose one of at most 10 MB, and a picture of at most 40 megapixels."
    )
    field = "file"


class PaperDoesNotOpen(Refused):
    sentence = _("This PDF cannot be read, or it asks for a password. Save it without one and choose that.")
    field = "file"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that was checked: what to keep, the ending that its content has, and its media type."""

    data: bytes
    ending: str
    media: str

    @property
    def picture(self) -> bool:
        return self.media.startswith("image/")


def paper_of(data: bytes) -> Paper:
    """A document or a picture, known by its content; pictures are encoded anew. Raises a Refused."""
    if len(data) > LARGEST_PAPER:
        raise PaperTooLarge
    if data[:5] == b"%PDF-":
        _check_pdf(data)
        return Paper(data, "pdf", "application/pdf")
    if data[:4] == b"PK\x03\x04":
        return _packed(data)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" and b"HWP Document File" in data:
        return Paper(data, "hwp", "application/x-hwp")
    try:
        return Paper(_encoded(data, PHOTO_SIZE), "jpg", "image/jpeg")
    except PictureTooLarge as large:
        raise PaperTooLarge from large
    except NotAPicture as unknown:
        raise NotAPaper from unknown


def _check_pdf(data: bytes) -> None:
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        readable = not reader.is_encrypted and len(reader.pages) > 0
    except Exception as broken:  # readers raise whatever they trip over
        raise PaperDoesNotOpen from broken
    if not readable:
        raise PaperDoesNotOpen


def _packed(data: bytes) -> Paper:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError) as broken:
        raise NotAPaper from broken
    for ending, (within, media) in PACKED.items():
        if within in names:
            return Paper(data, ending, media)
    raise NotAPaper


def portrait_bytes(data: bytes) -> bytes:
    """The picture as a JPEG of at most 800 by 1000 pixels without metadata. Raises a Refused."""
    return _encoded(data, PORTRAIT_SIZE)


def _encoded(data: bytes, size: tuple[int, int]) -> bytes:
    """The picture as a JPEG of at most this size without metadata."""
    from PIL import Image, ImageOps

    if len(data) > LARGEST_PORTRAIT:
        raise PictureTooLarge
    try:
        picture: Image.Image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
        if picture.width * picture.height > MOST_PIXELS:
            raise PictureTooLarge
        picture = ImageOps.exif_transpose(picture).convert("RGB")
        picture.thumbnail(size)
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
