"""The secret key: one, whole, and read by its owner alone."""

import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from legation.config.environment import Environment


@pytest.fixture
def everybody_reads() -> Iterator[None]:
    """The most careless umask."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_the_key_and_the_data_folder_are_the_owners(tmp_path: Path, everybody_reads: None) -> None:
    folder = tmp_path / "data"
    key = Environment(data=folder).key()
    assert [path.name for path in folder.iterdir()] == ["secret.key"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret.key").stat().st_mode) == 0o600
    assert (len(key), Environment(data=folder).key()) == (86, key)


def test_many_who_start_at_once_have_one_key(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: Environment(data=folder).key(), range(64)))
    assert [len(key) for key in keys] == [86]


def test_an_empty_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    with pytest.raises(ValueError, match=r"secret\.key is empty"):
        Environment(data=tmp_path).key()
