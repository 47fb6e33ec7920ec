"""Take a mission's file in, whole or not at all, and undo that as a whole."""

from collections.abc import Iterable
from typing import Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.exchange.actions.boarding import ChangedHere
from legation.exchange.actions.keys import met, own_keys
from legation.exchange.actions.making import Desk
from legation.exchange.actions.undoing import undo_all
from legation.exchange.choices import ParcelStatus
from legation.exchange.models import Installation, Parcel
from legation.exchange.queries.collecting import plain
from legation.exchange.queries.packing import NoMissionFile, Packed, unpacked
from legation.exchange.queries.pages import kind_name
from legation.exchange.queries.planning import Plan, mission_of, plan
from legation.exchange.queries.reading import MOST, TooManyRecords, records
from legation.kernel import editing, files
from legation.kernel.activity import log
from legation.kernel.choices import Side, Verb
from legation.kernel.jobs import Told, collecting_less, enqueue
from legation.kernel.publishing import touch
from legation.kernel.refusals import ChangedMeanwhile, Refused

STRANGER = "stranger"
TAKE, UNDO = "legation.exchange.actions.taking.take_in", "legation.exchange.actions.taking.undo_in"


class MadeHere(Refused):
    sentence = _("This file was made by this installation: what it holds is here already.")
    field = "file"


class NotTrusted(Refused):
    sentence = _("The installation that signed it is not trusted yet. An administrator can do that.")


class NotNow(Refused):
    sentence = _("This file is at another step already. Look at it again.")


class NoSide(Refused):
    sentence = _("Say which side you are on.")
    field = "side"


class NotYourMission(Refused):
    sentence = _(
        "This mission is here already, and you do not prepare it. Ask those who do to take the file in."
    )
    field = "file"


class StrangerToIt(Refused):
    sentence = _(
        "This mission came from another installation, and never from the one that signed this file. Ask "
        "those who sent it whether both work on it, and say that you did."
    )


class OlderThanTaken(Refused):
    sentence = _("A later file of this mission was taken in already. Ask for a new one.")


class TakenPlace(Refused):
    sentence = _(
        "What the file holds under “%(kind)s” does not fit beside what is here: two would have the same name "
        "or place. Rename or take out the one here and take the file in again. Nothing was taken in."
    )


@transaction.atomic
def bring(content: bytes, *, by: User) -> Parcel:
    """Look at a file whole, and keep it; nothing of it is taken in."""
    found = unpacked(content)
    keys = own_keys()
    if found.public == keys.public:
        raise MadeHere
    read = records(found)
    mission = mission_of(read, keys)
    if mission is not None and not by.has_perm("missions.change_mission", mission):
        raise NotYourMission
    # In each language in which it has a name: whoever reads the list reads theirs.
    name = " · ".join(dict.fromkeys(plain(read["mission"][0].values["name"]).values()))
    parcel = Parcel(
        office=by.office,
        installation=met(found),
        name=name[:300],
        stored=files.keep("exchange", content, "zip"),
        made_at=found.made_at,
        mission=mission,
    )
    return editing.add(parcel, by=by)


def planned(parcel: Parcel, *, by: User) -> tuple[Packed, Plan]:
    """The file of a parcel and what taking it in would do now."""
    keys = own_keys()
    try:
        content = files.read(parcel.stored)
    except FileNotFoundError as gone:
        raise NoMissionFile from gone
    found = unpacked(content)
    read = records(found, check=False)
    mission = mission_of(read, keys)
    if mission is not None and not by.has_perm("missions.change_mission", mission):
        raise NotYourMission
    return found, plan(read, mission, keys, by=by)


@transaction.atomic
def take(parcel: Parcel, *, side: str, chosen: Iterable[str], by: User) -> Parcel:
    """Put the taking in on the queue; `chosen` are changes made there that go over those made here."""
    current = _at(parcel, ParcelStatus.READY)
    if current.installation.trusted_at is None:
        raise NotTrusted
    _found, made = planned(current, by=by)
    if made.mission is None and side not in Side.values:
        raise NoSide
    _check_age(current, made)
    picked = sorted(set(chosen))
    if made.stranger and STRANGER not in picked:
        raise StrangerToIt
    if len(picked) > MOST:
        raise TooManyRecords(most=MOST)
    current.side = side if made.mission is None else ""
    current.chosen = picked
    current.status = ParcelStatus.TAKING
    current.job = enqueue(TAKE, current.pk, by=by)
    current.save(update_fields=["side", "chosen", "status", "job"])
    return current


@transaction.atomic
def undo(parcel: Parcel, *, by: User) -> Parcel:
    """Put the undoing of all that it did on the queue."""
    current = _at(parcel, ParcelStatus.TAKEN)
    if current.mission is not None and not by.has_perm("missions.change_mission", current.mission):
        raise NotYourMission
    current.status = ParcelStatus.UNDOING
    current.job = enqueue(UNDO, current.pk, by=by)
    current.save(update_fields=["status", "job"])
    return current


@transaction.atomic
def put_away(parcel: Parcel, *, by: User | None) -> None:
    """Take a file away that was not taken in; without somebody, because it waited for too long."""
    current = _at(parcel, ParcelStatus.READY)
    Parcel.objects.filter(pk=current.pk).update(status=ParcelStatus.PUT_AWAY)
    editing.remove(current, by=by)
    _forget(current)


def take_in(told: Told, key: int) -> dict[str, Any]:
    """Do what a file would do, in one transaction."""
    with transaction.atomic(), collecting_less():
        parcel, by = _for_job(told, key, ParcelStatus.TAKING)
        if parcel is None:
            return {}
        with translation.override(by.language):
            there = Installation.objects.select_for_update().get(pk=parcel.installation_id)
            if there.trusted_at is None:
                raise NotTrusted
            found, made = planned(parcel, by=by)
            if made.mission is None and not parcel.side:
                raise NoSide
            if made.mission is not None and parcel.side:  # another file opened it meanwhile
                raise NotNow
            _check_age(parcel, made)
            if made.stranger and STRANGER not in parcel.chosen:
                raise StrangerToIt
            records(found)
            desk = Desk(parcel, made, found, own_keys(), by)
            try:
                mission, counts = desk.take()
            except IntegrityError as error:
                raise TakenPlace(kind=kind_name(desk.kind)) from error
            except ChangedMeanwhile as other:
                raise ChangedHere from other
        Parcel.objects.filter(pk=key).update(
            status=ParcelStatus.TAKEN, mission=mission, opened=made.mission is None, taken_at=timezone.now()
        )
        log(Verb.ACCEPTED, parcel, by=by, mission_id=mission.pk)
        touch()
        _forget(parcel)
    return counts


def undo_in(told: Told, key: int) -> dict[str, Any]:
    """Undo what a file did, in one transaction; what somebody changed or used since stays."""
    with transaction.atomic(), collecting_less():
        parcel, by = _for_job(told, key, ParcelStatus.UNDOING)
        if parcel is None:
            return {}
        kept = undo_all(parcel, by=by)
        Parcel.objects.filter(pk=key).update(status=ParcelStatus.UNDONE)
        log(Verb.WITHDRAWN, parcel, by=by, mission_id=parcel.mission_id)
        touch()
    return {"kept": kept}


def _check_age(parcel: Parcel, made: Plan) -> None:
    """No file goes over a later one of the same mission from the same installation."""
    later = Parcel.objects.filter(mission=made.mission, status=ParcelStatus.TAKEN)
    of_there = later.filter(installation=parcel.installation_id, made_at__gt=parcel.made_at)
    if made.mission is not None and of_there.exists():
        raise OlderThanTaken


def _at(parcel: Parcel, status: ParcelStatus) -> Parcel:
    current: Parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel.pk)
    stopped = current.job is not None and current.job.over
    again = {ParcelStatus.TAKING: ParcelStatus.READY, ParcelStatus.UNDOING: ParcelStatus.TAKEN}
    now = again.get(ParcelStatus(current.status), current.status) if stopped else current.status
    if now != status or current.removed_at is not None:
        raise NotNow
    return current


def _for_job(told: Told, key: int, status: ParcelStatus) -> tuple[Parcel | None, User]:
    parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=key)
    by = told.job.by
    if by is None or not by.has_perm("exchange.change_parcel", parcel):
        raise NotNow
    return (parcel if parcel.status == status else None), by


def _forget(parcel: Parcel) -> None:
    """The file goes once nobody needs it."""
    stored = parcel.stored
    needing = (ParcelStatus.READY, ParcelStatus.TAKING)
    waiting = Parcel.objects.present().filter(stored=stored, status__in=needing)
    if not waiting.exclude(pk=parcel.pk).exists():
        transaction.on_commit(lambda: default_storage.delete(stored))
