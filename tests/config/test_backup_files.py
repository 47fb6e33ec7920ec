"""What a backup is made of: a sealed file, and a place."""

import io
import os
from pathlib import Path

import pytest

from legation.config.backup import restoring, sealed_file, taking
from legation.config.backup.places import Folder, moment_of, name_of, place_at
from legation.config.backup.reading import Told
from legation.config.backup.refusals import (
    CannotBeMoved,
    Damaged,
    NoPlace,
    NoRoom,
    NotABackup,
    PlaceDoesNotAnswer,
    ShortKey,
    WrongKey,
)
from legation.config.backup.sealed_file import MAGIC, PIECE, PROOF, SALT, TAG, Sealing, key_bytes, new_key
from tests.config.s3_server import store

KEY = b"a key of thirty-two characters at least"
HEAD = len(MAGIC) + SALT + PROOF


def sealed(data: bytes) -> bytes:
    out = io.BytesIO()
    sealing = Sealing(out, KEY)
    for start in range(0, len(data), 100_000):
        sealing.write(data[start : start + 100_000])
    sealing.finish()
    return out.getvalue()


def opened(data: bytes, folder: Path, key: bytes = KEY) -> bytes:
    path = folder / "x.backup"
    path.write_bytes(data)
    source, plain = sealed_file.opened(path, key)
    with source:
        return plain.read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_sealed_opens_whatever_its_length(tmp_path, size):
    data = bytes(range(256)) * (size // 256 + 1)
    assert opened(sealed(data[:size]), tmp_path) == data[:size]


def test_pieces_that_are_cut_moved_or_changed_are_found(tmp_path):
    whole = sealed(b"x" * (3 * PIECE))
    piece = PIECE + TAG
    first, second, rest = whole[HEAD:][:piece], whole[HEAD + piece :][:piece], whole[HEAD + 2 * piece :]
    broken = {
        "cut": whole[:HEAD] + first + second,
        "moved": whole[:HEAD] + second + first + rest,
        "twice": whole[:HEAD] + first + first + rest,
        "changed": whole[:-1] + bytes([whole[-1] ^ 1]),
        "longer": whole + b"x",
        "empty": whole[:HEAD],
        "head": whole[: HEAD - 1],
    }
    for what, data in broken.items():
        with pytest.raises(Damaged):
            assert opened(data, tmp_path), what


def test_another_key_and_another_file_are_told_apart(tmp_path):
    with pytest.raises(WrongKey):
        opened(sealed(b"x"), tmp_path, key=b"k" * 32)
    with pytest.raises(NotABackup):
        opened(b"PK\x03\x04" * 100, tmp_path)
    assert sealed(b"x") != sealed(b"x")


def test_a_key_is_long_enough():
    assert len(key_bytes(f" {new_key()}\n")) == 44
    with pytest.raises(ShortKey):
        key_bytes("short")


def test_a_folder_shows_a_backup_only_when_it_is_whole(tmp_path, monkeypatch):
    from datetime import UTC, datetime

    name = name_of(datetime(2024, 4, 13, 8, tzinfo=UTC))
    assert (name, moment_of(name)) == (
        "legation-20240413T080000Z.backup",
        datetime(2024, 4, 13, 8, tzinfo=UTC),
    )
    made, place = tmp_path / "made", Folder(tmp_path / "kept")
    made.write_bytes(b"backup")
    assert place.names() == []
    place.put(made, name)
    assert (place.names(), (tmp_path / "kept" / name).stat().st_mode & 0o777) == ([name], 0o600)

    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(NoRoom, match="No space left on device"):
        place.put(made, name.replace("2024", "2025"))
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [name]
    place.remove(name)
    place.remove(name)
    assert place.names() == []


def test_a_dump_does_not_stay_in_clear_where_the_folder_cannot_be_put_in_place(tmp_path, monkeypatch):
    def packed(_path: Path, _key: bytes, into: Path) -> Told:
        (into / "database.dump").write_bytes(b"in clear")
        return Told("1", "", "postgresql", {}, [], 0)

    def stuck(_staged: Path, into: Path, _aside: Path) -> None:
        raise CannotBeMoved(where=into, why="busy")

    monkeypatch.setattr(restoring, "unpacked", packed)
    monkeypatch.setattr(restoring, "_fits", lambda *_given: None)
    monkeypatch.setattr(restoring, "_put", stuck)
    with pytest.raises(CannotBeMoved):
        restoring.restore(tmp_path / "a", KEY, tmp_path / "data", replace=True, say=print)
    assert [each.name for each in tmp_path.iterdir()] == []


def test_a_place_that_is_none_is_said():
    with pytest.raises(NoPlace):
        place_at("")
    with pytest.raises(PlaceDoesNotAnswer):
        place_at("/proc/nowhere").names()


def test_a_bucket_is_listed_filled_fetched_and_emptied(tmp_path, settings, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "sample")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "sample")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    small, large = "legation-20240413T080000Z.backup", "legation-20240414T080000Z.backup"
    made = tmp_path / "made"
    with store() as (server, address):
        settings.BACKUP_S3_ENDPOINT = address
        place = place_at("s3://bucket/office")
        assert place.names() == []
        made.write_bytes(b"backup")
        place.put(made, small)
        made.write_bytes(bytes(12 << 20))
        place.put(made, large)
        server.objects["office/notes.txt"] = server.objects["legation-20240415T080000Z.backup"] = b"x"
        assert place.names() == [small, large]
        place.get(large, tmp_path / "back")
        assert (tmp_path / "back").read_bytes() == bytes(12 << 20)
        place.remove(small)
        assert (place.names(), min(server.objects)) == ([large], "legation-20240415T080000Z.backup")
        with pytest.raises(PlaceDoesNotAnswer):
            place.get(small, tmp_path / "none")


def test_what_a_killed_backup_left_is_put_away_and_one_that_is_being_made_stays(
    tmp_path, settings, monkeypatch
):
    settings.DATA = tmp_path
    monkeypatch.setattr(taking, "NEW", 0)
    for name in (".backup-killed", ".backup-new", "files"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "part").write_bytes(b"x")
        os.utime(tmp_path / name, (0, 2**40 if name == ".backup-new" else 0))
    with taking._workshop() as held:
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([held.name, ".backup-new", "files"])
        os.utime(held, (0, 0))
        assert taking.put_away() == 0
        assert held.is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".backup-new", "files"]
