"""What is sealed opens with its key and at its place, and with nothing else."""

from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from legation.kernel.sealing import (
    BadKeys,
    KeyIsLost,
    KeysAreSet,
    add_key,
    drop_old_keys,
    new_key,
    opened,
    seal,
)


@pytest.fixture(autouse=True)
def _keys_in_a_file(tmp_path: Path) -> Any:
    with override_settings(SEAL_KEYS=[], SEAL_KEY_FILE=tmp_path / "keys" / "seal.keys"):
        yield


def test_what_is_sealed_opens_again_and_says_nothing_in_between() -> None:
    value = {"number": "M12345678", "name": "박표본"}
    made = seal(value, "a:1")
    assert opened(made, "a:1") == value
    assert ("M12345678" in made, seal(value, "a:1") == made) == (False, False)


def test_moved_to_another_place_it_does_not_open() -> None:
    with pytest.raises(KeyIsLost):
        opened(seal({"a": 1}, "a:1"), "a:2")


def test_its_length_does_not_tell_a_short_value_from_a_shorter_one() -> None:
    assert len(seal({"diet": "none"}, "a:1")) == len(seal({"diet": "vegetarian"}, "a:1"))


def test_a_key_file_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    seal({}, "a")
    file = tmp_path / "keys" / "seal.keys"
    before = file.read_text()
    seal({}, "a")
    assert (file.read_text(), file.stat().st_mode & 0o777, len(before.split())) == (before, 0o600, 1)


def test_a_new_key_seals_and_the_old_one_still_opens_until_it_is_dropped() -> None:
    old = seal({"a": 1}, "a")
    add_key()
    new = seal({"a": 2}, "a")
    assert (opened(old, "a"), opened(new, "a")) == ({"a": 1}, {"a": 2})
    assert drop_old_keys() == 1
    assert opened(new, "a") == {"a": 2}
    with pytest.raises(KeyIsLost):
        opened(old, "a")


def test_keys_of_the_environment_go_before_the_file_and_are_changed_there() -> None:
    first, second = new_key(), new_key()
    with override_settings(SEAL_KEYS=[first]):
        made = seal({"a": 1}, "a")
        with pytest.raises(KeysAreSet):
            add_key()
    with override_settings(SEAL_KEYS=[second, first]):
        assert opened(made, "a") == {"a": 1}
    with override_settings(SEAL_KEYS=[second]), pytest.raises(KeyIsLost):
        opened(made, "a")


def test_a_key_that_is_none_is_said_and_not_shown() -> None:
    with override_settings(SEAL_KEYS=["not-a-key-of-ours"]), pytest.raises(BadKeys) as bad:
        seal({}, "a")
    assert str(bad.value) == "a key for sealed data is not 32 bytes in base64: see LEGATION_SEAL_KEYS"
