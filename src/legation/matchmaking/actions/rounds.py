"""Open a round, change its frame, and release its timetable."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.choices import Visibility
from legation.kernel.models import Record
from legation.kernel.refusals import Refused
from legation.matchmaking.actions.placing import put_places
from legation.matchmaking.actions.telling import tell_released, telling, withdraw_all
from legation.matchmaking.choices import RoundStatus
from legation.matchmaking.models import Meeting, Participant, Resource, Round, Site
from legation.matchmaking.models.round import MOST_SLOTS, SlotTime
from legation.missions.models import Mission
from legation.missions.rules import standing

FRAME = ("zone", "sittings", "minutes", "pause")
P = TypeVar("P", bound=Record)


class NoTimeForAMeeting(Refused):
    sentence = _("In these times there is no room for one meeting of %(minutes)s minutes.")
    field = "sittings"


class TooManySlots(Refused):
    sentence = _("That makes %(slots)s slots; a round has at most %(most)s. Make two rounds of it.")
    field = "sittings"


class SlotsOverlap(Refused):
    sentence = _("Two of these times overlap.")
    field = "sittings"


class RoundOfTheOtherSide(Refused):
    sentence = _("A round is seen by both sides or by your own.")
    field = "visibility"


class WiderThanItsEngagement(Refused):
    sentence = _("The engagement is seen by one side only: so is the round.")
    field = "visibility"


class SomebodyIsHidden(Refused):
    sentence = _("Somebody takes part whom only your side sees. Share them first, or take them out: %(who)s.")
    field = "visibility"


class NothingToRelease(Refused):
    sentence = _("No meeting has a place yet. Make the timetable first.")


@transaction.atomic
def open_round(mission: Mission, values: Mapping[str, Any], *, by: User) -> Round:
    """A round of one-to-one meetings in a mission."""
    made = Round(mission=mission, **values)
    _check(made, by=by)
    return editing.add(made, by=by)


@transaction.atomic
def change_round(round_: Round, values: Mapping[str, Any], *, seen: int, by: User) -> Round:
    """Change a round. Where its times change, what has a time that is still there keeps it."""
    before = Round.objects.select_for_update().get(pk=round_.pk)
    slots = before.slots
    trial = Round(pk=before.pk, mission=round_.mission)
    for field in Round._meta.concrete_fields:
        if field.name != "mission":
            setattr(trial, field.attname, getattr(before, field.attname))
    for name, value in values.items():
        setattr(trial, name, value)
    _check(trial, by=by)
    with telling(round_, by=by):
        changed = editing.change(round_, values, seen=seen, by=by)
        if changed.slots != slots:
            _retime(changed, slots, by=by)
    return changed


@transaction.atomic
def remove_round(round_: Round, *, by: User) -> Round:
    """Take a round out of every list; what hangs on it comes back with it."""
    return editing.remove(round_, by=by)


@transaction.atomic
def restore_round(round_: Round, *, by: User) -> Round:
    """Undo a removal."""
    return editing.restore(round_, by=by)


@transaction.atomic
def release_round(round_: Round, *, by: User) -> Round:
    """Let participants see the timetable on their pages and in their calendars."""
    if not Meeting.objects.present().filter(round=round_, slot__isnull=False).exists():
        raise NothingToRelease
    values = {"status": RoundStatus.RELEASED, "released_at": timezone.now()}
    released = editing.change(round_, values, seen=round_.version, by=by)
    tell_released(released, by=by)
    return released


@transaction.atomic
def take_back_release(round_: Round, *, by: User) -> Round:
    """Hide the timetable from participants again."""
    values = {"status": RoundStatus.PLANNED, "released_at": None}
    withdraw_all(round_)
    return editing.change(round_, values, seen=round_.version, by=by)


@transaction.atomic
def add_resource(round_: Round, values: Mapping[str, Any], *, by: User) -> Resource:
    """Interpreters, rooms or equipment of which there is a number."""
    return editing.add(Resource(round=round_, **values), by=by)


@transaction.atomic
def add_site(round_: Round, values: Mapping[str, Any], *, by: User) -> Site:
    """A place away from the hall."""
    return editing.add(Site(round=round_, **values), by=by)


@transaction.atomic
def change_part(part: P, values: Mapping[str, Any], *, seen: int, by: User) -> P:
    """Change a resource or a site."""
    return editing.change(part, values, seen=seen, by=by)


@transaction.atomic
def remove_part(part: P, *, by: User) -> P:
    """Take a resource or a site out of the round."""
    return editing.remove(part, by=by)


@transaction.atomic
def restore_part(part: P, *, by: User) -> P:
    """Undo a removal."""
    return editing.restore(part, by=by)


def _check(round_: Round, *, by: User) -> None:
    mine = standing(by, round_.mission_id)
    if mine is None or round_.visibility not in mine.sees:
        raise RoundOfTheOtherSide
    engagement = round_.engagement
    if engagement is not None and engagement.visibility not in {Visibility.SHARED, round_.visibility}:
        raise WiderThanItsEngagement
    slots = round_.slots
    if not slots:
        raise NoTimeForAMeeting(minutes=round_.minutes)
    if len(slots) > MOST_SLOTS:
        raise TooManySlots(slots=len(slots), most=MOST_SLOTS)
    if any(second.starts_at < first.ends_at for first, second in pairwise(slots)):
        raise SlotsOverlap
    if round_.pk and round_.visibility == Visibility.SHARED:
        hidden = (
            Participant.objects.visible_to(by)
            .filter(round=round_.pk, delegate__isnull=False)
            .exclude(delegate__visibility=Visibility.SHARED)
            .select_related("delegate__person")
        )
        if hidden:
            raise SomebodyIsHidden(who=", ".join(str(each) for each in hidden))


def _retime(round_: Round, before: tuple[SlotTime, ...], *, by: User) -> None:
    """Slots have other numbers now: what is bound to a time keeps the time, or loses its place."""
    now = {slot.starts_at: slot.number for slot in round_.slots}
    same = {slot.number: now.get(slot.starts_at) for slot in before}
    overlaps = {
        old.number: [
            new.number for new in round_.slots if new.starts_at < old.ends_at and old.starts_at < new.ends_at
        ]
        for old in before
    }
    rows = Meeting.objects.filter(round=round_, slot__isnull=False)
    put_places(
        round_,
        {row.pk: (same[row.slot], row.table) for row in rows if same.get(row.slot) is not None},
        locked=set(rows.filter(locked=True).values_list("pk", flat=True)),
        by=by,
    )
    for row in Meeting.objects.filter(round=round_, fixed_slot__isnull=False):
        editing.change(row, {"fixed_slot": same.get(row.fixed_slot)}, seen=row.version, by=by)
    for person in Participant.objects.filter(round=round_).exclude(unavailable=[]):
        gone = sorted({new for old in person.unavailable for new in overlaps.get(old, [])})
        editing.change(person, {"unavailable": gone}, seen=person.version, by=by)


def set_planned(round_: Round, *, by: User) -> None:
    """The round has a timetable now, where it only collected wishes before."""
    current = Round.objects.get(pk=round_.pk)
    if current.status == RoundStatus.COLLECTING:
        editing.change(current, {"status": RoundStatus.PLANNED}, seen=current.version, by=by)
