"""Undoes what a file did: the last kinds first. What somebody changed or used since stays, and is told."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction

from legation.accounts.models import User
from legation.exchange.actions.boarding import (
    AFTER,
    emptied,
    filled_again,
    holds_more,
    in_use,
    lock,
    rooms_free,
)
from legation.exchange.actions.making import found_again
from legation.exchange.models import Link, Parcel, Taken
from legation.exchange.queries.kinds import KINDS
from legation.exchange.queries.minutes import OF_MINUTES
from legation.guests.models import GuestTerm
from legation.kernel import editing, searching
from legation.kernel.references import references
from legation.kernel.refusals import Refused
from legation.kernel.sealing import SealedText
from legation.logistics.actions.stays import restore_stay
from legation.logistics.models import Stay
from legation.missions.models import Membership

ONE_OF_AN_ENGAGEMENT = ("arrangement", "ceremony")
ASIDE: tuple[type[models.Model], ...] = (Link, Taken, Parcel, Membership, GuestTerm)


def undo_all(parcel: Parcel, *, by: User) -> int:
    """How many records stay as they are because somebody changed or used them since."""
    lock(parcel.mission_id)
    rows: dict[str, list[Taken]] = defaultdict(list)
    names = {ContentType.objects.get_for_model(spec.model).pk: kind for kind, spec in KINDS.items()}
    for row in parcel.rows.order_by("-pk"):
        rows[names[row.content_type_id]].append(row)
    rides = [row for row in rows["transfer"] if AFTER in row.many]
    rows["transfer"] = [row for row in rows["transfer"] if row.before != row.after]  # not of rides alone
    empty = emptied(rides)  # before the vehicles go
    left = {row.pk for row in rides if row not in empty}
    going: set[int] = set()
    for kind in reversed(KINDS):
        made = [row for row in rows[kind] if row.before is None]
        gone = _remove(kind, made, by)
        left |= {row.pk for row in made if row.object_id not in gone}
        changed = [row for row in rows[kind] if row.before is not None]
        if kind == "stay":
            wider = [row for row in rows["room_type"] if row.before is not None and holds_more(row)]
            rows["room_type"] = [row for row in rows["room_type"] if row not in wider]
            left |= {row.pk for row in wider if not _put_back("room_type", row, by, going)}
            going = rooms_free(changed)
            changed = _leaving_first(changed)
        left |= {row.pk for row in changed if not _put_back(kind, row, by, going)}
    left |= {row.pk for row in empty if not filled_again(row)}
    Taken.objects.filter(pk__in=left).update(kept=True)
    for kind in ONE_OF_AN_ENGAGEMENT:
        _as_usual(kind, [row.object_id for row in rows[kind] if row.before is None], by)
    return len(left)


def _leaving_first(rows: list[Taken]) -> list[Taken]:
    """Who moves back does so before those whom the file took out come back to the rooms left."""
    present = Stay.objects.present().filter(pk__in=[row.object_id for row in rows])
    there = set(present.values_list("pk", flat=True))
    return sorted(rows, key=lambda row: row.object_id not in there)


def _as_usual(kind: str, keys: list[int], by: User) -> None:
    """An engagement that stays has one of these at most, removed or not: it is there, as if nobody said."""
    spec = KINDS[kind]
    model: Any = spec.model
    standing = model._default_manager.filter(pk__in=keys, engagement__removed_at=None)
    for record in standing.exclude(removed_at=None).order_by("pk"):
        back = editing.restore(record, by=by)
        usual = {name: model._meta.get_field(name).get_default() for name in (*spec.plain, *spec.placed)}
        editing.change(back, usual, seen=back.version, by=by)


def _remove(kind: str, made: list[Taken], by: User) -> set[int]:
    model: Any = KINDS[kind].model
    versions = {row.object_id: row.after for row in made}
    standing = model._default_manager.select_for_update().filter(pk__in=versions, removed_at=None)
    same = {
        key
        for key, version in standing.order_by("pk").values_list("pk", "version")
        if version == versions[key]
    }
    if kind in OF_MINUTES:  # what was closed since is what each side signs
        same = set(
            model._default_manager.filter(pk__in=same, minutes__closed_at=None).values_list("pk", flat=True)
        )
    going = set(same)
    while used := _used(model, going):  # who stays needs whom they come with
        going -= used
    gone = sorted(going)
    if _sealed(model):  # its history is written row by row
        for record in model._default_manager.filter(pk__in=gone).order_by("pk"):
            editing.remove(record, by=by)
    else:
        editing.remove_all(model, gone, by=by)
    searching.drop_all(model, gone)
    GuestTerm.objects.filter(guest__in=gone if kind == "guest" else ()).delete()
    kind_here = ContentType.objects.get_for_model(model)
    Link.objects.filter(content_type=kind_here, object_id__in=gone).delete()
    return set(gone)


def _sealed(model: Any) -> bool:
    return any(isinstance(field, SealedText) for field in model._meta.concrete_fields)


def _used(model: Any, keys: set[int]) -> set[int]:
    """Those that something present points to which does not go with them."""
    used: set[int] = set()
    for each in references(model):
        if each.model in ASIDE or not keys:
            continue
        asked: dict[str, Any] = {f"{each.field}__in": keys}
        if each.how == "kind":
            asked[each.kind_field] = ContentType.objects.get_for_model(model)
        pointing: Any = each.model._default_manager.filter(**asked)
        if any(field.name == "removed_at" for field in each.model._meta.fields):
            pointing = pointing.filter(removed_at=None)
        if each.model is model:
            pointing = pointing.exclude(pk__in=keys)
        used |= {key for key in pointing.values_list(each.field, flat=True) if key in keys}
    return used


def _put_back(kind: str, row: Taken, by: User, going: set[int]) -> bool:
    """What was changed is as it was before, unless somebody changed it or took its name or room since."""
    try:
        with transaction.atomic():
            return _as_before(kind, row, by, going)
    except (IntegrityError, Refused):
        return False


def _as_before(kind: str, row: Taken, by: User, going: set[int]) -> bool:
    spec = KINDS[kind]
    model: Any = spec.model
    record = model._default_manager.select_for_update().filter(pk=row.object_id).first()
    if record is None or record.version != row.after:
        return False
    if kind in OF_MINUTES and not record.minutes.open:
        return False
    if kind == "stay" and record.pk not in going:
        return False
    if record.removed_at is not None:
        back = restore_stay(record, by=by) if kind == "stay" else editing.restore(record, by=by)
    else:
        then = record.history.filter(version=row.before).order_by("-history_id").first()
        if then is None or (kind in OF_MINUTES and not then.minutes.open):
            return False
        if in_use(kind, record, then):
            return False
        values = {name: getattr(then, name) for name in (*spec.plain, *spec.links, *spec.placed)}
        if kind == "arrangement":
            values["locks"] = then.locks
        for name, keys in row.many.items():
            if name not in spec.many:
                continue
            related: Any = model._meta.get_field(name).related_model
            values[name] = list(related._default_manager.filter(pk__in=keys))
        back = editing.change(record, values, seen=record.version, by=by)
    found_again(kind, [back])
    Link.objects.filter(content_type=row.content_type_id, object_id=row.object_id).update(marks={})
    return True
