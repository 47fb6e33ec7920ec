"""Who takes part: from the delegation in one go, by hand, from a list."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.directory.choices import Scope
from legation.kernel import editing
from legation.kernel.choices import Visibility
from legation.kernel.refusals import Refused
from legation.matchmaking.actions.placing import place_meeting
from legation.matchmaking.actions.telling import telling
from legation.matchmaking.models import Meeting, Participant, Round
from legation.matchmaking.queries.problem import call_ups
from legation.matchmaking.queries.sheet import sheet_of
from legation.missions.choices import Capacity, DelegateStatus
from legation.missions.models import Delegate
from legation.missions.rules import standing

MEETING = (Capacity.HEAD, Capacity.DEPUTY, Capacity.MEMBER)
COMING = (DelegateStatus.NOMINATED, DelegateStatus.INVITED, DelegateStatus.CONFIRMED)


class HiddenFromTheRound(Refused):
    sentence = _("The other side sees this round and not this delegate. Share them first.")
    field = "delegate"


class KnownToOneOffice(Refused):
    sentence = _("Only your office finds this person; a round that both sides see would show them.")
    field = "person"


class TakesPartAlready(Refused):
    sentence = _("They already take part in this round.")
    field = "delegate"


class Nobody(Refused):
    sentence = _("Say who it is: a delegate, a person of the directory, or a name.")
    field = "name"


class NotOfThisMeeting(Refused):
    sentence = _("They are not in this meeting.")


class CannotBeCalledUp(Refused):
    sentence = _("This meeting cannot be held there any more. Look again.")


class NoSuchSlotToMiss(Refused):
    sentence = _("Slot %(slot)s is not in this round.")
    field = "unavailable"


@transaction.atomic
def add_participant(round_: Round, values: Mapping[str, Any], *, by: User) -> Participant:
    """Somebody takes part. A delegate's side is their delegation's."""
    _check(round_, values)
    delegate = values.get("delegate")
    if delegate is not None:
        values = {**values, "side": delegate.delegation.party}
    made = Participant(round=round_, **_with_languages(values))
    return editing.add(made, by=by)


@transaction.atomic
def add_delegates(round_: Round, *, by: User) -> int:
    """Everybody of the own side who comes to meet people and is not in the round yet; returns how many."""
    found = delegates_to_add(round_, by)
    for delegate in found:
        add_participant(round_, {"delegate": delegate}, by=by)
    return len(found)


@transaction.atomic
def add_named(round_: Round, rows: Iterable[Mapping[str, Any]], *, by: User) -> int:
    """Everybody of a list that was read and checked; returns how many."""
    made = [add_participant(round_, row, by=by) for row in rows]
    return len(made)


@transaction.atomic
def change_participant(
    participant: Participant, values: Mapping[str, Any], *, seen: int, by: User
) -> Participant:
    """Change what is known of a participant."""
    _check(participant.round, {"delegate": participant.delegate, **values}, beside=participant.pk)
    return editing.change(participant, values, seen=seen, by=by)


@transaction.atomic
def remove_participant(participant: Participant, *, by: User) -> Participant:
    """Take somebody out of the round: their meetings are no longer in the timetable."""
    with telling(participant.round, by=by):
        return editing.remove(participant, by=by)


@transaction.atomic
def restore_participant(participant: Participant, *, by: User) -> Participant:
    """Undo a removal."""
    _check(participant.round, {"delegate": participant.delegate, "person": participant.person, "name": "-"})
    with telling(participant.round, by=by):
        return editing.restore(participant, by=by)


@transaction.atomic
def mark_no_show(meeting: Meeting, participant: int, *, gone: bool, by: User) -> Participant:
    """Somebody of a meeting did not come, or came after all."""
    rows = Participant.objects.common().filter(seats__meeting=meeting, pk=participant)
    found: Participant | None = rows.first()
    if found is None:
        raise NotOfThisMeeting
    at = timezone.now() if gone else None
    return editing.change(found, {"no_show_at": at}, seen=found.version, by=by)


@transaction.atomic
def call_up(meeting: Meeting, instead: int, *, by: User) -> Meeting:
    """Hold another meeting in the slot and at the table of one to which somebody did not come."""
    sheet = sheet_of(meeting.round)
    missed = sheet.items.get(meeting.pk)
    able = call_ups(sheet, missed) if missed is not None else []
    if missed is None or instead not in {item.key for item in able}:
        raise CannotBeCalledUp
    slot, table = missed.slot, missed.table
    place_meeting(meeting, slot=None, seen=meeting.version, by=by)
    other = Meeting.objects.select_related("round").get(pk=instead)
    return place_meeting(other, slot=slot, table=table, seen=other.version, by=by)


def delegates_to_add(round_: Round, user: User) -> list[Delegate]:
    """Delegates of the user's side whom everybody who sees the round may see, and who are not in it."""
    mine = standing(user, round_.mission_id)
    if mine is None:
        return []
    there = Participant.objects.present().filter(round=round_, delegate__isnull=False).values("delegate")
    rows = Delegate.objects.visible_to(user).filter(
        mission=round_.mission_id,
        delegation__party=mine.side,
        capacity__in=MEETING,
        status__in=COMING,
        visibility__in={Visibility.SHARED.value, round_.visibility},
    )
    rows = rows.exclude(pk__in=there).select_related("delegation", "person", "post__organisation")
    return list(rows.order_by("pk"))


def _check(round_: Round, values: Mapping[str, Any], *, beside: int = 0) -> None:
    delegate, person = values.get("delegate"), values.get("person")
    if delegate is not None and delegate.visibility not in {Visibility.SHARED, round_.visibility}:
        raise HiddenFromTheRound
    if person is not None and person.scope != Scope.SHARED and round_.visibility == Visibility.SHARED:
        raise KnownToOneOffice
    if delegate is None and person is None and not values.get("name", "-"):
        raise Nobody
    others = Participant.objects.present().filter(round=round_).exclude(pk=beside)
    if delegate is not None and others.filter(delegate=delegate).exists():
        raise TakesPartAlready
    if person is not None and others.filter(person=person).exists():
        raise TakesPartAlready
    slots = len(round_.slots)
    for slot in values.get("unavailable") or ():
        if not 1 <= slot <= slots:
            raise NoSuchSlotToMiss(slot=slot)


def _with_languages(values: Mapping[str, Any]) -> dict[str, Any]:
    """The languages that the directory knows, where none were said."""
    from legation.matchmaking.choices import Language

    delegate = values.get("delegate")
    someone = delegate.person if delegate is not None else values.get("person")
    if values.get("languages") or someone is None:
        return dict(values)
    known = {code for code in someone.languages if code in Language.values}
    return {**values, "languages": sorted(known)}
