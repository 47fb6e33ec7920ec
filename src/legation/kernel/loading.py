"""How records come out of the database."""

from collections.abc import Collection
from typing import Any, Self

from django.db.models.base import ModelState


class Loaded:
    """A record is made of its row at once.

    Django's way asks each field of each row, deferred ones as well, and tells listeners before and after.
    Nothing of ours listens, and no record has a constructor of its own: the values are what it holds.
    """

    _state: ModelState

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        record = cls.__new__(cls)
        state = record._state = ModelState()
        state.adding, state.db = False, db
        record.__dict__.update(zip(field_names, values, strict=True))
        return record
