"""What doors tell is merged: each row once, in any order, from any number of doors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from legation.accounts.models import User
from legation.guests.actions.indexing import index
from legation.guests.choices import Reply, Scanned, Through
from legation.guests.models import Guest, GuestList, Scan
from legation.guests.queries.merging import scans_of
from legation.kernel import editing
from legation.kernel.activity import log
from legation.kernel.choices import Verb, Visibility
from legation.kernel.refusals import Refused
from legation.missions.actions import add_attendance, change_attendance
from legation.missions.choices import Presence
from legation.missions.models import Attendance
from legation.missions.rules import standing

AHEAD = timedelta(minutes=2)  # that a device's clock may be wrong


@dataclass(frozen=True, slots=True)
class Told:
    """What a door tells: a guest came in or that is taken back; or somebody came who is not on the list."""

    uuid: UUID
    kind: str
    at: datetime
    guest: int | None = None
    door: str = ""
    name: str = ""
    body: str = ""
    undoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of it: in, already (with when and where), out, unknown."""

    uuid: UUID
    outcome: str
    guest: int | None = None
    at: datetime | None = None
    door: str = ""


@transaction.atomic
def merge(
    guest_list: GuestList, told: Sequence[Told], *, device: str = "", by: User, now: datetime | None = None
) -> list[Heard]:
    """Take in what a door tells; what was told before changes nothing. Says for each what became of it.

    A guest whom `by` does not see is answered as one who is not on the list.
    """
    now = now or timezone.now()
    walked = _walk_ins(guest_list, [each for each in told if each.kind == Scanned.WALK_IN], by, now)
    asked = {each.guest for each in told if each.guest is not None} | {each.pk for each in walked.values()}
    seen = Guest.objects.visible_to(by).filter(guest_list=guest_list, pk__in=asked)
    keys = set(seen.values_list("pk", flat=True))
    rows = Guest.objects.select_for_update(of=("self",)).filter(
        pk__in=keys
    )  # two doors that tell of one guest take turns
    guests = {guest.pk: guest for guest in rows.select_related("delegate").order_by("pk")}
    known = set(Scan.objects.filter(uuid__in=[each.uuid for each in told]).values_list("uuid", flat=True))
    scans = []
    for each in told:
        pk = walked[each.uuid].pk if each.uuid in walked else each.guest
        if pk in guests and each.uuid not in known:
            known.add(each.uuid)
            scans.append(_scan(guest_list, guests[pk], each, device, by, now))
    _name_what_is_undone(scans)
    Scan.objects.bulk_create(scans, batch_size=500)
    _settle(guest_list, {scan.guest_id for scan in scans}, guests, by, now)
    if scans:
        visibility = guest_list.seen_by()
        log(Verb.CHANGED, guest_list, by=by, mission_id=guest_list.mission_key(), visibility=visibility)
    return _heard(told, walked, guests)


def _scan(guest_list: GuestList, guest: Guest, told: Told, device: str, by: User, now: datetime) -> Scan:
    return Scan(
        uuid=told.uuid,
        guest_list=guest_list,
        guest=guest,
        kind=Scanned.OUT if told.kind == Scanned.OUT else Scanned.IN,
        door=told.door[:60],
        device=device[:36],
        at=told.at if told.at <= now + AHEAD else now,
        undoes=list(told.undoes) if told.kind == Scanned.OUT else [],
        by=by,
    )


def _name_what_is_undone(scans: list[Scan]) -> None:
    """A page without a script does not know the rows: it takes back all that are known here."""
    for scan in scans:
        if scan.kind == Scanned.OUT and not scan.undoes:
            rows = Scan.objects.filter(guest=scan.guest_id, kind=Scanned.IN)
            scan.undoes = [str(key) for key in rows.values_list("uuid", flat=True)]


def _walk_ins(guest_list: GuestList, told: Iterable[Told], by: User, now: datetime) -> dict[UUID, Guest]:
    """Guests for those who came without being on the list, each once, of the side that keeps the door."""
    wanted = {each.uuid: each for each in told if each.name.strip()}
    if not wanted:
        return {}
    there = {
        guest.walk_in: guest for guest in Guest.objects.filter(guest_list=guest_list, walk_in__in=wanted)
    }
    mine = standing(by, guest_list.mission_key())
    made = [
        Guest(
            guest_list=guest_list,
            walk_in=uuid,
            name=" ".join(each.name.split())[:200],
            body=" ".join(each.body.split())[:200],
            side=mine.side if mine is not None else "",
            status=Reply.ACCEPTED,
            answered_at=now,
            through=Through.DOOR,
            visibility=Visibility.SHARED
            if guest_list.seen_by() == Visibility.SHARED
            else guest_list.seen_by(),
        )
        for uuid, each in wanted.items()
        if uuid not in there
    ]
    saved = editing.add_all(made, by=by)
    index(saved)
    return {key: guest for key, guest in there.items() if key is not None} | {
        guest.walk_in: guest for guest in saved if guest.walk_in is not None
    }


def _settle(
    guest_list: GuestList, touched: set[int], guests: dict[int, Guest], by: User, now: datetime
) -> None:
    """Write down who is there, and in the programme for those who are delegates."""
    standing_of = scans_of(touched)
    changed = []
    for key in sorted(touched):
        guest, scans = guests[key], standing_of.get(key, [])
        at, door = (scans[0].at, scans[0].door) if scans else (None, "")
        if (guest.arrived_at, guest.arrived_door) != (at, door):
            turned = (guest.arrived_at is None) != (at is None)
            guest.arrived_at, guest.arrived_door, guest.updated_at = at, door, now
            changed.append(guest)
            if turned and guest.delegate_id is not None:
                _attend(guest_list, guest, by)
    Guest.objects.bulk_update(changed, ["arrived_at", "arrived_door", "updated_at"], batch_size=500)


def _attend(guest_list: GuestList, guest: Guest, by: User) -> None:
    """The delegate is marked at the engagement: from that the acknowledgement list follows."""
    engagement, delegate = guest_list.engagement, guest.delegate
    presence = Presence.PRESENT if guest.arrived_at is not None else Presence.EXPECTED
    rows = (
        Attendance.objects.present()
        .select_for_update(of=("self",))
        .filter(engagement=engagement, delegate=delegate)
    )
    attendance = rows.select_related("engagement", "delegate").first()
    if attendance is not None:
        if attendance.presence != presence:
            change_attendance(attendance, {"presence": presence}, seen=attendance.version, by=by)
    elif guest.arrived_at is not None:
        try:
            with transaction.atomic():
                add_attendance(engagement, {"delegate": delegate, "presence": presence}, by=by)
        except Refused:  # one side alone sees the delegate and the other the engagement
            return


def _heard(told: Sequence[Told], walked: dict[UUID, Guest], guests: dict[int, Any]) -> list[Heard]:
    first = {key: rows[0] for key, rows in scans_of(guests).items()}
    found = []
    for each in told:
        pk = walked[each.uuid].pk if each.uuid in walked else each.guest
        guest = guests.get(pk) if pk is not None else None
        if guest is None:
            found.append(Heard(each.uuid, "unknown"))
            continue
        outcome = "out" if guest.arrived_at is None else "in"
        if outcome == "in" and each.kind != Scanned.OUT and first[guest.pk].uuid != each.uuid:
            outcome = "already"
        found.append(Heard(each.uuid, outcome, guest.pk, guest.arrived_at, guest.arrived_door))
    return found
