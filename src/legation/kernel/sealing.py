"""Personal data that lies sealed in the database: who reads the rows, or a copy of them, reads nothing.

A value is sealed with the first of several keys and opened with whichever made it, so that keys change while
the site runs. What is sealed names its place: moved to another row or field it does not open.
"""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused

BLOCK = 64  # bytes to which a value is filled up: its length tells nothing of it


class KeyIsLost(Refused):
    sentence = _("This cannot be opened: its key is missing. The operator finds out with “legation doctor”.")


class BadKeys(ValueError):
    """The keys of this installation cannot be used."""


class KeysAreSet(Exception):
    """The keys stand in the environment: the operator changes them there."""


class SealedField(models.TextField):  # type: ignore[type-arg]
    """A column with what `seal` made, or nothing."""

    def get_prep_value(self, value: Any) -> Any:
        return value.sealed if isinstance(value, Stored) else super().get_prep_value(value)


class Stored(str):
    """What a column of sealed text holds, to be written as it is; it reads as nothing."""

    sealed: str

    @classmethod
    def of(cls, sealed: str) -> "Stored":
        made = cls("")
        made.sealed = sealed
        return made


class SealedText(SealedField):
    """A short text that is sealed as it is written and opened as it is read; it cannot be sought or sorted.

    What no key opens reads as nothing, and is written back as it was. It is bound to its column.
    """

    @property
    def place(self) -> str:
        """What binds a value to the column."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        if not value:
            return value
        try:
            return str(opened(value, self.place)["text"])
        except KeyIsLost:
            return Stored.of(value)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Stored):
            return value.sealed
        return seal({"text": str(value)}, self.place) if value else value

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        return super().formfield(**({} if self.choices else {"widget": forms.TextInput}) | kwargs)


def seal(value: Mapping[str, Any], place: str) -> str:
    """What to store of a value that belongs to `place`; sealed twice it looks different."""
    text = json.dumps({"place": place, "value": dict(value)}, ensure_ascii=False).encode()
    whole = text.ljust(-(-len(text) // BLOCK) * BLOCK)
    made: bytes = _locks().encrypt(whole)
    return made.decode()


def opened(sealed: str, place: str) -> dict[str, Any]:
    """The value; raises KeyIsLost where no key opens it, or where it belongs to another place."""
    from cryptography.fernet import InvalidToken

    try:
        found = json.loads(_locks().decrypt(sealed.encode()))
    except InvalidToken as failed:
        raise KeyIsLost from failed
    if found["place"] != place:
        raise KeyIsLost
    value: dict[str, Any] = found["value"]
    return value


def new_key() -> str:
    """A key such as the file and the setting hold."""
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()


def add_key() -> None:
    """Put a new key before those in the key file: from now on it seals. Raises KeysAreSet."""
    if settings.SEAL_KEYS:
        raise KeysAreSet
    _written([new_key(), *_keys()])


def drop_old_keys() -> int:
    """Keep the first key alone; only after `reseal` left nothing behind. Gives how many went."""
    if settings.SEAL_KEYS:
        raise KeysAreSet
    keys = _keys()
    _written(keys[:1])
    return len(keys) - 1


def reseal() -> tuple[int, int]:
    """Seal everything anew with the first key: how many were, and how many no key opens.

    A row that somebody changes meanwhile keeps their value, which the first key sealed already.
    """
    from cryptography.fernet import InvalidToken

    done, lost = 0, 0
    for model, name, key, sealed in sealed_values():
        try:
            anew = _locks().rotate(sealed.encode()).decode()
        except InvalidToken:
            lost += 1
            continue
        rows = model._base_manager.filter(pk=key, **{name: Stored.of(sealed)})
        done += rows.update(**{name: Stored.of(anew)})
    return done, lost


def unopenable() -> int:
    """How many values no key opens."""
    from cryptography.fernet import InvalidToken

    lost = 0
    for _model, _name, _key, sealed in sealed_values():
        try:
            _locks().decrypt(sealed.encode())
        except InvalidToken:
            lost += 1
    return lost


def sealed_values() -> Iterator[tuple[type[models.Model], str, Any, str]]:
    """Every sealed value of the database: model, field, key and what is stored."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField):
                rows = model._base_manager.exclude(**{field.name: ""}).order_by("pk")
                stored = Cast(field.name, models.TextField())
                for key, sealed in rows.values_list("pk", stored).iterator(chunk_size=500):
                    yield model, field.name, key, sealed


def _locks() -> Any:
    """Opens with every key and seals with the first; the file is read again when it changed."""
    if settings.SEAL_KEYS:
        return _made(tuple(settings.SEAL_KEYS))
    return _made(tuple(_keys()))


@lru_cache(maxsize=4)
def _made(keys: tuple[str, ...]) -> Any:
    from cryptography.fernet import Fernet, MultiFernet

    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as bad:
        raise BadKeys("a key for sealed data is not 32 bytes in base64: see LEGATION_SEAL_KEYS") from bad


def _keys() -> list[str]:
    """The keys of the file, which is made with one where there is none."""
    path = Path(settings.SEAL_KEY_FILE)
    if not path.exists():
        _written([new_key()], first=True)
    keys = [line.strip() for line in path.read_text(encoding="ascii").splitlines() if line.strip()]
    if not keys:
        raise BadKeys(f"{path} holds no key")
    return keys


def _written(keys: list[str], *, first: bool = False) -> None:
    """Write the file aside and put it in place whole; readable by its owner only."""
    path = Path(settings.SEAL_KEY_FILE)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix="seal.")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        os.fsync(file.fileno())
    if not first:
        Path(aside).replace(path)
        return
    try:
        os.link(aside, path)  # of two who make the first, one wins and both read it
    except FileExistsError:
        pass
    finally:
        Path(aside).unlink()
