"""A portrait is what its bytes say, small, and tells nothing but the picture."""

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from legation.kernel.files import LARGEST_PORTRAIT, NotAPicture, PictureTooLarge, keep, portrait_bytes, read


def picture(
    format_: str = "PNG", size: tuple[int, int] = (60, 40), colour: str = "navy", **options: object
) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, format_, **options)
    return made.getvalue()


def huge(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has this many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_pictures_become_jpeg(format_: str) -> None:
    again = Image.open(io.BytesIO(portrait_bytes(picture(format_))))
    assert (again.format, again.mode, again.size) == ("JPEG", "RGB", (60, 40))
    red, green, blue = again.getpixel((30, 20))  # type: ignore[misc]
    assert red < 20 < 100 < blue
    assert green < 20


def test_a_large_picture_is_made_small_and_keeps_its_shape() -> None:
    assert Image.open(io.BytesIO(portrait_bytes(picture(size=(2400, 1200))))).size == (800, 400)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<script>alert(1)</script>",
        b"#!/bin/sh\nrm -rf /",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture("GIF"),
        picture("BMP"),
        picture("TIFF"),
        picture()[:60],
        picture("JPEG")[:300],
        b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00" + b"\xff" * 200,
    ],
    ids=["empty", "html", "script", "svg", "gif", "bmp", "tiff", "cut-png", "cut-jpeg", "broken-exif"],
)
def test_what_is_no_picture_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(NotAPicture) as refused:
        portrait_bytes(data)
    assert refused.value.field == "portrait"


@pytest.mark.parametrize(("width", "height"), [(7000, 7000), (60_000, 60_000), (40_000_001, 1)])
def test_a_bomb_is_refused_before_it_is_unpacked(width: int, height: int) -> None:
    data = huge(width, height)
    assert len(data) < 200
    with pytest.raises(PictureTooLarge):
        portrait_bytes(data)


def test_too_many_bytes_are_refused_unread() -> None:
    with pytest.raises(PictureTooLarge):
        portrait_bytes(picture() + b"\0" * LARGEST_PORTRAIT)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_no_metadata_survives(format_: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "SECRETEXIF home address"
    exif[0x0112] = 6
    options: dict[str, object] = {"exif": exif, "icc_profile": b"SECRETICC" * 10}
    if format_ == "JPEG":
        options |= {"comment": b"SECRETCOMMENT", "xmp": b"<x:xmpmeta>SECRETXMP</x:xmpmeta>"}
    if format_ == "WEBP":
        options["xmp"] = b"<x:xmpmeta>SECRETXMP</x:xmpmeta>"
    if format_ == "PNG":
        info = PngInfo()
        info.add_text("comment", "SECRETTEXT")
        options["pnginfo"] = info
    data = picture(format_, **options)
    assert b"SECRET" in data
    kept = portrait_bytes(data)
    assert b"SECRET" not in kept
    again = Image.open(io.BytesIO(kept))
    assert (
        dict(again.getexif()),
        again.size,
        set(again.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"},
    ) == (
        {},
        (40, 60),  # turned as its orientation said
        set(),
    )


def test_the_same_bytes_are_kept_once() -> None:
    from django.core.files.storage import default_storage

    data = picture(colour="teal")
    first, second = keep("tested", data, "png"), keep("tested", data, "png")
    other = keep("tested", picture(colour="red"), "png")
    assert first == second != other
    assert (read(first), sorted(default_storage.listdir("tested")[1])) == (
        data,
        sorted(name.removeprefix("tested/") for name in (first, other)),
    )
