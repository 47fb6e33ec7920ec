"""Undo one change of a stay, a room, a transfer, a vehicle, a pass or a text, and a filling as a whole."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.history import SILENT
from legation.kernel.models import Record
from legation.kernel.refusals import Refused
from legation.logistics.actions.accreditation import change_pass
from legation.logistics.actions.interpreting import change_text
from legation.logistics.actions.runs import change_car, change_run, lock_run, rides_of
from legation.logistics.actions.stays import change_room_type, change_stay, lock_rooms
from legation.logistics.choices import Beds, StayStatus
from legation.logistics.models import Accreditation, Car, Filling, InterpreterText, Ride, RoomType, Run, Stay
from legation.missions.models import Delegate
from legation.missions.rules import standing


class ChangedAgain(Refused):
    sentence = _("This was changed again since. Undo what came later first.")


class NothingToUndo(Refused):
    sentence = _("There is nothing here that you can undo.")


class MovedSince(Refused):
    sentence = _("Somebody was moved since. Undo that first, or fill once more.")


class TakenSince(Refused):
    sentence = _("A room or vehicle of before is taken or gone now. Nothing was undone.")


def _change_run(run: Run, values: Mapping[str, Any], *, seen: int, by: User) -> Run:
    """A transfer is changed by the clock of its place, with whoever rides."""
    back = dict(values)
    at, zone = back.pop("leaves_at", run.leaves_at), back.pop("zone", run.zone)
    told = {
        "leaves": at.astimezone(ZoneInfo(zone)).replace(tzinfo=None),
        "visibility": run.visibility,
        "riders": list(run.riders.filter(pk__in=Delegate.objects.visible_to(by).values("pk"))),
    }
    return change_run(run, told | back, seen=seen, by=by)


CHANGES: dict[type[Record], Callable[..., Any]] = {
    Accreditation: change_pass,
    Car: change_car,
    InterpreterText: change_text,
    RoomType: change_room_type,
    Run: _change_run,
    Stay: change_stay,
}


@transaction.atomic
def undo_change(record: Record, version: int, *, by: User) -> Any:
    """Set what one saved state changed back to what it was before, where it still stands."""
    states = {each.version: each for each in record.history.filter(version__in=[version - 1, version])}
    newer, older = states.get(version), states.get(version - 1)
    mine = standing(by, record.mission_key())  # type: ignore[attr-defined]
    sees = (None, *(mine.sees if mine is not None else ()))
    if newer is None or older is None or newer.removed_at != older.removed_at:
        raise NothingToUndo
    if any(getattr(state, "visibility", None) not in sees for state in (newer, older)):
        raise NothingToUndo
    changed, values = False, {}
    for field in type(record)._meta.concrete_fields:
        name = field.attname
        if field.name in SILENT or not hasattr(newer, name) or getattr(newer, name) == getattr(older, name):
            continue
        changed = True
        if getattr(record, name) == getattr(newer, name):
            values[field.name] = _before(older, field, by)
    if not changed:
        raise NothingToUndo
    if not values:
        raise ChangedAgain
    try:
        with transaction.atomic():
            return CHANGES[type(record)](record, values, seen=record.version, by=by)
    except IntegrityError:
        raise TakenSince from None


def _before(older: Any, field: Any, by: User) -> Any:
    """The value of before; what is gone, or not seen by who undoes, is not brought back."""
    if not field.is_relation or getattr(older, field.attname) is None:
        return getattr(older, field.name)
    try:
        found = getattr(older, field.name)
    except ObjectDoesNotExist:
        raise NothingToUndo from None
    manager = type(found)._default_manager
    if hasattr(manager, "visible_to") and not manager.visible_to(by).filter(pk=found.pk).exists():
        raise NothingToUndo
    return found


@transaction.atomic
def undo_filling(filling: Filling, *, by: User) -> Filling:
    """Put everybody back to where they were before it, in one step or not at all."""
    current = Filling.objects.select_for_update(of=("self",)).get(pk=filling.pk)
    if current.undone_at is not None:
        raise NothingToUndo
    run, about = filling.run, filling.run or filling.venue
    if run is not None:
        _empty_out(current)
    else:
        _move_back(current, by)
    if about is not None:
        visibility = run.seen_by() if run is not None else filling.side
        log(Verb.RESTORED, about, by=by, mission_id=filling.mission_id, visibility=visibility)
    current.undone_at = timezone.now()
    current.save(update_fields=["undone_at"])
    return current


def _empty_out(filling: Filling) -> None:
    run: Any = filling.run
    lock_run(run)
    cars = {
        car.pk: car.seats for car in Car.objects.present().select_for_update().filter(run=run).order_by("pk")
    }
    if rides_of(run) != filling.after:
        raise MovedSince
    riding: dict[int, int] = defaultdict(int)
    for _who, car, _place, _hand in filling.before:
        riding[car] += 1
    there = Delegate.objects.filter(pk__in=[row[0] for row in filling.before]).count()
    if there != len(filling.before) or any(number > cars.get(car, 0) for car, number in riding.items()):
        raise TakenSince
    Ride.objects.filter(run=run).delete()
    Ride.objects.bulk_create(
        Ride(run=run, delegate_id=who, car_id=car, place=place, by_hand=hand)
        for who, car, place, hand in filling.before
    )


def _move_back(filling: Filling, by: User) -> None:
    from simple_history.utils import bulk_update_with_history

    venue: Any = filling.venue
    lock_rooms(filling.mission, venue)
    rows = (
        Stay.objects.present()
        .select_for_update(of=("self",))
        .filter(venue=filling.venue, mission=filling.mission)
    )
    stays = {stay.pk: stay for stay in rows.order_by("pk")}
    now, moved = timezone.now(), []
    for (key, kind, unit, number, _was), (_key, _kind, _unit, _number, version) in zip(
        filling.before, filling.after, strict=True
    ):
        stay = stays.get(key)
        if stay is None or stay.version != version:
            raise MovedSince
        stay.room_type_id, stay.unit, stay.number = kind, unit, number
        stay.version, stay.updated_at = stay.version + 1, now
        moved.append(stay)
    _check_beds(list(stays.values()), moved)
    fields = ["room_type", "unit", "number", "version", "updated_at"]
    bulk_update_with_history(moved, Stay, fields, batch_size=500, default_user=by, default_date=now)


def _check_beds(stays: list[Stay], moved: list[Stay]) -> None:
    """Refuse where a room is gone, or somebody else sleeps there meanwhile."""
    wanted = {stay.room_type_id for stay in moved if stay.room_type_id is not None}
    kinds = {kind.pk: kind for kind in RoomType.objects.present().filter(pk__in=wanted)}
    nights: dict[tuple[int, int | None, date], int] = defaultdict(int)
    for stay in stays:
        kind = kinds.get(stay.room_type_id or 0)
        if kind is None or stay.status == StayStatus.CANCELLED:
            continue
        for day in range(stay.arrives_on.toordinal(), stay.leaves_on.toordinal()):
            nights[kind.pk, stay.unit, date.fromordinal(day)] += 1
    gone = wanted - set(kinds)
    beyond = any(
        stay.unit and stay.unit > kinds[stay.room_type_id].count
        for stay in moved
        if stay.room_type_id in kinds
    )
    places = {key: 1 if kind.beds == Beds.SINGLE else 2 for key, kind in kinds.items()}
    if gone or beyond or any(number > places[key] for (key, _unit, _day), number in nights.items()):
        raise TakenSince
