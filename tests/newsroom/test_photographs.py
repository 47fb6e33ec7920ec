"""Photographs of press releases: made small and anew, without what the camera wrote, and never too large."""

import io
import struct
import tracemalloc
import zlib
from typing import Any

import pytest
from PIL import Image

from legation.kernel.photographs import (
    LARGEST_PHOTOGRAPH,
    NotAPhotograph,
    PhotographTooLarge,
    photograph_bytes,
)
from legation.newsroom.actions.parts import change_photograph, remove_release_part, restore_release_part
from legation.newsroom.models import Photograph, PressRelease
from legation.newsroom.queries.releases import drafted
from tests.missions.stage import Stage, build, two
from tests.newsroom.releases import photographed, picture, written

MEGAPIXEL = 1_000_000


def claimed(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("width", "height", "told"), [(20_000, 10_000, 200), (10_000, 5_000, 50), (30_000, 30_000, 900)]
)
def test_too_many_pixels_are_refused_by_number_before_anything_is_decoded(
    width: int, height: int, told: int
) -> None:
    tracemalloc.start()
    with pytest.raises(PhotographTooLarge) as refused:
        photograph_bytes(claimed(width, height))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert f"{told} megapixels" in str(refused.value)
    assert most < MEGAPIXEL


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(PhotographTooLarge):
        photograph_bytes(picture() + b"\0" * LARGEST_PHOTOGRAPH)


@pytest.mark.parametrize(
    "data", [b"", b"<svg onload=alert(1)>", b"GIF89a" + b"\0" * 60, b"%PDF-1.7", picture()[:200]]
)
def test_what_is_no_picture_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(NotAPhotograph):
        photograph_bytes(data)


def test_the_place_the_camera_and_every_comment_are_taken_out() -> None:
    exif = Image.Exif()
    exif[0x010F] = "QUINCECAM"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (35.0, 6.0, 0.0)
    data = picture(exif=exif, comment=b"QUINCECOMMENT")
    assert b"QUINCECAM" in data
    for encoded in photograph_bytes(data):
        again = Image.open(io.BytesIO(encoded.data))
        assert (dict(again.getexif()), "comment" in again.info, b"QUINCE" in encoded.data) == (
            {},
            False,
            False,
        )


def test_it_is_turned_upright_and_made_small_twice() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    sizes = [(one.width, one.height) for one in photograph_bytes(picture(4000, 3000, exif=exif))]
    assert sizes == [(1600, 2133), (800, 1067)]
    assert [(one.width, one.height) for one in photograph_bytes(picture(300, 200))] == [(300, 200)] * 2


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_become_jpeg(kind: str) -> None:
    assert [one.data[:2] for one in photograph_bytes(picture(format=kind))] == [b"\xff\xd8"] * 2


@pytest.fixture
def stage(db: Any) -> Stage:
    return build()


def test_it_belongs_to_the_words_that_both_sides_say_yes_to(stage: Stage) -> None:
    release = written(stage)
    photograph = photographed(stage, release)
    before = drafted(PressRelease.objects.get())
    values = {"alt": two("Two people", "두 사람"), "caption": two(""), "credit": "S", "consent": "Both"}
    change_photograph(photograph, values, seen=photograph.version, by=stage.host)
    assert drafted(PressRelease.objects.get())["photographs"] != before["photographs"]
    assert "consent" not in before["photographs"][0]


def test_taken_out_it_can_be_brought_back(stage: Stage) -> None:
    release = written(stage)
    photograph = photographed(stage, release)
    remove_release_part(photograph, by=stage.guest)
    assert drafted(PressRelease.objects.get())["photographs"] == []
    restore_release_part(Photograph.objects.get(), by=stage.guest)
    assert len(drafted(PressRelease.objects.get(pk=release.pk))["photographs"]) == 1
