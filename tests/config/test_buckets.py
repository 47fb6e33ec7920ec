"""Files of several hosts in an S3-compatible store: kept, read, restored, and a word when it is away."""

import io
from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage, storages

from legation.config.backup import restoring
from legation.config.backup.taking import _of_the_bucket
from legation.config.doctor import files_complaints
from legation.kernel.files import keep, read
from legation.kernel.outages import Away
from tests.config.s3_server import Store, store


@pytest.fixture
def bucket(settings, monkeypatch) -> Iterator[Store]:
    for name, value in {
        "ACCESS_KEY_ID": "sample",
        "SECRET_ACCESS_KEY": "sample",
        "REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    kinds = {**settings.STORAGES, "default": {"BACKEND": "legation.kernel.buckets.Bucket"}}
    with store() as (server, address):
        settings.STORAGES, settings.FILES, settings.FILES_S3_ENDPOINT = kinds, "s3://bucket/office", address
        yield server


def test_what_is_kept_lies_in_the_bucket_once_and_is_read_by_every_host(bucket):
    name = keep("portraits", b"picture", "jpg")
    assert (keep("portraits", b"picture", "jpg"), list(bucket.objects)) == (name, [f"office/{name}"])
    assert (read(name), default_storage.size(name), default_storage.exists("portraits/none")) == (
        b"picture",
        7,
        False,
    )
    with pytest.raises(FileNotFoundError):
        read("portraits/none")
    large = bytes(9 << 20)
    default_storage.save("archives/large", File(io.BytesIO(large)))
    with default_storage.open("archives/large") as stored:
        assert stored.read() == large
    assert list(storages["default"].names()) == ["archives/large", name]
    default_storage.delete("archives/large")
    assert list(bucket.objects) == [f"office/{name}"]
    assert files_complaints() == []


def test_a_backup_holds_the_bucket_and_a_restore_fills_it(bucket, tmp_path):
    default_storage.save("papers/a.pdf", ContentFile(b"one"))
    default_storage.save("papers/b.pdf", ContentFile(b"two"))
    packed = [(name, path.read_bytes()) for name, path in _of_the_bucket(tmp_path / "file")]
    assert packed == [("files/papers/a.pdf", b"one"), ("files/papers/b.pdf", b"two")]
    assert list(tmp_path.iterdir()) == []
    default_storage.delete("papers/b.pdf")
    for name, data in packed:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert (restoring.into_bucket(tmp_path / "files"), read("papers/b.pdf")) == (1, b"two")


def test_a_store_that_is_away_is_told_as_such(bucket, settings, monkeypatch):
    from datetime import timedelta

    monkeypatch.setattr("legation.kernel.buckets.PATIENCE", timedelta(milliseconds=100))
    settings.FILES_S3_ENDPOINT = "http://127.0.0.1:9"
    storages._storages.clear()
    with pytest.raises(Away):
        storages["default"].exists("x")
    assert [said.split(":")[0] for said in files_complaints()] == ["The store of files does not answer"]
