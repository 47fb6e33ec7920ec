"""What both sides see of a mission, with the people and places that it names, as records of a file.

Each kind is asked for by what it hangs on: a line of a brief that one side sees stays at home, and so does a
shared one of an engagement that one side sees.
"""

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db.models import Q
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString

from legation.directory.choices import Scope
from legation.exchange.models import Link
from legation.exchange.queries.kinds import KINDS, Kind
from legation.kernel import files
from legation.kernel.choices import Visibility
from legation.missions.models import Mission

# Of somebody whom one office keeps to itself, both sides read the name on the delegation, and no more.
NAMES = ("family_name", "given_name", "family_first", "native_name", "korean_name", "scope", "sample")
OF_SHARED = Q(engagement=None) | Q(engagement__visibility=Visibility.SHARED)
Key = tuple[str, int]


def _open(delegate: str, found: "Collected") -> Q:
    """Those that are no delegate, or one whom both sides see."""
    return Q(**{delegate: None}) | Q(**{f"{delegate}__in": found.rows["delegate"]})


def _said(link: str, found: "Collected") -> Q:
    """Those without one, or with one that goes along."""
    return Q(**{link: None}) | Q(**{f"{link}__in": found.rows[link]})


# Of a stay both see the delegate and the room; of a guest the list, who they are and whom they come with.
BY_KIND: dict[str, Callable[[Mission, "Collected"], Q]] = {
    "stay": lambda mission, found: (
        Q(mission=mission, delegate__in=found.rows["delegate"])
        & (Q(room_type=None) | Q(room_type__in=found.rows["room_type"]))
    ),
    "minutes": lambda mission, found: Q(mission=mission, engagement__in=found.rows["engagement"]),
    "minutes_person": lambda _mission, found: Q(minutes__in=found.rows["minutes"]),
    "minutes_line": lambda _mission, found: (
        Q(minutes__in=found.rows["minutes"]) & _said("statement", found) & _said("commitment", found)
    ),
    "car": lambda _mission, found: Q(run__in=found.rows["transfer"]),
    "guest_list": lambda _mission, found: Q(engagement__in=found.rows["engagement"]),
    "guest": lambda _mission, found: (
        Q(guest_list__in=found.rows["guest_list"])
        & _open("delegate", found)
        & (
            Q(comes_with=None)
            | Q(comes_with__visibility=Visibility.SHARED) & _open("comes_with__delegate", found)
        )
    ),
}


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of this installation: what it signs with, and what its records are called elsewhere."""

    private: bytes
    public: str
    fingerprint: str

    def _hmac(self, what: str) -> str:
        secret = hashlib.sha256(b"legation mission ids\0" + self.private).digest()
        return hmac.new(secret, what.encode(), hashlib.sha256).hexdigest()

    def uid(self, kind: str, key: int) -> str:
        """What a record is called in files: from it nobody tells how many there are."""
        return f"{self.fingerprint}.{self._hmac(f'{kind}:{key}')[:24]}"

    def mark(self, value: Any) -> str:
        """By which it is seen whether a value was changed, without keeping it."""
        return self._hmac(json.dumps(value, ensure_ascii=False, sort_keys=True))[:16]


@dataclass(slots=True)
class Collected:
    """Records by kind, in the order of their keys, and what each is called in files: our own name first."""

    rows: dict[str, dict[int, Any]] = field(default_factory=dict)
    ids: dict[Key, list[str]] = field(default_factory=dict)

    def holds(self, kind: str, key: int | None) -> bool:
        return key is not None and key in self.rows.get(kind, {})

    def by_id(self) -> dict[str, tuple[str, Any]]:
        """A name in files to the kind and the record here."""
        return {uid: (kind, self.rows[kind][key]) for (kind, key), ids in self.ids.items() for uid in ids}

    @property
    def counts(self) -> dict[str, int]:
        return {kind: len(self.rows[kind]) for kind in KINDS if self.rows.get(kind)}


def collect(mission: Mission, keys: Keys) -> Collected:
    """What goes into the file of a mission; the same number of queries for any mission."""
    found = Collected()
    found.rows["mission"] = {mission.pk: mission}
    for kind in KINDS:
        if not KINDS[kind].shared and kind != "mission":
            found.rows[kind] = {row.pk: row for row in _rows(kind, mission, found)}
    for kind in reversed(KINDS):
        if KINDS[kind].shared:
            found.rows[kind] = {row.pk: row for row in _named(kind, found)}
    for kind in KINDS:  # what hangs on somebody or something that was taken out goes with it
        found.rows[kind] = {key: row for key, row in found.rows[kind].items() if _whole(kind, row, found)}
    _name(found, keys)
    return found


def _rows(kind: str, mission: Mission, found: Collected) -> Any:
    spec = KINDS[kind]
    rows = spec.model._default_manager.present().filter(**spec.fixed)  # type: ignore[attr-defined]
    engagements, delegates = found.rows.get("engagement", {}), found.rows.get("delegate", {})
    if kind == "delegate":
        rows = rows.filter(mission=mission, delegation__in=found.rows["delegation"])
    elif kind in {"point", "show_item", "arrangement", "ceremony", "vehicle"}:
        rows = rows.filter(engagement__in=engagements)
    elif kind == "given_rank":
        rows = rows.filter(delegate__in=delegates)
    elif kind == "override":
        rows = rows.filter(engagement__in=engagements, higher__in=delegates, lower__in=delegates)
    elif kind == "attendance":
        rows = rows.filter(engagement__in=engagements, delegate__in=delegates)
    elif kind in {"statement", "commitment", "agreement", "gift"}:
        rows = rows.filter(OF_SHARED, mission=mission)
    elif kind in BY_KIND:
        rows = rows.filter(BY_KIND[kind](mission, found))
    elif kind == "signatory":
        # Whom one office keeps to itself, the other side knows by their delegation alone.
        known = Q(person__scope=Scope.SHARED) | Q(person__in={row.person_id for row in delegates.values()})
        rows = rows.filter(known, agreement__in=found.rows["agreement"])
    elif kind == "attachment":
        of_these = Q(commitment__in=found.rows["commitment"]) | Q(agreement__in=found.rows["agreement"])
        rows = rows.filter(of_these)
    else:
        rows = rows.filter(mission=mission)
    return rows.prefetch_related(*spec.many, *spec.riding).order_by("pk")


def _named(kind: str, found: Collected) -> Any:
    """Those of a shared kind that the records so far name."""
    wanted: set[int] = set()
    needed: set[int] = set()
    for name, rows in found.rows.items():
        for link, other in KINDS[name].links.items():
            if other == kind:
                keys = {key for row in rows.values() if (key := getattr(row, f"{link}_id"))}
                wanted |= keys
                needed |= keys if name == "delegate" and link in KINDS[name].needs else set()
        for link, other in KINDS[name].many.items():
            if other == kind:
                wanted |= {each.pk for row in rows.values() for each in getattr(row, link).all()}
    named = KINDS[kind].model._default_manager.present().filter(pk__in=wanted)  # type: ignore[attr-defined]
    if kind == "person":
        named = named.filter(Q(scope=Scope.SHARED) | Q(pk__in=needed))
    return named.order_by("pk")


def _whole(kind: str, row: Any, found: Collected) -> bool:
    links = KINDS[kind].links
    return all(found.holds(links[each], getattr(row, f"{each}_id")) for each in KINDS[kind].needs)


def _name(found: Collected, keys: Keys) -> None:
    kinds = {kind: ContentType.objects.get_for_model(spec.model).pk for kind, spec in KINDS.items()}
    asked = Q(pk__in=[])
    for kind, rows in found.rows.items():
        if rows:
            asked |= Q(content_type=kinds[kind], object_id__in=rows)
    known: dict[Key, list[str]] = defaultdict(list)
    names = {number: kind for kind, number in kinds.items()}
    links = Link.objects.filter(asked).order_by("pk").values_list("content_type_id", "object_id", "uid")
    for number, key, uid in links:
        known[names[number], key].append(uid)
    for kind, rows in found.rows.items():
        for key in rows:
            own = keys.uid(kind, key)
            found.ids[kind, key] = [own, *(uid for uid in known[kind, key] if uid != own)]


def told(found: Collected) -> tuple[dict[str, list[dict[str, Any]]], dict[str, bytes]]:
    """The documents of a file and the files beside them."""
    data: dict[str, list[dict[str, Any]]] = {}
    kept: dict[str, bytes] = {}
    for kind, rows in found.rows.items():
        if rows:
            data[kind] = [_told(kind, row, found, kept) for row in rows.values()]
    return {kind: data[kind] for kind in KINDS if kind in data}, kept


def _told(kind: str, row: Any, found: Collected, kept: dict[str, bytes]) -> dict[str, Any]:
    spec = KINDS[kind]
    reserved = kind == "person" and row.scope != Scope.SHARED
    names = NAMES if reserved else spec.plain
    record: dict[str, Any] = {"ids": found.ids[kind, row.pk]}
    record |= {name: column(spec, name, getattr(row, name)) for name in names}
    for name, other in spec.links.items():
        key = getattr(row, f"{name}_id")
        record[name] = found.ids[other, key][0] if found.holds(other, key) else None
    for name, other in spec.many.items():
        here = sorted(each.pk for each in getattr(row, name).all() if found.holds(other, each.pk))
        record[name] = [found.ids[other, key][0] for key in here]
    for name, other in spec.placed.items():
        there = [(int(key), chair) for key, chair in getattr(row, name) if found.holds(other, int(key))]
        record[name] = [[found.ids[other, key][0], chair] for key, chair in there]
    for name, other in spec.riding.items():
        record[name] = [found.ids[other, key][0] for key in inside(row, name) if found.holds(other, key)]
    stored = getattr(row, spec.file) if spec.file and not reserved else ""
    if stored and default_storage.exists(stored):
        content = files.read(stored)
        part = f"files/{hashlib.sha256(content).hexdigest()}.{stored.rpartition('.')[2]}"
        kept[part] = content
        record["file"] = part
    return record


def inside(row: Any, name: str) -> list[int]:
    """The keys of those who ride in it, first to enter first."""
    rides = sorted(getattr(row, name).all(), key=lambda ride: (ride.place, ride.pk))
    return [ride.delegate_id for ride in rides]


def column(spec: Kind, name: str, value: Any) -> Any:
    """The value of one column as JSON has it; words in two languages are always told by language."""
    if isinstance(spec.field(name), I18nCharField | I18nTextField):
        return plain(value if isinstance(value, LazyI18nString) else LazyI18nString(value or {}))
    return plain(value)


def plain(value: Any) -> Any:
    """A value of a column as JSON has it."""
    if isinstance(value, LazyI18nString):
        data = value.data
        if isinstance(data, Mapping):
            return {language: str(words) for language, words in sorted(data.items()) if words}
        return {"en": str(data)} if data else {}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def local(spec: Kind, row: Any, found: Collected) -> dict[str, Any]:
    """What both sides see of a record here, its links by their keys: what an incoming one is held against."""

    def goes(kind: str, key: int | None) -> bool:
        return kind not in found.rows or found.holds(kind, key)

    told_here = {name: column(spec, name, getattr(row, name)) for name in spec.plain}
    for name, kind in spec.links.items():
        key = getattr(row, f"{name}_id")
        told_here[name] = key if goes(kind, key) else None
    for name, kind in spec.many.items():
        told_here[name] = sorted(each.pk for each in getattr(row, name).all() if goes(kind, each.pk))
    for name, kind in spec.placed.items():
        told_here[name] = sorted(
            [int(key), chair] for key, chair in getattr(row, name) if goes(kind, int(key))
        )
    for name, kind in spec.riding.items():
        told_here[name] = [key for key in inside(row, name) if goes(kind, key)]
    return told_here
