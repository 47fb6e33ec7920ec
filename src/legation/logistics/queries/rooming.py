"""The list that a hotel gets: one row a guest, and what is different since the last one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from i18nfield.strings import LazyI18nString

from legation.logistics.choices import Change
from legation.logistics.models import Stay

# What makes a row amended.
TOLD = ("name", "native", "room", "unit", "number", "with", "in", "out", "requests")


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a rooming list: what it says, how it changed, and which of TOLD."""

    key: int
    change: str
    values: Mapping[str, Any]
    changed: tuple[str, ...] = ()

    @property
    def stored(self) -> dict[str, Any]:
        """As a sent list keeps it."""
        return {"key": self.key, "change": self.change, "changed": list(self.changed), **self.values}


def listed(before: Iterable[Mapping[str, Any]], stays: Sequence[Stay]) -> list[Listed]:
    """The rows of these stays against those sent before; who is no longer there is told once as cancelled.

    In the order of rooms; those without one last, the cancelled after them.
    """
    known = {row["key"]: row for row in before if row.get("change") != Change.CANCELLED}
    shared: dict[tuple[int, int], list[Stay]] = defaultdict(list)
    for stay in stays:
        if stay.room_type_id is not None and stay.unit is not None:
            shared[stay.room_type_id, stay.unit].append(stay)
    found = []
    for stay in sorted(stays, key=_by_room):
        values, old = _values(stay, shared), known.pop(stay.pk, None)
        changed = () if old is None else tuple(name for name in TOLD if old.get(name) != values[name])
        change = Change.NEW if old is None else Change.AMENDED if changed else Change.SAME
        found.append(Listed(stay.pk, change.value, values, changed))
    for key, row in sorted(known.items()):
        values = {name: row.get(name) for name in TOLD}
        found.append(Listed(key, Change.CANCELLED.value, values))
    return found


def kept(rows: Iterable[Mapping[str, Any]]) -> list[Listed]:
    """The rows of a list that was sent, as they were then."""
    return [
        Listed(
            row["key"],
            row.get("change", ""),
            {name: row.get(name) for name in TOLD},
            tuple(row.get("changed", ())),
        )
        for row in rows
    ]


def _by_room(stay: Stay) -> tuple[bool, int, int, Any, int]:
    there = stay.room_type_id is not None
    return (not there, stay.room_type_id or 0, stay.unit or 0, stay.arrives_on, stay.pk)


def _values(stay: Stay, shared: Mapping[tuple[int, int], Sequence[Stay]]) -> dict[str, Any]:
    person, kind = stay.delegate.person, stay.room_type
    mates = shared.get((stay.room_type_id or 0, stay.unit or 0), ())
    latin = person.name_in("en")
    return {
        "name": person.passport_name or latin,
        "native": person.second_script("en"),
        "room": words_of(kind.name) if kind is not None else {},
        "unit": stay.unit,
        "number": stay.number,
        "with": [
            mate.delegate.person.name_in("en")
            for mate in mates
            if mate.pk != stay.pk and mate.arrives_on < stay.leaves_on and stay.arrives_on < mate.leaves_on
        ],
        "in": stay.arrives_on.isoformat(),
        "out": stay.leaves_on.isoformat(),
        "requests": stay.requests,
    }


def words_of(text: Any) -> dict[str, str]:
    """Both languages of a text, each with what there is."""
    if isinstance(text, LazyI18nString):
        return {language: text.localize(language) for language in ("en", "ko")}
    return {"en": str(text), "ko": str(text)}
