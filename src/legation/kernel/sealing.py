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
from django.db.models.query_utils import DeferredAttribute
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
    """What a column of sealed text holds, to be written as it is; it reads as nothing.

    `lost` when no key opened it at its place; until it was tried, it is neither open nor lost.
    """

    sealed: str
    lost: bool

    @classmethod
    def of(cls, sealed: str, *, lost: bool = False) -> "Stored":
        made = cls("")
        made.sealed, made.lost = sealed, lost
        return made


class Opening(DeferredAttribute):
    """Opens a sealed text when its row is asked for it: only there is known to which row it belongs."""

    field: "SealedText"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Stored) or value.lost:
            return value
        try:
            found: str = str(opened(value.sealed, self.field.place_in(instance))["text"])
        except KeyIsLost:
            found = Stored.of(value.sealed, lost=True)
        instance.__dict__[self.field.attname] = found
        return found

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class NotByItself(TypeError):
    """A sealed text is written through its row: by itself it does not know to which it belongs."""


class SealedText(SealedField):
    """A short text that is sealed as its row is saved and opened as the row is asked; never sought or sorted.

    It is bound to its column and, with `row`, to the row: `row` names a field with what the row alone has.
    What no key opens at its place reads as nothing, and is written back as it was. `values` and the like
    give nothing of it, and `update` only empties it.
    """

    descriptor_class = Opening

    def __init__(self, *args: Any, row: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"row": self.row} if self.row else {})

    def place_in(self, instance: Any) -> str:
        """What binds a value to the column of this row."""
        place = f"{self.model._meta.label_lower}.{self.name}"
        return f"{place}:{getattr(instance, self.row)}" if self.row else place

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        return Stored.of(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001
        value = super().pre_save(model_instance, add)
        if not value or isinstance(value, Stored):
            return value
        return Stored.of(seal({"text": str(value)}, self.place_in(model_instance)))

    def get_prep_value(self, value: Any) -> Any:
        if value and not isinstance(value, Stored):
            raise NotByItself(self.name)
        return super().get_prep_value(value)

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        return super().formfield(**({} if self.choices else {"widget": forms.TextInput}) | kwargs)


def is_given(text: str) -> bool:
    """Whether a sealed text says something, also where no key opens what."""
    return bool(text) or isinstance(text, Stored)


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
